//! Identifiers for elements that refer to each other, and for parts of the page.

use std::sync::atomic::{AtomicU32, Ordering};

/// A number that was given to nothing else of the page.
pub fn unique_number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// An `id` that no other element of the page has.
pub fn unique_id(prefix: &str) -> String {
    format!("{prefix}-{}", unique_number())
}
