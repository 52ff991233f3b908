//! Projects.

use crate::{ExperimentId, ProjectId, Timestamp};
use serde::{Deserialize, Serialize};

use super::null_as_default;

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
    /// The sum of the revisions of its experiments: with an equal number of experiments, it tells whether any
    /// of them changed, but for one that took the place of another of exactly its revision.
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
