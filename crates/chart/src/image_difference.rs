//! How much the difference of two pictures is brightened, so that a small one can be seen.
//!
//! Differences are of channels, 0 to 255.

use crate::format;

/// The factor that makes the largest difference white; `None` where there is none.
pub fn gain(largest: u8) -> Option<f64> {
    (largest > 0).then(|| 255.0 / f64::from(largest))
}

/// What is said beside the difference of two pictures: `black is equal, ×8.5`.
pub fn note(largest: Option<u8>) -> String {
    match largest {
        None => "black is equal".to_owned(),
        Some(0) => "no difference".to_owned(),
        Some(255) => "black is equal, ×1".to_owned(),
        Some(largest) => {
            let gain = gain(largest).unwrap_or(1.0);
            format!("black is equal, ×{}", format::significant(gain, 2))
        }
    }
}

/// The largest difference in bytes of red, green, blue and opacity: that of any colour.
pub fn largest(rgba: &[u8]) -> u8 {
    let colours = rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3));
    colours.copied().max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_difference_becomes_white() {
        assert_eq!(gain(0), None);
        assert_eq!(gain(255), Some(1.0));
        assert_eq!(gain(1), Some(255.0));
        assert_eq!(gain(51), Some(5.0));
    }

    #[test]
    fn the_note_says_how_much_is_brightened() {
        assert_eq!(note(None), "black is equal");
        assert_eq!(note(Some(0)), "no difference");
        assert_eq!(note(Some(30)), "black is equal, ×8.5");
        assert_eq!(note(Some(255)), "black is equal, ×1");
    }

    #[test]
    fn opacity_is_no_difference() {
        assert_eq!(largest(&[]), 0);
        assert_eq!(largest(&[1, 2, 3, 255, 0, 7, 0, 255]), 7);
    }
}
