//! `/api/v1/experiments/{id}/batches`: many logs in one request, taken once however often it is sent.

use super::batch_parts;
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
use runboard_model::wire::WrittenBatch;

/// `POST /experiments/{id}/batches`.
pub(super) async fn create(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<WrittenBatch>), ApiError> {
    let id = experiment_id(&id)?;
    let read = intake::batch(&body)?;
    drop(body);
    let (now, sequence) = (state.now(), read.sequence);
    let (logs, parts) = batch_parts::split(read.logs);
    let batch = Batch {
        client: read.client,
        sequence,
        logs,
        console: console::write_all(read.console, now)?,
    };
    let (status, applied, refused) = match state.store.write_batch(id, batch, now).await? {
        BatchOutcome::Applied(by_store) => (StatusCode::CREATED, true, parts.join(by_store)),
        BatchOutcome::Repeated => (StatusCode::OK, false, Vec::new()),
    };
    let written = WrittenBatch {
        sequence,
        applied,
        refused,
    };
    Ok((status, Json(written)))
}
