//! Views that are too long for an address.

use serde::{Deserialize, Serialize};

/// The most bytes of a stored view.
pub const MAX_VIEW_BYTES: usize = 64 << 10;

/// `POST /api/v1/views`: what is too long for an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewView {
    /// The view as the page writes it; the server never looks into it.
    pub view: String,
}

/// A stored view, which never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredView {
    /// Derived from the view: the same view always has the same.
    pub id: String,
    /// The view as it was given.
    pub view: String,
}
