//! Numerics over the points of a line: order, extent, decimation, smoothing, nearest.
//!
//! Nothing here knows of pixels, colours or the browser; only the standard library is used. Values may
//! be NaN or infinite everywhere; positions (steps, times) are always finite.
#![warn(missing_docs)]

pub mod points;

pub use points::Points;
