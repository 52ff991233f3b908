//! The states of experiments and jobs in the client's words. Pure.

use runboard_model::wire::Status;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A state that the client reads and sends.
///
/// It knows more of them than there are here: one that waits is running as far as anybody can tell,
/// and a terminated one was stopped by somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClientStatus(pub(super) Status);

impl Serialize for ClientStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self.0 {
            Status::Running => "RUNNING",
            Status::Success => "SUCCESS",
            Status::Failed => "FAILED",
            Status::Canceled => "CANCELED",
        })
    }
}

impl<'de> Deserialize<'de> for ClientStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        match word.as_str() {
            "RUNNING" | "WAITING" => Ok(Self(Status::Running)),
            "SUCCESS" => Ok(Self(Status::Success)),
            "FAILED" => Ok(Self(Status::Failed)),
            "CANCELED" | "TERMINATED" => Ok(Self(Status::Canceled)),
            _ => Err(de::Error::custom(format!("there is no status {word:?}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Status, told: &str) {
        let status: ClientStatus = serde_json::from_value(word.into()).unwrap();
        assert_eq!(status.0, expected, "{word}");
        assert_eq!(serde_json::to_value(status).unwrap(), told);
    }

    #[test]
    fn every_word_of_the_client_means_one_of_our_states() {
        check("RUNNING", Status::Running, "RUNNING");
        check("WAITING", Status::Running, "RUNNING");
        check("SUCCESS", Status::Success, "SUCCESS");
        check("FAILED", Status::Failed, "FAILED");
        check("CANCELED", Status::Canceled, "CANCELED");
        check("TERMINATED", Status::Canceled, "CANCELED");
        assert!(serde_json::from_value::<ClientStatus>("running".into()).is_err());
    }
}
