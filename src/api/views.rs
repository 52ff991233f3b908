//! Views that are too long for an address.

use super::ApiError;
use super::send::{get, post_for_json};
use crate::paths::ApiPath;
use runboard_model::wire::{NewView, StoredView};

/// Keeps a view; answers it with its identifier.
pub async fn keep(view: String) -> Result<StoredView, ApiError> {
    post_for_json(ApiPath::Views, &NewView { view }).await
}

/// The view of this identifier.
pub async fn by_id(id: &str) -> Result<StoredView, ApiError> {
    get(ApiPath::View(id)).await
}
