//! What the client sends of a training's console.

use super::{check_reach, uploads};
use crate::http::body::WholeBody;
use crate::http::console;
use crate::http::error::ApiError;
use crate::http::extract::{OnlyProject, UrlPath};
use crate::http::state::AppState;
use crate::intake;
use crate::store::{ConsoleFile, ConsoleWrite, StoreError, Thing};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use runboard_model::ExperimentId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Lines of a console. The client numbers them anew with each of its objects, and marks some for its
/// own page; here they stand in the order in which they come.
#[derive(Deserialize)]
struct NewLines {
    log: Text,
    #[serde(default)]
    part: String,
}

/// One text or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    One(String),
    Several(Vec<String>),
}

/// A file that was sent before.
#[derive(Deserialize)]
struct Saved {
    object_name: String,
}

/// A file, as the client reads it.
#[derive(Serialize)]
pub(super) struct LoggingFile {
    id: Uuid,
    object_name: String,
}

impl From<ConsoleFile> for LoggingFile {
    fn from(file: ConsoleFile) -> Self {
        Self {
            id: file.id,
            object_name: file.object_name,
        }
    }
}

/// `POST /api/experiment/{id}/logging`.
pub(super) async fn add(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    WholeBody(body): WholeBody,
) -> Result<StatusCode, ApiError> {
    let new: NewLines = intake::json(&body)?;
    let texts = match new.log {
        Text::One(text) => vec![text],
        Text::Several(texts) => texts,
    };
    let lines = texts.iter().flat_map(|text| console::lines_of(text));
    let lines = lines.map(str::to_owned).collect();
    let now = state.now();
    let write = ConsoleWrite::new(new.part, lines, now)?;
    state.store.add_console_lines(id, write, now).await?;
    Ok(StatusCode::CREATED)
}

/// `POST /api/experiment/{id}/logging/save`: the whole output as a file.
pub(super) async fn save(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<LoggingFile>), ApiError> {
    let Saved { object_name } = intake::json(&body)?;
    let held = match state.store.console_file_of(id).await {
        Ok(file) => Some(file),
        Err(StoreError::NotFound(Thing::ConsoleFile, _)) => None,
        Err(error) => return Err(error.into()),
    };
    put(&state, id, object_name, held).await
}

/// Puts a file in the place of the one that is held; where it is that one, a client that did not hear the answer
/// asks again.
async fn put(
    state: &AppState,
    id: ExperimentId,
    object_name: String,
    held: Option<ConsoleFile>,
) -> Result<(StatusCode, Json<LoggingFile>), ApiError> {
    if let Some(file) = held.filter(|file| file.object_name == object_name) {
        return Ok((StatusCode::OK, Json(file.into())));
    }
    let bytes = uploads::take(state, id, &object_name).await?;
    let (store, now) = (&state.store, state.now());
    let file = store.put_console_file(id, object_name, bytes, now).await?;
    Ok((StatusCode::CREATED, Json(file.into())))
}

/// `GET /api/experiment/{id}/logging`.
pub(super) async fn of_experiment(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
) -> Result<Json<LoggingFile>, ApiError> {
    Ok(Json(state.store.console_file_of(id).await?.into()))
}

/// `GET /api/logging/file/{id}`.
pub(super) async fn get(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlPath(id): UrlPath<Uuid>,
) -> Result<Json<LoggingFile>, ApiError> {
    let file = state.store.console_file(id).await?;
    check_reach(&state, only, file.experiment_id).await?;
    Ok(Json(file.into()))
}

/// `PATCH /api/logging/file/{id}`: another file in its place.
pub(super) async fn patch(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlPath(id): UrlPath<Uuid>,
    WholeBody(body): WholeBody,
) -> Result<Json<LoggingFile>, ApiError> {
    let Saved { object_name } = intake::json(&body)?;
    let file = state.store.console_file(id).await?;
    check_reach(&state, only, file.experiment_id).await?;
    let (_, answer) = put(&state, file.experiment_id, object_name, Some(file)).await?;
    Ok(answer)
}

/// `DELETE /api/logging/file/{id}`.
pub(super) async fn delete(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlPath(id): UrlPath<Uuid>,
) -> Result<StatusCode, ApiError> {
    let file = state.store.console_file(id).await?;
    check_reach(&state, only, file.experiment_id).await?;
    state.store.delete_console_file(id, state.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
