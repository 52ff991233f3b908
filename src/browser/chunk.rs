//! Code that is downloaded when it is first needed.
//!
//! `cargo xtask page` builds with the feature `split` and cuts the program at the functions that
//! [`chunk!`] declares (`docs/decisions/0006-split-page.md`). Without the feature, as under `trunk serve` and
//! in the tests, they are ordinary functions in one program.

/// The code of a part of the page did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this part of the page did not arrive; after an update of the server, reload the page")]
pub struct ChunkError;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for ChunkError {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Declares a function whose code is in the chunk of that name; the chunk is asked for at the
/// first call, and again after it failed. The function becomes `async` and its output a `Result`
/// with [`ChunkError`].
macro_rules! chunk {
    (
        $chunk:ident:
        $(#[$attribute:meta])*
        $visibility:vis fn $name:ident($($argument:ident: $type:ty),*) -> $output:ty $body:block
    ) => {
        $(#[$attribute])*
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($chunk, fallible)]
        $visibility fn $name(
            $($argument: $type),*
        ) -> Result<$output, $crate::browser::chunk::ChunkError> {
            Ok($body)
        }

        $(#[$attribute])*
        #[cfg(not(feature = "split"))]
        $visibility async fn $name(
            $($argument: $type),*
        ) -> Result<$output, $crate::browser::chunk::ChunkError> {
            Ok($body)
        }
    };
}

pub(crate) use chunk;
