//! The only place that talks HTTP: one function for each endpoint.
