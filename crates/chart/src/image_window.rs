//! Which part of a picture is seen, in shares of the picture, so that pictures of any size can be zoomed
//! and shifted together.
//!
//! A window is the point that stands in the middle of the frame, and how many times larger than fitted the
//! picture is. Whatever is not a number is the whole picture.

use crate::space::{PointPx, SizePx};
use crate::touches::Held;

/// So many times larger than fitted a picture can be.
pub(crate) const MAX_ZOOM: f64 = 32.0;

/// From this zoom on a person looks at single pixels.
const SHARP_FROM_ZOOM: f64 = 4.0;

/// How much a key zooms.
const KEY_FACTOR: f64 = 1.5;

/// How far a key shifts, as a share of what is seen.
const KEY_SHIFT_SHARE: f64 = 0.2;

/// What a person chose about the pictures of a log that are looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ImageView {
    /// The part that is seen of each.
    pub window: ImageWindow,
    /// Where the border of two swiped pictures is.
    pub swipe: SwipeShare,
}

/// The part of a picture that is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImageWindow {
    zoom: f64,
    x_share: f64,
    y_share: f64,
}

impl Default for ImageWindow {
    fn default() -> Self {
        Self {
            zoom: 1.0,
            x_share: 0.5,
            y_share: 0.5,
        }
    }
}

impl ImageWindow {
    /// The window with that point of the picture in its middle, kept within the picture.
    pub fn new(zoom: f64, x_share: f64, y_share: f64) -> Self {
        if !(zoom.is_finite() && x_share.is_finite() && y_share.is_finite()) {
            return Self::default();
        }
        let zoom = zoom.clamp(1.0, MAX_ZOOM);
        let half = 0.5 / zoom;
        Self {
            zoom,
            x_share: x_share.clamp(half, 1.0 - half),
            y_share: y_share.clamp(half, 1.0 - half),
        }
    }

    /// How many times larger than fitted.
    pub fn zoom(self) -> f64 {
        self.zoom
    }

    /// The share of the picture's width that is left of the middle.
    pub fn x_share(self) -> f64 {
        self.x_share
    }

    /// The share of the picture's height that is above the middle.
    pub fn y_share(self) -> f64 {
        self.y_share
    }

    /// Whether the picture is larger than fitted.
    pub fn is_zoomed(self) -> bool {
        self.zoom > 1.0
    }

    /// Whether single pixels should be seen rather than smoothed away.
    pub fn is_sharp(self) -> bool {
        self.zoom >= SHARP_FROM_ZOOM
    }

    /// Zoomed `factor` times more, while what is `anchor` away from the middle stays there; `picture` is the
    /// size of the fitted picture.
    pub fn zoomed(self, factor: f64, anchor: PointPx, picture: SizePx) -> Self {
        let zoom = (self.zoom * factor).clamp(1.0, MAX_ZOOM);
        // What one pixel of the screen is, as a share of the picture, before less after.
        let shrunk = 1.0 / self.zoom - 1.0 / zoom;
        Self::new(
            zoom,
            self.x_share + share(anchor.x_px, picture.width_px) * shrunk,
            self.y_share + share(anchor.y_px, picture.height_px) * shrunk,
        )
    }

    /// Zoomed `factor` times more around the middle.
    pub fn zoomed_at_middle(self, factor: f64) -> Self {
        Self::new(self.zoom * factor, self.x_share, self.y_share)
    }

    /// Moved by the fingers that hold a picture that is so large when fitted; they count from the middle.
    pub fn held(self, held: Held, picture: SizePx) -> Self {
        let zoomed = self.zoomed(held.stretch, held.from, picture);
        let (right_px, down_px) = (held.to.x_px - held.from.x_px, held.to.y_px - held.from.y_px);
        Self::new(
            zoomed.zoom,
            zoomed.x_share - share(right_px, picture.width_px) / zoomed.zoom,
            zoomed.y_share - share(down_px, picture.height_px) / zoomed.zoom,
        )
    }

