//! Experiments.

use crate::{ArtifactId, ExperimentId, ProjectId, Scalar, Timestamp, number};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{LineSummary, LogList, Status, null_as_default};

/// The `TABLE` log that holds an experiment's parameters.
pub const PARAMETERS: &str = "parameters";
/// The `LABELMAP` log that holds the names of its classes.
pub const LABELMAP: &str = "labelmap";

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
#[serde(from = "FlatSummary")]
pub struct NamedLineSummary {
    /// The log's name.
    pub log: String,
    /// The summary.
    #[serde(flatten)]
    pub summary: LineSummary,
}

/// A [`NamedLineSummary`] as it stands on the wire: reading a flattened field would go through a buffer of any kind of
/// value, 14 KB of machine code in the page.
#[derive(Deserialize)]
struct FlatSummary {
    log: String,
    name: String,
    count: u64,
    n_non_finite: u64,
    #[serde(with = "number::option")]
    first_step: Option<f64>,
    #[serde(with = "number::option")]
    last_step: Option<f64>,
    #[serde(with = "number::option")]
    last: Option<f64>,
    #[serde(with = "number::option")]
    min: Option<f64>,
    #[serde(with = "number::option")]
    max: Option<f64>,
    epoch: u64,
}

impl From<FlatSummary> for NamedLineSummary {
    fn from(flat: FlatSummary) -> Self {
        Self {
            log: flat.log,
            summary: LineSummary {
                name: flat.name,
                count: flat.count,
                n_non_finite: flat.n_non_finite,
                first_step: flat.first_step,
                last_step: flat.last_step,
                last: flat.last,
                min: flat.min,
                max: flat.max,
                epoch: flat.epoch,
            },
        }
    }
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
    /// Another experiment of the project: what that one has of parameters, labelmap and artifacts, and
    /// this one lacks, is copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_experiment_id: Option<ExperimentId>,
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

/// `GET /api/v1/projects/{project}/dashboards/{experiment}`: what a dashboard starts from, in one answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dashboard {
    /// The experiment.
    pub experiment: Experiment,
    /// All its logs.
    pub logs: LogList,
}
