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
        let rows = rows_of(&mut tx, project).await?;
        let part = Part::new(list, now)?;
        if list.asks_for_details() {
            let experiments = details::kept_experiments(&mut tx, rows, &self.details).await?;
            return Ok(part.of_experiments(experiments));
        }
        // The usual case reads the details of one part only.
        let (rows, next) = part.of_rows(rows)?;
        let items = match list.listed {
            ListedPart::Whole => details::kept_experiments(&mut tx, rows, &self.details).await?,
            ListedPart::Head => heads(rows)?,
        };
        Ok(Items { items, next })
    }
}

/// One part of a list.
struct Part<'a> {
    list: &'a ListExperiments,
    /// Where the part before ended.
    start: Option<Place<'static>>,
    /// When the first part was answered.
    now: Timestamp,
}

impl<'a> Part<'a> {
    fn new(list: &'a ListExperiments, now: Timestamp) -> Result<Self, StoreError> {
        let cursor = list.cursor.as_deref().map(Place::from_cursor).transpose()?;
        let (start, now) = match cursor {
            Some((start, first_part_at)) => (Some(start), first_part_at),
            None => (None, now),
        };
        Ok(Self { list, start, now })
    }

    fn is_after_start(&self, place: &Place<'_>) -> bool {
        let start = self.start.as_ref();
        start.is_none_or(|start| compare(&self.list.sort, start, place).is_lt())
    }

    /// What is in it of all rows, where the rows alone tell that.
    fn of_rows(
        &self,
        mut rows: Vec<ExperimentRow>,
    ) -> Result<(Vec<ExperimentRow>, Option<String>), StoreError> {
        let sort = &self.list.sort;
        rows.retain(|row| self.is_after_start(&Place::of_row(row)));
        rows.sort_by(|a, b| compare(sort, &Place::of_row(a), &Place::of_row(b)));
        let rows = wanted(rows, &self.list.filter, self.now)?;
        Ok(self.cut(rows, |row| Place::of_row(row)))
    }

    /// What is in it of all experiments.
    fn of_experiments(&self, experiments: Vec<Experiment>) -> Items<Experiment> {
        let (sort, now) = (&self.list.sort, self.now);
        let mut placed: Vec<(Place<'_>, Experiment)> = experiments
            .into_iter()
            .filter(|experiment| self.list.filter.matches(experiment, now))
            .map(|it| (Place::of_experiment(&it, sort, now), it))
            .filter(|(place, _)| self.is_after_start(place))
            .collect();
        placed.sort_by(|(a, _), (b, _)| compare(sort, a, b));
        let (placed, next) = self.cut(placed, |(place, _)| place.clone());
        let items = placed.into_iter().map(|(_, it)| match self.list.listed {
            ListedPart::Whole => it,
            ListedPart::Head => details::without_details(it),
        });
        Items {
            items: items.collect(),
            next,
        }
    }

    /// As many of what comes from the start on as the part may have, and the cursor where there are more.
    fn cut<T>(
        &self,
        mut items: Vec<T>,
        place_of: impl for<'p> Fn(&'p T) -> Place<'p>,
    ) -> (Vec<T>, Option<String>) {
        let has_more = items.len() > self.list.limit;
        items.truncate(self.list.limit);
        let last = items.last().filter(|_| has_more);
        let next = last.map(|last| place_of(last).cursor(&self.list.sort, self.now));
        (items, next)
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
