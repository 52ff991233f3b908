//! `/api/v1/experiments/{id}/artifacts`.

use super::body::WholeBody;
use super::error::ApiError;
use super::extract::{UrlPath, experiment_id};
use super::file_answer::{self, DOWNLOAD, KeptFile};
use super::form;
use super::state::AppState;
use crate::intake;
use crate::store::Thing;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use runboard_model::wire::{Artifact, Items, NewName};

/// What RFC 5987 leaves as it is.
const ATTRIBUTE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `GET /experiments/{id}/artifacts`.
pub(super) async fn list(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
) -> Result<Json<Items<Artifact>>, ApiError> {
    let items = state.store.artifacts(experiment_id(&id)?).await?;
    Ok(Json(Items { items, next: None }))
}

/// `POST /experiments/{id}/artifacts`.
pub(super) async fn create(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    request: Request,
) -> Result<(StatusCode, Json<Artifact>), ApiError> {
    let id = experiment_id(&id)?;
    let form = form::read(&state, request, state.limits.max_artifact_bytes).await?;
    let name = intake::require_name(form.name.or(form.file_name))?;
    let store = &state.store;
    let artifact = store.put_artifact(id, name, form.file, state.now()).await?;
    Ok((StatusCode::CREATED, Json(artifact)))
}

/// `GET /experiments/{id}/artifacts/{artifact}`: the bytes, or a range of them, always as a download.
pub(super) async fn get(
    State(state): State<AppState>,
    UrlPath((id, artifact)): UrlPath<(String, String)>,
    request: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    let stored = state.store.artifact(experiment_id(&id)?, &artifact).await?;
    let name = utf8_percent_encode(&stored.artifact.name, ATTRIBUTE);
    let headers = [
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{name}"),
        ),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    let kept = KeptFile {
        path: &stored.path,
        sha256: &stored.artifact.sha256,
        media_type: DOWNLOAD,
        asked: (Thing::Artifact, &artifact),
    };
    Ok((headers, file_answer::answer(&request, kept).await?))
}

/// `PATCH /experiments/{id}/artifacts/{artifact}`.
pub(super) async fn rename(
    State(state): State<AppState>,
    UrlPath((id, artifact)): UrlPath<(String, String)>,
    WholeBody(body): WholeBody,
) -> Result<Json<Artifact>, ApiError> {
    let id = experiment_id(&id)?;
    let to: NewName = intake::json(&body)?;
    let store = &state.store;
    let renamed = store
        .rename_artifact(id, artifact, to.name, state.now())
        .await?;
    Ok(Json(renamed))
}

/// `DELETE /experiments/{id}/artifacts/{artifact}`.
pub(super) async fn delete(
    State(state): State<AppState>,
    UrlPath((id, artifact)): UrlPath<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let id = experiment_id(&id)?;
    state
        .store
        .delete_artifact(id, artifact, state.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
