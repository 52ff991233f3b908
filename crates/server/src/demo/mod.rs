//! The example project of `runboard demo`: trainings that ran once, loaded as they were logged.
//!
//! `examples/digits` trained, logged to a server, and wrote down its requests. They take the same
//! way here, through [`crate::intake`] into the store, each at the moment at which it was sent.

mod files;
mod load;
mod recording;

pub use load::{DemoError, load};
