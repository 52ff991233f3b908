//! What is computed to compare experiments, and what the person chose on the compare page.

pub mod bars;
pub mod chart_lines;
pub mod codec;
pub mod data_requests;
pub mod group_choices;
pub mod groups;
pub mod heatmaps;
pub mod list_queue;
pub mod log_union;
pub mod parameters;
pub mod quantities;
pub mod text_difference;
pub mod values;
pub mod values_export;
pub mod view;
