//! A card with a pane for each compared experiment, side by side.

use super::chart_file::ChartFiles;
use super::cut_name::cut_name;
use super::keyed::use_own;
use super::not_loaded::NotLoaded;
use super::{Card, CardInputs, CardKind, CardTable, StepSlider};
use leptos::prelude::*;
use runboard_chart::format;

/// What stands above the part of one experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparePane {
    /// What its body is asked for by.
    pub key: String,
    /// The experiment's name.
    pub title: String,
    /// What is shown of it, after the name; empty for what was logged.
    pub note: &'static str,
    /// The custom property that holds its colour; `None` where it is no single experiment's part.
    pub colour_property: Option<String>,
    /// Whether the others are measured against it.
    pub is_baseline: bool,
    /// The step of the entry that is shown.
    pub step: Option<f64>,
    /// Why the entry that is wanted could not be had.
    pub failure: Option<String>,
}

/// Panes that scroll sideways together; a slider moves all to the same step.
#[component]
pub fn PaneCard(
    /// What every card gets of its log.
    card: CardInputs,
    /// One sentence that says what is shown.
    #[prop(into)]
    description: Signal<String>,
    /// The panes.
    #[prop(into)]
    panes: Signal<Vec<ComparePane>>,
    /// The steps of all entries, ascending.
    #[prop(into)]
    steps: Signal<Vec<f64>>,
    /// Buttons before those of all cards.
    #[prop(optional, into)]
    tools: ViewFn,
    /// How high it is.
    #[prop(default = CardKind::Wide)]
    kind: CardKind,
    /// What it is saved as and its data as a table; without it there is neither.
    #[prop(optional)]
    files: Option<ChartFiles>,
    /// The body of the pane of a key.
    body: Callback<String, AnyView>,
) -> impl IntoView {
    let card = CardInputs {
        menu: files.map_or(card.menu, |files| files.before(card.menu)),
        ..card
    };
    view! {
        <Card
            card
            description
            kind
            data=files.map(|files| CardTable::Ready(files.table))
            tools
            footer=move || view! { <StepSlider steps view=card.view on_view=card.on_view /> }
        >
            <div class="panes">
                <PaneRow panes on_retry=card.on_retry body />
            </div>
        </Card>
    }
    .into_any()
}

/// The panes side by side.
#[component]
pub fn PaneRow(
    /// The panes.
    #[prop(into)]
    panes: Signal<Vec<ComparePane>>,
    /// Tries again to get what panes could not get.
    on_retry: Option<Callback<()>>,
    /// The body of the pane of a key.
    body: Callback<String, AnyView>,
) -> impl IntoView {
    view! {
        <div class="panes__row" tabindex="0" role="group" aria-label="Experiments, scrolls">
            <For each=move || panes.get() key=|pane| pane.key.clone() let:pane>
                <Pane pane panes on_retry body />
            </For>
        </div>
    }
}

/// One pane; its caption changes in place.
#[component]
fn Pane(
    /// The pane as it is at first.
    pane: ComparePane,
    /// All panes as they are now.
    panes: Signal<Vec<ComparePane>>,
    /// Tries again to get what could not be had.
    on_retry: Option<Callback<()>>,
    /// Makes what stands in the pane of that key.
    body: Callback<String, AnyView>,
) -> impl IntoView {
    let body = body.run(pane.key.clone());
    let note = Some(pane.note).filter(|note| !note.is_empty());
    let note = note.map(|note| view! { <span class="pane__note">{note}</span> });
    let now = use_own(panes, pane, |pane, other| pane.key == other.key);
    let colour = Memo::new(move |_| now.read().colour_property.clone());
    let swatch = move || {
        let property = colour.get()?;
        let colour = format!("var({property})");
        Some(
            view! { <span class="swatch" style:background-color=colour aria-hidden="true"></span> },
        )
    };
    let step = move || {
        let step = now.read().step?;
        Some(format!(" step {}", format::number(step)))
    };
    let failure = Memo::new(move |_| now.read().failure.clone());
    let failed = move || {
        let reason = failure.get()?;
        Some(view! { <NotLoaded reason on_retry /> })
    };
    view! {
        <section class="pane" aria-label=move || now.with(|now| format!("{}{}", now.title, now.note))>
            <h4 class="pane__title">
                {swatch}
                <span class="pane__name" title=move || now.read().title.clone()>
                    {move || cut_name(&now.read().title)}
                </span>
                {note}
                <Show when=move || now.read().is_baseline>
                    <span class="compared__mark">"baseline"</span>
                </Show>
                {failed}
                <span class="pane__step">{step}</span>
            </h4>
            <div class="pane__body">{body}</div>
        </section>
    }
}
