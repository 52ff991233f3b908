//! The single values side by side, the best marked, with the changes to the baseline.

use super::experiments::{Compared, Experiments};
use super::state::CompareState;
use crate::components::compare_table::{
    CompareCell, CompareColumn, CompareRow, CompareTable, TextPart,
};
use crate::components::from_model::cell_from_scalar;
use crate::pages::experiment_colour::colour_property;
use crate::state::compare::values::{Rank, ValueCell, ValueRow, value_rows};
use crate::state::compare::view::CompareView;
use leptos::prelude::*;
use runboard_chart::better::Better;
use runboard_chart::line::beside::{Verdict, change_text};
use runboard_chart::table::text;
use runboard_model::wire::Experiment;

/// A table of values and last points; nothing without any.
#[component]
pub fn ValueSection(
    /// The experiments.
    experiments: Experiments,
    /// What the person chose.
    state: CompareState,
) -> impl IntoView {
    let columns = compare_columns(experiments);
    // Only what is needed of the view, so that a change of another part computes nothing anew.
    let directions = Memo::new(move |_| CompareView {
        better: state.view.with(|view| view.better.clone()),
        ..CompareView::default()
    });
    let rows = Memo::new(move |_| {
        let compared = experiments.compared.get();
        let compared: Vec<&Experiment> = compared.iter().map(|one| &*one.experiment).collect();
        let directions = directions.read();
        let baseline_idx = experiments.baseline_idx.get();
        let rows = value_rows(&compared, baseline_idx, |name| directions.better(name));
        rows.into_iter().map(shown_row).collect::<Vec<_>>()
    });
    let on_direction =
        move |name: String| state.push(|view| *view = view.with_better_turned(&name));
    view! {
        <Show when=move || !rows.read().is_empty()>
            <section class="compare-section" aria-label="Values">
                <h2 class="compare-section__title">"Values"</h2>
                <CompareTable label="Values" columns rows on_direction on_whole=|_| () />
            </section>
        </Show>
    }
}

/// A column for each compared experiment.
pub(super) fn compare_columns(experiments: Experiments) -> Memo<Vec<CompareColumn>> {
    Memo::new(move |_| {
        let baseline_idx = experiments.baseline_idx.get();
        let column = |(idx, one): (usize, &Compared)| CompareColumn {
            name: one.experiment.name.clone(),
            colour_property: colour_property(one.slot.0 as u64),
            is_baseline: Some(idx) == baseline_idx,
        };
        let compared = experiments.compared.read();
        compared.iter().enumerate().map(column).collect()
    })
}

fn shown_row(row: ValueRow) -> CompareRow {
    let better = row.better;
    let is_number = |cell: &ValueCell| cell.value.as_f64().is_some();
    CompareRow {
        direction: row.cells.iter().flatten().any(is_number).then_some(better),
        name: row.name,
        cells: row
            .cells
            .into_iter()
            .map(|cell| Some(shown_cell(&cell?, better)))
            .collect(),
        texts: None,
    }
}

fn shown_cell(cell: &ValueCell, better: Better) -> CompareCell {
    let value = cell_from_scalar(&cell.value);
    let change = cell
        .change
        .map(|change| (change_text(change), Verdict::on(change, better)));
    CompareCell {
        parts: vec![TextPart::Plain(text::shown_alone(value.borrow()))],
        full: text::full(value.borrow()),
        is_best: cell.rank == Rank::Best,
        change,
    }
}
