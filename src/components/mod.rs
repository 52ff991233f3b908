//! What the page is made of; no component knows a route, the API or the URL.

pub mod banner;
pub mod card;
pub mod card_state;
pub mod chart_canvas;
pub mod data_table;
pub mod experiment_list;
pub mod experiment_table;
pub mod filter_field;
pub mod from_model;
pub mod icon;
pub mod menu;
mod menu_keys;
pub mod project_cards;
pub mod shell;
pub mod shortcuts_dialog;
pub mod sign_in_form;
pub mod states;
pub mod status_badge;
pub mod step_slider;
pub mod tab_list;
pub mod table_cards;
pub mod table_head;
pub mod table_rows;
pub mod table_tools;
pub mod theme_button;
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
