//! How a list of experiments is asked for and answered.

use serde::{Deserialize, Serialize};

/// How `GET /api/v1/projects/{project}/experiments?form=…` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListForm {
    /// As JSON: [`Items`](super::Items) of [`Experiment`](super::Experiment).
    #[default]
    Json,
    /// As JSON without tags, parameters, values and lines.
    Heads,
    /// The whole, compact: [`crate::experiments_binary`].
    Columns,
}

impl ListForm {
    /// The name in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Heads => "heads",
            Self::Columns => "columns",
        }
    }
}
