//! The files kept with an experiment.

use super::{Glyph, Icon};
use leptos::prelude::*;
use runboard_chart::size_text::size_text;
use runboard_model::Timestamp;

/// A file and where it can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedArtifact {
    /// Its name.
    pub name: String,
    /// Its length.
    pub size_bytes: u64,
    /// When it was uploaded.
    pub created_at: Timestamp,
    /// The address of its bytes.
    pub href: String,
}

/// A list of files with size, time and download.
#[component]
pub fn ArtifactList(
    /// The files in the order to show.
    #[prop(into)]
    artifacts: Signal<Vec<ListedArtifact>>,
) -> impl IntoView {
    view! {
        <ul class="artifact-list" aria-label="Artifacts">
            <For
                each=move || artifacts.get()
                key=|artifact| (artifact.href.clone(), artifact.created_at)
                let:artifact
            >
                <ArtifactRow artifact />
            </For>
        </ul>
    }
}

#[component]
fn ArtifactRow(
    /// The file.
    artifact: ListedArtifact,
) -> impl IntoView {
    let ListedArtifact {
        name,
        size_bytes,
        created_at,
        href,
    } = artifact;
    let file_name = name.clone();
    let title = format!("Download {name}");
    view! {
        <li class="artifact-list__row">
            <a class="artifact-list__link" href=href download=file_name title=title rel="external">
                <Icon glyph=Glyph::Download />
                <span class="artifact-list__name">{name}</span>
            </a>
            <span class="artifact-list__size" title=format!("{size_bytes} bytes")>
                {size_text(size_bytes)}
            </span>
            <time class="artifact-list__time" datetime=created_at.to_string()>
                {created_at.to_minutes()}
            </time>
        </li>
    }
}
