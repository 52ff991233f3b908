//! `/api/v1/views`.

use super::body::WholeBody;
use super::error::ApiError;
use super::extract::UrlPath;
use super::state::AppState;
use crate::intake;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use runboard_model::wire::{NewView, StoredView};

/// `POST /views`.
pub(super) async fn create(
    State(state): State<AppState>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<StoredView>), ApiError> {
    let NewView { view } = intake::json(&body)?;
    let kept = state.store.keep_view(view, state.now()).await?;
    Ok((StatusCode::CREATED, Json(kept)))
}

/// `GET /views/{id}`.
pub(super) async fn get(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
) -> Result<Json<StoredView>, ApiError> {
    Ok(Json(state.store.view(&id).await?))
}
