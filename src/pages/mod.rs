//! One file for each route: fetch, derive, compose.
