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

impl Store {
    /// The experiments of a project.
    pub async fn experiments(
        &self,
        project: &str,
        list: &ListExperiments,
        now: Timestamp,
    ) -> Result<Items<Experiment>, StoreError> {
        let mut tx = self.read().await?;
        let project = projects::find(&mut tx, project).await?;
        let mut rows = rows_of(&mut tx, project.to_string()).await?;
        if let Some(cursor) = &list.cursor {
            let end = Place::from_cursor(cursor)?;
            rows.retain(|row| compare(&list.sort, &end, &Place::of_row(row)).is_lt());
        }
        rows.sort_by(|a, b| compare(&list.sort, &Place::of_row(a), &Place::of_row(b)));
        if !list.filter.asks_for_details() {
            // The usual case reads the details of one part only.
            let mut part = wanted(rows, &list.filter, now)?;
            let is_last = part.len() <= list.limit;
            part.truncate(list.limit);
            let next = part
                .last()
                .filter(|_| !is_last)
                .map(|row| Place::of_row(row).cursor(&list.sort));
            let items = match list.listed {
                ListedPart::Whole => {
                    details::kept_experiments(&mut tx, part, &self.details).await?
                }
                ListedPart::Head => heads(part)?,
            };
            return Ok(Items { items, next });
        }
        let mut items = details::kept_experiments(&mut tx, rows, &self.details).await?;
        items.retain(|experiment| list.filter.matches(experiment, now));
        let is_last = items.len() <= list.limit;
        items.truncate(list.limit);
        let next = items
            .last()
            .filter(|_| !is_last)
            .map(|experiment| Place::of_experiment(experiment).cursor(&list.sort));
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
