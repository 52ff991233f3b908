//! Artifacts.

use super::ApiError;
use super::send::get;
use crate::paths::ApiPath;
use runboard_model::ExperimentId;
use runboard_model::wire::{Artifact, Items};

/// The artifacts of an experiment.
pub async fn list(id: ExperimentId) -> Result<Vec<Artifact>, ApiError> {
    Ok(get::<Items<Artifact>>(ApiPath::Artifacts(id)).await?.items)
}
