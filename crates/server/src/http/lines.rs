//! `/api/v1/lines/query`: the points of many lines in one compact answer.

use super::body::WholeBody;
use super::error::ApiError;
use super::state::AppState;
use crate::intake;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use runboard_model::lines_binary;
use runboard_model::wire::LinesQuery;

/// `POST /lines/query`.
pub(super) async fn query(
    State(state): State<AppState>,
    WholeBody(body): WholeBody,
) -> Result<impl IntoResponse, ApiError> {
    let query: LinesQuery = intake::json(&body)?;
    let lines = state.store.lacked_points(&query.logs).await?;
    let message = lines_binary::encode(&lines).map_err(|error| ApiError::internal(&error))?;
    Ok(([(header::CONTENT_TYPE, lines_binary::MEDIA_TYPE)], message))
}
