//! Tests of the contract as a stranger sees it: JSON in, JSON out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod properties;
mod requests;
mod shapes;
mod wire;
