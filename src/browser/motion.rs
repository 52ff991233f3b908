//! Whether the person wants things to move.

use super::media;

/// Whether the system asks for less motion.
pub fn is_reduced() -> bool {
    media::matches("(prefers-reduced-motion: reduce)")
}
