//! `/api/v1/experiments/{id}/logs` and `…/images`.

use super::body::WholeBody;
use super::error::ApiError;
use super::extract::{UrlPath, UrlQuery, experiment_id};
use super::form;
use super::picture_file;
use super::state::AppState;
use crate::intake;
use crate::store::WantedEntry;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use runboard_model::wire::{Log, LogList, NewName, WrittenLog};
use serde::Deserialize;

/// The query of the list.
#[derive(Deserialize)]
pub(super) struct ListQuery {
    since: Option<u64>,
}

/// The query of one log.
#[derive(Deserialize)]
pub(super) struct LogQuery {
    step: Option<String>,
}

/// `GET /experiments/{id}/logs`.
pub(super) async fn list(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    UrlQuery(query): UrlQuery<ListQuery>,
) -> Result<Json<LogList>, ApiError> {
    let id = experiment_id(&id)?;
    Ok(Json(state.store.log_list(id, query.since).await?))
}

/// `POST /experiments/{id}/logs`.
pub(super) async fn create(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<WrittenLog>), ApiError> {
    let id = experiment_id(&id)?;
    let log = intake::log(&body)?;
    drop(body);
    let written = state.store.write_log(id, log, state.now()).await?;
    Ok((StatusCode::CREATED, Json(written)))
}

/// `POST /experiments/{id}/images`.
pub(super) async fn create_image(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    request: Request,
) -> Result<(StatusCode, Json<WrittenLog>), ApiError> {
    let id = experiment_id(&id)?;
    let form = form::read(&state, request, state.limits.max_body_bytes).await?;
    let name = intake::require_name(form.name)?;
    let step = form.step.as_deref().map(intake::step).transpose()?;
    let log = picture_file::log(name, step, &form.head, form.file).await?;
    let written = state.store.write_log(id, log, state.now()).await?;
    Ok((StatusCode::CREATED, Json(written)))
}

/// `DELETE /experiments/{id}/logs`.
pub(super) async fn delete_all(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
) -> Result<StatusCode, ApiError> {
    state
        .store
        .delete_logs(experiment_id(&id)?, state.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /experiments/{id}/logs/{name}`.
pub(super) async fn get(
    State(state): State<AppState>,
    UrlPath((id, name)): UrlPath<(String, String)>,
    UrlQuery(query): UrlQuery<LogQuery>,
) -> Result<Json<Log>, ApiError> {
    let wanted = match query.step {
        Some(step) => WantedEntry::AtStep(intake::step(&step)?),
        None => WantedEntry::All,
    };
    let log = state.store.log(experiment_id(&id)?, &name, wanted).await?;
    Ok(Json(log))
}

/// `PATCH /experiments/{id}/logs/{name}`.
pub(super) async fn rename(
    State(state): State<AppState>,
    UrlPath((id, name)): UrlPath<(String, String)>,
    WholeBody(body): WholeBody,
) -> Result<Json<WrittenLog>, ApiError> {
    let id = experiment_id(&id)?;
    let to: NewName = intake::json(&body)?;
    let renamed = state
        .store
        .rename_log(id, name, to.name, state.now())
        .await?;
    Ok(Json(renamed))
}

/// `DELETE /experiments/{id}/logs/{name}`.
pub(super) async fn delete(
    State(state): State<AppState>,
    UrlPath((id, name)): UrlPath<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let id = experiment_id(&id)?;
    state.store.delete_log(id, name, state.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
