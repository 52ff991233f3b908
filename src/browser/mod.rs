//! Hooks on the browser: size, pointer, frames, storage, clock; one a file.
