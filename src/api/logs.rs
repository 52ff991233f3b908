//! Logs.

use super::ApiError;
use super::send::get;
use crate::paths::ApiPath;
use runboard_model::ExperimentId;
use runboard_model::wire::{Log, LogList};

/// The logs of an experiment; with a revision those that changed after it.
pub async fn list(id: ExperimentId, since: Option<u64>) -> Result<LogList, ApiError> {
    get(ApiPath::Logs(id, since)).await
}

/// One log's data; with a step that step's entry alone.
pub async fn one(id: ExperimentId, name: &str, step: Option<f64>) -> Result<Log, ApiError> {
    get(ApiPath::Log(id, name, step)).await
}
