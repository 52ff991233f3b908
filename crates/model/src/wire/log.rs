//! Logs: how they are written, listed and read one by one.

use crate::{ExperimentId, LogType, Timestamp, number};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::{NewConsoleLines, finite_or_absent, null_as_default};

/// `POST /api/v1/experiments/{id}/batches`: logs that are taken once, however often they are sent.
#[derive(Debug, Deserialize)]
pub struct NewBatch<'a> {
    /// Who numbers the batches: a name of the client's choice.
    pub client: String,
    /// The number, larger than that of the client's batch before.
    pub sequence: u64,
    /// What is logged, in this order; each is a [`NewLog`].
    #[serde(borrow)]
    pub logs: Vec<&'a RawValue>,
    /// What was printed meanwhile, in this order.
    #[serde(default)]
    pub console: Vec<NewConsoleLines>,
}

/// `POST /api/v1/experiments/{id}/logs`; `data` is read by [`crate::accept`].
#[derive(Debug, Deserialize)]
pub struct NewLog<'a> {
    /// The log's name.
    pub name: String,
    /// The log's type.
    #[serde(rename = "type")]
    pub log_type: LogType,
    /// Any accepted shape of the type.
    #[serde(borrow)]
    pub data: &'a RawValue,
    /// `LINE` only: put the new points in place of all earlier ones.
    #[serde(default, deserialize_with = "null_as_default")]
    pub replace: bool,
    /// `IMAGE`, `HEATMAP`, `TABLE` and `BAR`: the step whose entry this is.
    #[serde(default, deserialize_with = "finite_or_absent")]
    pub step: Option<f64>,
}

/// What is known of a log without reading its points or pictures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LogSummary {
    /// The log's name.
    pub name: String,
    /// The log's type, as text: a page of today shows a type of tomorrow as unknown.
    #[serde(rename = "type")]
    pub log_type: String,
    /// Grows with every change of the log.
    pub version: u64,
    /// When it was first logged.
    pub created_at: Timestamp,
    /// When it was last logged.
    pub updated_at: Timestamp,
    /// Its lines in logged order; only for `LINE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<LineSummary>>,
    /// The steps of its entries, ascending; absent for a log without step entries.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "number::optional_list"
    )]
    pub steps: Option<Vec<f64>>,
    /// The canonical data (the latest entry's), where it is small; never for `LINE`. A `null` is data: the value of a
    /// `VALUE`.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub data: Option<Box<RawValue>>,
}

/// Reads a field that is there, whatever it holds.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::deserialize(deserializer).map(Some)
}

/// The summary of one line: what tables and headers show without its points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineSummary {
    /// The line's own name; the log's name for a log of a single unnamed line.
    pub name: String,
    /// Points, non-finite ones included.
    pub count: u64,
    /// Points whose value is NaN or infinite.
    pub n_non_finite: u64,
    /// The smallest step.
    #[serde(with = "number::option")]
    pub first_step: Option<f64>,
    /// The largest step.
    #[serde(with = "number::option")]
    pub last_step: Option<f64>,
    /// The value at the largest step, NaN and the infinities included.
    #[serde(with = "number::option")]
    pub last: Option<f64>,
    /// The smallest finite value.
    #[serde(with = "number::option")]
    pub min: Option<f64>,
    /// The largest finite value.
    #[serde(with = "number::option")]
    pub max: Option<f64>,
    /// Grows when the line changes other than by points after its last step; with an equal epoch,
    /// the points that a reader already has are still the first ones.
    pub epoch: u64,
}

/// `GET /api/v1/experiments/{id}/logs[?since=revision]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LogList {
    /// The logs in the order in which they were first logged; with `since` and `complete` false
    /// only those that changed after that revision.
    pub items: Vec<LogSummary>,
    /// Always `None`: the list comes whole.
    pub next: Option<String>,
    /// The experiment's revision that this list shows.
    pub revision: u64,
    /// Whether `items` are all logs there are; always so without `since`, and when a log was
    /// deleted or renamed since.
    pub complete: bool,
}

/// The data of an event `logs` of `GET /api/v1/events`: what is new of one experiment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExperimentNews {
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// The logs that changed after the revision that the reader knew.
    pub items: Vec<LogSummary>,
    /// The experiment's revision that the reader knows with this.
    pub revision: u64,
    /// Whether `items` are all logs there are, since one was deleted or renamed.
    pub complete: bool,
}

impl ExperimentNews {
    /// What a list of logs since a revision tells of an experiment.
    pub fn new(experiment_id: ExperimentId, list: LogList) -> Self {
        Self {
            experiment_id,
            items: list.items,
            revision: list.revision,
            complete: list.complete,
        }
    }
}

/// `GET /api/v1/experiments/{id}/logs/{name}`: one log, whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Log {
    /// The log's name.
    pub name: String,
    /// The log's type.
    #[serde(rename = "type")]
    pub log_type: LogType,
    /// Grows with every change of the log.
    pub version: u64,
    /// Canonical data; the latest entry's where there are step entries.
    pub data: Box<RawValue>,
    /// Every step entry, ascending; absent for a log without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<Vec<Entry>>,
}

/// The data of one step.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// The step.
    #[serde(with = "number::one")]
    pub step: f64,
    /// Canonical data.
    pub data: Box<RawValue>,
}
