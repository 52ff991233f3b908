//! `/api/v1/projects/{project}/experiments` and `/api/v1/experiments`.

use super::body::WholeBody;
use super::error::ApiError;
use super::extract::{UrlPath, UrlQuery, experiment_id};
use super::state::AppState;
use crate::intake;
use crate::store::{ExperimentPlace, ListExperiments, ListedPart, SortKey, SortOrder};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use runboard_model::error::InvalidData;
use runboard_model::experiments_binary;
use runboard_model::filter::Filter;
use runboard_model::wire::{Dashboard, Experiment, FormerName, Items, ListForm};
use serde::Deserialize;

/// Experiments of one answer, where the request does not say.
const DEFAULT_LIMIT: usize = 1000;
const MAX_LIMIT: usize = 10_000;

/// The query of the list.
#[derive(Deserialize)]
pub(super) struct ListQuery {
    #[serde(default)]
    sort: String,
    #[serde(default)]
    filter: String,
    limit: Option<usize>,
    cursor: Option<String>,
    #[serde(default)]
    form: ListForm,
}

impl ListQuery {
    fn into_list(self) -> Result<ListExperiments, ApiError> {
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            let reason = format!("must be from 1 to {MAX_LIMIT}");
            return Err(InvalidData::new("limit", reason).into());
        }
        Ok(ListExperiments {
            sort: sort_keys(&self.sort)?,
            filter: Filter::parse(&self.filter)?,
            limit,
            cursor: self.cursor.filter(|cursor| !cursor.is_empty()),
            listed: match self.form {
                ListForm::Json | ListForm::Columns => ListedPart::Whole,
                ListForm::Heads => ListedPart::Head,
            },
        })
    }
}

/// Reads `-created_at,params."learning, rate"`; nothing is the newest first.
fn sort_keys(text: &str) -> Result<Vec<(SortKey, SortOrder)>, InvalidData> {
    if text.is_empty() {
        return Ok(vec![(SortKey::Ordinal, SortOrder::Descending)]);
    }
    let key = |part: &str| {
        let (name, order) = match part.trim().strip_prefix('-') {
            Some(name) => (name, SortOrder::Descending),
            None => (part.trim(), SortOrder::Ascending),
        };
        let key = match name {
            "name" => SortKey::Name,
            "status" => SortKey::Status,
            "ordinal" => SortKey::Ordinal,
            "created_at" => SortKey::CreatedAt,
            "ended_at" => SortKey::EndedAt,
            "last_activity_at" => SortKey::LastActivityAt,
            _ => match name.parse() {
                Ok(field) => SortKey::Field(field),
                Err(_) => return Err(InvalidData::new("sort", format!("{name:?} is no key"))),
            },
        };
        Ok((key, order))
    };
    let (mut is_quoted, mut is_escaped) = (false, false);
    let is_between = |c: char| {
        is_quoted ^= c == '"' && !is_escaped;
        is_escaped = is_quoted && c == '\\' && !is_escaped;
        c == ',' && !is_quoted
    };
    text.split(is_between).map(key).collect()
}

/// `GET /projects/{project}/experiments`.
pub(super) async fn list(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<String>,
    UrlQuery(query): UrlQuery<ListQuery>,
) -> Result<Response, ApiError> {
    let form = query.form;
    let list = query.into_list()?;
    let part = state
        .store
        .experiments(&project, &list, state.now())
        .await?;
    match form {
        ListForm::Json | ListForm::Heads => Ok(Json(part).into_response()),
        ListForm::Columns => {
            let message =
                experiments_binary::encode(&part).map_err(|error| ApiError::internal(&error))?;
            let media_type = [(header::CONTENT_TYPE, experiments_binary::MEDIA_TYPE)];
            Ok((media_type, message).into_response())
        }
    }
}

/// `POST /projects/{project}/experiments`.
pub(super) async fn create(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<String>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<Experiment>), ApiError> {
    let new = intake::experiment(&body)?;
    let experiment = state
        .store
        .create_experiment(project, new, state.now())
        .await?;
    Ok((StatusCode::CREATED, Json(experiment)))
}

/// `GET /projects/{project}/experiments/{experiment}`.
pub(super) async fn get_by_name(
    State(state): State<AppState>,
    UrlPath((project, experiment)): UrlPath<(String, String)>,
) -> Result<Json<Experiment>, ApiError> {
    let place = ExperimentPlace::InProject {
        project,
        experiment,
    };
    Ok(Json(state.store.experiment(place).await?))
}

/// `GET /projects/{project}/former-names`.
pub(super) async fn former_names(
    State(state): State<AppState>,
    UrlPath(project): UrlPath<String>,
) -> Result<Json<Items<FormerName>>, ApiError> {
    Ok(Json(state.store.former_names(&project).await?))
}

/// `GET /projects/{project}/dashboards/{experiment}`.
pub(super) async fn dashboard(
    State(state): State<AppState>,
    UrlPath((project, experiment)): UrlPath<(String, String)>,
) -> Result<Json<Dashboard>, ApiError> {
    let place = ExperimentPlace::InProject {
        project,
        experiment,
    };
    Ok(Json(state.store.dashboard(place).await?))
}

/// `GET /experiments/{id}`.
pub(super) async fn get(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
) -> Result<Json<Experiment>, ApiError> {
    let place = ExperimentPlace::Id(experiment_id(&id)?);
    Ok(Json(state.store.experiment(place).await?))
}

/// `PATCH /experiments/{id}`.
pub(super) async fn patch(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    WholeBody(body): WholeBody,
) -> Result<Json<Experiment>, ApiError> {
    let (id, patch) = (experiment_id(&id)?, intake::json(&body)?);
    let experiment = state.store.patch_experiment(id, patch, state.now()).await?;
    Ok(Json(experiment))
}

/// `DELETE /experiments/{id}`.
pub(super) async fn delete(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
) -> Result<StatusCode, ApiError> {
    state.store.delete_experiment(experiment_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
