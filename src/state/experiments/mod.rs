//! The table of a project's experiments: what a person chose about it, and what it shows then.
//!
//! A column is a field of the filter language, so that what stands in a header can be filtered by.
//! Rows are positions in the list of experiments, which is in the order of creation.

pub mod cells;
pub mod codec;
pub mod columns;
pub mod export;
pub mod merge;
pub mod named;
pub mod place;
pub mod rows;
pub mod selected;
pub mod tags;
pub mod unfinished;
pub mod view;
pub mod vocabulary;
pub mod widths;

use runboard_model::wire::Experiment;
use std::sync::Arc;

/// All experiments of a project that are known, in the order of creation.
pub type Experiments = Vec<Arc<Experiment>>;
