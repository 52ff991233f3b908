//! Runboard's server: the HTTP API, the store behind it, and the page.

pub mod store;
