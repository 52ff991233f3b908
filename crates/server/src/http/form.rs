//! `multipart/form-data` uploads: one file, streamed to disk, and a few short fields.

use super::body::refuse_encoded;
use super::error::ApiError;
use super::metered::{Meter, discard};
use super::picture_file::HEAD_BYTES;
use super::state::AppState;
use crate::store::{BlobWriter, StagedBlob, StoreError};
use axum::body::HttpBody;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use bytes::Bytes;
use runboard_model::ErrorCode;
use runboard_model::error::InvalidData;
use std::sync::Arc;

/// The longest field that is not the file.
const MAX_FIELD_BYTES: usize = 64 << 10;
/// The most fields; three of them mean something.
const MAX_FIELDS: usize = 16;

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

/// Reads a form; one that is over the limit is refused, whichever of its parts is.
pub(super) async fn read(
    state: &AppState,
    request: Request,
    limit_bytes: u64,
) -> Result<UploadForm, ApiError> {
    refuse_encoded(request.headers())?;
    let meter = Meter::new(limit_bytes);
    let request = measured(request, &meter, limit_bytes).await?;
    let mut form = Multipart::from_request(request, state)
        .await
        .map_err(|error| ApiError::new(ErrorCode::UnsupportedMediaType, error.body_text()))?;
    let mut taken = Taken::default();
    let mut n_fields = 0;
    while let Some(field) = form.next_field().await.map_err(|e| refusal(&e, &meter))? {
        meter.note_progress();
        n_fields += 1;
        if n_fields > MAX_FIELDS {
            return Err(InvalidData::new("body", format!("has over {MAX_FIELDS} fields")).into());
        }
        let part = Part {
            field,
            meter: &meter,
        };
        taken.take(state, part, limit_bytes).await?;
    }
    Ok(taken.into_form()?)
}

/// What was taken of a form.
#[derive(Default)]
struct Taken {
    /// The file with its first bytes.
    file: Option<(StagedBlob, Vec<u8>)>,
    file_name: Option<String>,
    name: Option<String>,
    step: Option<String>,
}

impl Taken {
    async fn take(
        &mut self,
        state: &AppState,
        part: Part<'_>,
        limit_bytes: u64,
    ) -> Result<(), ApiError> {
        match part.field.name() {
            Some("file") if self.file.is_some() => {
                return Err(InvalidData::new("file", "is there twice").into());
            }
            Some("file") => {
                self.file_name = part.field.file_name().map(str::to_owned);
                let writer = state.store.create_blob().await?;
                self.file = Some(store_file(part, writer, limit_bytes).await?);
            }
            Some("name") => self.name = Some(text(part).await?),
            Some("step") => self.step = Some(text(part).await?),
            _ => skip(part).await?,
        }
        Ok(())
    }

    fn into_form(self) -> Result<UploadForm, InvalidData> {
        let missing = || InvalidData::new("file", "is missing");
        let (file, head) = self.file.ok_or_else(missing)?;
        Ok(UploadForm {
            file,
            head,
            file_name: self.file_name,
            name: self.name,
            step: self.step.filter(|step| !step.trim().is_empty()),
        })
    }
}

/// The request with its body measured, unless it says beforehand that it is too long.
async fn measured(
    request: Request,
    meter: &Arc<Meter>,
    limit_bytes: u64,
) -> Result<Request, ApiError> {
    let asks_first = request.headers().contains_key(header::EXPECT);
    let announced_bytes = request.body().size_hint().lower();
    if meter.is_limit_below(announced_bytes) {
        if !asks_first {
            discard(request.into_body().into_data_stream()).await;
        }
        return Err(ApiError::too_large(limit_bytes));
    }
    Ok(request.map(|body| meter.measured(body)))
}

/// A field whose reading counts as progress.
struct Part<'a> {
    field: Field<'a>,
    meter: &'a Meter,
}

impl Part<'_> {
    async fn chunk(&mut self) -> Result<Option<Bytes>, ApiError> {
        let chunk = self.field.chunk().await;
        self.meter.note_progress();
        chunk.map_err(|error| refusal(&error, self.meter))
    }
}

async fn store_file(
    mut part: Part<'_>,
    mut writer: BlobWriter,
    limit_bytes: u64,
) -> Result<(StagedBlob, Vec<u8>), ApiError> {
    let mut head = Vec::new();
    while let Some(chunk) = part.chunk().await? {
        if writer.size_bytes() + chunk.len() as u64 > limit_bytes {
            drop(writer);
            skip(part).await?;
            return Err(ApiError::too_large(limit_bytes));
        }
        let n_wanted = chunk.len().min(HEAD_BYTES.saturating_sub(head.len()));
        head.extend(chunk.iter().take(n_wanted));
        writer.write(&chunk).await.map_err(StoreError::from)?;
    }
    let file = writer.finish().await.map_err(StoreError::from)?;
    Ok((file, head))
}

/// Takes what is left of a field and throws it away.
async fn skip(mut part: Part<'_>) -> Result<(), ApiError> {
    while part.chunk().await?.is_some() {}
    Ok(())
}

async fn text(mut part: Part<'_>) -> Result<String, ApiError> {
    let name = part.field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await? {
        if bytes.len() + chunk.len() > MAX_FIELD_BYTES {
            return Err(InvalidData::new(name, format!("is over {MAX_FIELD_BYTES} bytes")).into());
        }
        bytes.extend(chunk);
    }
    String::from_utf8(bytes).map_err(|_| InvalidData::new(name, "is no UTF-8").into())
}

fn refusal(error: &MultipartError, meter: &Meter) -> ApiError {
    // A form that was cut at the limit may look like a broken one.
    if error.status() == StatusCode::BAD_REQUEST && !meter.is_over() {
        ApiError::new(ErrorCode::MalformedRequest, error.body_text())
    } else {
        meter.refusal()
    }
}
