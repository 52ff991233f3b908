//! Identifiers for elements that refer to each other.

use std::sync::atomic::{AtomicU32, Ordering};

/// An `id` that no other element of the page has.
pub fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
