//! The client's experiments.

use super::check_reach;
use super::listing::{Ids, Listed, Listing};
use super::projects::Wanted;
use super::status::ClientStatus;
use crate::http::body::WholeBody;
use crate::http::error::ApiError;
use crate::http::extract::{OnlyProject, UrlPath, UrlQuery};
use crate::http::state::AppState;
use crate::intake;
use crate::store::{ExperimentPlace, ListExperiments, ListedPart, SortKey, SortOrder, Thing};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use runboard_model::filter::Filter;
use runboard_model::wire::{self, ExperimentPatch};
use runboard_model::{ExperimentId, ProjectId, Timestamp};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// An experiment, as the client reads it.
#[derive(Debug, Serialize)]
pub(super) struct Experiment {
    id: ExperimentId,
    project_id: ProjectId,
    name: String,
    description: String,
    status: ClientStatus,
    base_experiment_id: Option<ExperimentId>,
    // There are no models here; the client looks whether there is one.
    base_model_version_id: Option<()>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl Experiment {
    fn new(experiment: wire::Experiment, base: Option<ExperimentId>) -> Self {
        Self {
            id: experiment.id,
            project_id: experiment.project_id,
            name: experiment.name,
            description: experiment.description,
            status: ClientStatus(experiment.status),
            base_experiment_id: base,
            base_model_version_id: None,
            created_at: experiment.created_at,
            updated_at: experiment.last_activity_at,
        }
    }
}

/// What a new experiment starts from; our own API has no models.
#[derive(Deserialize)]
struct Bases {
    base_experiment_id: Option<ExperimentId>,
    base_model_version_id: Option<String>,
}

/// What the client changes.
#[derive(Deserialize)]
struct Patch {
    name: Option<String>,
    description: Option<String>,
    status: Option<ClientStatus>,
}

/// The state of an experiment's job, which is that of the experiment.
#[derive(Deserialize)]
struct JobStatus {
    status: ClientStatus,
}

/// The experiment that another one starts from.
#[derive(Deserialize)]
struct Base {
    base_experiment_id: ExperimentId,
}

/// `GET /api/project/{id}/experiments`.
pub(super) async fn list(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<ProjectId>,
    UrlQuery(query): UrlQuery<Vec<(String, String)>>,
) -> Result<Json<Listed<Experiment>>, ApiError> {
    let listing = Listing::read(query)?;
    let experiments = all(&state, project).await?;
    Ok(Json(listing.of(experiments, compare)?))
}

/// The experiments of a project in the order of creation, without what their logs hold.
async fn heads(state: &AppState, project: ProjectId) -> Result<Vec<wire::Experiment>, ApiError> {
    let list = ListExperiments {
        sort: vec![(SortKey::Ordinal, SortOrder::Ascending)],
        filter: Filter::everything(),
        limit: usize::MAX,
        cursor: None,
        listed: ListedPart::Head,
    };
    let found = state
        .store
        .experiments(&project.to_string(), &list, state.now())
        .await?;
    Ok(found.items)
}

async fn all(state: &AppState, project: ProjectId) -> Result<Vec<Experiment>, ApiError> {
    let found = heads(state, project).await?;
    let bases = state.store.bases_in(project).await?;
    let with_base = |experiment: wire::Experiment| {
        let base = bases.get(&experiment.id).copied();
        Experiment::new(experiment, base)
    };
    Ok(found.into_iter().map(with_base).collect())
}

fn compare(field: &str, a: &Experiment, b: &Experiment) -> Option<Ordering> {
    match field {
        "name" => Some(a.name.cmp(&b.name)),
        "status" => Some(a.status.0.cmp(&b.status.0)),
        "created_at" => Some(a.created_at.cmp(&b.created_at)),
        "updated_at" => Some(a.updated_at.cmp(&b.updated_at)),
        _ => None,
    }
}

async fn one(state: &AppState, id: ExperimentId) -> Result<Experiment, ApiError> {
    let found = state.store.experiment(ExperimentPlace::Id(id)).await?;
    let base = state.store.base_of(id).await?;
    Ok(Experiment::new(found, base))
}

/// `GET /api/project/{id}/experiments/ids`.
pub(super) async fn ids(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<ProjectId>,
) -> Result<Json<Vec<ExperimentId>>, ApiError> {
    let experiments = heads(&state, project).await?;
    Ok(Json(experiments.iter().map(|it| it.id).collect()))
}

/// `GET /api/project/{id}/experiments/find`, by `id` or `name`.
pub(super) async fn find(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<ProjectId>,
    UrlQuery(wanted): UrlQuery<Wanted<ExperimentId>>,
) -> Result<Json<Experiment>, ApiError> {
    let name = wanted.name.unwrap_or_default();
    let found = state.store.head_in(project, wanted.id, &name).await?;
    let base = state.store.base_of(found.id).await?;
    Ok(Json(Experiment::new(found, base)))
}

/// `GET /api/organization/{organization}/experiments/find?id=`.
pub(super) async fn find_anywhere(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    UrlQuery(wanted): UrlQuery<Wanted<ExperimentId>>,
) -> Result<Json<Experiment>, ApiError> {
    match wanted.id {
        Some(id) => {
            check_reach(&state, only, id).await?;
            Ok(Json(one(&state, id).await?))
        }
        None => {
            let name = wanted.name.unwrap_or_default();
            Err(ApiError::not_found(Thing::Experiment, &name))
        }
    }
}

/// `POST /api/project/{id}/experiments`.
pub(super) async fn create(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<ProjectId>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<Experiment>), ApiError> {
    let bases: Bases = intake::json(&body)?;
    if bases.base_model_version_id.is_some() {
        let uri = axum::http::Uri::from_static("/models");
        return Err(super::not_offered(&uri));
    }
    let new = intake::experiment(&body)?;
    let project = project.to_string();
    let store = &state.store;
    let made = store.create_experiment(project, new, state.now()).await?;
    let made = Experiment::new(made, bases.base_experiment_id);
    Ok((StatusCode::CREATED, Json(made)))
}

/// `DELETE /api/project/{id}/experiments`: those that the body names, all at once.
pub(super) async fn delete_some(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<ProjectId>,
    WholeBody(body): WholeBody,
) -> Result<StatusCode, ApiError> {
    let Ids { ids } = intake::json(&body)?;
    state.store.delete_experiments(project, ids).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/experiment/{id}`.
pub(super) async fn get(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
) -> Result<Json<Experiment>, ApiError> {
    Ok(Json(one(&state, id).await?))
}

/// `PATCH /api/experiment/{id}`.
pub(super) async fn patch(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    WholeBody(body): WholeBody,
) -> Result<Json<Experiment>, ApiError> {
    let patch: Patch = intake::json(&body)?;
    let patch = ExperimentPatch {
        name: patch.name,
        description: patch.description,
        status: patch.status.map(|status| status.0),
        ..ExperimentPatch::default()
    };
    state.store.patch_experiment(id, patch, state.now()).await?;
    Ok(Json(one(&state, id).await?))
}

/// `DELETE /api/experiment/{id}`.
pub(super) async fn delete(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
) -> Result<StatusCode, ApiError> {
    state.store.delete_experiment(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/experiment/{id}/experiment`: what the experiment starts from.
pub(super) async fn set_base(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    WholeBody(body): WholeBody,
) -> Result<Json<Experiment>, ApiError> {
    let Base { base_experiment_id } = intake::json(&body)?;
    let store = &state.store;
    store.set_base(id, base_experiment_id, state.now()).await?;
    Ok(Json(one(&state, id).await?))
}

/// `PATCH /api/experiment/{id}/job/status`.
pub(super) async fn set_job_status(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<ExperimentId>,
    WholeBody(body): WholeBody,
) -> Result<Json<Experiment>, ApiError> {
    let JobStatus { status } = intake::json(&body)?;
    let patch = ExperimentPatch {
        status: Some(status.0),
        ..ExperimentPatch::default()
    };
    state.store.patch_experiment(id, patch, state.now()).await?;
    Ok(Json(one(&state, id).await?))
}
