//! How wide a column may be made by hand, in CSS pixels.

/// The narrowest column.
pub const NARROWEST_PX: u32 = 48;
/// The widest.
pub const WIDEST_PX: u32 = 1000;

/// The width a column gets that is to be this wide; the narrowest for NaN.
pub fn within_reason(width_px: f64) -> f64 {
    // In this order, NaN becomes the narrowest.
    width_px
        .max(f64::from(NARROWEST_PX))
        .min(f64::from(WIDEST_PX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column was dragged to 1,400 pixels and sprang back to 1,000 when it was let go.
    #[test]
    fn widths_stay_within_reason() {
        for (wanted_px, width_px) in [
            (-5.0, 48.0),
            (48.0, 48.0),
            (120.4, 120.4),
            (1_400.0, 1_000.0),
            (f64::INFINITY, 1_000.0),
            (f64::NAN, 48.0),
        ] {
            assert_eq!(within_reason(wanted_px), width_px, "{wanted_px}");
        }
    }
}
