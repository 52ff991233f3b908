//! The server as its clients see it: every route, good, bad and missing, and what a crash leaves.

#![expect(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod access;
mod answers;
mod artifacts;
mod batches;
mod console;
mod crash;
mod dashboards;
mod event_stream;
mod events;
mod events_behind;
mod experiment_order;
mod experiments;
mod forms;
mod images;
mod line_rules;
mod lines_query;
mod listed;
mod logs;
mod names;
mod page;
mod picsellia;
mod picsellia_files;
mod picsellia_find;
mod program;
mod projects;
mod refusals;
mod server;
mod token_rules;
mod tokens;
mod views;
