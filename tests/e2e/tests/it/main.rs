//! Every end-to-end test, in one binary: what a person can read and do, on the real page.
#![expect(clippy::unwrap_used, reason = "all of it is test code")]

mod artifacts;
mod bar;
mod charts;
mod compare;
mod compare_images;
mod compare_links;
mod compare_tables;
mod console;
mod experiments;
mod harness;
mod heatmap;
mod image;
mod layout;
mod line;
mod line_keys;
mod line_view;
mod live;
mod long_views;
mod navigation;
mod palette;
mod pictures;
mod project;
mod relations;
mod selection;
mod sign_in;
mod states;
mod table;
mod values;
