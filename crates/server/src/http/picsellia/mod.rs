//! The routes that the Picsellia Python SDK calls, over the same store as the API.
//!
//! They are all that stands under `/api` and not under `/api/v1`: a script that was written for that
//! client runs against this server with another host. What the two mean differently is told in
//! `docs/clients.md`. The shapes on the wire are the client's, so they stand here, beside the routes.

mod artifacts;
mod client_log;
mod experiments;
mod failure;
mod links;
mod listing;
mod log_id;
mod log_shape;
mod logging;
mod logs;
mod object_name;
mod offer;
mod organization;
mod presign;
mod projects;
mod signed;
mod status;
mod uploads;
mod welcome;

pub(super) use failure::with_message;
pub(super) use offer::{is_of_client, not_offered};
pub use presign::SECRET_BYTES;
pub(super) use presign::Signer;
pub(super) use welcome::forget_token;

use super::state::AppState;
use crate::http::error::ApiError;
use axum::Router;
use axum::routing::{get, patch, post, put};
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
        .route("/experiment/{id}/logs", post(logs::create).delete(logs::delete_some))
        .route("/experiment/{id}/logs/extended", get(logs::list))
        .route("/experiment/{id}/logs/find", get(logs::find))
        .route("/experiment/{id}/logs/ids", get(logs::ids))
        .route("/log/{id}", get(logs::get).patch(logs::patch).delete(logs::delete))
        .route("/log/{id}/append", post(logs::append))
        .route("/experiment/{id}/artifacts",
            get(artifacts::list).post(artifacts::create).delete(artifacts::delete_some))
        .route("/experiment/{id}/artifacts/find", get(artifacts::find))
        .route("/experiment/{id}/artifacts/ids", get(artifacts::ids))
        .route("/artifact/{id}",
            get(artifacts::get).patch(artifacts::patch).delete(artifacts::delete))
        .route("/experiment/{id}/logging", get(logging::of_experiment).post(logging::add))
        .route("/experiment/{id}/logging/save", post(logging::save))
        .route("/logging/file/{id}",
            get(logging::get).patch(logging::patch).delete(logging::delete))
        .route("/organization/{organization}/connector/{connector}/generate_object_name",
            post(uploads::name))
        .route("/object-storage/{connector}/generate_presigned_url", post(uploads::address))
        .route("/object-storage/{connector}/init_multipart_upload", post(uploads::begin))
        .route("/object-storage/{connector}/generate_part_presigned_url",
            post(uploads::part_address))
        .route("/object-storage/{connector}/complete_part_upload", post(uploads::finish))
        .route("/object-storage/{connector}/retrieve_presigned_url",
            post(uploads::download_address))
}

/// What needs no token, because the address itself is signed.
pub(super) fn signed_routes() -> Router<AppState> {
    Router::new()
        .route("/signed/upload", post(signed::upload))
        .route("/signed/part", put(signed::part))
        .route("/signed/download", get(signed::download))
}

/// Addresses of the page that the client prints; they stand beside the API.
pub(super) fn links() -> Router<AppState> {
    Router::new()
        .route("/organization/{organization}", get(links::organization))
        .route("/project/{id}", get(links::project))
        .route("/experiment/{id}", get(links::experiment))
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
