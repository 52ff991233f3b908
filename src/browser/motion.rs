//! Whether the person wants things to move.

use leptos::prelude::window;

/// Whether the system asks for less motion.
pub fn is_reduced() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}
