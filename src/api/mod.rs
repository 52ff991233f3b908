//! The only place that talks HTTP: one function for each endpoint.
//!
//! Dropping the future of a request aborts the request.

mod send;

pub mod artifacts;
pub mod console;
pub mod events;
pub mod experiments;
pub mod lines;
pub mod logs;
pub mod projects;
pub mod session;
pub mod views;

pub use send::ApiError;
