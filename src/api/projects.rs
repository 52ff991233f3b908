//! Projects.

use super::ApiError;
use super::send::get;
use crate::paths::ApiPath;
use runboard_model::wire::{Items, Project};

/// All projects.
pub async fn list() -> Result<Vec<Project>, ApiError> {
    Ok(get::<Items<Project>>(ApiPath::Projects).await?.items)
}
