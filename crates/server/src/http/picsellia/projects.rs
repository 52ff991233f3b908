//! The client's projects.

use super::listing::{Listed, Listing};
use crate::http::body::WholeBody;
use crate::http::error::ApiError;
use crate::http::extract::{OnlyProject, UrlPath, UrlQuery};
use crate::http::state::AppState;
use crate::intake;
use crate::store::Thing;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use runboard_model::{ProjectId, Timestamp, wire};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A project, as the client reads it.
#[derive(Debug, Serialize)]
pub(super) struct Project {
    id: ProjectId,
    name: String,
    description: String,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<wire::Project> for Project {
    fn from(project: wire::Project) -> Self {
        Self {
            id: project.id,
            name: project.name,
            description: project.description,
            created_at: project.created_at,
            updated_at: project.last_activity_at,
        }
    }
}

/// What the client looks for: by its identifier, or else by its name.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted<Id> {
    pub(super) id: Option<Id>,
    pub(super) name: Option<String>,
}

/// `GET /api/organization/{organization}/projects`.
pub(super) async fn list(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlQuery(query): UrlQuery<Vec<(String, String)>>,
) -> Result<Json<Listed<Project>>, ApiError> {
    let listing = Listing::read(query)?;
    Ok(Json(listing.of(visible(&state, only).await?, compare)?))
}

/// The projects that a caller may see.
async fn visible(state: &AppState, only: Option<ProjectId>) -> Result<Vec<Project>, ApiError> {
    let projects = state.store.projects().await?;
    Ok(projects
        .into_iter()
        .filter(|project| only.is_none_or(|only| project.id == only))
        .map(Project::from)
        .collect())
}

fn compare(field: &str, a: &Project, b: &Project) -> Option<Ordering> {
    match field {
        "name" => Some(a.name.cmp(&b.name)),
        "created_at" => Some(a.created_at.cmp(&b.created_at)),
        "updated_at" => Some(a.updated_at.cmp(&b.updated_at)),
        _ => None,
    }
}

/// `POST /api/organization/{organization}/projects`.
pub(super) async fn create(
    State(state): State<AppState>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<Project>), ApiError> {
    let new = intake::json(&body)?;
    let project = state.store.create_project(new, state.now()).await?;
    Ok((StatusCode::CREATED, Json(project.into())))
}

/// `GET /api/organization/{organization}/projects/find`, by `id` or `name`.
pub(super) async fn find(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlQuery(wanted): UrlQuery<Wanted<ProjectId>>,
) -> Result<Json<Project>, ApiError> {
    let named = match &wanted.id {
        Some(id) => id.to_string(),
        None => wanted.name.unwrap_or_default(),
    };
    let projects = visible(&state, only).await?;
    let found = projects.into_iter().find(|project| match wanted.id {
        Some(id) => project.id == id,
        None => project.name == named,
    });
    let project = found.ok_or_else(|| ApiError::not_found(Thing::Project, &named))?;
    Ok(Json(project))
}

/// `GET /api/project/{id}`.
pub(super) async fn get(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ProjectId>,
) -> Result<Json<Project>, ApiError> {
    Ok(Json(state.store.project(&id.to_string()).await?.into()))
}

/// `PATCH /api/project/{id}`.
pub(super) async fn patch(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ProjectId>,
    WholeBody(body): WholeBody,
) -> Result<Json<Project>, ApiError> {
    let patch = intake::json(&body)?;
    let store = &state.store;
    let project = store
        .patch_project(id.to_string(), patch, state.now())
        .await?;
    Ok(Json(project.into()))
}

/// `DELETE /api/project/{id}`.
pub(super) async fn delete(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ProjectId>,
) -> Result<StatusCode, ApiError> {
    state.store.delete_project(id.to_string()).await?;
    Ok(StatusCode::NO_CONTENT)
}
