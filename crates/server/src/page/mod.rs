//! The page inside the program: which file answers a path, and what may be cached.

mod csp;
mod files;

pub use csp::content_security_policy;
pub use files::{Coding, Naming, PageFile, file_for};
