//! The experiments of a project in the sidebar: a checkbox each, named by the experiment.

use super::cut_name::cut_name;
use super::filter_field::FilterField;
use super::keyed::use_own;
use super::legend::{colour_property, swatch_class};
use crate::browser::idle::use_built_count;
use leptos::prelude::*;
use runboard_chart::palette::Slot;
use runboard_model::wire::Status;
use std::collections::BTreeSet;
use std::sync::Arc;

/// More rows than are seen before the list is scrolled.
const N_FIRST: usize = 64;

/// One experiment as listed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListedExperiment {
    /// Its name.
    pub name: String,
    /// Where its dashboard is.
    pub href: String,
    /// What it is doing.
    pub status: Status,
    /// The colour and dash of its lines.
    pub slot: Slot,
}

/// The list with a filter of its own.
#[component]
pub fn ExperimentList(
    /// The experiments, in the order in which they are listed.
    #[prop(into)]
    experiments: Signal<Vec<ListedExperiment>>,
    /// The names of the experiments that are shown.
    #[prop(into)]
    shown: Signal<Vec<String>>,
    /// An experiment's checkbox was pressed.
    #[prop(into)]
    on_toggle: Callback<String>,
    /// How the rows stand out from each other; not at all if not given.
    #[prop(optional)]
    marks: RowMarks,
) -> impl IntoView {
    let filter = RwSignal::new(String::new());
    let n_built = use_built_count(N_FIRST);
    let listed = Memo::new(move |_| {
        let part = filter.get().to_lowercase();
        experiments.with(|experiments| {
            let passes = |experiment: &&ListedExperiment| {
                experiment.name.to_lowercase().contains(part.trim())
            };
            experiments
                .iter()
                .filter(passes)
                .take(n_built.get())
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="experiment-list" aria-label="Experiments">
            <h2 class="experiment-list__title">
                "Experiments" <span class="experiment-list__count">{move || experiments.with(Vec::len)}</span>
            </h2>
            <FilterField
                label="Filter experiments"
                id="experiment-filter"
                text=filter
                on_text=move |text| filter.set(text)
            />
            <ul>
                <For each=move || listed.get() key=|experiment| experiment.name.clone() let:experiment>
                    <Row experiment experiments shown on_toggle marks />
                </For>
            </ul>
            <Show when=move || listed.with(Vec::is_empty) && !filter.with(String::is_empty)>
                <p class="experiment-list__empty">"No experiment has this in its name."</p>
            </Show>
        </section>
    }
}

/// How the rows stand out from each other.
#[derive(Debug, Clone, Copy, Default)]
pub struct RowMarks {
    /// The names of those that are pointed at, here or elsewhere.
    pub lit: Signal<Arc<BTreeSet<String>>>,
    /// The names of those that are shown and yet left out of the charts, by hand or by a brush.
    pub left_out: Signal<Arc<BTreeSet<String>>>,
    /// Told which row is pointed at, or has the focus, now.
    pub on_point: Option<Callback<Option<String>>>,
}

/// One experiment; its status and colour change in place, so that a focused row stays focused.
#[component]
fn Row(
    /// The experiment as it is at first.
    experiment: ListedExperiment,
    /// All experiments as they are now.
    experiments: Signal<Vec<ListedExperiment>>,
    /// The names of those that are shown.
    shown: Signal<Vec<String>>,
    /// Called with the name of the one that is to be shown or hidden.
    on_toggle: Callback<String>,
    /// What is marked.
    marks: RowMarks,
) -> impl IntoView {
    let name = experiment.name.clone();
    let now = use_own(experiments, experiment, |experiment, other| {
        experiment.name == other.name
    });
    let compared = name.clone();
    let is_shown = Memo::new(move |_| shown.with(|shown| shown.contains(&compared)));
    let toggled = name.clone();
    let status = Memo::new(move |_| now.read().status);
    let slot = Memo::new(move |_| now.read().slot);
    let colour = move || format!("var({})", colour_property(slot.get()));
    let title = name.clone();
    let label = name.clone();
    let link_label = name.clone();
    let is_among = |names: Signal<Arc<BTreeSet<String>>>| {
        let name = name.clone();
        Memo::new(move |_| names.read().contains(&name))
    };
    let (is_lit, is_left_out) = (is_among(marks.lit), is_among(marks.left_out));
    let own = StoredValue::new(name.clone());
    let point = move |name: Option<String>| {
        if let Some(on_point) = marks.on_point {
            // A name that leads to another page has the focus while this one goes away.
            let _ = on_point.try_run(name);
        }
    };
    let (light, unlight) = (move || point(own.try_get_value()), move || point(None));
    view! {
        <li
            class="experiment-row"
            class:experiment-row--shown=is_shown
            class:experiment-row--lit=is_lit
            class:experiment-row--left-out=is_left_out
            title=move || is_left_out.get().then_some("Not drawn: hidden, or left out by a brush")
            on:pointerenter=move |_| light()
            on:pointerleave=move |_| unlight()
            on:focusin=move |_| light()
            on:focusout=move |_| unlight()
        >
            <input
                type="checkbox"
                class="experiment-row__check"
                style:accent-color=colour
                aria-label=label
                aria-description=move || status.get().as_str()
                prop:checked=is_shown
                on:change:target=move |event| {
                    event.target().set_checked(is_shown.get_untracked());
                    on_toggle.run(toggled.clone());
                }
            />
            <span class=move || swatch_class(slot.get(), slot.get().dash()) aria-hidden="true"></span>
            <a
                class="experiment-row__name"
                href=move || now.read().href.clone()
                title=title
                aria-label=link_label
                aria-description=move || status.get().as_str()
                aria-current=move || is_shown.get().then_some("page")
            >
                {cut_name(&name)}
            </a>
            <span
                class=move || format!("experiment-row__status status--{}", status.get().as_str())
                title=move || status.get().as_str()
                aria-hidden="true"
            ></span>
        </li>
    }
}
