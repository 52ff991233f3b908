//! `/api/v1/health`.

use axum::Json;
use serde::Serialize;

/// That the server answers, and what it is.
#[derive(Serialize)]
pub(super) struct Health {
    status: &'static str,
    version: &'static str,
}

/// `GET /health`.
pub(super) async fn get() -> Json<Health> {
    Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    })
}
