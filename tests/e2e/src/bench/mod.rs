//! Measuring: the page in a real browser, and the server under a bounded load.

pub mod compare;
pub mod data;
pub mod experiments;
pub mod frame;
pub mod load;
pub mod peer;
pub mod readers;
pub mod script;
pub mod server;
pub mod socket;
pub mod table;
