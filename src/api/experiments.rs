//! Experiments.

use super::ApiError;
use super::send::{delete, get, get_bytes, patch, unreadable};
use crate::paths::{ApiPath, ListPart};
use runboard_model::wire::{Dashboard, Experiment, ExperimentPatch, FormerName, Items, ListForm};
use runboard_model::{ExperimentId, experiments_binary};

/// All experiments of a project, the newest first.
pub async fn list(project: &str) -> Result<Vec<Experiment>, ApiError> {
    whole(ListForm::Columns, async |wanted| {
        part(project, wanted).await
    })
    .await
}

/// All experiments of a project, the newest first, without tags, parameters, values and lines.
pub async fn heads(project: &str) -> Result<Vec<Experiment>, ApiError> {
    whole(ListForm::Heads, async |wanted| {
        get(ApiPath::ExperimentsPart(project, wanted)).await
    })
    .await
}

/// All parts of a list, one after the other.
async fn whole(
    form: ListForm,
    part: impl AsyncFn(&ListPart) -> Result<Items<Experiment>, ApiError>,
) -> Result<Vec<Experiment>, ApiError> {
    let mut wanted = ListPart {
        form,
        ..ListPart::default()
    };
    let mut experiments = Vec::new();
    loop {
        let mut answer = part(&wanted).await?;
        experiments.append(&mut answer.items);
        wanted.cursor = answer.next;
        if wanted.cursor.is_none() {
            return Ok(experiments);
        }
    }
}

/// Some experiments of a project, and where to go on; the form is [`ListForm::Columns`].
pub async fn part(project: &str, part: &ListPart) -> Result<Items<Experiment>, ApiError> {
    let message = get_bytes(ApiPath::ExperimentsPart(project, part)).await?;
    experiments_binary::decode(&message).map_err(|error| unreadable(&error))
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
