//! An uploaded picture: looked at up to its end before it is kept.

use super::error::ApiError;
use crate::store::{LogWrite, StagedBlob, StoreError};
use crate::{intake, picture};
use runboard_model::error::InvalidData;
use std::io::BufReader;

/// How much of a file is read for a picture's header: the sizes in a JPEG stand behind its thumbnail and
/// colour profile.
pub(super) const HEAD_BYTES: usize = 1 << 20;

/// What is logged by a picture; `head` holds at least its header.
pub(super) async fn log(
    name: String,
    step: Option<f64>,
    head: &[u8],
    bytes: StagedBlob,
) -> Result<LogWrite, ApiError> {
    if let Some(header) = picture::header(head, bytes.size_bytes()) {
        let damage = bytes
            .read(move |file| picture::damage(header.media_type, BufReader::new(file)))
            .await
            .map_err(StoreError::from)?;
        let too_large = (header.n_pixels() > picture::MAX_PIXELS).then(|| {
            let (width_px, height_px) = (header.width_px, header.height_px);
            format!("has {width_px} × {height_px} pixels, which no browser shows")
        });
        if let Some(reason) = too_large.or(damage.map(str::to_owned)) {
            return Err(InvalidData::new("file", reason).into());
        }
    }
    Ok(intake::image(name, step, head, bytes)?)
}
