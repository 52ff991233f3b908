//! The page of Runboard: a Leptos application that draws what training scripts log.
//!
//! Thin by design: what computes lives in `runboard-series`, `runboard-chart` and the pure modules
//! of [`state`]; components show it, pages fetch and compose.

#![warn(clippy::indexing_slicing)]

pub mod api;
pub mod app;
pub mod browser;
pub mod components;
pub mod pages;
pub mod paths;
pub mod state;
