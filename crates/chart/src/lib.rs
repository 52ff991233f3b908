//! Geometry and painting of charts, and the pure side of the page's other components.
//!
//! Three spaces, never mixed: *data* (steps, values), *plot* (CSS pixels, origin at the top left of
//! the plot area, y down) and *device* (pixels of the canvas). [`scale`] and [`frame`] lead from data
//! to plot, [`draw`] from plot to device.
//!
//! A chart is a [`Scene`](scene::Scene): a list of a few kinds of shapes in plot pixels, inked by
//! meaning ([`Ink`](palette::Ink)) rather than by colour. Whatever makes a scene is a plain function
//! and is tested as a value; [`Painter`](draw::Painter) puts it through plotters on any backend.
#![warn(missing_docs, clippy::indexing_slicing)]

pub mod bar;
pub mod bar_view;
pub mod better;
pub mod calendar;
pub mod card_view;
mod clip;
pub mod confusion;
pub mod draw;
pub mod file_name;
pub mod format;
pub mod frame;
pub mod heatmap;
pub mod heatmap_view;
pub mod image_difference;
pub mod image_grid;
pub mod image_place;
pub mod image_window;
pub mod interval;
pub mod line;
pub mod line_view;
pub mod name_parts;
pub mod palette;
pub mod panes_picture;
pub mod raster;
pub mod relation;
pub mod scale;
pub mod scene;
pub mod size_text;
pub mod space;
pub mod svg;
pub mod table;
pub mod table_view;
pub mod text_fit;
pub mod ticks;
pub mod titled;
pub mod touches;
