//! The list of a project's experiments: which of them, in which order, and in which parts.

use super::Store;
use super::details;
use super::error::StoreError;
use super::experiment_rows::{ExperimentRow, rows_of};
use super::projects;
use runboard_model::Timestamp;
use runboard_model::error::InvalidData;
use runboard_model::filter::Filter;
use runboard_model::wire::{Experiment, Items};
use std::cmp::Ordering;

/// What experiments are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    /// The name, capitals and small letters alike.
    Name,
    /// The status, in the order of the alphabet.
    Status,
    /// The number in the project, which is the order of creation.
    Ordinal,
    /// When it was created.
    CreatedAt,
    /// When it ended; running ones come last.
    EndedAt,
    /// When something was last logged to it, or it was changed.
    LastActivityAt,
}

/// In which direction a key counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortOrder {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

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
    /// The identifier of the experiment after which to go on.
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
        rows.sort_by(|a, b| compare(&list.sort, a, b));
        if !list.filter.asks_for_details() {
            // The usual case reads the details of one part only.
            let rows = wanted(rows, &list.filter, now)?;
            let (part, next) = part(rows, list, |row| row.id.clone())?;
            let items = match list.listed {
                ListedPart::Whole => {
                    details::kept_experiments(&mut tx, part, &self.details).await?
                }
                ListedPart::Head => heads(part)?,
            };
            return Ok(Items { items, next });
        }
        let mut experiments = details::kept_experiments(&mut tx, rows, &self.details).await?;
        experiments.retain(|experiment| list.filter.matches(experiment, now));
        let (mut items, next) = part(experiments, list, |experiment| experiment.id.to_string())?;
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

/// The part of a list after the cursor, and the cursor of the next part.
fn part<T>(
    mut all: Vec<T>,
    list: &ListExperiments,
    id: impl Fn(&T) -> String,
) -> Result<(Vec<T>, Option<String>), InvalidData> {
    let start = match &list.cursor {
        None => 0,
        Some(cursor) => match all.iter().position(|item| id(item) == *cursor) {
            Some(idx) => idx + 1,
            None => {
                let reason = "is not in this list (any more): start again without a cursor";
                return Err(InvalidData::new("cursor", reason));
            }
        },
    };
    let mut part = all.split_off(start);
    let is_last = part.len() <= list.limit;
    part.truncate(list.limit);
    let next = part.last().filter(|_| !is_last).map(id);
    Ok((part, next))
}

fn compare(sort: &[(SortKey, SortOrder)], a: &ExperimentRow, b: &ExperimentRow) -> Ordering {
    let by_key = |&(key, order): &(SortKey, SortOrder)| {
        let ordering = match key {
            SortKey::Name => {
                (a.name.to_lowercase(), &a.name).cmp(&(b.name.to_lowercase(), &b.name))
            }
            SortKey::Status => a.status.cmp(&b.status),
            SortKey::Ordinal => a.ordinal.cmp(&b.ordinal),
            SortKey::CreatedAt => a.created_at.cmp(&b.created_at),
            SortKey::EndedAt => {
                let ended = |row: &ExperimentRow| row.ended_at.unwrap_or(i64::MAX);
                ended(a).cmp(&ended(b))
            }
            SortKey::LastActivityAt => a.last_activity_at.cmp(&b.last_activity_at),
        };
        match order {
            SortOrder::Ascending => ordering,
            SortOrder::Descending => ordering.reverse(),
        }
    };
    sort.iter()
        .map(by_key)
        .fold(Ordering::Equal, Ordering::then)
        .then_with(|| a.ordinal.cmp(&b.ordinal))
}
