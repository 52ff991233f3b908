//! What the server says of what was logged.

use crate::{ErrorDetail, LogType};
use serde::{Deserialize, Serialize};

/// What was logged: the answer to `POST /api/v1/experiments/{id}/logs`, and to another name for a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenLog {
    /// The log's name.
    pub name: String,
    /// The log's type.
    #[serde(rename = "type")]
    pub log_type: LogType,
    /// The log's version with this change.
    pub version: u64,
}

/// What became of a batch: the answer to `POST /api/v1/experiments/{id}/batches`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WrittenBatch {
    /// The batch's number.
    pub sequence: u64,
    /// `false` for one that had been taken before.
    pub applied: bool,
    /// The logs that were not taken, in the order of the batch.
    pub refused: Vec<RefusedLog>,
}

/// A log of a batch that was not taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefusedLog {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// Why.
    pub error: ErrorDetail,
}

/// The answer to `POST /api/v1/experiments/{id}/console`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedLines {
    /// How many lines there are now.
    pub n_lines: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};
    use std::fmt::Debug;

    #[track_caller]
    fn check<T: Debug + PartialEq + Serialize + DeserializeOwned>(value: &T, golden: &Value) {
        assert_eq!(&serde_json::to_value(value).unwrap(), golden);
        assert_eq!(&T::deserialize(golden).unwrap(), value);
    }

    #[test]
    fn what_was_logged_reads_back() {
        check(
            &WrittenLog {
                name: "train/loss".to_owned(),
                log_type: LogType::Line,
                version: 3,
            },
            &json!({"name": "train/loss", "type": "LINE", "version": 3}),
        );
        check(&AddedLines { n_lines: 12 }, &json!({"n_lines": 12}));
    }

    #[test]
    fn what_became_of_a_batch_reads_back() {
        let error = ErrorDetail {
            code: ErrorCode::TypeConflict,
            message: "it is a LINE".to_owned(),
            field: Some("type".to_owned()),
            position: None,
            length: None,
        };
        let error_json =
            json!({"code": "type_conflict", "message": "it is a LINE", "field": "type"});
        check(
            &WrittenBatch {
                sequence: 7,
                applied: true,
                refused: vec![RefusedLog { index: 3, error }],
            },
            &json!({"sequence": 7, "applied": true, "refused": [{"index": 3, "error": error_json}]}),
        );
    }
}