    /// What a key makes of it: plus, minus and zero zoom; arrows, meant for those with Shift, shift.
    pub fn keyed(self, key: WindowKey) -> Self {
        let by = KEY_SHIFT_SHARE / self.zoom;
        let shifted = |right, down| Self::new(self.zoom, self.x_share + right, self.y_share + down);
        match key {
            WindowKey::In => self.zoomed_at_middle(KEY_FACTOR),
            WindowKey::Out => self.zoomed_at_middle(1.0 / KEY_FACTOR),
            WindowKey::Whole => Self::default(),
            WindowKey::Left => shifted(-by, 0.0),
            WindowKey::Right => shifted(by, 0.0),
            WindowKey::Up => shifted(0.0, -by),
            WindowKey::Down => shifted(0.0, by),
        }
    }

    /// The same window in so few digits that it is short in an address: off by less than a pixel.
    pub fn rounded(self) -> Self {
        let round = |value: f64| (value * 1e4).round() / 1e4;
        Self::new(round(self.zoom), round(self.x_share), round(self.y_share))
    }
}

/// A key that zooms or shifts pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowKey {
    /// Larger.
    In,
    /// Smaller.
    Out,
    /// The whole picture.
    Whole,
    /// More of what is left.
    Left,
    /// More of what is right.
    Right,
    /// More of what is above.
    Up,
    /// More of what is below.
    Down,
}

impl WindowKey {
    /// The key of that name, for one that is pressed without Shift.
    pub fn plain(key: &str) -> Option<Self> {
        match key {
            "+" | "=" => Some(Self::In),
            "-" => Some(Self::Out),
            "0" => Some(Self::Whole),
            _ => None,
        }
    }

    /// The key of that name, for one that is pressed with Shift.
    pub fn with_shift(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            // Where plus is above another sign, it needs Shift.
            "+" => Some(Self::In),
            _ => None,
        }
    }
}

/// Where the border of two swiped pictures is: so many hundredths of the width from the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SwipeShare(u8);

impl Default for SwipeShare {
    fn default() -> Self {
        Self(50)
    }
}

impl SwipeShare {
    /// So many hundredths, within the picture; the middle for what is not a number.
    pub fn from_percent(percent: f64) -> Self {
        if percent.is_nan() {
            return Self::default();
        }
        Self(percent.round().clamp(0.0, 100.0) as u8)
    }

    /// Under a pointer so far from the left edge of pictures of this width, in CSS pixels.
    pub fn under(from_left_px: f64, width_px: f64) -> Self {
        Self::from_percent(100.0 * share(from_left_px, width_px))
    }

    /// Hundredths of the width.
    pub fn percent(self) -> u8 {
        self.0
    }
}

