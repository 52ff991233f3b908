//! The points of many lines, asked for at once.

use std::collections::BTreeMap;

use crate::ExperimentId;
use serde::{Deserialize, Serialize};

use super::null_as_default;

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
