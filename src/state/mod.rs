//! What the person chose and what has arrived: plain structs with logic, and the codec to the URL.

pub mod codec;
pub mod compare;
pub mod console;
pub mod experiments;
mod fields;
pub mod getting_started;
pub mod held_lines;
pub mod history_run;
mod log_codec;
pub mod log_filter;
pub mod log_list;
pub mod long_values;
pub mod relative_time;
pub mod shown_logs;
pub mod tabs;
pub mod view;
