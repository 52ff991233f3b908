//! The accepted shapes of logged data: one file a type.
//!
//! Each function takes the JSON of the request's `data` and gives the canonical data, or says
//! which field is wrong and why. Nothing panics and nothing is guessed: a body is taken whole or
//! refused whole.
//! Bare `NaN` must have been quoted before (see [`crate::json::quote_bare_non_finite`]).

mod bar;
mod cell;
mod heatmap;
mod labelmap;
mod line;
mod line_canonical;
mod line_columns;
mod line_input;
mod numbers;
mod parameters;
mod path;
mod raw;
mod table;
mod value;

pub use bar::bar;
pub use heatmap::heatmap;
pub use labelmap::{labelmap, labelmap_of_experiment};
pub use line::line;
pub use line_input::{LineInput, LinePoints};
pub use parameters::parameters;
pub use table::table;
pub use value::value;

use crate::error::InvalidData;
use crate::{LogData, LogType};
use serde_json::value::RawValue;

/// What a request logs.
#[derive(Debug, Clone, PartialEq)]
pub enum Accepted {
    /// Points to append to the lines of a log.
    Line(LineInput),
    /// Canonical data that takes the place of the old.
    Data(LogData),
}

/// Reads any accepted shape of the type; `name` is the log's name.
///
/// An `IMAGE` has no JSON: its bytes are uploaded, and so this refuses one.
pub fn accept(log_type: LogType, name: &str, data: &RawValue) -> Result<Accepted, InvalidData> {
    Ok(Accepted::Data(match log_type {
        LogType::Line => return Ok(Accepted::Line(line(name, data)?)),
        LogType::Value => LogData::Value(value(data)?),
        LogType::Bar => LogData::Bar(bar(data)?),
        LogType::Table => LogData::Table(table(data)?),
        LogType::Heatmap => LogData::Heatmap(heatmap(data)?),
        LogType::Labelmap => LogData::Labelmap(labelmap(data)?),
        LogType::Image => {
            return Err(InvalidData::new(
                "type",
                "an IMAGE is uploaded as multipart/form-data to …/images",
            ));
        }
    }))
}

/// The field of a request that holds the data.
const DATA: path::Path<'static> = path::Path::Root("data");
