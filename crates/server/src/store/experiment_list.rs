//! The list of a project's experiments: which of them, in which order, and in which parts.

use super::Store;
use super::details;
use super::error::StoreError;
use super::experiment_order::{Place, SortKey, SortOrder, compare};
use super::experiment_rows::{ExperimentRow, rows_of};
use super::projects;
use runboard_model::Timestamp;
use runboard_model::filter::Filter;
use runboard_model::wire::{Experiment, Items};
use std::cmp::Ordering;

/// How much is told of each experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedPart {
    /// Everything.
    Whole,
    /// Its own row: no tags, parameters, values and lines.
    Head,
}

/// Which experiments, and in which order.
#[derive(Debug, Clone)]
pub struct ListExperiments {
    /// The keys, the most important first; experiments that are equal in all of them are in the
    /// order of creation.
    pub sort: Vec<(SortKey, SortOrder)>,
    /// Only those that it matches.
    pub filter: Filter,
    /// The most that are answered at once.
    pub limit: usize,
    /// Where the part before ended.
    pub cursor: Option<String>,
    /// How much of each.
    pub listed: ListedPart,
}

impl ListExperiments {
    /// Whether it takes more than the experiments' own rows to tell which ones, and in which order.
    fn asks_for_details(&self) -> bool {
        let is_field = |(key, _): &(SortKey, SortOrder)| matches!(key, SortKey::Field(_));
        self.filter.asks_for_details() || self.sort.iter().any(is_field)
    }
}

impl Store {
    /// The experiments of a project; the parts after the first go by the first one's moment.
    pub async fn experiments(
        &self,
        project: &str,
        list: &ListExperiments,
        now: Timestamp,
    ) -> Result<Items<Experiment>, StoreError> {
        let mut tx = self.read().await?;
        let project = projects::find(&mut tx, project).await?;
        let mut rows = rows_of(&mut tx, project).await?;
        let cursor = list.cursor.as_deref().map(Place::from_cursor).transpose()?;
        let (end, now) = match cursor {
            Some((end, first_part_at)) => (Some(end), first_part_at),
            None => (None, now),
        };
        let is_after = |place: &Place<'_>| {
            let order = end.as_ref().map(|end| compare(&list.sort, end, place));
            order.is_none_or(Ordering::is_lt)
        };
        if !list.asks_for_details() {
            // The usual case reads the details of one part only.
            rows.retain(|row| is_after(&Place::of_row(row)));
            rows.sort_by(|a, b| compare(&list.sort, &Place::of_row(a), &Place::of_row(b)));
            let mut part = wanted(rows, &list.filter, now)?;
            let is_last = part.len() <= list.limit;
            part.truncate(list.limit);
            let next = part
                .last()
                .filter(|_| !is_last)
                .map(|row| Place::of_row(row).cursor(&list.sort, now));
            let items = match list.listed {
                ListedPart::Whole => {
                    details::kept_experiments(&mut tx, part, &self.details).await?
                }
                ListedPart::Head => heads(part)?,
            };
            return Ok(Items { items, next });
        }
        let experiments = details::kept_experiments(&mut tx, rows, &self.details).await?;
        let mut placed: Vec<(Place<'_>, Experiment)> = experiments
            .into_iter()
            .filter(|experiment| list.filter.matches(experiment, now))
            .map(|it| (Place::of_experiment(&it, &list.sort, now), it))
            .filter(|(place, _)| is_after(place))
            .collect();
        placed.sort_by(|(a, _), (b, _)| compare(&list.sort, a, b));
        let is_last = placed.len() <= list.limit;
        placed.truncate(list.limit);
        let next = placed
            .last()
            .filter(|_| !is_last)
            .map(|(place, _)| place.clone().cursor(&list.sort, now));
        let mut items: Vec<Experiment> = placed.into_iter().map(|(_, it)| it).collect();
        if list.listed == ListedPart::Head {
            for experiment in &mut items {
                experiment.tags.clear();
                experiment.parameters.clear();
                experiment.values.clear();
                experiment.lines.clear();
            }
        }
        Ok(Items { items, next })
    }
}

fn heads(rows: Vec<ExperimentRow>) -> Result<Vec<Experiment>, StoreError> {
    rows.into_iter().map(ExperimentRow::into_wire).collect()
}

/// The rows that a filter wants which asks for nothing beyond them.
fn wanted(
    mut rows: Vec<ExperimentRow>,
    filter: &Filter,
    now: Timestamp,
) -> Result<Vec<ExperimentRow>, StoreError> {
    let mut is_wanted = Vec::with_capacity(rows.len());
    for row in &rows {
        is_wanted.push(filter.matches(&row.clone().into_wire()?, now));
    }
    let mut is_wanted = is_wanted.into_iter();
    rows.retain(|_| is_wanted.next().unwrap_or_default());
    Ok(rows)
}
