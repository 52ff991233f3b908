//! The type of a log: what was logged, and so how it is stored and drawn.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The type that a log's name keeps from its first data on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum LogType {
    /// One scalar.
    Value,
    /// One or several lines of `(step, value, time)` points; new data is appended.
    Line,
    /// Categories with a number each.
    Bar,
    /// Columns and rows of scalars.
    Table,
    /// A picture.
    Image,
    /// A matrix with labelled rows and columns, such as a confusion matrix.
    Heatmap,
    /// Class labels by their identifiers.
    Labelmap,
}

impl LogType {
    /// All types, in the order of the documentation.
    pub const ALL: [Self; 7] = [
        Self::Value,
        Self::Line,
        Self::Bar,
        Self::Table,
        Self::Image,
        Self::Heatmap,
        Self::Labelmap,
    ];

    /// The name on the wire, in capitals.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Value => "VALUE",
            Self::Line => "LINE",
            Self::Bar => "BAR",
            Self::Table => "TABLE",
            Self::Image => "IMAGE",
            Self::Heatmap => "HEATMAP",
            Self::Labelmap => "LABELMAP",
        }
    }

    /// Whether logs of this type may keep one entry for each step.
    pub fn keeps_steps(self) -> bool {
        matches!(self, Self::Image | Self::Heatmap | Self::Table | Self::Bar)
    }
}

impl fmt::Display for LogType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is the name of no log type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown log type {0:?}")]
pub struct UnknownLogType(pub String);

impl FromStr for LogType {
    type Err = UnknownLogType;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|log_type| log_type.as_str() == text)
            .ok_or_else(|| UnknownLogType(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_as_the_same_type() {
        for log_type in LogType::ALL {
            assert_eq!(log_type.as_str().parse(), Ok(log_type));
            let json = serde_json::to_string(&log_type).unwrap();
            assert_eq!(json, format!("\"{log_type}\""));
        }
        assert!("line".parse::<LogType>().is_err());
    }
}
