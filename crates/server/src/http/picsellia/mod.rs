//! The routes that the Picsellia Python SDK calls, over the same store as the API.
//!
//! They are all that stands under `/api` and not under `/api/v1`: a script that was written for that
//! client runs against this server with another host. What the two mean differently is told in
//! `docs/clients.md`. The shapes on the wire are the client's, so they stand here, beside the routes.

mod experiments;
mod failure;
mod listing;
mod offer;
mod organization;
mod projects;
mod status;
mod welcome;

pub(super) use failure::with_message;
pub(super) use offer::{is_of_client, not_offered};
pub(super) use welcome::forget_token;

use super::state::AppState;
use crate::http::error::ApiError;
use axum::Router;
use axum::routing::{get, patch, post};
use runboard_model::{ErrorCode, ExperimentId, ProjectId};

/// What needs a token.
#[rustfmt::skip]
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/home/ping", get(organization::ping))
        .route("/organizations/find", get(organization::find))
        .route("/organization/{organization}", get(organization::get))
        .route("/organization/{organization}/projects",
            get(projects::list).post(projects::create))
        .route("/organization/{organization}/projects/find", get(projects::find))
        .route("/organization/{organization}/experiments/find", get(experiments::find_anywhere))
        .route("/project/{id}",
            get(projects::get).patch(projects::patch).delete(projects::delete))
        .route("/project/{id}/experiments",
            get(experiments::list).post(experiments::create).delete(experiments::delete_some))
        .route("/project/{id}/experiments/find", get(experiments::find))
        .route("/project/{id}/experiments/ids", get(experiments::ids))
        .route("/experiment/{id}",
            get(experiments::get).patch(experiments::patch).delete(experiments::delete))
        .route("/experiment/{id}/experiment", post(experiments::set_base))
        .route("/experiment/{id}/job/status", patch(experiments::set_job_status))
}

/// Refuses an experiment outside of the only project that the caller may see.
async fn check_reach(
    state: &AppState,
    only: Option<ProjectId>,
    id: ExperimentId,
) -> Result<(), ApiError> {
    match only {
        Some(project) if state.store.project_of(id).await? != project => {
            let message = "this token is for one project only, and this is outside of it";
            Err(ApiError::new(ErrorCode::Forbidden, message))
        }
        _ => Ok(()),
    }
}
