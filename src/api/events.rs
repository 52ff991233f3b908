//! What the stream of events tells.

use super::ApiError;
use super::send::parsed;
use crate::paths::ApiPath;
use runboard_model::ExperimentId;
use runboard_model::wire::ExperimentNews;

/// The kind of event that tells of logs.
const LOGS: &str = "logs";
/// The kind of event that tells of a deleted experiment.
pub const GONE: &str = "gone";
/// All kinds of events.
pub const KINDS: &[&str] = &[LOGS, GONE];

/// The address of the stream of one experiment after a revision of it.
pub fn address(id: ExperimentId, since: u64) -> String {
    ApiPath::Events(id, since).href()
}

/// The address of the stream of several experiments from now on.
pub fn address_of_all(ids: &[ExperimentId]) -> String {
    ApiPath::EventsOfAll(ids).href()
}

/// Reads the data of an event that tells of logs.
pub fn read(data: &str) -> Result<ExperimentNews, ApiError> {
    parsed(data)
}
