//! The client's artifacts.

use super::listing::{Ids, Listed, Listing};
use super::object_name::{check_file_name, file_name_of};
use super::{check_reach, uploads};
use crate::http::body::WholeBody;
use crate::http::error::ApiError;
use crate::http::extract::{OnlyProject, UrlPath, UrlQuery};
use crate::http::state::AppState;
use crate::intake;
use crate::store::{ArtifactFile, ArtifactFilePatch, NewArtifactFile, Thing};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use runboard_model::{ArtifactId, ExperimentId, Timestamp};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The client sends files above this in parts.
const LARGE_BYTES: u64 = 25 << 20;

/// An artifact, as the client reads it.
#[derive(Debug, Serialize)]
pub(super) struct Artifact {
    id: ArtifactId,
    experiment_id: ExperimentId,
    name: String,
    filename: String,
    object_name: String,
    large: bool,
    size_bytes: u64,
    created_at: Timestamp,
}

impl From<ArtifactFile> for Artifact {
    fn from(file: ArtifactFile) -> Self {
        let artifact = file.artifact;
        let own_name = || {
            file_name_of(&artifact.name)
                .unwrap_or("artifact")
                .to_owned()
        };
        let filename = file.file_name.unwrap_or_else(own_name);
        // One of our own API is found by its identifier.
        let derived = || format!("{}/{}/{filename}", file.experiment_id, artifact.id);
        Self {
            object_name: file.object_name.unwrap_or_else(derived),
            id: artifact.id,
            experiment_id: file.experiment_id,
            filename,
            large: file.is_large.unwrap_or(artifact.size_bytes > LARGE_BYTES),
            size_bytes: artifact.size_bytes,
            created_at: artifact.created_at,
            name: artifact.name,
        }
    }
}

/// A new artifact, whose file was sent before.
#[derive(Deserialize)]
struct NewArtifact {
    name: String,
    filename: String,
    object_name: String,
    #[serde(default)]
    large: bool,
}

/// What changes of an artifact.
#[derive(Deserialize)]
struct Patch {
    name: Option<String>,
    filename: Option<String>,
    object_name: Option<String>,
    large: Option<bool>,
}

/// An artifact's name.
#[derive(Deserialize)]
pub(super) struct Named {
    name: String,
}

/// `GET /api/experiment/{id}/artifacts`.
pub(super) async fn list(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    UrlQuery(query): UrlQuery<Vec<(String, String)>>,
) -> Result<Json<Listed<Artifact>>, ApiError> {
    let listing = Listing::read(query)?;
    Ok(Json(listing.of(all(&state, id).await?, compare)?))
}

async fn all(state: &AppState, id: ExperimentId) -> Result<Vec<Artifact>, ApiError> {
    let files = state.store.artifact_files(id).await?;
    Ok(files.into_iter().map(Artifact::from).collect())
}

fn compare(field: &str, a: &Artifact, b: &Artifact) -> Option<Ordering> {
    match field {
        "name" => Some(a.name.cmp(&b.name)),
        "filename" => Some(a.filename.cmp(&b.filename)),
        "created_at" | "updated_at" => Some(a.created_at.cmp(&b.created_at)),
        _ => None,
    }
}

/// `GET /api/experiment/{id}/artifacts/ids`.
pub(super) async fn ids(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
) -> Result<Json<Vec<ArtifactId>>, ApiError> {
    let artifacts = all(&state, id).await?;
    Ok(Json(artifacts.iter().map(|it| it.id).collect()))
}

/// `GET /api/experiment/{id}/artifacts/find?name=`.
pub(super) async fn find(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    UrlQuery(wanted): UrlQuery<Named>,
) -> Result<Json<Artifact>, ApiError> {
    let found = named(&state, id, &wanted.name).await?;
    let found = found.ok_or_else(|| ApiError::not_found(Thing::Artifact, &wanted.name))?;
    Ok(Json(found))
}

