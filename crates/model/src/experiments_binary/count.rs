//! Why bytes are no message, and whole numbers of any length.

use crate::bytes::{Reader, Truncated};

/// Why bytes are no message.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// They do not start as a message of this version does.
    #[error("these are no experiments in a form that is known here")]
    UnknownFormat,
    /// They end before what the header promises.
    #[error("the experiments are cut off")]
    Truncated,
    /// They go on after what the header promises.
    #[error("{0} bytes too many")]
    TrailingBytes(usize),
    /// A cell is of a kind that is not known, or names a text that is not there.
    #[error("a cell of the experiments is broken")]
    Cell,
    /// The header is no text.
    #[error("the header of the experiments is no text: {0}")]
    Text(#[from] std::str::Utf8Error),
    /// The header is not what it should be.
    #[error("the header of the experiments is broken: {0}")]
    Header(#[from] serde_json::Error),
}

impl From<Truncated> for DecodeError {
    fn from(_: Truncated) -> Self {
        Self::Truncated
    }
}

/// Reads a whole number in LEB128: seven bits a byte, the lowest first.
pub(super) fn read_count(reader: &mut Reader<'_>) -> Result<u64, DecodeError> {
    let mut count = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let [byte] = reader.array()?;
        count |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(count);
        }
    }
    Err(DecodeError::Cell)
}

/// Writes a whole number in LEB128.
pub(super) fn write_count(message: &mut Vec<u8>, mut count: u64) {
    while count >= 0x80 {
        message.push(count as u8 | 0x80);
        count >>= 7;
    }
    message.push(count as u8);
}
