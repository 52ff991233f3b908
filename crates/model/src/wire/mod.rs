//! Requests and answers of the HTTP API, but for the data of logs (see [`crate::data`]).

mod console;
mod experiment;
mod health;
mod line_query;
mod list_form;
mod log;
mod new_name;
mod project;
mod session;
mod status;
mod view;
mod written;

use crate::number::Number;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

pub use console::{Console, ConsoleFile, ConsoleLine, NewConsoleLines};
pub use experiment::{
    Artifact, Dashboard, Experiment, ExperimentPatch, LABELMAP, NamedLineSummary, NewExperiment,
    PARAMETERS,
};
pub use health::Health;
pub use line_query::{HeldPoints, LinesQuery, WantedLog};
pub use list_form::ListForm;
pub use log::{Entry, ExperimentNews, LineSummary, Log, LogList, LogSummary, NewBatch, NewLog};
pub use new_name::NewName;
pub use project::{FormerName, NewProject, Project, ProjectPatch};
pub use session::{Session, SignIn};
pub use status::{Status, UnknownStatus};
pub use view::{MAX_VIEW_BYTES, NewView, StoredView};
pub use written::{AddedLines, RefusedLog, WrittenBatch, WrittenLog};

/// A list: `{"items": […], "next": cursor or null}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Items<T> {
    /// The items of this part of the list.
    pub items: Vec<T>,
    /// What `cursor` takes to go on; `None` at the end.
    pub next: Option<String>,
}

/// Reads a field that may be absent: `null`, as clients write what they leave out, is no other.
fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Reads the step of a request, which may be absent: NaN and the infinities are no steps.
fn finite_or_absent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    match Option::<Number>::deserialize(deserializer)? {
        Some(Number(step)) if !step.is_finite() => Err(D::Error::custom("is not finite")),
        step => Ok(step.map(|Number(step)| step)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clients in Python send `None` for what they were not given; it was refused.
    #[test]
    fn null_is_as_if_absent() {
        let project = r#"{"name": "p", "description": null}"#;
        let project: NewProject = serde_json::from_str(project).unwrap();
        assert_eq!(project.description, "");
        let experiment = r#"{"name": "e", "description": null, "parameters": null,
            "labelmap": null, "tags": null}"#;
        let experiment: NewExperiment = serde_json::from_str(experiment).unwrap();
        assert!(experiment.parameters.is_none() && experiment.labelmap.is_none());
        assert!(experiment.description.is_empty() && experiment.tags.is_empty());
        let log = r#"{"name": "l", "type": "LINE", "data": 1, "replace": null, "step": null}"#;
        let log: NewLog<'_> = serde_json::from_str(log).unwrap();
        assert!(!log.replace && log.step.is_none());
    }
}
