//! The header of a message: the experiments without their columns, and what the columns are called.

use crate::wire::Experiment;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    /// The experiments; parameters, values and lines are empty.
    pub(super) items: Vec<Experiment>,
    /// The cursor of the next part.
    pub(super) next: Option<String>,
    /// The names of parameters.
    pub(super) parameters: Vec<String>,
    /// The names of values.
    pub(super) values: Vec<String>,
    /// The names of lines: the log's, and the line's own.
    pub(super) lines: Vec<(String, String)>,
    /// The texts among parameters and values, each once.
    pub(super) texts: Vec<String>,
}
