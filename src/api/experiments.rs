//! Experiments.

use super::ApiError;
use super::send::{delete, get, patch};
use crate::paths::{ApiPath, ListPart};
use runboard_model::ExperimentId;
use runboard_model::wire::{Dashboard, Experiment, ExperimentPatch, FormerName, Items};

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

/// Some experiments of a project, the newest first, and where to go on.
pub async fn part(project: &str, part: &ListPart) -> Result<Items<Experiment>, ApiError> {
    get(ApiPath::ExperimentsPart(project, part)).await
}

/// The names that experiments of a project had, and none has now.
pub async fn former_names(project: &str) -> Result<Vec<FormerName>, ApiError> {
    let names: Items<FormerName> = get(ApiPath::FormerNames(project)).await?;
    Ok(names.items)
}

/// One experiment and its logs by the name of its project and its own.
pub async fn dashboard(project: &str, experiment: &str) -> Result<Dashboard, ApiError> {
    get(ApiPath::Dashboard(project, experiment)).await
}

/// One experiment.
pub async fn by_id(id: ExperimentId) -> Result<Experiment, ApiError> {
    get(ApiPath::Experiment(id)).await
}

/// Changes what the patch names; answers the experiment as it is then.
pub async fn change(id: ExperimentId, changes: &ExperimentPatch) -> Result<Experiment, ApiError> {
    patch(ApiPath::Experiment(id), changes).await
}

/// Removes an experiment with all that was logged to it.
pub async fn remove(id: ExperimentId) -> Result<(), ApiError> {
    delete(ApiPath::Experiment(id)).await
}
