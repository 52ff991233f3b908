//! Requests and answers of the HTTP API, but for the data of logs (see [`crate::data`]).

use crate::{ArtifactId, ExperimentId, LogType, ProjectId, Scalar, Timestamp, number};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

pub use crate::list_form::{ListForm, N_FIRST_EXPERIMENTS};

/// A list: `{"items": […], "next": cursor or null}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Items<T> {
    /// The items of this part of the list.
    pub items: Vec<T>,
    /// What `cursor` takes to go on; `None` at the end.
    pub next: Option<String>,
}

/// A project: a named group of experiments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// Identifier.
    pub id: ProjectId,
    /// Name, unique on the server.
    pub name: String,
    /// Free text, empty if none was given.
    pub description: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When something was last logged to one of its experiments, or it was changed.
    pub last_activity_at: Timestamp,
    /// Whether it is archived: kept, but out of the way.
    pub archived: bool,
    /// Experiments in it.
    pub n_experiments: u64,
    /// Experiments in it that are running.
    pub n_running: u64,
    /// The sum of the revisions of its experiments: with an equal number of experiments, it tells
    /// whether any of them changed.
    #[serde(default)]
    pub revision: u64,
}

/// A name that an experiment had before, by which it is still found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormerName {
    /// The name of then.
    pub name: String,
    /// The experiment.
    pub experiment_id: ExperimentId,
}

/// `POST /api/v1/projects`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewProject {
    /// Name, unique on the server.
    pub name: String,
    /// Free text.
    #[serde(default, deserialize_with = "null_as_default")]
    pub description: String,
}

/// `PATCH /api/v1/projects/{project}`; what is absent stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProjectPatch {
    /// A new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A new description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Archive or bring back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

/// What an experiment is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It trains; the state of a new experiment.
    Running,
    /// It ended well.
    Success,
    /// It ended with an error.
    Failed,
    /// Somebody stopped it.
    Canceled,
}

impl Status {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Running, Self::Success, Self::Failed, Self::Canceled];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Success => "success",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
        }
    }
}

/// An experiment: one training and everything logged to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Experiment {
    /// Identifier.
    pub id: ExperimentId,
    /// The project it is in.
    pub project_id: ProjectId,
    /// The name of that project.
    pub project_name: String,
    /// Name, unique in its project.
    pub name: String,
    /// Free text, empty if none was given.
    pub description: String,
    /// What it is doing.
    pub status: Status,
    /// Tags in the order of the alphabet.
    pub tags: Vec<String>,
    /// Whether it is archived: kept, but out of the way.
    pub archived: bool,
    /// Its number in its project, from 0 in order of creation; never reused, so a colour that is
    /// derived from it stays.
    pub ordinal: u64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When its status last left `running`; `None` while it runs.
    pub ended_at: Option<Timestamp>,
    /// When something was last logged to it, or it was changed.
    pub last_activity_at: Timestamp,
    /// Grows with every change of the experiment or of one of its logs.
    pub revision: u64,
    /// Logs in it.
    pub n_logs: u64,
    /// The table `parameters`, flattened, in logged order.
    #[serde(with = "crate::pairs")]
    pub parameters: Vec<(String, Scalar)>,
    /// The data of its `VALUE` logs, in logged order.
    #[serde(with = "crate::pairs")]
    pub values: Vec<(String, Scalar)>,
    /// The summary of each line of its `LINE` logs, in logged order.
    pub lines: Vec<NamedLineSummary>,
}

/// The summary of one line, with its names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedLineSummary {
    /// The log's name.
    pub log: String,
    /// The summary.
    #[serde(flatten)]
    pub summary: LineSummary,
}

/// `POST /api/v1/projects/{project}/experiments`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewExperiment {
    /// Name, unique in the project.
    pub name: String,
    /// An identifier of the client's choice: the same request again makes no second experiment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ExperimentId>,
    /// Free text.
    #[serde(default, deserialize_with = "null_as_default")]
    pub description: String,
    /// A flat or nested dictionary; becomes the `TABLE` log `parameters`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Box<RawValue>>,
    /// A dictionary of labels; becomes the `LABELMAP` log `labelmap`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labelmap: Option<Box<RawValue>>,
    /// Tags.
    #[serde(default, deserialize_with = "null_as_default")]
    pub tags: Vec<String>,
}

