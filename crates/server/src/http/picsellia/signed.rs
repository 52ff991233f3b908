//! The signed addresses themselves: bytes go to and from the disk, never whole through memory.

use super::object_name::ObjectName;
use super::presign::{SignedQuery, Signer, Unsigned};
use crate::http::body::broken_off;
use crate::http::error::ApiError;
use crate::http::extract::UrlQuery;
use crate::http::file_answer::{self, DOWNLOAD, KeptFile};
use crate::http::form;
use crate::http::metered::discard;
use crate::http::state::AppState;
use crate::store::{BlobWriter, StoreError, Thing, WantedObject};
use axum::Extension;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use runboard_model::ErrorCode;

impl From<Unsigned> for ApiError {
    /// The client asks for another address when it hears that this is forbidden.
    fn from(refusal: Unsigned) -> Self {
        Self::new(ErrorCode::Forbidden, refusal.to_string())
    }
}

/// `POST /api/signed/upload`: a form with the file.
pub(super) async fn upload(
    State(state): State<AppState>,
    Extension(signer): Extension<Signer>,
    UrlQuery(query): UrlQuery<SignedQuery>,
    request: Request,
) -> Result<StatusCode, ApiError> {
    signer.check(&query.upload(), &query, state.now())?;
    let form = form::read(&state, request, state.limits.max_artifact_bytes).await?;
    let object = query.object().to_owned();
    let store = &state.store;
    store.hold_upload(object, form.file, state.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `PUT /api/signed/part`: the bytes of one part.
pub(super) async fn part(
    State(state): State<AppState>,
    Extension(signer): Extension<Signer>,
    UrlQuery(query): UrlQuery<SignedQuery>,
    request: Request,
) -> Result<impl IntoResponse, ApiError> {
    let (grant, upload, part) = query.part()?;
    signer.check(&grant, &query, state.now())?;
    let (store, object) = (&state.store, query.object());
    let limit_bytes = state.limits.max_artifact_bytes;
    let room = store.upload_room(upload, object, part, limit_bytes)?;
    let writer = store.create_blob().await?;
    let bytes = match write(writer, request.into_body(), room).await? {
        Some(writer) => writer.finish().await.map_err(StoreError::from)?,
        None => return Err(ApiError::too_large(limit_bytes)),
    };
    let held = store.hold_part(upload, object, part, bytes, limit_bytes)?;
    let etag = held.ok_or_else(|| ApiError::too_large(limit_bytes))?;
    Ok([(header::ETAG, etag)])
}

/// Writes a body to disk; `None` if it has more bytes than there is room.
async fn write(
    mut writer: BlobWriter,
    body: Body,
    room: u64,
) -> Result<Option<BlobWriter>, ApiError> {
    let announced = body.size_hint().lower();
    let mut pieces = body.into_data_stream();
    if announced > room {
        discard(pieces).await;
        return Ok(None);
    }
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| broken_off())?;
        if writer.size_bytes() + piece.len() as u64 > room {
            discard(pieces).await;
            return Ok(None);
        }
        writer.write(&piece).await.map_err(StoreError::from)?;
    }
    Ok(Some(writer))
}

/// `GET /api/signed/download`: the bytes, always as a download.
pub(super) async fn download(
    State(state): State<AppState>,
    Extension(signer): Extension<Signer>,
    UrlQuery(query): UrlQuery<SignedQuery>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    signer.check(&query.download(), &query, state.now())?;
    let name: ObjectName = query.object().parse()?;
    let wanted = WantedObject {
        experiment_id: name.experiment_id(),
        name: query.object(),
        key: name.key(),
    };
    let stored = state.store.object(wanted).await?;
    let headers = [
        (header::CONTENT_DISPOSITION, "attachment"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    // The client takes an answer without its length for a failure; this one has it.
    let kept = KeptFile {
        path: &stored.path,
        sha256: &stored.sha256,
        media_type: DOWNLOAD,
        asked: (Thing::Upload, query.object()),
    };
    let answer = file_answer::answer(&request, kept).await?;
    Ok((headers, answer).into_response())
}
