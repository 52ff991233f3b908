//! Experiments.

use super::ApiError;
use super::send::get;
use crate::paths::ApiPath;
use runboard_model::ExperimentId;
use runboard_model::wire::{Experiment, Items};

/// All experiments of a project, the newest first.
pub async fn list(project: &str) -> Result<Vec<Experiment>, ApiError> {
    let mut part: Items<Experiment> = get(ApiPath::Experiments(project)).await?;
    let mut experiments = part.items;
    while let Some(cursor) = part.next {
        part = get(ApiPath::ExperimentsFrom(project, &cursor)).await?;
        experiments.append(&mut part.items);
    }
    Ok(experiments)
}

/// One experiment by the name of its project and its own.
pub async fn by_name(project: &str, experiment: &str) -> Result<Experiment, ApiError> {
    get(ApiPath::ExperimentByName(project, experiment)).await
}

/// One experiment.
pub async fn by_id(id: ExperimentId) -> Result<Experiment, ApiError> {
    get(ApiPath::Experiment(id)).await
}
