//! Where the client learns to which address it sends a file, and from which it fetches one.

use super::check_reach;
use super::object_name::ObjectName;
use super::presign::{Grant, Signer};
use crate::http::body::WholeBody;
use crate::http::error::ApiError;
use crate::http::extract::OnlyProject;
use crate::http::guard::text;
use crate::http::state::AppState;
use crate::intake;
use crate::store::{StagedBlob, UploadedPart, WantedObject};
use axum::extract::{FromRequestParts, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::{Extension, Json};
use runboard_model::ExperimentId;
use runboard_model::error::InvalidData;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use uuid::Uuid;

/// The kind of storage, by which the client chooses how it sends files: as to S3.
const CLIENT_TYPE: &str = "minio";

/// The address at which the client reached this server: `http://host:port`.
pub(super) struct Origin(String);

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let host = text(&parts.headers, header::HOST).unwrap_or("127.0.0.1");
        // Only who puts it behind TLS knows that; the client asks for its own address alone.
        let forwarded = parts.headers.get("x-forwarded-proto");
        let scheme = match forwarded {
            Some(scheme) if scheme == "https" => "https",
            _ => "http",
        };
        Ok(Self(format!("{scheme}://{host}")))
    }
}

/// What a file is for.
#[derive(Deserialize)]
struct NewName {
    filename: String,
    #[serde(rename = "type")]
    kind: String,
    context: Option<Context>,
}

/// What a file belongs to.
#[derive(Deserialize)]
struct Context {
    experiment_id: Option<ExperimentId>,
}

/// A file's name.
#[derive(Serialize, Deserialize)]
pub(super) struct Named {
    object_name: String,
}

/// A part of a file.
#[derive(Deserialize)]
struct PartOf {
    object_name: String,
    upload_id: Uuid,
    part_no: u32,
}

/// All parts of a file.
#[derive(Deserialize)]
struct AllParts {
    object_name: String,
    upload_id: Uuid,
    parts: Vec<SentPart>,
}

/// A part, with the tag that was answered when it was sent.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SentPart {
    #[serde(rename = "ETag")]
    etag: String,
    part_number: u32,
}

/// Where a small file is sent.
#[derive(Serialize)]
pub(super) struct UploadAddress {
    client_type: &'static str,
    presigned_url_data: FormAddress,
}

/// The address of a form, and what it holds beside the file: nothing.
#[derive(Serialize)]
struct FormAddress {
    url: String,
    fields: NoFields,
}

#[derive(Serialize)]
struct NoFields {}

/// How a large file is sent.
#[derive(Serialize)]
pub(super) struct UploadInParts {
    client_type: &'static str,
    upload_id: Uuid,
}

/// Where a part is sent.
#[derive(Serialize)]
pub(super) struct PartAddress {
    url: String,
}

/// Where a file is fetched.
#[derive(Serialize)]
pub(super) struct DownloadAddress {
    presigned_url: String,
}

/// `POST /api/organization/{organization}/connector/{connector}/generate_object_name`.
pub(super) async fn name(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    WholeBody(body): WholeBody,
) -> Result<Json<Named>, ApiError> {
    let new: NewName = intake::json(&body)?;
    let experiment = new.context.and_then(|context| context.experiment_id);
    let Some(experiment) = experiment else {
        let reason = format!("Runboard does not offer files of type {}", new.kind);
        return Err(InvalidData::new("type", reason).into());
    };
    // A project of which the caller may see nothing is told from no project.
    check_reach(&state, only, experiment).await?;
    state.store.project_of(experiment).await?;
    let name = ObjectName::new(experiment, Uuid::new_v4(), new.filename)?;
    Ok(Json(Named {
        object_name: name.to_string(),
    }))
}

