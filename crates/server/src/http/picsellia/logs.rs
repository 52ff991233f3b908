//! The client's logs.

use super::client_log::{self, ClientLog};
use super::listing::{Ids, Listed, Listing};
use super::log_id::ClientLogId;
use super::log_shape::ClientData;
use super::{check_reach, uploads};
use crate::http::body::WholeBody;
use crate::http::error::ApiError;
use crate::http::extract::{OnlyProject, UrlPath, UrlQuery};
use crate::http::picture_file;
use crate::http::state::AppState;
use crate::intake;
use crate::store::{
    LogContent, LogPlace, LogUpdate, LogWrite, OldLog, OldPoints, StoreError, Thing, WantedPoints,
    WholeLog,
};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use runboard_model::error::InvalidData;
use runboard_model::{ExperimentId, LogType, ProjectId};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;
use std::cmp::Ordering;
use uuid::Uuid;

/// How many points a call that logs is answered with; the client reads them each time it logs one.
const ANSWERED_POINTS: u64 = 2_000;

/// A log, as the client reads it.
struct Log(WholeLog);

impl Serialize for Log {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let WholeLog { place, data } = &self.0;
        let data = ClientData {
            experiment_id: place.experiment_id,
            log_name: &place.name,
            data,
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &ClientLogId(place.id))?;
        map.serialize_entry("experiment_id", &place.experiment_id)?;
        map.serialize_entry("name", &place.name)?;
        map.serialize_entry("type", &place.log_type)?;
        map.serialize_entry("data", &data)?;
        map.serialize_entry("created_at", &place.created_at)?;
        map.serialize_entry("updated_at", &place.updated_at)?;
        map.end()
    }
}

/// Whether a name may have been logged to before.
#[derive(Deserialize)]
pub(super) struct CreateQuery {
    #[serde(default)]
    raise_on_conflict: String,
}

impl CreateQuery {
    fn old_log(&self) -> OldLog {
        match self.raise_on_conflict.eq_ignore_ascii_case("true") {
            true => OldLog::Refuses,
            false => OldLog::Takes,
        }
    }
}

/// A log's name.
#[derive(Deserialize)]
pub(super) struct Named {
    name: String,
}

/// What changes of a log.
#[derive(Deserialize)]
struct Patch {
    name: Option<String>,
    data: Option<Box<RawValue>>,
}

/// `POST /api/experiment/{id}/logs`.
pub(super) async fn create(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    UrlQuery(query): UrlQuery<CreateQuery>,
    WholeBody(body): WholeBody,
) -> Result<Response, ApiError> {
    let (store, now, old) = (&state.store, state.now(), query.old_log());
    let log = match client_log::read(&body)? {
        ClientLog::Data(log) => log,
        ClientLog::Picture { name, object_name } => {
            // Before the file is taken, which is gone where this refuses it.
            store.check_log(id, &name, LogType::Image, old).await?;
            picture(&state, id, name, &object_name).await?
        }
    };
    drop(body);
    let name = log.name.clone();
    let wanted = answered(&log.content);
    match old {
        OldLog::Takes => store.write_log(id, log, now).await?,
        OldLog::Refuses => store.write_new_log(id, log, now).await?,
    };
    let written = store.whole_log_named(id, &name, wanted).await?;
    Ok((StatusCode::CREATED, Json(Log(written))).into_response())
}

/// What is answered of a log to which this was logged: all of it, but only the last points of lines
/// that are far longer. Otherwise each point of a long training would take longer than the one before.
fn answered(content: &LogContent) -> WantedPoints {
    let n_new: usize = match content {
        LogContent::Points(points, _) => points.lines.iter().map(|line| line.values.len()).sum(),
        _ => 0,
    };
    WantedPoints::Last(ANSWERED_POINTS.max(4 * n_new as u64))
}

async fn picture(
    state: &AppState,
    id: ExperimentId,
    name: String,
    object_name: &str,
) -> Result<LogWrite, ApiError> {
    let bytes = uploads::take(state, id, object_name).await?;
    let head = bytes.head(picture_file::HEAD_BYTES as u64).await;
    let head = head.map_err(StoreError::from)?;
    picture_file::log(name, None, &head, bytes).await
}

/// `GET /api/experiment/{id}/logs/extended`: all logs with all their data.
pub(super) async fn list(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    UrlQuery(query): UrlQuery<Vec<(String, String)>>,
) -> Result<Response, ApiError> {
    let listing = Listing::read(query)?;
    let listed = listing.of(state.store.log_places(id).await?, compare)?;
    let logs = state.store.whole_logs(listed.items).await?;
    let listed = Listed {
        items: logs.into_iter().map(Log).collect(),
        count: listed.count,
    };
    Ok(Json(listed).into_response())
}

