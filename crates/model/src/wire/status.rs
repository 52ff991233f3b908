//! The states of experiments.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What an experiment is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", try_from = "String")]
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

/// The text is the name of no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown status {0:?}, expected one of {expected}", expected = Status::ALL.map(Status::as_str).join(", "))]
pub struct UnknownStatus(pub String);

impl FromStr for Status {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| UnknownStatus(text.to_owned()))
    }
}

// See [`crate::LogType`].
impl TryFrom<String> for Status {
    type Error = UnknownStatus;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_text_is_a_status() {
        for status in Status::ALL {
            let json = serde_json::to_string(&status).unwrap();
            assert_eq!(json, format!("\"{}\"", status.as_str()));
            assert_eq!(serde_json::from_str::<Status>(&json).unwrap(), status);
        }
        for json in ["1", "null", "[]", "{\"failed\": null}", "\"done\""] {
            let error = serde_json::from_str::<Status>(json).unwrap_err();
            assert!(error.is_data(), "{json}: {error}");
        }
    }
}
