//! Projects.

use super::ApiError;
use super::send::{delete, get, patch};
use crate::paths::ApiPath;
use runboard_model::wire::{Items, Project, ProjectPatch};

/// All projects.
pub async fn list() -> Result<Vec<Project>, ApiError> {
    Ok(get::<Items<Project>>(ApiPath::Projects).await?.items)
}

/// One project by its name.
pub async fn by_name(name: &str) -> Result<Project, ApiError> {
    get(ApiPath::Project(name)).await
}

/// Changes what the patch names; answers the project as it is then.
pub async fn change(name: &str, changes: &ProjectPatch) -> Result<Project, ApiError> {
    patch(ApiPath::Project(name), changes).await
}

/// Removes a project with all that is in it.
pub async fn remove(name: &str) -> Result<(), ApiError> {
    delete(ApiPath::Project(name)).await
}
