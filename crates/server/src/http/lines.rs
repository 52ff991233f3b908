//! `/api/v1/lines/query`: the points of many lines in one compact answer.

use super::body::WholeBody;
use super::error::ApiError;
use super::extract::OnlyProject;
use super::state::AppState;
use crate::intake;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use runboard_model::error::InvalidData;
use runboard_model::lines_binary;
use runboard_model::wire::LinesQuery;
use std::collections::HashSet;

/// The most logs of one answer.
const MAX_LOGS: usize = 10_000;

/// `POST /lines/query`; a log that is asked for twice is answered once.
pub(super) async fn query(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    WholeBody(body): WholeBody,
) -> Result<impl IntoResponse, ApiError> {
    let mut query: LinesQuery = intake::json(&body)?;
    if query.logs.len() > MAX_LOGS {
        let reason = format!("{} logs, at most {MAX_LOGS}", query.logs.len());
        return Err(InvalidData::new("logs", reason).into());
    }
    let mut asked = HashSet::new();
    query
        .logs
        .retain(|log| asked.insert((log.experiment_id, log.name.clone())));
    if let Some(only) = only {
        let visible = state.store.experiments_of(only).await?;
        query
            .logs
            .retain(|log| visible.contains(&log.experiment_id));
    }
    let lines = state.store.lacked_points(&query.logs).await?;
    let message = lines_binary::encode(&lines).map_err(|error| ApiError::internal(&error))?;
    Ok(([(header::CONTENT_TYPE, lines_binary::MEDIA_TYPE)], message))
}
