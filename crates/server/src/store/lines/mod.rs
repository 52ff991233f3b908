//! Points of lines: how they are merged, packed, summarised, kept and read.
//!
//! The older points of a line are in chunks of at most [`CHUNK_POINTS`], one blob each; the latest
//! are rows of a tail, which goes into the last chunk when it has [`MAX_TAIL_POINTS`]. So an append
//! costs the same however long the line is, and reading parses nothing.
//! Why it is so: `docs/decisions/0002-line-storage.md`.

mod append;
mod chunk;
mod insert;
mod point;
mod read;
mod rewrite;
mod summary;
mod tail;

pub(super) use append::{LineTarget, append, replace};
pub(super) use chunk::DamagedChunk;
pub(super) use read::{LineRow, points_from, rows_of_log};

use point::Point;

/// The most points of a chunk.
const CHUNK_POINTS: usize = 1024;
/// A tail is shorter: reading a row takes a hundred times as long as a point of a chunk, and a
/// chunk is written anew for each tail that it takes in.
const MAX_TAIL_POINTS: usize = 128;
/// So many points at once go into a chunk without being rows first: it takes less to write a chunk
/// anew than to write that many rows.
const MIN_CHUNKED_POINTS: usize = 32;
