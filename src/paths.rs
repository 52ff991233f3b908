//! Paths of the page and of the API: built and read here only.
