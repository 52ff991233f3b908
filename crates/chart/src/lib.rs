#![warn(missing_docs)]
//! Geometry and painting of charts, and the pure side of the page's other components.

pub mod card_view;
pub mod table;
pub mod table_view;
