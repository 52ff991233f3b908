//! The header of a message: which lines it carries and how each column is written.

use crate::ExperimentId;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) logs: Vec<LogHeader>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct LogHeader {
    pub(super) experiment_id: ExperimentId,
    pub(super) name: String,
    pub(super) version: u64,
    pub(super) lines: Vec<LineHeader>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct LineHeader {
    pub(super) name: String,
    pub(super) epoch: u64,
    pub(super) first_index: u64,
    pub(super) count: u64,
    pub(super) values: ValueCoding,
    pub(super) steps: StepCoding,
    pub(super) times: TimeCoding,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ValueCoding {
    F32,
    F64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StepCoding {
    /// No column: `start + i × stride`.
    Regular {
        start: f64,
        stride: f64,
    },
    F64,
}

impl StepCoding {
    /// The step of the point `idx` of a regular line.
    pub(super) fn regular(start: f64, stride: f64, idx: u64) -> f64 {
        start + stride * idx as f64
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TimeCoding {
    /// No column: `start + i × stride`; a batch that arrived at once has the stride 0.
    Regular {
        start: i64,
        stride: i64,
    },
    /// A column of offsets from `base`.
    U32 {
        base: i64,
    },
    I64,
}

impl TimeCoding {
    /// The time of the point `idx` of a regular line; wraps where no time is.
    pub(super) fn regular(start: i64, stride: i64, idx: i64) -> i64 {
        start.wrapping_add(stride.wrapping_mul(idx))
    }
}
