//! Hooks on the browser: one a file, each releases what it acquires.

pub mod capture;
pub mod chunk;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod element_near;
pub mod element_size;
pub mod event_source;
pub mod focus;
pub mod frame;
pub mod framed;
pub mod history;
pub mod idle;
pub mod in_window;
pub mod keyboard;
pub mod media;
pub mod modal;
pub mod motion;
pub mod page;
pub mod pixel_ratio;
pub mod reveal;
pub mod scroll;
pub mod storage;
pub mod theme;
pub mod unique_id;
pub mod wheel;
