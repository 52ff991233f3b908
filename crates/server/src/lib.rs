//! Runboard's server: the HTTP API, the store behind it, and the page, in one program.
//!
//! [`http::app`] takes all that it needs as [`http::AppState`]; only the program itself reads the
//! environment.

pub mod access;
pub mod demo;
pub mod http;
pub mod intake;
pub mod page;
mod patience;
mod picture;
mod serde_words;
pub mod serve;
pub mod store;
