//! The points of many lines in one compact message: the answer of `POST /api/v1/lines/query`.
//!
//! ```text
//! "RBL1"                       4 bytes
//! length of the header         u32
//! header                       JSON, see `header.rs`
//! for each line of the header, in its order:
//!     values                   count × f64, or f32 where each value is exactly an f32
//!     steps                    count × f64, none where they are start + i × stride
//!     times                    count × i64 or u32, none where they are start + i × stride
//! ```
//!
//! All numbers are little-endian; each column starts at a multiple of 8 bytes, filled up with
//! zeros. Why and how much smaller than JSON: `docs/decisions/0001-binary-lines.md`.

mod choice;
mod decode;
mod encode;
mod header;

pub use decode::{DecodeError, decode};
pub use encode::{EncodeError, encode};

use crate::ExperimentId;

/// The media type of a message.
pub const MEDIA_TYPE: &str = "application/vnd.runboard.lines";

/// What each message starts with: the name of the format and its version.
const MAGIC: [u8; 4] = *b"RBL1";

/// Columns start at multiples of this many bytes.
const ALIGNMENT_BYTES: usize = 8;

/// The lines of one log, in logged order: all that there are, those without new points too.
#[derive(Debug, Clone, PartialEq)]
pub struct LogLines {
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// The log's name.
    pub name: String,
    /// The version of the log that this shows.
    pub version: u64,
    /// Its lines.
    pub lines: Vec<LineSlice>,
}

/// The end of a line: its points from `first_index` on.
///
/// The three columns are equally long, and sorted by step with each step once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LineSlice {
    /// The line's own name.
    pub name: String,
    /// The line's epoch, see [`crate::wire::LineSummary::epoch`].
    pub epoch: u64,
    /// How many of the points that the reader holds stay before these; 0 for a whole line.
    pub first_index: u64,
    /// Finite x positions, strictly ascending.
    pub steps: Vec<f64>,
    /// Values, NaN and the infinities included.
    pub values: Vec<f64>,
    /// Unix milliseconds.
    pub times: Vec<i64>,
}

#[cfg(test)]
mod tests;
