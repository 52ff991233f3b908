//! Writing a message.

use super::MAGIC;
use super::column::Column;
use super::header::Header;
use super::scalars::{self, Texts};
use super::summaries;
use crate::Scalar;
use crate::wire::{Experiment, Items, NamedLineSummary};
use std::collections::HashMap;
use std::hash::Hash;

/// Why experiments cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The header cannot be written.
    #[error("the header cannot be written: {0}")]
    Header(#[from] serde_json::Error),
    /// The header is longer than its length field can say: the names alone have gigabytes.
    #[error("the header is {0} bytes long")]
    HeaderTooLong(usize),
}

/// The message that carries a part of a list of experiments.
pub fn encode(part: &Items<Experiment>) -> Result<Vec<u8>, EncodeError> {
    let mut texts = Texts::default();
    let parameters = scalar_columns(&part.items, |it| &it.parameters, &mut texts);
    let values = scalar_columns(&part.items, |it| &it.values, &mut texts);
    let lines = summary_columns(&part.items);
    let header = Header {
        items: part.items.iter().map(without_columns).collect(),
        next: part.next.clone(),
        parameters: parameters.names(|name| (*name).to_owned()),
        values: values.names(|name| (*name).to_owned()),
        lines: lines.names(|(log, name)| ((*log).to_owned(), (*name).to_owned())),
        texts: texts.ordered,
    };
    let header_json = serde_json::to_vec(&header)?;
    let header_bytes = u32::try_from(header_json.len())
        .map_err(|_| EncodeError::HeaderTooLong(header_json.len()))?;
    let mut message = Vec::with_capacity(header_json.len() * 4 + 8);
    message.extend_from_slice(&MAGIC);
    message.extend_from_slice(&header_bytes.to_le_bytes());
    message.extend_from_slice(&header_json);
    let n_items = part.items.len();
    let columns = parameters.columns.into_iter().chain(values.columns);
    for column in columns.chain(lines.columns) {
        column.append_to(n_items, &mut message);
    }
    Ok(message)
}

fn without_columns(experiment: &Experiment) -> Experiment {
    Experiment {
        id: experiment.id,
        project_id: experiment.project_id,
        project_name: experiment.project_name.clone(),
        name: experiment.name.clone(),
        description: experiment.description.clone(),
        status: experiment.status,
        tags: experiment.tags.clone(),
        archived: experiment.archived,
        ordinal: experiment.ordinal,
        created_at: experiment.created_at,
        ended_at: experiment.ended_at,
        last_activity_at: experiment.last_activity_at,
        revision: experiment.revision,
        n_logs: experiment.n_logs,
        parameters: Vec::new(),
        values: Vec::new(),
        lines: Vec::new(),
    }
}

/// Columns by what they are called, in the order in which they were first met.
struct Columns<K> {
    places: HashMap<K, usize>,
    keys: Vec<K>,
    columns: Vec<Column>,
}

impl<K: Copy + Eq + Hash> Columns<K> {
    fn new() -> Self {
        Self {
            places: HashMap::new(),
            keys: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// The column of a key. Experiments of a project mostly log the same in the same order: then
    /// `expected` is its place.
    fn column(&mut self, key: K, expected: usize) -> Option<&mut Column> {
        if self.keys.get(expected) == Some(&key) {
            return self.columns.get_mut(expected);
        }
        let place = *self.places.entry(key).or_insert(self.columns.len());
        if place == self.columns.len() {
            self.keys.push(key);
            self.columns.push(Column::default());
        }
        self.columns.get_mut(place)
    }

    fn names<N>(&self, name: impl Fn(&K) -> N) -> Vec<N> {
        self.keys.iter().map(name).collect()
    }
}

fn scalar_columns<'a>(
    items: &'a [Experiment],
    named: impl Fn(&'a Experiment) -> &'a Vec<(String, Scalar)>,
    texts: &mut Texts<'a>,
) -> Columns<&'a str> {
    let mut columns = Columns::new();
    for (item, experiment) in items.iter().enumerate() {
        for (place, (name, scalar)) in named(experiment).iter().enumerate() {
            if let Some(column) = columns.column(name.as_str(), place) {
                scalars::write(column, item, scalar, texts);
            }
        }
    }
    columns
}

fn summary_columns(items: &[Experiment]) -> Columns<(&str, &str)> {
    let mut columns = Columns::new();
    for (item, experiment) in items.iter().enumerate() {
        for (place, line) in experiment.lines.iter().enumerate() {
            let NamedLineSummary { log, summary } = line;
            let name = (log.as_str(), summary.name.as_str());
            if let Some(column) = columns.column(name, place) {
                summaries::write(column, item, summary);
            }
        }
    }
    columns
}
