//! Bringing a list of a project's experiments up to date, asking for no more than what changed.

use crate::api::{self, ApiError};
use crate::paths::ListPart;
use crate::state::experiments::Experiments;
use crate::state::experiments::merge::{Freshness, changes_filter, freshness, merged};
use runboard_model::wire::{ListForm, Project};

/// The project as it is now, and its experiments, given those that were known, in the order of creation.
pub async fn refreshed(
    project: &str,
    known: Experiments,
) -> Result<(Project, Experiments), ApiError> {
    let now = api::projects::by_name(project).await?;
    let experiments = match freshness(&known, &now) {
        Freshness::Fresh => known,
        Freshness::Shrunk => whole(project).await?,
        Freshness::Changed => {
            let changed = with_changes(project, known).await?;
            // By now there may be more than the project said; less is not explained by changes.
            let revision: u64 = changed.iter().map(|it| it.revision).sum();
            match (changed.len() as u64) < now.n_experiments || revision < now.revision {
                true => whole(project).await?,
                false => changed,
            }
        }
    };
    Ok((now, experiments))
}

async fn whole(project: &str) -> Result<Experiments, ApiError> {
    let all = api::experiments::list(project).await?;
    Ok(merged(&Experiments::new(), all))
}

/// The list with what changed of late.
async fn with_changes(project: &str, known: Experiments) -> Result<Experiments, ApiError> {
    let mut wanted = ListPart {
        form: ListForm::Columns,
        filter: changes_filter(&known),
        ..ListPart::default()
    };
    let mut experiments = known;
    loop {
        let part = api::experiments::part(project, &wanted).await?;
        experiments = merged(&experiments, part.items);
        wanted.cursor = part.next;
        if wanted.cursor.is_none() {
            return Ok(experiments);
        }
    }
}
