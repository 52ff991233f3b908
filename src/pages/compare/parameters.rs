//! The parameters side by side: those that differ, or all.

use super::experiments::Experiments;
use super::state::CompareState;
use super::values::compare_columns;
use crate::components::compare_table::{CompareCell, CompareRow, CompareTable, TextPart, Texts};
use crate::state::compare::groups::scalar_text;
use crate::state::compare::parameters::{Agreement, ParameterRow, agrees, parameter_rows};
use crate::state::compare::text_difference::{LONG_CHARS, PieceKind, pieces, shortened};
use crate::state::compare::view::ParametersShown;
use leptos::prelude::*;
use runboard_chart::format;
use runboard_model::Scalar;
use std::collections::BTreeSet;

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
    let whole = Memo::new(move |_| state.view.with(|view| view.whole.clone()));
    let shown = Memo::new(move |_| {
        let whole = whole.read();
        let reference = experiments.baseline_idx.get().unwrap_or(0);
        let rows = rows.read();
        let is_shown =
            |row: &&ParameterRow| shows_all.get() || row.agreement == Agreement::Differing;
        rows.iter()
            .filter(is_shown)
            .map(|row| shown_row(row, reference, texts_of(row, &whole)))
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
            view.parameters = view.parameters.toggled();
        });
    };
    let on_whole = move |name: String| state.push(|view| *view = view.with_whole_toggled(&name));
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
                    <CompareTable label="Parameters" columns rows=shown on_direction=|_| () on_whole />
                </Show>
            </section>
        </Show>
    }
}

/// How the long texts of a row are shown; `None` where it has none.
fn texts_of(row: &ParameterRow, whole: &BTreeSet<String>) -> Option<Texts> {
    let is_long = |value: &Scalar| match value {
        Scalar::Text(text) => text.chars().count() > LONG_CHARS,
        _ => false,
    };
    let has_long = row.values.iter().flatten().any(is_long);
    has_long.then(|| match whole.contains(&row.name) {
        true => Texts::Whole,
        false => Texts::Shortened,
    })
}

/// What differs from the cell of the reference is marked, inside long texts word by word.
///
/// The reference itself is shortened around what differs in the first of the others.
fn shown_row(row: &ParameterRow, reference_idx: usize, texts: Option<Texts>) -> CompareRow {
    let reference = row.values.get(reference_idx).and_then(Option::as_ref);
    let short = |pieces| match texts {
        Some(Texts::Shortened) => shortened(pieces),
        _ => pieces,
    };
    let differs = |value: &&Scalar| !agrees(Some(value), reference);
    let other = row.values.iter().flatten().find(differs);
    // The same for all that agree with the reference; long texts are not compared again for each.
    let shortened_reference = match (texts, reference, other) {
        (Some(Texts::Shortened), Some(own @ Scalar::Text(_)), Some(other @ Scalar::Text(_))) => {
            let pieces = shortened(pieces(&scalar_text(own), &scalar_text(other))).into_iter();
            Some(pieces.map(|piece| piece.text).collect::<String>())
        }
        _ => None,
    };
    let cell = |value: &Option<Scalar>| {
        let value = value.as_ref()?;
        let full = scalar_text(value);
        let text = match value {
            Scalar::Float(number) => format::number(*number),
            _ => full.clone(),
        };
        let is_same = agrees(Some(value), reference);
        let parts = match (value, reference) {
            _ if is_same => vec![TextPart::Plain(shortened_reference.clone().unwrap_or(text))],
            (Scalar::Text(_), Some(other @ Scalar::Text(_))) => {
                short(pieces(&full, &scalar_text(other)))
                    .into_iter()
                    .map(|piece| match piece.kind {
                        PieceKind::Same => TextPart::Plain(piece.text),
                        PieceKind::Different => TextPart::Marked(piece.text),
                    })
                    .collect()
            }
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
        texts,
    }
}
