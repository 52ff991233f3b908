//! What stands above a heatmap: the scale of its colours and the choice of what they say.

use super::heatmap_model::HeatmapModel;
use crate::browser::history::HistoryEntry;
use leptos::prelude::*;
use runboard_chart::heatmap::legend::{ScaleText, css_scale, scale_text};
use runboard_chart::heatmap_view::{HeatmapView, Normalisation};

/// The choices of the list, by the value of their option.
const CHOICES: [(&str, &str, Normalisation); 3] = [
    ("none", "None", Normalisation::None),
    ("row", "By row", Normalisation::Row),
    ("column", "By column", Normalisation::Column),
];

/// The scale, from the smallest to the largest number, and the list of normalisations.
#[component]
pub(super) fn HeatmapLegend(
    /// What the chart shows.
    model: HeatmapModel,
) -> impl IntoView {
    let normalisation = Memo::new(move |_| model.inputs.view.read().normalisation);
    let text = Memo::new(move |_| scale_text(&model.matrix.read(), normalisation.get()));
    let scale = Memo::new(move |_| css_scale(&model.matrix.read(), normalisation.get()));
    let has_scale = move || *text.read() != ScaleText::NoValues;
    let is_single = move || matches!(*text.read(), ScaleText::One(_));
    let ends = move || match text.get() {
        ScaleText::NoValues => ("no values".to_owned(), None),
        ScaleText::One(value) => (value, None),
        ScaleText::Between { min, max, .. } => (min, Some(max)),
    };
    let gaps = Memo::new(move |_| model.matrix.read().gaps_text(normalisation.get()));
    let choose = move |value: String| {
        let choice = CHOICES.iter().find(|(key, ..)| *key == value);
        if let Some((_, _, normalisation)) = choice {
            let view = HeatmapView {
                normalisation: *normalisation,
                ..model.inputs.view.get_untracked()
            };
            model.change(view, HistoryEntry::Push);
        }
    };
    let selected = move || {
        let now = normalisation.get();
        let choice = CHOICES.iter().find(|(_, _, choice)| *choice == now);
        choice.map_or("none", |(key, ..)| key)
    };
    view! {
        <div class="heatmap__legend">
            <span>{move || ends().0}</span>
            <Show when=has_scale>
                <span
                    class="heatmap__scale"
                    class:heatmap__scale--single=is_single
                    style:background-image=scale
                ></span>
            </Show>
            <span>{move || ends().1}</span>
            <Show when=move || gaps.get().is_some() && has_scale()>
                <span class="heatmap__no-number">
                    <span class="heatmap__gap"></span>
                    {gaps}
                </span>
            </Show>
            <label class="heatmap__normalise">
                "Normalise "
                <select
                    class="field heatmap__select"
                    prop:value=selected
                    on:change:target=move |event| choose(event.target().value())
                >
                    {CHOICES.map(|(key, label, choice)| view! {
                        <option value=key selected=move || normalisation.get() == choice>{label}</option>
                    })}
                </select>
            </label>
        </div>
    }
}
