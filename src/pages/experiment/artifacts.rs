//! The files kept with the experiment.

use leptos::prelude::*;
use runboard_model::ExperimentId;

/// The list of artifacts; nothing without any.
#[component]
pub fn ArtifactSection(
    /// The experiment.
    id: ExperimentId,
) -> impl IntoView {
    let _ = id;
}
