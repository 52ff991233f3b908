//! The parameters side by side: those that differ, or all.

use super::experiments::Experiments;
use super::state::CompareState;
use super::values::compare_columns;
use crate::components::compare_table::{CompareCell, CompareRow, CompareTable, TextPart};
use crate::state::compare::groups::scalar_text;
use crate::state::compare::parameters::{Agreement, ParameterRow, agrees, parameter_rows};
use crate::state::compare::text_difference::{PieceKind, pieces};
use crate::state::compare::view::ParametersShown;
use leptos::prelude::*;
use runboard_chart::format;
use runboard_model::Scalar;

/// A table of parameters with a button that shows all; nothing where no experiment has any.
#[component]
pub fn ParameterSection(
    /// The experiments.
    experiments: Experiments,
    /// What the person chose.
    state: CompareState,
) -> impl IntoView {
    let columns = compare_columns(experiments);
    let rows = Memo::new(move |_| {
        let compared = experiments.compared.get();
        let lists: Vec<&[(String, Scalar)]> = compared
            .iter()
            .map(|one| one.experiment.parameters.as_slice())
            .collect();
        parameter_rows(&lists)
    });
    let shows_all = Memo::new(move |_| {
        let shown = state.view.with(|view| view.parameters);
        // Of a single experiment nothing differs.
        shown == ParametersShown::All || columns.with(|columns| columns.len() < 2)
    });
    let shown = Memo::new(move |_| {
        let reference = experiments.baseline_idx.get().unwrap_or(0);
        let rows = rows.read();
        let is_shown =
            |row: &&ParameterRow| shows_all.get() || row.agreement == Agreement::Differing;
        rows.iter()
            .filter(is_shown)
            .map(|row| shown_row(row, reference))
            .collect::<Vec<_>>()
    });
    let n_equal = Memo::new(move |_| {
        let rows = rows.read();
        rows.iter()
            .filter(|row| row.agreement == Agreement::Equal)
            .count()
    });
    let toggle = move |_| {
        state.push(|view| {
            view.parameters = match view.parameters {
                ParametersShown::Differing => ParametersShown::All,
                ParametersShown::All => ParametersShown::Differing,
            };
        });
    };
    let is_pressed = move || {
        let shown = state.view.with(|view| view.parameters);
        (shown == ParametersShown::All).to_string()
    };
    view! {
        <Show when=move || !rows.read().is_empty()>
            <section class="compare-section" aria-label="Parameters">
                <h2 class="compare-section__title">
                    "Parameters"
                    <button type="button" class="button" aria-pressed=is_pressed on:click=toggle>
                        "Show all"
                    </button>
                    <Show when=move || !shows_all.get() && n_equal.get() != 0>
                        <span class="compare-section__note">
                            {move || format!("{} equal everywhere", n_equal.get())}
                        </span>
                    </Show>
                </h2>
                <Show
                    when=move || !shown.read().is_empty()
                    fallback=|| view! { <p class="compare-section__note">"All parameters are equal."</p> }
                >
                    <CompareTable label="Parameters" columns rows=shown on_direction=|_| () />
                </Show>
            </section>
        </Show>
    }
}

/// What differs from the cell of the reference is marked, inside long texts word by word.
fn shown_row(row: &ParameterRow, reference_idx: usize) -> CompareRow {
    let reference = row.values.get(reference_idx).and_then(Option::as_ref);
    let cell = |value: &Option<Scalar>| {
        let value = value.as_ref()?;
        let full = scalar_text(value);
        let text = match value {
            Scalar::Float(number) => format::number(*number),
            _ => full.clone(),
        };
        let parts = match (value, reference) {
            _ if agrees(Some(value), reference) => vec![TextPart::Plain(text)],
            (Scalar::Text(own), Some(Scalar::Text(other))) => pieces(own, other)
                .into_iter()
                .map(|piece| match piece.kind {
                    PieceKind::Same => TextPart::Plain(piece.text),
                    PieceKind::Different => TextPart::Marked(piece.text),
                })
                .collect(),
            _ => vec![TextPart::Marked(text)],
        };
        Some(CompareCell {
            parts,
            full,
            ..CompareCell::default()
        })
    };
    CompareRow {
        name: row.name.clone(),
        direction: None,
        cells: row.values.iter().map(cell).collect(),
    }
}
