//! What the person chose, and its codec to the URL.
