//! Hooks on the browser: size, pointer, frames, storage, clock; one a file.

pub mod clipboard;
pub mod download;
pub mod element_near;
pub mod element_size;
pub mod focus;
pub mod frame;
pub mod modal;
pub mod pixel_ratio;
pub mod scroll;
pub mod unique_id;
