//! What the end-to-end tests stand on: the real server on a free port, a real browser, and words
//! for what a person does and reads.
//!
//! A test is a body given to [`in_browser`]. It finds things by role and accessible name, as a
//! person with a screen reader does, acts with real pointer and key events, and waits for
//! conditions. It fails on any error in the browser's console that it did not announce.

pub mod accessible;
pub mod bench;
pub mod browser;
pub mod devtools;
pub mod driver;
pub mod http;
pub mod keys;
pub mod logger;
pub mod pointer;
pub mod process;
pub mod server;
pub mod wait;
pub mod world;

pub use accessible::Found;
pub use browser::{Browser, Viewport};
pub use logger::{Experiment, Logger};
pub use server::Server;
pub use wait::{eventually, eventually_eq};
pub use world::{World, in_browser, in_browser_with};