/// `POST /api/object-storage/{connector}/generate_presigned_url`.
pub(super) async fn address(
    State(state): State<AppState>,
    Extension(signer): Extension<Signer>,
    OnlyProject(only): OnlyProject,
    Origin(origin): Origin,
    WholeBody(body): WholeBody,
) -> Result<Json<UploadAddress>, ApiError> {
    let Named { object_name } = intake::json(&body)?;
    let object = checked(&state, only, object_name).await?;
    let path = signer.sign(&Grant::Upload { object }, state.now());
    Ok(Json(UploadAddress {
        client_type: CLIENT_TYPE,
        presigned_url_data: FormAddress {
            url: origin + &path,
            fields: NoFields {},
        },
    }))
}

/// `POST /api/object-storage/{connector}/init_multipart_upload`.
pub(super) async fn begin(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    WholeBody(body): WholeBody,
) -> Result<Json<UploadInParts>, ApiError> {
    let Named { object_name } = intake::json(&body)?;
    let object = checked(&state, only, object_name).await?;
    Ok(Json(UploadInParts {
        client_type: CLIENT_TYPE,
        upload_id: state.store.begin_upload(object, state.now()).await,
    }))
}

/// `POST /api/object-storage/{connector}/generate_part_presigned_url`.
pub(super) async fn part_address(
    State(state): State<AppState>,
    Extension(signer): Extension<Signer>,
    OnlyProject(only): OnlyProject,
    Origin(origin): Origin,
    WholeBody(body): WholeBody,
) -> Result<Json<PartAddress>, ApiError> {
    let part: PartOf = intake::json(&body)?;
    let object = checked(&state, only, part.object_name).await?;
    let grant = Grant::Part {
        object,
        upload: part.upload_id,
        part: part.part_no,
    };
    let url = origin + &signer.sign(&grant, state.now());
    Ok(Json(PartAddress { url }))
}

/// `POST /api/object-storage/{connector}/complete_part_upload`.
pub(super) async fn finish(
    State(state): State<AppState>,
    OnlyProject(only): OnlyProject,
    WholeBody(body): WholeBody,
) -> Result<Json<Named>, ApiError> {
    let all: AllParts = intake::json(&body)?;
    let object = checked(&state, only, all.object_name).await?;
    let part = |part: SentPart| UploadedPart {
        number: part.part_number,
        etag: part.etag,
    };
    let parts: Vec<UploadedPart> = all.parts.into_iter().map(part).collect();
    let store = &state.store;
    store
        .finish_upload(all.upload_id, &object, &parts, state.now())
        .await?;
    Ok(Json(Named {
        object_name: object,
    }))
}

/// `POST /api/object-storage/{connector}/retrieve_presigned_url`.
pub(super) async fn download_address(
    State(state): State<AppState>,
    Extension(signer): Extension<Signer>,
    OnlyProject(only): OnlyProject,
    Origin(origin): Origin,
    WholeBody(body): WholeBody,
) -> Result<Json<DownloadAddress>, ApiError> {
    let Named { object_name } = intake::json(&body)?;
    let object = checked(&state, only, object_name).await?;
    let name: ObjectName = object.parse()?;
    let wanted = WantedObject {
        experiment_id: name.experiment_id(),
        name: &object,
        key: name.key(),
    };
    state.store.object(wanted).await?;
    let presigned_url = origin + &signer.sign(&Grant::Download { object }, state.now());
    Ok(Json(DownloadAddress { presigned_url }))
}

/// The name of a file within what the caller may see.
async fn checked(
    state: &AppState,
    only: Option<runboard_model::ProjectId>,
    object_name: String,
) -> Result<String, ApiError> {
    let name: ObjectName = object_name.parse()?;
    check_reach(state, only, name.experiment_id()).await?;
    Ok(object_name)
}

/// A file that was sent for this experiment, to use it.
pub(super) async fn take(
    state: &AppState,
    id: ExperimentId,
    object_name: &str,
) -> Result<StagedBlob, ApiError> {
    let name: ObjectName = object_name.parse()?;
    if name.experiment_id() != id {
        let reason = "was sent for another experiment";
        return Err(InvalidData::new("object_name", reason).into());
    }
    Ok(state.store.take_upload(object_name).await?)
}
