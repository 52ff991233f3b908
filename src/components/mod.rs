//! What the page is made of; no component knows a route, the API or the URL.

pub mod card;
pub mod card_state;
pub mod chart_canvas;
pub mod data_table;
pub mod from_model;
pub mod icon;
pub mod menu;
mod menu_keys;
pub mod step_slider;
pub mod table_cards;
pub mod table_head;
pub mod table_rows;
pub mod table_tools;
pub mod value_summary;

pub use card::{Card, CardKind};
pub use card_state::CardState;
pub use chart_canvas::ChartCanvas;
pub use data_table::DataTable;
pub use icon::{Glyph, Icon};
pub use menu::{Menu, MenuItem, MenuMark};
pub use step_slider::StepSlider;
pub use table_cards::TableCard;
pub use value_summary::{NamedValue, ValueSummary};
