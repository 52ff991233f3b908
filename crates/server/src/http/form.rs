//! `multipart/form-data` uploads: one file, streamed to disk, and a few short fields.

use super::body::{MAX_DISCARDED_BYTES, broken_off};
use super::error::ApiError;
use super::state::AppState;
use crate::store::{BlobWriter, StagedBlob, StoreError};
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use runboard_model::ErrorCode;
use runboard_model::error::InvalidData;

/// How much of the file is kept in memory, for the readers of picture headers: the sizes in a JPEG
/// stand behind its thumbnail and colour profile.
const HEAD_BYTES: usize = 1 << 20;
/// The longest field that is not the file.
const MAX_FIELD_BYTES: usize = 64 << 10;

/// A form with its file.
pub(super) struct UploadForm {
    /// The file, on disk.
    pub(super) file: StagedBlob,
    /// The file's first bytes.
    pub(super) head: Vec<u8>,
    /// The name that the client's file had.
    pub(super) file_name: Option<String>,
    /// The field `name`.
    pub(super) name: Option<String>,
    /// The field `step`.
    pub(super) step: Option<String>,
}

/// Reads a form; a file over the limit is refused.
pub(super) async fn read(
    state: &AppState,
    request: Request,
    limit_bytes: u64,
) -> Result<UploadForm, ApiError> {
    let mut form = Multipart::from_request(request, state)
        .await
        .map_err(|error| ApiError::new(ErrorCode::UnsupportedMediaType, error.body_text()))?;
    let (mut file, mut file_name) = (None, None);
    let (mut name, mut step) = (None, None);
    while let Some(field) = form.next_field().await.map_err(|e| refusal(&e))? {
        match field.name() {
            Some("file") => {
                file_name = field.file_name().map(str::to_owned);
                let writer = state.store.create_blob().await?;
                file = Some(store_file(field, writer, limit_bytes).await?);
            }
            Some("name") => name = Some(text(field).await?),
            Some("step") => step = Some(text(field).await?),
            _ => {}
        }
    }
    let (file, head) = file.ok_or_else(|| InvalidData::new("file", "is missing"))?;
    Ok(UploadForm {
        file,
        head,
        file_name,
        name,
        step: step.filter(|step| !step.trim().is_empty()),
    })
}

async fn store_file(
    mut field: Field<'_>,
    mut writer: BlobWriter,
    limit_bytes: u64,
) -> Result<(StagedBlob, Vec<u8>), ApiError> {
    let mut head = Vec::new();
    while let Some(part) = field.chunk().await.map_err(|e| refusal(&e))? {
        if writer.size_bytes() + part.len() as u64 > limit_bytes {
            drop(writer);
            discard(field).await?;
            return Err(ApiError::too_large(limit_bytes));
        }
        let n_wanted = part.len().min(HEAD_BYTES.saturating_sub(head.len()));
        head.extend(part.iter().take(n_wanted));
        writer.write(&part).await.map_err(StoreError::File)?;
    }
    let file = writer.finish().await.map_err(StoreError::File)?;
    Ok((file, head))
}

/// Takes the rest of a file that is too large and throws it away, up to a point.
async fn discard(mut field: Field<'_>) -> Result<(), ApiError> {
    let mut n_discarded = 0;
    while let Some(part) = field.chunk().await.map_err(|e| refusal(&e))? {
        n_discarded += part.len() as u64;
        if n_discarded > MAX_DISCARDED_BYTES {
            break;
        }
    }
    Ok(())
}

async fn text(mut field: Field<'_>) -> Result<String, ApiError> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(part) = field.chunk().await.map_err(|e| refusal(&e))? {
        if bytes.len() + part.len() > MAX_FIELD_BYTES {
            return Err(InvalidData::new(name, format!("is over {MAX_FIELD_BYTES} bytes")).into());
        }
        bytes.extend(part);
    }
    String::from_utf8(bytes).map_err(|_| InvalidData::new(name, "is no UTF-8").into())
}

fn refusal(error: &MultipartError) -> ApiError {
    if error.status() == StatusCode::BAD_REQUEST {
        ApiError::new(ErrorCode::MalformedRequest, error.body_text())
    } else {
        broken_off()
    }
}
