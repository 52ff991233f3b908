//! The project's experiments beside those that are compared.

use super::experiments::Experiments;
use super::lit::Lit;
use super::state::CompareState;
use crate::components::experiment_list::{ExperimentList, ListedExperiment, RowMarks};
use crate::pages::experiment_colour::own_slot;
use crate::paths::PagePath;
use leptos::prelude::*;

/// Lists the experiments; a checkbox adds one to the comparison or takes it out.
#[component]
pub fn Sidebar(
    /// The project's name.
    project: String,
    /// The experiments.
    experiments: Experiments,
    /// What the person chose.
    state: CompareState,
    /// Which experiments are lit.
    lit: Lit,
) -> impl IntoView {
    let project = StoredValue::new(project);
    let listed = Memo::new(move |_| {
        let compared = experiments.compared.get();
        let all = experiments.all.read();
        all.iter()
            .flatten()
            .filter_map(|experiment| {
                let mut compared = compared.iter();
                let one = compared.find(|one| one.experiment.id == experiment.id);
                // Archived ones are out of the way unless they are compared.
                if experiment.archived && one.is_none() {
                    return None;
                }
                let slot = one.map_or_else(|| own_slot(experiment.ordinal), |one| one.slot);
                Some(ListedExperiment {
                    name: experiment.name.clone(),
                    href: PagePath::Experiment {
                        project: project.get_value(),
                        experiment: experiment.name.clone(),
                    }
                    .href(),
                    status: experiment.status,
                    slot,
                })
            })
            .collect::<Vec<_>>()
    });
    let shown = Memo::new(move |_| {
        let compared = experiments.compared.read();
        compared
            .iter()
            .map(|one| one.experiment.name.clone())
            .collect::<Vec<_>>()
    });
    let on_toggle = move |name: String| {
        state.push(|view| *view = view.with_toggled(&name));
    };
    let marks = RowMarks {
        lit: lit.names(),
        left_out: experiments.hidden.into(),
        on_point: Some(lit.on_point()),
    };
    view! { <ExperimentList experiments=listed shown on_toggle marks /> }
}
