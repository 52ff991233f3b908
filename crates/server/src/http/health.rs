//! `/api/v1/health`.

use axum::Json;
use runboard_model::wire::Health;

/// `GET /health`.
pub(super) async fn get() -> Json<Health> {
    Json(Health {
        status: "ok".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}