/// A length as a share of a side; none of a side without length.
fn share(length_px: f64, side_px: f64) -> f64 {
    if side_px > 0.0 {
        length_px / side_px
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PICTURE: SizePx = SizePx {
        width_px: 200.0,
        height_px: 100.0,
    };

    #[track_caller]
    fn check(window: ImageWindow, zoom: f64, x_share: f64, y_share: f64) {
        let found = (window.zoom(), window.x_share(), window.y_share());
        assert_eq!(found, (zoom, x_share, y_share));
    }

    #[test]
    fn a_window_stays_within_the_picture() {
        check(ImageWindow::new(1.0, 0.1, 0.9), 1.0, 0.5, 0.5);
        check(ImageWindow::new(2.0, 0.0, 1.0), 2.0, 0.25, 0.75);
        check(ImageWindow::new(0.1, 0.5, 0.5), 1.0, 0.5, 0.5);
        check(ImageWindow::new(1e9, 0.5, 0.5), 32.0, 0.5, 0.5);
        check(ImageWindow::new(f64::NAN, 0.2, 0.2), 1.0, 0.5, 0.5);
        check(ImageWindow::new(2.0, f64::INFINITY, 0.2), 1.0, 0.5, 0.5);
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        // A quarter of the width to the right of the middle.
        let window = ImageWindow::default().zoomed(2.0, PointPx::new(50.0, 0.0), PICTURE);
        check(window, 2.0, 0.625, 0.5);
        let corner = ImageWindow::default().zoomed(4.0, PointPx::new(-100.0, -50.0), PICTURE);
        check(corner, 4.0, 0.125, 0.125);
    }

    #[test]
    fn a_finger_takes_the_picture_with_it() {
        let held = |x_px: f64| Held {
            from: PointPx::new(0.0, 0.0),
            to: PointPx::new(x_px, 0.0),
            stretch: 1.0,
        };
        let window = ImageWindow::new(2.0, 0.5, 0.5);
        check(window.held(held(40.0), PICTURE), 2.0, 0.4, 0.5);
        check(window.held(held(1e6), PICTURE), 2.0, 0.25, 0.5);
        check(
            ImageWindow::default().held(held(40.0), PICTURE),
            1.0,
            0.5,
            0.5,
        );
    }

    #[test]
    fn a_picture_without_size_does_no_harm() {
        let window = ImageWindow::default().zoomed(2.0, PointPx::new(9.0, 9.0), SizePx::default());
        check(window, 2.0, 0.5, 0.5);
    }

    #[test]
    fn keys_zoom_shift_and_return() {
        let zoomed = ImageWindow::default()
            .keyed(WindowKey::In)
            .keyed(WindowKey::In);
        check(zoomed, 2.25, 0.5, 0.5);
        assert!(zoomed.keyed(WindowKey::Left).x_share() < 0.5);
        assert!(zoomed.keyed(WindowKey::Down).y_share() > 0.5);
        check(zoomed.keyed(WindowKey::Whole), 1.0, 0.5, 0.5);
        assert!(
            !zoomed
                .keyed(WindowKey::Out)
                .keyed(WindowKey::Out)
                .is_zoomed()
        );
        assert_eq!(WindowKey::plain("ArrowLeft"), None);
        assert_eq!(WindowKey::with_shift("ArrowLeft"), Some(WindowKey::Left));
    }

    #[test]
    fn a_border_is_within_the_picture() {
        assert_eq!(SwipeShare::from_percent(130.0).percent(), 100);
        assert_eq!(SwipeShare::from_percent(-3.0).percent(), 0);
        assert_eq!(SwipeShare::from_percent(f64::NAN), SwipeShare::default());
        for (from_left_px, width_px, percent) in [
            (50.0, 200.0, 25),
            (-9.0, 200.0, 0),
            (300.0, 200.0, 100),
            (5.0, 0.0, 0),
        ] {
            assert_eq!(SwipeShare::under(from_left_px, width_px).percent(), percent);
        }
    }

    proptest! {
        #[test]
        fn making_a_window_of_a_window_changes_nothing(zoom in 0.5..64.0, x in -1.0..2.0, y in -1.0..2.0) {
            let window = ImageWindow::new(zoom, x, y);
            prop_assert_eq!(ImageWindow::new(window.zoom(), window.x_share(), window.y_share()), window);
        }

        #[test]
        fn zooming_in_and_out_again_returns(factor in 1.0..4.0, x_px in -50.0..50.0, y_px in -20.0..20.0) {
            let anchor = PointPx::new(x_px, y_px);
            let start = ImageWindow::new(4.0, 0.5, 0.5);
            let back = start.zoomed(factor, anchor, PICTURE).zoomed(1.0 / factor, anchor, PICTURE);
            prop_assert!((back.zoom() - start.zoom()).abs() < 1e-9);
            prop_assert!((back.x_share() - start.x_share()).abs() < 1e-9);
            prop_assert!((back.y_share() - start.y_share()).abs() < 1e-9);
        }
    }
}
