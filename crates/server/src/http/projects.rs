//! `/api/v1/projects`.

use super::body::WholeBody;
use super::error::ApiError;
use super::extract::{OnlyProject, UrlPath};
use super::state::AppState;
use crate::intake;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use runboard_model::wire::{Items, Project};

/// `GET /projects`.
pub(super) async fn list(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
) -> Result<Json<Items<Project>>, ApiError> {
    let mut items = state.store.projects().await?;
    items.retain(|project| only.is_none_or(|only| only == project.id));
    Ok(Json(Items { items, next: None }))
}

/// `POST /projects`.
pub(super) async fn create(
    State(state): State<AppState>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<Project>), ApiError> {
    let new = intake::json(&body)?;
    let project = state.store.create_project(new, state.now()).await?;
    Ok((StatusCode::CREATED, Json(project)))
}

/// `GET /projects/{project}`.
pub(super) async fn get(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<String>,
) -> Result<Json<Project>, ApiError> {
    Ok(Json(state.store.project(&project).await?))
}

/// `PATCH /projects/{project}`.
pub(super) async fn patch(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<String>,
    WholeBody(body): WholeBody,
) -> Result<Json<Project>, ApiError> {
    let patch = intake::json(&body)?;
    let project = state
        .store
        .patch_project(project, patch, state.now())
        .await?;
    Ok(Json(project))
}

/// `DELETE /projects/{project}`.
pub(super) async fn delete(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<String>,
) -> Result<StatusCode, ApiError> {
    state.store.delete_project(project).await?;
    Ok(StatusCode::NO_CONTENT)
}
