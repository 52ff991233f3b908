//! The files kept with the experiment.

use crate::api;
use crate::components::artifact_list::{ArtifactList, ListedArtifact};
use crate::pages::polling::use_polled;
use crate::paths::ApiPath;
use leptos::prelude::*;
use runboard_model::ExperimentId;
use std::time::Duration;

const POLL_PERIOD: Duration = Duration::from_secs(5);

/// The list of artifacts; nothing without any.
#[component]
pub fn ArtifactSection(
    /// The experiment.
    id: ExperimentId,
) -> impl IntoView {
    let artifacts = use_polled(POLL_PERIOD, move || api::artifacts::list(id));
    let listed = Memo::new(move |_| {
        artifacts.value.with(|artifacts| {
            artifacts
                .iter()
                .flat_map(|artifacts| artifacts.iter())
                .map(|artifact| ListedArtifact {
                    name: artifact.name.clone(),
                    size_bytes: artifact.size_bytes,
                    created_at: artifact.created_at,
                    href: ApiPath::Artifact(id, &artifact.id.to_string()).href(),
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !listed.with(Vec::is_empty)>
            <section aria-labelledby="artifacts-title">
                <h2 id="artifacts-title" class="section-title">
                    "Artifacts"
                </h2>
                <ArtifactList artifacts=listed />
            </section>
        </Show>
    }
}
