//! What crosses the wire between training scripts, the server and the page.
//!
//! Names, types, the accepted shapes of logged data, the canonical shapes that are answered, and
//! the one error body.
//! No I/O, no clock, no async: both sides use the same definitions.

#![warn(missing_docs, clippy::indexing_slicing)]

pub mod accept;
pub mod bytes;
pub mod data;
pub mod error;
pub mod experiments_binary;
pub mod filter;
pub mod ids;
pub mod json;
pub mod lines_binary;
pub mod log_type;
pub mod names;
pub mod number;
pub mod pairs;
pub mod scalar;
pub mod timestamp;
pub mod wire;

pub use data::{
    BarData, HeatmapData, ImageData, LabelmapData, LineData, LineSeries, LogData, TableData,
};
pub use error::{ErrorBody, ErrorCode, ErrorDetail};
pub use ids::{ArtifactId, ExperimentId, ProjectId};
pub use log_type::LogType;
pub use names::NameError;
pub use scalar::Scalar;
pub use timestamp::Timestamp;
