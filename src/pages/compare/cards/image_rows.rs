//! The pictures of one log by experiment and step: a list for each experiment, asked for when its row is seen.

use super::CompareParts;
use crate::components::CardState;
use crate::components::image_grid::GridRow;
use crate::pages::compare::data_feed::LoggedEntry;
use crate::pages::compare::experiments::Drawn;
use crate::pages::compare::wishes::use_wishes;
use crate::pages::experiment::cards::image::shown_image;
use crate::pages::experiment_colour::colour_property;
use crate::state::compare::data_requests::{CardLog, DataKey, Part};
use leptos::prelude::*;
use runboard_chart::image_grid::columns;
use runboard_model::wire::LogSummary;
use runboard_model::{LogData, LogType};
use std::ops::Range;
use std::sync::Arc;

/// The rows of the grid.
#[derive(Clone, Copy)]
pub struct ImageRows {
    /// One for each experiment that has the log, the baseline first.
    pub rows: Memo<Arc<Vec<GridRow>>>,
    /// The steps of all rows.
    pub columns: Memo<Arc<Vec<Option<f64>>>>,
    /// Whether there is something to show.
    pub state: Memo<CardState>,
    /// Tries again after a failure.
    pub retry: Callback<()>,
}

/// What is wanted of one experiment.
#[derive(Debug, Clone, PartialEq)]
struct Need {
    row: GridRow,
    key: DataKey,
}

/// Keeps the rows up to date while the card is near the screen; the pictures of rows outside of `seen` are not
/// asked for.
pub fn use_image_rows(parts: CompareParts, seen: Signal<Range<usize>>) -> ImageRows {
    let context = parts.context;
    let feed = context.data;
    let needs = Memo::new(move |_| {
        let drawn = context.experiments.drawn().into_iter();
        drawn
            .filter_map(|Drawn { one, is_baseline }| {
                let summary = parts.summary(&one, LogType::Image)?;
                let row = GridRow {
                    title: one.name,
                    colour_property: colour_property(one.slot.0 as u64),
                    is_baseline,
                    entries: steps_of(&summary),
                    images: None,
                    failure: None,
                };
                let key = DataKey::new(one.experiment.id, LogType::Image, &summary, None);
                Some(Need { row, key })
            })
            .collect::<Vec<_>>()
    });
    let keys = Memo::new(move |_| {
        if !parts.is_near.get() {
            return Vec::new();
        }
        let needs = needs.read();
        let seen = needs.get(clamped(seen.get(), needs.len()));
        let seen = seen.unwrap_or_default().iter();
        seen.map(|need| need.key.clone()).collect()
    });
    let card = CardLog {
        name: parts.owner.name.get_value(),
        log_type: LogType::Image,
    };
    let want = move |key: &DataKey| feed.want_entries(key);
    let retry = use_wishes(feed, card, Part::Entries, keys, want);
    let rows = Memo::new(move |before: Option<&Arc<Vec<GridRow>>>| {
        // What was there stays when a newer version of it cannot be had.
        let known = |need: &Need| {
            let mut known = before.into_iter().flat_map(|before| before.iter());
            let known = known.find(|row| row.title == need.row.title);
            known
                .filter(|row| row.images.is_some())
                .map_or_else(|| need.row.clone(), |row| as_known(&need.row, row))
        };
        let row = |need: &Need| match feed.entries(&need.key) {
            Some(Ok(entries)) => filled(&need.row, &entries),
            Some(Err(reason)) => GridRow {
                failure: Some(reason),
                ..known(need)
            },
            None => known(need),
        };
        Arc::new(needs.read().iter().map(row).collect())
    });
    let columns = Memo::new(move |_| {
        let rows = rows.read();
        Arc::new(columns(rows.iter().map(|row| &*row.entries)))
    });
    let was_near =
        Memo::new(move |before: Option<&bool>| before == Some(&true) || parts.is_near.get());
    let state = Memo::new(move |_| {
        let rows = rows.read();
        let failure = rows.iter().find_map(|row| row.failure.clone());
        let has_images = rows.iter().any(|row| row.images.is_some());
        // The steps are known from the lists, so that the grid stands before its pictures; and it stays where it is
        // scrolled to when it is out of sight.
        let is_known = has_images || (was_near.get() && failure.is_none());
        CardState::of(is_known, failure, parts.is_near.get())
    });
    ImageRows {
        rows,
        columns,
        state,
        retry,
    }
}

fn steps_of(summary: &LogSummary) -> Arc<[Option<f64>]> {
    match &summary.steps {
        Some(steps) => steps.iter().copied().map(Some).collect(),
        None => Arc::from([None]),
    }
}

/// The row with the pictures that were found.
fn filled(row: &GridRow, entries: &[LoggedEntry]) -> GridRow {
    let images = entries.iter().filter_map(|entry| match &entry.data {
        LogData::Image(image) => Some((entry.step, Arc::new(shown_image(image)))),
        _ => None,
    });
    let (steps, images): (Vec<_>, Vec<_>) = images.unzip();
    GridRow {
        entries: steps.into(),
        images: Some(images.into()),
        ..row.clone()
    }
}

/// The row with the pictures that it had before.
fn as_known(row: &GridRow, known: &GridRow) -> GridRow {
    GridRow {
        entries: Arc::clone(&known.entries),
        images: known.images.clone(),
        ..row.clone()
    }
}

fn clamped(range: Range<usize>, n_rows: usize) -> Range<usize> {
    let end = range.end.min(n_rows);
    range.start.min(end)..end
}
