//! What a training prints.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

use super::null_as_default;

/// `GET /api/v1/experiments/{id}/console`: what the training printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Console {
    /// Lines in order.
    pub items: Vec<ConsoleLine>,
    /// What `from` takes for the lines that are still to come.
    pub next: u64,
    /// How many lines there are in all; with `next` below it, there are more to read at once.
    pub n_lines: u64,
    /// The whole output as a file, if the training sent one.
    pub file: Option<ConsoleFile>,
}

/// A line of a console.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsoleLine {
    /// Its place, from 0 on.
    pub position: u64,
    /// When it arrived.
    pub time: Timestamp,
    /// The section of the output; empty where none was told.
    pub part: String,
    /// The line, without its end.
    pub text: String,
}

/// A console as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsoleFile {
    /// What it was called.
    pub name: String,
    /// Length in bytes.
    pub size_bytes: u64,
    /// When it was sent.
    pub created_at: Timestamp,
}

/// `POST /api/v1/experiments/{id}/console`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewConsoleLines {
    /// One line or several, with line breaks between them.
    pub text: String,
    /// The section of the output.
    #[serde(default, deserialize_with = "null_as_default")]
    pub part: String,
    /// When it was printed, in Unix milliseconds; else when it arrives.
    #[serde(default)]
    pub time: Option<i64>,
}
