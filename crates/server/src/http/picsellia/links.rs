//! Addresses that the client prints for its user, on this server's page.
//!
//! They hold identifiers alone, and lead to addresses that do: whoever follows one learns no name.

use crate::http::error::ApiError;
use crate::http::extract::UrlPath;
use crate::http::state::AppState;
use axum::extract::State;
use axum::response::Redirect;
use runboard_model::{ExperimentId, ProjectId};

/// `GET /organization/{organization}`: all projects.
pub(super) async fn organization() -> Redirect {
    Redirect::temporary("/")
}

/// `GET /project/{id}`: the table of its experiments.
pub(super) async fn project(UrlPath(id): UrlPath<ProjectId>) -> Redirect {
    Redirect::temporary(&format!("/projects/{id}"))
}

/// `GET /experiment/{id}`: its dashboard.
pub(super) async fn experiment(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
) -> Result<Redirect, ApiError> {
    let project = state.store.project_of(id).await?;
    Ok(Redirect::temporary(&format!(
        "/projects/{project}/experiments/{id}"
    )))
}
