//! The step of a log that keeps one entry for each step.

use super::{Glyph, Icon};
use leptos::prelude::*;
use runboard_chart::card_view::{CardView, StepChoice};
use runboard_chart::table::{CellRef, text};

/// What the sentence of a card says of its step: `, step 3`; nothing without steps.
pub(super) fn step_note(steps: Signal<Vec<f64>>, view: Signal<CardView>) -> Memo<String> {
    Memo::new(move |_| {
        let steps = steps.read();
        let index = view.read().step.index_in(&steps);
        let step = index.and_then(|index| steps.get(index));
        step.map(|step| format!(", step {}", text::shown(CellRef::Number(*step))))
            .unwrap_or_default()
    })
}

/// A slider over the steps with a button to each side; of a single step only which one it is, without steps nothing.
#[component]
pub fn StepSlider(
    /// The steps of all entries, ascending.
    #[prop(into)]
    steps: Signal<Vec<f64>>,
    /// What the person chose for the card.
    #[prop(into)]
    view: Signal<CardView>,
    /// Called with what the person chose now.
    on_view: Callback<CardView>,
) -> impl IntoView {
    let step_choice = Memo::new(move |_| view.read().step);
    let index = Memo::new(move |_| step_choice.get().index_in(&steps.read()).unwrap_or(0));
    let last = Memo::new(move |_| steps.read().len().saturating_sub(1));
    let label = Memo::new(move |_| {
        let steps = steps.read();
        steps
            .get(index.get())
            .map(|step| text::shown(CellRef::Number(*step)))
            .unwrap_or_default()
    });
    let choose = move |index: usize| {
        let step = StepChoice::of_index(&steps.read_untracked(), index);
        on_view.run(CardView {
            step,
            ..view.get_untracked()
        });
    };
    let has_single = Memo::new(move |_| steps.read().len() == 1);
    view! {
        <Show when=move || has_single.get()>
            <p class="step-slider step-slider--single">"step " {label}</p>
        </Show>
        <Show when=move || { last.get() > 0 }>
            <div class="step-slider" role="group" aria-label="Step">
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Previous step"
                    title="Previous step"
                    disabled=move || index.get() == 0
                    on:click=move |_| choose(index.get_untracked().saturating_sub(1))
                >
                    <Icon glyph=Glyph::Previous />
                </button>
                <input
                    type="range"
                    class="step-slider__range"
                    aria-label="Step"
                    aria-valuetext=move || format!("step {}", label.get())
                    min="0"
                    max=last
                    step="1"
                    prop:value=move || index.get().to_string()
                    on:input:target=move |event| {
                        if let Ok(index) = event.target().value().parse() {
                            choose(index);
                        }
                    }
                />
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Next step"
                    title="Next step"
                    disabled=move || index.get() == last.get()
                    on:click=move |_| choose((index.get_untracked() + 1).min(last.get_untracked()))
                >
                    <Icon glyph=Glyph::Next />
                </button>
                <span class="step-slider__label">"step " {label}</span>
            </div>
        </Show>
    }
    .into_any()
}
