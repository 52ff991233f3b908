//! Many experiments in one compact message: `GET …/projects/{project}/experiments?form=columns`.
//!
//! ```text
//! "RBE1"                       4 bytes
//! length of the header         u32
//! header                       JSON, see `header.rs`
//! for each parameter, then each value of the header, in its order:
//!     kinds                    of each experiment what it has, in runs, see `runs.rs`, `scalars.rs`
//!     cells                    8 bytes for each number, u32 for each text
//! for each line of the header, in its order:
//!     kinds                    of each experiment what it has, see `summaries.rs`
//!     cells                    counts as LEB128, then f64 for each number that is there
//! ```
//!
//! All numbers are little-endian. The names of parameters, values and lines stand in it once, not once
//! for each experiment, and numbers are read without parsing. The parameters of an experiment come in
//! the order of the header. Sizes and times: `docs/decisions/0010-experiments-in-the-page.md`.

mod column;
mod count;
mod decode;
mod encode;
mod header;
mod runs;
mod scalars;
mod summaries;

pub use count::DecodeError;
pub use decode::decode;
pub use encode::{EncodeError, encode};

/// The media type of a message.
pub const MEDIA_TYPE: &str = "application/vnd.runboard.experiments";

/// What each message starts with: the name of the format and its version.
const MAGIC: [u8; 4] = *b"RBE1";

#[cfg(test)]
mod tests;
