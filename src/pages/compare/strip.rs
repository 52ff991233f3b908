//! The compared experiments at the top of the page.

use super::experiments::Experiments;
use super::lit::Lit;
use super::state::CompareState;
use crate::components::compared_strip::{ComparedChip, ComparedStrip, MissingList};
use crate::pages::experiment_colour::colour_property;
use crate::paths::PagePath;
use crate::state::compare::view::{CompareView, MAX_EXPERIMENTS};
use leptos::prelude::*;

/// A chip for each experiment, and what the address names that there is not.
#[component]
pub fn ExperimentStrip(
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
    let baseline = Memo::new(move |_| state.view.with(|view| view.baseline.clone()));
    // What the person hid, not what a brush leaves out: that is no matter of the eye of one experiment.
    let hidden = Memo::new(move |_| state.view.with(|view| view.hidden.clone()));
    let chips = Memo::new(move |_| {
        let baseline = baseline.read();
        let hidden = hidden.read();
        let left_out = experiments.left_out.read();
        let compared = experiments.compared.read();
        compared
            .iter()
            .map(|one| ComparedChip {
                key: one.name.clone(),
                name: one.experiment.name.clone(),
                href: PagePath::Experiment {
                    project: project.get_value(),
                    experiment: one.experiment.name.clone(),
                }
                .href(),
                colour_property: colour_property(one.slot.0 as u64),
                is_baseline: baseline.as_ref() == Some(&one.name),
                is_hidden: hidden.contains(&one.name),
                is_left_out: left_out.contains(&one.name),
            })
            .collect::<Vec<_>>()
    });
    let on_baseline = move |name: String| state.push(|view| *view = view.with_baseline(&name));
    let on_hide = move |name: String| state.push(|view| *view = view.with_hidden_toggled(&name));
    let on_remove = move |name: String| state.push(|view| *view = view.with_toggled(&name));
    let n_beyond = Memo::new(move |_| state.view.with(CompareView::n_beyond));
    view! {
        <ComparedStrip chips on_baseline on_hide on_remove lit=lit.names() on_point=lit.on_point() />
        <MissingList names=experiments.missing on_remove />
        <Show when=move || n_beyond.get() != 0>
            <p class="compared-missing" role="status">
                {move || limit_text(n_beyond.get())}
            </p>
        </Show>
    }
}

fn limit_text(n_beyond: usize) -> String {
    let n_chosen = MAX_EXPERIMENTS + n_beyond;
    format!(
        "At most {MAX_EXPERIMENTS} experiments are compared: the first ones of these {n_chosen} are shown."
    )
}
