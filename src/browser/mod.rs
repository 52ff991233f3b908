//! Hooks on the browser: size, pointer, frames, storage, clock; one a file.

pub mod focus;
pub mod modal;
pub mod unique_id;
