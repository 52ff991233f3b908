//! What names and descriptions may be, as fields of requests.

use super::error::StoreError;
use runboard_model::error::InvalidData;
use runboard_model::names::{check_label, check_log_name, check_name};

/// The longest description.
const MAX_DESCRIPTION_BYTES: usize = 64 << 10;

/// Refuses a description that is too long.
pub(super) fn checked_description(text: &str) -> Result<(), StoreError> {
    if text.len() <= MAX_DESCRIPTION_BYTES {
        return Ok(());
    }
    let reason = format!(
        "is {} bytes long, at most {MAX_DESCRIPTION_BYTES}",
        text.len()
    );
    Err(InvalidData::new("description", reason).into())
}

/// Refuses a text that is no name of a log, as the field of a request.
pub(super) fn checked_log_name(field: &str, name: &str) -> Result<(), StoreError> {
    check_log_name(name).map_err(|error| InvalidData::new(field, error.to_string()).into())
}

/// Refuses a text that is no name of a project, an experiment or an artifact, as the field of a request.
pub(super) fn checked_name(field: &str, name: &str) -> Result<(), StoreError> {
    check_name(name).map_err(|error| InvalidData::new(field, error.to_string()).into())
}

/// Refuses a text that is no tag and no name of a token or a client, as the field of a request.
pub(super) fn checked_label(field: &str, text: &str) -> Result<(), StoreError> {
    check_label(text).map_err(|error| InvalidData::new(field, error.to_string()).into())
}
