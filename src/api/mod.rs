//! What the program asks the server: one function for each endpoint. Beside it, the page's head asks for what is shown
//! first (`browser/first_answer.rs`), and `browser/event_source.rs` listens.
//!
//! Dropping the future of a request aborts the request, unless the head sent it.

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