fn compare(field: &str, a: &LogPlace, b: &LogPlace) -> Option<Ordering> {
    match field {
        "name" => Some(a.name.cmp(&b.name)),
        "type" => Some(a.log_type.cmp(&b.log_type)),
        "created_at" => Some(a.created_at.cmp(&b.created_at)),
        "updated_at" => Some(a.updated_at.cmp(&b.updated_at)),
        _ => None,
    }
}

/// `GET /api/experiment/{id}/logs/ids`.
pub(super) async fn ids(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
) -> Result<Json<Vec<ClientLogId>>, ApiError> {
    let places = state.store.log_places(id).await?;
    Ok(Json(places.iter().map(|log| ClientLogId(log.id)).collect()))
}

/// `GET /api/experiment/{id}/logs/find?name=`.
pub(super) async fn find(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    UrlQuery(wanted): UrlQuery<Named>,
) -> Result<Response, ApiError> {
    let store = &state.store;
    let log = store
        .whole_log_named(id, &wanted.name, WantedPoints::All)
        .await?;
    Ok(Json(Log(log)).into_response())
}

/// `DELETE /api/experiment/{id}/logs`: those that the body names, all at once.
pub(super) async fn delete_some(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    WholeBody(body): WholeBody,
) -> Result<StatusCode, ApiError> {
    let Ids { ids } = intake::json::<Ids<ClientLogId>>(&body)?;
    let ids = ids.into_iter().map(|id| id.0).collect();
    let store = &state.store;
    store.delete_logs_by_id(id, ids, state.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The log that the client names, if the caller may see it.
async fn place(state: &AppState, only: Option<ProjectId>, id: Uuid) -> Result<LogPlace, ApiError> {
    let missing = || StoreError::NotFound(Thing::Log, id.to_string());
    let ClientLogId(number) = ClientLogId::from_uuid(id).ok_or_else(missing)?;
    let log = match state.store.log_place(number).await {
        // The client does not know the number.
        Err(StoreError::NotFound(..)) => return Err(missing().into()),
        found => found?,
    };
    check_reach(state, only, log.experiment_id).await?;
    Ok(log)
}

/// `GET /api/log/{id}`.
pub(super) async fn get(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlPath(id): UrlPath<Uuid>,
) -> Result<Response, ApiError> {
    let log = place(&state, only, id).await?;
    let log = state.store.whole_log(log.id, WantedPoints::All).await?;
    Ok(Json(Log(log)).into_response())
}

/// `PATCH /api/log/{id}`: another name, or other data in the place of all that is there.
pub(super) async fn patch(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlPath(id): UrlPath<Uuid>,
    WholeBody(body): WholeBody,
) -> Result<Response, ApiError> {
    let patch: Patch = intake::json(&body)?;
    let log = place(&state, only, id).await?;
    let content =
        |data: &RawValue| client_log::content(log.log_type, &log.name, data, OldPoints::Replace);
    let update = LogUpdate {
        content: patch.data.as_deref().map(content).transpose()?,
        name: patch.name,
    };
    let store = &state.store;
    store.update_log(log.id, update, state.now()).await?;
    let log = store.whole_log(log.id, WantedPoints::All).await?;
    Ok(Json(Log(log)).into_response())
}

/// `DELETE /api/log/{id}`.
pub(super) async fn delete(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlPath(id): UrlPath<Uuid>,
) -> Result<StatusCode, ApiError> {
    let log = place(&state, only, id).await?;
    state.store.delete_log_by_id(log.id, state.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/log/{id}/append`: more points for a line.
pub(super) async fn append(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlPath(id): UrlPath<Uuid>,
    WholeBody(body): WholeBody,
) -> Result<Response, ApiError> {
    let Patch { data, .. } = intake::json(&body)?;
    let data = data.ok_or_else(|| InvalidData::new("data", "is missing"))?;
    let log = place(&state, only, id).await?;
    if log.log_type != LogType::Line {
        let reason = format!("a {} takes no more data, only a LINE does", log.log_type);
        return Err(InvalidData::new("data", reason).into());
    }
    let content = client_log::content(log.log_type, &log.name, &data, OldPoints::Keep)?;
    let wanted = answered(&content);
    let update = LogUpdate {
        content: Some(content),
        name: None,
    };
    let store = &state.store;
    store.update_log(log.id, update, state.now()).await?;
    let log = store.whole_log(log.id, wanted).await?;
    Ok(Json(Log(log)).into_response())
}
