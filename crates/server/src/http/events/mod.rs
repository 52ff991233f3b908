//! `/api/v1/events`: what is logged to experiments, pushed as it is logged.
//!
//! One task asks what has changed (`hub`), and all readers of an experiment share its answer; a reader
//! that needs another start asks by itself (`reader`). Why it is so: `docs/decisions/0011-live-events.md`.

mod cursor;
mod held;
mod hub;
mod reader;
mod standing;

pub(super) use hub::Hub;

use super::auth::KnownCaller;
use super::error::ApiError;
use super::extract::{OnlyProject, UrlQuery};
use super::guard::text;
use super::state::AppState;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use cursor::Cursor;
use reader::Reader;
use runboard_model::ExperimentId;
use runboard_model::error::InvalidData;
use serde::Deserialize;
use standing::Standing;
use std::collections::HashSet;
use std::time::Duration;

/// The most experiments of one stream.
const MAX_EXPERIMENTS: usize = 1000;
/// How often a quiet stream says that it is there.
const HEARTBEAT: Duration = Duration::from_secs(15);

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The query of a stream.
#[derive(Deserialize)]
pub(super) struct EventsQuery {
    /// Identifiers with commas between.
    experiments: String,
    /// The identifier of an event after which to go on.
    since: Option<String>,
}

/// `GET /events`.
pub(super) async fn stream(
    State(state): State<AppState>,
    Extension(hub): Extension<Hub>,
    Extension(KnownCaller { caller, .. }): Extension<KnownCaller>,
    OnlyProject(only): OnlyProject,
    UrlQuery(query): UrlQuery<EventsQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let ids = experiment_ids(&query.experiments)?;
    // A browser that connects again tells the last event itself.
    let held = text(&headers, LAST_EVENT_ID).or(query.since.as_deref());
    let cursor = held
        .map(|held| Cursor::parse(held, ids.len()))
        .transpose()?;
    let reader = Reader::open(state.store.clone(), &hub, ids, cursor, only).await?;
    let reader = reader.with_standing(Standing::new(state, headers, caller));
    let alive = KeepAlive::new().interval(HEARTBEAT);
    let answer = Sse::new(reader.into_events()).keep_alive(alive);
    // Proxies must not gather what is meant to be there at once.
    Ok(([("x-accel-buffering", "no")], answer).into_response())
}

/// The experiments that a query names, each once, in the order in which they are first named.
fn experiment_ids(text: &str) -> Result<Vec<ExperimentId>, InvalidData> {
    let wrong = |reason: String| InvalidData::new("experiments", reason);
    let id = |part: &str| {
        let id = part.trim().parse();
        id.map_err(|_| wrong(format!("{part:?} is no identifier")))
    };
    let mut ids: Vec<ExperimentId> = text.split(',').map(id).collect::<Result<_, _>>()?;
    let mut named = HashSet::new();
    ids.retain(|id| named.insert(*id));
    if ids.len() > MAX_EXPERIMENTS {
        let n_ids = ids.len();
        return Err(wrong(format!(
            "{n_ids} experiments, at most {MAX_EXPERIMENTS}"
        )));
    }
    Ok(ids)
}