/// `PATCH /api/v1/experiments/{id}`; what is absent stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ExperimentPatch {
    /// A new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A new description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A new status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// All tags, in place of those before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Archive or bring back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

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
    #[serde(default)]
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
    /// The canonical data (the latest entry's), where it is small; never for `LINE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Box<RawValue>>,
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

/// `GET /api/v1/projects/{project}/dashboards/{experiment}`: what a dashboard starts from, in one answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dashboard {
    /// The experiment.
    pub experiment: Experiment,
    /// All its logs.
    pub logs: LogList,
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

/// `POST /api/v1/lines/query`: the points of many lines in one answer, see [`crate::lines_binary`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LinesQuery {
    /// The `LINE` logs that are wanted.
    pub logs: Vec<WantedLog>,
}

/// One wanted log and what the reader already has of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WantedLog {
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// The log's name.
    pub name: String,
    /// By line name: what the reader has already. Lines that are not named come whole.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub have: BTreeMap<String, HeldPoints>,
}

/// What a reader holds of a line: its first `count` points at `epoch`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldPoints {
    /// The line's epoch when they were read.
    pub epoch: u64,
    /// How many points.
    pub count: u64,
}

/// A file kept with an experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Artifact {
    /// Identifier.
    pub id: ArtifactId,
    /// Name, unique in its experiment.
    pub name: String,
    /// Length in bytes.
    pub size_bytes: u64,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// When it was uploaded.
    pub created_at: Timestamp,
}

/// The most bytes of a stored view.
pub const MAX_VIEW_BYTES: usize = 64 << 10;

/// `POST /api/v1/views`: what is too long for an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewView {
    /// The view as the page writes it; the server never looks into it.
    pub view: String,
}

/// A stored view, which never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredView {
    /// Derived from the view: the same view always has the same.
    pub id: String,
    /// The view as it was given.
    pub view: String,
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

/// `GET /api/v1/session`: as whom the server knows the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The caller's name, for a person: that of its token.
    pub name: String,
    /// Whether a cookie of this browser told so, which signing out takes away.
    pub signed_in: bool,
    /// Whether the caller may only read.
    pub read_only: bool,
    /// The only project that the caller may see; `None` for all.
    pub project: Option<String>,
}

/// `GET /api/v1/experiments/{id}/console`: what the training printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Console {
    /// Lines in order.
    pub items: Vec<ConsoleLine>,
    /// What `from` takes for the lines that are still to come.
    pub next: u64,
    /// How many lines there are in all; with `next` below it, there are more to read at once.
    pub n_lines: u64,
    /// The whole output as a file, if the training sent one.
    pub file: Option<ConsoleFile>,
}

/// A line of a console.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsoleLine {
    /// Its place, from 0 on.
    pub position: u64,
    /// When it arrived.
    pub time: Timestamp,
    /// The section of the output; empty where none was told.
    pub part: String,
    /// The line, without its end.
    pub text: String,
}

/// A console as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsoleFile {
    /// What it was called.
    pub name: String,
    /// Length in bytes.
    pub size_bytes: u64,
    /// When it was sent.
    pub created_at: Timestamp,
}

/// `POST /api/v1/experiments/{id}/console`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewConsoleLines {
    /// One line or several, with line breaks between them.
    pub text: String,
    /// The section of the output.
    #[serde(default, deserialize_with = "null_as_default")]
    pub part: String,
}

/// `POST /api/v1/session`: signs the page in; the answer sets a cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The server's token, or an issued one.
    pub token: String,
}

/// Reads a field that may be absent: `null`, as clients write what they leave out, is no other.
fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clients in Python send `None` for what they were not given; it was refused.
    #[test]
    fn null_is_as_if_absent() {
        let project = r#"{"name": "p", "description": null}"#;
        let project: NewProject = serde_json::from_str(project).unwrap();
        assert_eq!(project.description, "");
        let experiment = r#"{"name": "e", "description": null, "parameters": null,
            "labelmap": null, "tags": null}"#;
        let experiment: NewExperiment = serde_json::from_str(experiment).unwrap();
        assert!(experiment.parameters.is_none() && experiment.labelmap.is_none());
        assert!(experiment.description.is_empty() && experiment.tags.is_empty());
        let log = r#"{"name": "l", "type": "LINE", "data": 1, "replace": null, "step": null}"#;
        let log: NewLog<'_> = serde_json::from_str(log).unwrap();
        assert!(!log.replace && log.step.is_none());
    }
}
