//! The type of a log: what was logged, and so how it is stored and drawn.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The type that a log's name keeps from its first data on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE", try_from = "String")]
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
#[error("unknown log type {0:?}, expected one of {expected}", expected = LogType::ALL.map(LogType::as_str).join(", "))]
pub struct UnknownLogType(pub String);

// Reading an enum as JSON's own would take an object for it, and call a number broken JSON.
impl TryFrom<String> for LogType {
    type Error = UnknownLogType;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

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

    /// An object of one key was taken as the type, and a number made the whole body broken JSON.
    #[test]
    fn only_a_text_is_a_type() {
        for json in ["1", "null", "true", "[]", "{\"VALUE\": null}"] {
            let error = serde_json::from_str::<LogType>(json).unwrap_err();
            assert!(error.is_data(), "{json}: {error}");
        }
        let error = serde_json::from_str::<LogType>("\"PIE\"").unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown log type \"PIE\", expected one of VALUE, LINE, BAR, TABLE, IMAGE, HEATMAP, LABELMAP"
        );
    }
}
