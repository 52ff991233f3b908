//! What the client sends of a training's console.

use super::{check_reach, uploads};
use crate::http::body::WholeBody;
use crate::http::console;
use crate::http::error::ApiError;
use crate::http::extract::{OnlyProject, UrlPath};
use crate::http::state::AppState;
use crate::intake;
use crate::store::{ConsoleFile, ConsoleWrite};
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
    let bytes = uploads::take(&state, id, &object_name).await?;
    let store = &state.store;
    let file = store
        .put_console_file(id, object_name, bytes, state.now())
        .await?;
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
    if object_name == file.object_name {
        return Ok(Json(file.into()));
    }
    let bytes = uploads::take(&state, file.experiment_id, &object_name).await?;
    let (store, experiment) = (&state.store, file.experiment_id);
    let file = store
        .put_console_file(experiment, object_name, bytes, state.now())
        .await?;
    Ok(Json(file.into()))
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
