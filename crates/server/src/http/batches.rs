//! `/api/v1/experiments/{id}/batches`: many logs in one request, taken once however often it is sent.

use super::body::WholeBody;
use super::console;
use super::error::ApiError;
use super::extract::{UrlPath, experiment_id};
use super::state::AppState;
use crate::intake;
use crate::store::{Batch, BatchOutcome};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use runboard_model::wire::{RefusedLog, WrittenBatch};

/// `POST /experiments/{id}/batches`.
pub(super) async fn create(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<WrittenBatch>), ApiError> {
    let id = experiment_id(&id)?;
    let read = intake::batch(&body)?;
    drop(body);
    let sequence = read.sequence;
    let mut refused = Vec::new();
    // Where each log stood that is worth asking the store about.
    let mut places = Vec::new();
    let mut logs = Vec::new();
    for (index, log) in read.logs.into_iter().enumerate() {
        match log {
            Ok(log) => {
                places.push(index);
                logs.push(log);
            }
            Err(error) => refused.push(refused_log(index, error.into())),
        }
    }
    let now = state.now();
    let console = read.console.into_iter().enumerate();
    let console = console.map(|(idx, lines)| {
        console::write(lines, now).map_err(|error| error.within(&format!("console[{idx}]")))
    });
    let batch = Batch {
        client: read.client,
        sequence,
        logs,
        console: console.collect::<Result<_, _>>()?,
    };
    match state.store.write_batch(id, batch, now).await? {
        BatchOutcome::Applied(refusals) => {
            let by_store = places.into_iter().zip(refusals);
            refused.extend(by_store.filter_map(|(index, refusal)| {
                refusal.map(|error| refused_log(index, error.into()))
            }));
            refused.sort_by_key(|refusal| refusal.index);
            let applied = true;
            let written = WrittenBatch {
                sequence,
                applied,
                refused,
            };
            Ok((StatusCode::CREATED, Json(written)))
        }
        BatchOutcome::Repeated => {
            let written = WrittenBatch {
                sequence,
                applied: false,
                refused: Vec::new(),
            };
            Ok((StatusCode::OK, Json(written)))
        }
    }
}

fn refused_log(index: usize, error: ApiError) -> RefusedLog {
    RefusedLog {
        index,
        error: error.into_detail(),
    }
}
