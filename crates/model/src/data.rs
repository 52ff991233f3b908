//! The canonical data of each log type: the one shape in which a log is stored and answered,
//! whatever shape it was logged in.

use crate::{LogType, Scalar, number};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Canonical data of any type.
///
/// It is written without a tag: the type travels beside it (see [`LogData::from_json`]).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum LogData {
    /// The scalar itself.
    Value(Scalar),
    /// Every point of every line.
    Line(LineData),
    /// Categories and numbers.
    Bar(BarData),
    /// Columns and rows.
    Table(TableData),
    /// What is known of a picture; its bytes are a blob.
    Image(ImageData),
    /// Labels and a matrix.
    Heatmap(HeatmapData),
    /// Labels by identifier.
    Labelmap(LabelmapData),
}

impl LogData {
    /// Reads canonical data of the given type from JSON.
    pub fn from_json(log_type: LogType, json: &str) -> serde_json::Result<Self> {
        Ok(match log_type {
            LogType::Value => Self::Value(serde_json::from_str(json)?),
            LogType::Line => Self::Line(serde_json::from_str(json)?),
            LogType::Bar => Self::Bar(serde_json::from_str(json)?),
            LogType::Table => Self::Table(serde_json::from_str(json)?),
            LogType::Image => Self::Image(serde_json::from_str(json)?),
            LogType::Heatmap => Self::Heatmap(serde_json::from_str(json)?),
            LogType::Labelmap => Self::Labelmap(serde_json::from_str(json)?),
        })
    }

    /// The log type whose data this is.
    pub fn log_type(&self) -> LogType {
        match self {
            Self::Value(_) => LogType::Value,
            Self::Line(_) => LogType::Line,
            Self::Bar(_) => LogType::Bar,
            Self::Table(_) => LogType::Table,
            Self::Image(_) => LogType::Image,
            Self::Heatmap(_) => LogType::Heatmap,
            Self::Labelmap(_) => LogType::Labelmap,
        }
    }
}

/// `{"lines": […]}`, in the order in which the lines were first logged.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LineData {
    /// The lines.
    pub lines: Vec<LineSeries>,
}

/// One line; the three columns are equally long and sorted by step, each step once.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LineSeries {
    /// The line's own name; the log's name for a log of a single unnamed line.
    pub name: String,
    /// Finite x positions, strictly ascending.
    #[serde(with = "number::list")]
    pub steps: Vec<f64>,
    /// Values, NaN and the infinities included.
    #[serde(with = "number::list")]
    pub values: Vec<f64>,
    /// When each point was logged, in Unix milliseconds.
    pub times: Vec<i64>,
}

/// Categories in logged order with a number each; both columns are equally long.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BarData {
    /// Category labels.
    pub x: Vec<String>,
    /// Numbers, NaN and the infinities included.
    #[serde(with = "number::list")]
    pub y: Vec<f64>,
}

/// Named columns and rows that are all as long as `columns`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TableData {
    /// Column names.
    pub columns: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<Scalar>>,
}

/// A matrix with labels: `values[row][column]`, row `y[row]`, column `x[column]`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct HeatmapData {
    /// Column labels, from left to right; `FN` last in an (N+1)×(N+1) confusion matrix.
    pub x: Vec<String>,
    /// Row labels, from top to bottom; `FP` last in an (N+1)×(N+1) confusion matrix.
    pub y: Vec<String>,
    /// As many rows as `y`, each as long as `x`.
    #[serde(with = "number::rows")]
    pub values: Vec<Vec<f64>>,
}

impl HeatmapData {
    /// Whether the matrix reads as a confusion matrix: rows are the truth, columns the prediction.
    ///
    /// It does when rows and columns have the same labels (but for `FP` and `FN` at the ends) and
    /// every value is finite and not negative; a matrix of correlations has negative values.
    pub fn is_confusion_matrix(&self) -> bool {
        let labels_match =
            self.x.len() == self.y.len()
                && self.x.iter().zip(&self.y).enumerate().all(|(idx, (x, y))| {
                    x == y || (idx + 1 == self.x.len() && x == "FN" && y == "FP")
                });
        labels_match
            && self
                .values
                .iter()
                .flatten()
                .all(|value| value.is_finite() && *value >= 0.0)
    }
}

/// A picture whose bytes are kept under their hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageData {
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// `image/png`, `image/jpeg`, `image/gif` or `image/webp`.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Length of the file in bytes.
    pub size_bytes: u64,
}

/// Labels by identifier.
pub type LabelmapData = BTreeMap<String, String>;
