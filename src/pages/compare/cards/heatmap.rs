//! The card of a `HEATMAP` log: those of all experiments on one scale, and how each differs from the baseline.

use super::CompareParts;
use super::heatmap_files::{heatmap_files, shared_scale, shared_titles};
use super::members::{MemberData, Members, use_members};
use super::table::pane;
use crate::browser::history::HistoryEntry;
use crate::browser::theme::ThemeContext;
use crate::components::CardKind;
use crate::components::compare_card::{ComparePane, PaneCard};
use crate::components::heatmap_pane::{ChangedCells, HeatmapPane, ResetCells};
use leptos::prelude::*;
use runboard_chart::heatmap::difference::{difference, most_changed};
use runboard_chart::heatmap::{CellAt, Matrix};
use runboard_chart::heatmap_view::{HeatmapView, Normalisation};
use runboard_model::{HeatmapData, LogData, LogType};
use std::sync::Arc;

/// What the key of a pane begins with: an experiment's matrix, or its difference to the baseline's.
const MATRIX: char = '=';
const DIFFERENCE: char = 'Δ';
/// How many of the most changed cells are listed.
const N_CHANGED: usize = 5;

/// The matrices of the chosen step.
#[component]
pub fn CompareHeatmaps(
    /// The log's card and all that it needs.
    parts: CompareParts,
) -> impl IntoView {
    let theme = expect_context::<ThemeContext>().theme;
    let members = use_members(parts, LogType::Heatmap);
    let panes = Memo::new(move |_| panes(&members.all.read()));
    let view = Memo::new(move |_| parts.owner.view.with(|view| view.heatmap));
    let on_view = Callback::new(move |(heatmap, entry): (HeatmapView, HistoryEntry)| {
        parts.owner.change(entry, |view| view.heatmap = heatmap);
    });
    // Differences are taken of what is shown, so they are not normalised once more.
    let plain_view = Signal::derive(move || HeatmapView {
        normalisation: Normalisation::None,
        ..view.get()
    });
    let on_plain_view = Callback::new(move |(heatmap, entry): (HeatmapView, HistoryEntry)| {
        let normalisation = view.get_untracked().normalisation;
        on_view.run((
            HeatmapView {
                normalisation,
                ..heatmap
            },
            entry,
        ));
    });
    let scale = Memo::new(move |_| shared_scale(&members.all.read()));
    let titles = Memo::new(move |_| shared_titles(&members.all.read()));
    let files = heatmap_files(parts, members, view, theme);
    let description = Memo::new(move |_| {
        let n_heatmaps = members.all.read().len();
        format!("Heatmaps of {n_heatmaps} experiments on one scale")
    });
    let body = Callback::new(move |key: String| {
        let is_difference = key.starts_with(DIFFERENCE);
        let name: String = key.chars().skip(1).collect();
        if !is_difference {
            let label = format!("{} of {name}", parts.owner.title());
            let data = Memo::new(move |_| Arc::new(data_of(members, &name)));
            return view! { <HeatmapPane name=label data scale titles view on_view theme /> }
                .into_any();
        }
        let label = format!("{} of {name} minus the baseline", parts.owner.title());
        let pair = Memo::new(move |_| {
            let all = members.all.read();
            let own = all
                .iter()
                .find(|member| member.name == name)
                .and_then(matrix);
            own.zip(
                all.iter()
                    .find(|member| member.is_baseline)
                    .and_then(matrix),
            )
        });
        let normalisation = Memo::new(move |_| view.read().normalisation);
        let changes = Memo::new(move |_| {
            let pair = pair.read();
            let (own, baseline) = pair.as_ref()?;
            Some(difference(own, baseline, normalisation.get()))
        });
        let data = Memo::new(move |_| {
            Arc::new(
                changes
                    .read()
                    .as_ref()
                    .map(data_from_matrix)
                    .unwrap_or_default(),
            )
        });
        let scale = Memo::new(move |_| {
            let changes = changes.read();
            changes.as_ref().map(Matrix::scale).unwrap_or_default()
        });
        let changed = Memo::new(move |_| {
            let pair = pair.read();
            let (own, baseline) = pair.as_ref()?;
            Some(most_changed(own, baseline, normalisation.get(), N_CHANGED))
        });
        let changed = Signal::derive(move || changed.get().unwrap_or_default());
        view! {
            <div class="pane__difference">
                <HeatmapPane name=label data scale titles view=plain_view on_view=on_plain_view theme />
                <ChangedCells cells=changed />
            </div>
        }
        .into_any()
    });
    view! {
        <PaneCard
            card=parts.owner.card(members.state, Some(members.retry))
            description
            panes
            steps=members.steps
            kind=CardKind::WideTall
            files
            tools=move || view! { <ResetCells view on_view /> }
            body
        />
    }
}

/// A pane for each experiment, and after it one for its difference to the baseline, where there is one.
fn panes(all: &[MemberData]) -> Vec<ComparePane> {
    let has_baseline = all.iter().any(|member| member.is_baseline);
    let mut panes = Vec::new();
    for member in all {
        let own = pane(member);
        panes.push(ComparePane {
            key: format!("{MATRIX}{}", member.name),
            ..own.clone()
        });
        if has_baseline && !member.is_baseline {
            panes.push(ComparePane {
                key: format!("{DIFFERENCE}{}", member.name),
                note: " − baseline",
                // Said in the pane before.
                failure: None,
                ..own
            });
        }
    }
    panes
}

fn data_of(members: Members, name: &str) -> HeatmapData {
    let all = members.all.read();
    let own = all.iter().find(|member| member.name == name);
    match own.and_then(|member| member.shown.data.as_deref()) {
        Some(LogData::Heatmap(data)) => data.clone(),
        _ => HeatmapData::default(),
    }
}

/// What a member's matrix says more than the baseline's; `None` where either is not known.
pub(super) fn changes_of(
    member: &MemberData,
    baseline: &MemberData,
    normalisation: Normalisation,
) -> Option<Matrix> {
    let (own, baseline) = (matrix(member)?, matrix(baseline)?);
    Some(difference(&own, &baseline, normalisation))
}

/// A member's matrix; `None` while it is not known.
pub(super) fn matrix(member: &MemberData) -> Option<Matrix> {
    match member.shown.data.as_deref()? {
        LogData::Heatmap(data) => Some(Matrix::new(&data.x, &data.y, &data.values)),
        _ => None,
    }
}

fn data_from_matrix(matrix: &Matrix) -> HeatmapData {
    let row = |row: usize| {
        let columns = 0..matrix.columns().len();
        columns
            .map(|column| matrix.value(CellAt { row, column }))
            .collect()
    };
    HeatmapData {
        x: matrix.columns().to_vec(),
        y: matrix.rows().to_vec(),
        values: (0..matrix.rows().len()).map(row).collect(),
    }
}
