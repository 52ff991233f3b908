//! Numerics over the points of a line: order, extent, decimation, smoothing, nearest, differences, groups.
//!
//! Nothing here knows of pixels, colours or the browser; only the standard library is used. Values may
//! be NaN or infinite everywhere; positions (steps, times) are always finite and ascending.
#![warn(missing_docs, clippy::indexing_slicing)]

pub mod decimation;
pub mod delta;
pub mod extent;
pub mod gap;
pub mod group;
pub mod nearest;
pub mod order;
pub mod points;
pub mod smoothing;

pub use points::{Point, Points};