async fn named(
    state: &AppState,
    id: ExperimentId,
    name: &str,
) -> Result<Option<Artifact>, ApiError> {
    Ok(all(state, id).await?.into_iter().find(|it| it.name == name))
}

/// `POST /api/experiment/{id}/artifacts`.
pub(super) async fn create(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<Artifact>), ApiError> {
    let new: NewArtifact = intake::json(&body)?;
    check_file_name("filename", &new.filename)?;
    if let Some(same) = named(&state, id, &new.name).await?
        && same.object_name == new.object_name
    {
        // The client did not hear the answer and asks again.
        return Ok((StatusCode::OK, Json(same)));
    }
    let new = new_file(&state, id, new).await?;
    let store = &state.store;
    let made = store.create_artifact_file(id, new, state.now()).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// A new artifact with its file, which is taken last: it is gone where something is refused then.
async fn new_file(
    state: &AppState,
    id: ExperimentId,
    new: NewArtifact,
) -> Result<NewArtifactFile, ApiError> {
    state.store.check_artifact_name(id, &new.name, None).await?;
    Ok(NewArtifactFile {
        bytes: uploads::take(state, id, &new.object_name).await?,
        name: new.name,
        file_name: new.filename,
        object_name: new.object_name,
        is_large: new.large,
    })
}

/// `DELETE /api/experiment/{id}/artifacts`: those that the body names, all at once.
pub(super) async fn delete_some(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    WholeBody(body): WholeBody,
) -> Result<StatusCode, ApiError> {
    let Ids { ids } = intake::json(&body)?;
    let store = &state.store;
    store.delete_artifact_files(id, ids, state.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/artifact/{id}`.
pub(super) async fn get(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlPath(id): UrlPath<ArtifactId>,
) -> Result<Json<Artifact>, ApiError> {
    let file = state.store.artifact_file(id).await?;
    check_reach(&state, only, file.experiment_id).await?;
    Ok(Json(file.into()))
}

/// `PATCH /api/artifact/{id}`.
pub(super) async fn patch(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlPath(id): UrlPath<ArtifactId>,
    WholeBody(body): WholeBody,
) -> Result<Json<Artifact>, ApiError> {
    let patch: Patch = intake::json(&body)?;
    if let Some(name) = &patch.filename {
        check_file_name("filename", name)?;
    }
    let file = state.store.artifact_file(id).await?;
    check_reach(&state, only, file.experiment_id).await?;
    let patch = file_patch(&state, file, patch).await?;
    let store = &state.store;
    let changed = store.patch_artifact_file(id, patch, state.now()).await?;
    Ok(Json(changed.into()))
}

/// A change of an artifact with its file, if it is another one; that is taken last, as with a new artifact.
async fn file_patch(
    state: &AppState,
    before: ArtifactFile,
    patch: Patch,
) -> Result<ArtifactFilePatch, ApiError> {
    let (id, experiment) = (before.artifact.id, before.experiment_id);
    if let Some(name) = &patch.name {
        let store = &state.store;
        store
            .check_artifact_name(experiment, name, Some(id))
            .await?;
    }
    let held = Artifact::from(before).object_name;
    let object = match patch.object_name.filter(|name| *name != held) {
        Some(name) => {
            let bytes = uploads::take(state, experiment, &name).await?;
            Some((name, bytes))
        }
        None => None,
    };
    Ok(ArtifactFilePatch {
        name: patch.name,
        file_name: patch.filename,
        is_large: patch.large,
        object,
    })
}

/// `DELETE /api/artifact/{id}`.
pub(super) async fn delete(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlPath(id): UrlPath<ArtifactId>,
) -> Result<StatusCode, ApiError> {
    let file = state.store.artifact_file(id).await?;
    check_reach(&state, only, file.experiment_id).await?;
    let store = &state.store;
    store
        .delete_artifact_files(file.experiment_id, vec![id], state.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
