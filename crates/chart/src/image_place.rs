//! Where a picture lies on the stage that shows it large: fitted, zoomed, shifted.
//!
//! In CSS pixels with the origin at the stage's top left. A picture is never smaller than fitted,
//! and never shifted off the stage: along a side where it is smaller it stands in the middle.

use crate::image_window::{ImageWindow, MAX_ZOOM};
use crate::space::{PointPx, SizePx};
use crate::touches::Held;

/// The greatest magnification: one pixel of the picture then fills this many CSS pixels.
const MAX_SCALE: f64 = 64.0;

/// Pictures up to this many pixels across are shown with sharp pixels: there is nothing to smooth.
const SHARP_UP_TO_PX: f64 = 64.0;

/// Above this magnification a person looks at single pixels.
const SHARP_FROM_SCALE: f64 = 4.0;

/// How far an arrow key shifts.
const KEY_SHIFT_PX: f64 = 64.0;

/// So many pixels of the wheel magnify e times.
const WHEEL_PX_PER_E: f64 = 400.0;

/// What a key does on the stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StageMove {
    /// The key means nothing here.
    Nothing,
    /// The picture lies at another place; `None` is fitted.
    Place(Option<ImagePlace>),
    /// Another step is shown, so many entries on.
    Step(isize),
}

/// The scale and shift of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ImagePlace {
    /// CSS pixels for a pixel of the picture.
    pub scale: f64,
    /// Where the picture's left edge is.
    pub left_px: f64,
    /// Where the picture's upper edge is.
    pub top_px: f64,
}

/// A picture and the stage it is shown on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    /// The picture's own size.
    pub image: SizePx,
    /// The size of the stage.
    pub viewport: SizePx,
}

impl Stage {
    /// The whole picture, as large as the stage allows.
    pub fn fitted(self) -> ImagePlace {
        self.settled(ImagePlace {
            scale: self.fitted_scale(),
            ..ImagePlace::default()
        })
    }

    /// Whether the place shows the picture larger than fitted.
    pub fn is_zoomed(self, place: ImagePlace) -> bool {
        place.scale > self.fitted_scale() * 1.0001
    }

    /// Magnified `factor` times more, while the spot at `anchor` stays where it is.
    pub fn zoomed(self, place: ImagePlace, factor: f64, anchor: PointPx) -> ImagePlace {
        let scale = self.allowed_scale(place.scale * factor);
        let growth = scale / place.scale;
        self.settled(ImagePlace {
            scale,
            left_px: anchor.x_px - (anchor.x_px - place.left_px) * growth,
            top_px: anchor.y_px - (anchor.y_px - place.top_px) * growth,
        })
    }

    /// Magnified `factor` times more around the middle of the stage.
    pub fn zoomed_at_centre(self, place: ImagePlace, factor: f64) -> ImagePlace {
        let centre = PointPx::new(self.viewport.width_px / 2.0, self.viewport.height_px / 2.0);
        self.zoomed(place, factor, centre)
    }

    /// Shifted.
    pub fn shifted(self, place: ImagePlace, right_px: f64, down_px: f64) -> ImagePlace {
        self.settled(ImagePlace {
            scale: place.scale,
            left_px: place.left_px + right_px,
            top_px: place.top_px + down_px,
        })
    }

    /// Moved by the fingers that hold it.
    pub fn held(self, place: ImagePlace, held: Held) -> ImagePlace {
        let zoomed = self.zoomed(place, held.stretch, held.from);
        self.shifted(
            zoomed,
            held.to.x_px - held.from.x_px,
            held.to.y_px - held.from.y_px,
        )
    }

    /// The same place on this stage, after the window or the picture became another.
    pub fn settled(self, place: ImagePlace) -> ImagePlace {
        let scale = self.allowed_scale(place.scale);
        ImagePlace {
            scale,
            left_px: settled_edge(
                place.left_px,
                self.image.width_px * scale,
                self.viewport.width_px,
            ),
            top_px: settled_edge(
                place.top_px,
                self.image.height_px * scale,
                self.viewport.height_px,
            ),
        }
    }

    /// Whether single pixels should be seen rather than smoothed away.
    pub fn is_sharp(self, place: ImagePlace) -> bool {
        is_sharp_when_fitted(self.image) || place.scale >= SHARP_FROM_SCALE
    }

    /// The place at which that part of the picture is seen.
    pub fn placed(self, window: ImageWindow) -> ImagePlace {
        let scale = self.fitted_scale() * window.zoom();
        let edge = |share: f64, picture_px: f64, stage_px: f64| {
            stage_px / 2.0 - share * picture_px * scale
        };
        let (picture, stage) = (self.image, self.viewport);
        self.settled(ImagePlace {
            scale,
            left_px: edge(window.x_share(), picture.width_px, stage.width_px),
            top_px: edge(window.y_share(), picture.height_px, stage.height_px),
        })
    }

    /// The part of the picture that is seen at a place.
    pub fn window(self, place: ImagePlace) -> ImageWindow {
        let share = |edge_px: f64, picture_px: f64, stage_px: f64| {
            (stage_px / 2.0 - edge_px) / (picture_px * place.scale)
        };
        let (picture, stage) = (self.image, self.viewport);
        ImageWindow::new(
            place.scale / self.fitted_scale(),
            share(place.left_px, picture.width_px, stage.width_px),
            share(place.top_px, picture.height_px, stage.height_px),
        )
    }

    /// How large the picture is at this place.
    pub fn shown(self, place: ImagePlace) -> SizePx {
        SizePx::new(
            self.image.width_px * place.scale,
            self.image.height_px * place.scale,
        )
    }

    /// What a key does: plus, minus and zero zoom; arrows shift what is zoomed, else left and right
    /// lead to other steps.
    pub fn keyed(self, place: ImagePlace, key: &str) -> StageMove {
        let is_zoomed = self.is_zoomed(place);
        match key {
            "+" | "=" => StageMove::Place(Some(self.zoomed_at_centre(place, 2.0))),
            "-" => StageMove::Place(Some(self.zoomed_at_centre(place, 0.5))),
            "0" => StageMove::Place(None),
            "ArrowLeft" if !is_zoomed => StageMove::Step(-1),
            "ArrowRight" if !is_zoomed => StageMove::Step(1),
            "ArrowLeft" => StageMove::Place(Some(self.shifted(place, KEY_SHIFT_PX, 0.0))),
            "ArrowRight" => StageMove::Place(Some(self.shifted(place, -KEY_SHIFT_PX, 0.0))),
            "ArrowUp" => StageMove::Place(Some(self.shifted(place, 0.0, KEY_SHIFT_PX))),
            "ArrowDown" => StageMove::Place(Some(self.shifted(place, 0.0, -KEY_SHIFT_PX))),
            _ => StageMove::Nothing,
        }
    }

    fn fitted_scale(self) -> f64 {
        let scale = (self.viewport.width_px / self.image.width_px)
            .min(self.viewport.height_px / self.image.height_px);
        if scale.is_finite() && scale > 0.0 {
            scale.min(MAX_SCALE)
        } else {
            1.0
        }
    }

    fn allowed_scale(self, scale: f64) -> f64 {
        let fitted = self.fitted_scale();
        scale.min(fitted * MAX_ZOOM).max(fitted).min(MAX_SCALE)
    }
}

/// How many times more a turn of the wheel magnifies; upwards is larger.
pub fn wheel_factor(down_px: f64) -> f64 {
    (-down_px / WHEEL_PX_PER_E).exp()
}

/// A scale for people: `100 %` is a pixel of the picture for a CSS pixel.
pub fn scale_text(scale: f64) -> String {
    format!("{:.0} %", scale * 100.0)
}

/// Whether a picture is so small that its single pixels should be seen in a card, too.
pub fn is_sharp_when_fitted(image: SizePx) -> bool {
    image.width_px.max(image.height_px) <= SHARP_UP_TO_PX
}

/// Where an edge may be: in the middle if all fits, else without a gap at either side.
fn settled_edge(edge_px: f64, length_px: f64, viewport_px: f64) -> f64 {
    let room_px = viewport_px - length_px;
    if room_px >= 0.0 {
        room_px / 2.0
    } else {
        edge_px.clamp(room_px, 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stage() -> Stage {
        Stage {
            image: SizePx::new(100.0, 50.0),
            viewport: SizePx::new(400.0, 400.0),
        }
    }

    #[track_caller]
    fn check(place: ImagePlace, scale: f64, left_px: f64, top_px: f64) {
        let expected = ImagePlace {
            scale,
            left_px,
            top_px,
        };
        assert_eq!(place, expected);
    }

    #[test]
    fn a_picture_fits_in_the_middle() {
        check(stage().fitted(), 4.0, 0.0, 100.0);
        assert!(!stage().is_zoomed(stage().fitted()));
    }

    #[test]
    fn what_is_seen_is_the_same_on_a_stage_of_another_size() {
        let fitted = stage().fitted();
        assert_eq!(stage().window(fitted), ImageWindow::default());
        assert_eq!(stage().placed(ImageWindow::default()), fitted);
        let zoomed = stage().zoomed(fitted, 4.0, PointPx::new(100.0, 200.0));
        let window = stage().window(zoomed);
        assert_eq!(window.zoom(), 4.0);
        assert_eq!(stage().placed(window), zoomed);
        let half = Stage {
            viewport: SizePx::new(200.0, 200.0),
            ..stage()
        };
        check(half.placed(window), 8.0, -150.0, -100.0);
        let none = Stage {
            image: SizePx::default(),
            ..stage()
        };
        assert_eq!(none.window(none.fitted()), ImageWindow::default());
    }

    #[test]
    fn zooming_keeps_the_spot_under_the_pointer() {
        let zoomed = stage().zoomed(stage().fitted(), 4.0, PointPx::new(100.0, 200.0));
        check(zoomed, 16.0, -300.0, -200.0);
        assert!(stage().is_zoomed(zoomed));
    }

    #[test]
    fn a_picture_is_never_smaller_than_fitted_nor_endlessly_large() {
        let fitted = stage().fitted();
        assert_eq!(stage().zoomed_at_centre(fitted, 0.1), fitted);
        assert_eq!(stage().zoomed_at_centre(fitted, 1e9).scale, MAX_SCALE);
    }

    #[test]
    fn a_picture_cannot_be_shifted_off_the_stage() {
        let zoomed = stage().zoomed_at_centre(stage().fitted(), 4.0);
        check(stage().shifted(zoomed, 1e6, 1e6), 16.0, 0.0, 0.0);
        check(stage().shifted(zoomed, -1e6, -1e6), 16.0, -1200.0, -400.0);
        check(
            stage().shifted(stage().fitted(), 50.0, 50.0),
            4.0,
            0.0,
            100.0,
        );
    }

    #[test]
    fn an_unknown_size_does_no_harm() {
        let stage = Stage {
            image: SizePx::default(),
            viewport: SizePx::default(),
        };
        check(stage.fitted(), 1.0, 0.0, 0.0);
        check(stage.zoomed_at_centre(stage.fitted(), 2.0), 2.0, 0.0, 0.0);
    }

    #[test]
    fn small_pictures_have_sharp_pixels() {
        assert!(is_sharp_when_fitted(SizePx::new(8.0, 8.0)));
        assert!(!is_sharp_when_fitted(SizePx::new(640.0, 8.0)));
        assert!(stage().is_sharp(stage().fitted()));
    }

    #[test]
    fn arrows_step_until_something_is_zoomed() {
        let (stage, fitted) = (stage(), stage().fitted());
        assert_eq!(stage.keyed(fitted, "ArrowLeft"), StageMove::Step(-1));
        assert_eq!(stage.keyed(fitted, "ArrowRight"), StageMove::Step(1));
        assert_eq!(stage.keyed(fitted, "a"), StageMove::Nothing);
        let StageMove::Place(Some(zoomed)) = stage.keyed(fitted, "+") else {
            panic!("plus zooms");
        };
        assert_eq!(zoomed.scale, 8.0);
        let shifted = ImagePlace {
            left_px: zoomed.left_px - 64.0,
            ..zoomed
        };
        assert_eq!(
            stage.keyed(zoomed, "ArrowRight"),
            StageMove::Place(Some(shifted))
        );
        assert_eq!(stage.keyed(zoomed, "-"), StageMove::Place(Some(fitted)));
        assert_eq!(stage.keyed(zoomed, "0"), StageMove::Place(None));
    }

    #[test]
    fn turning_the_wheel_up_magnifies() {
        assert_eq!(wheel_factor(0.0), 1.0);
        assert!(wheel_factor(-100.0) > 1.0);
        assert!((wheel_factor(-100.0) * wheel_factor(100.0) - 1.0).abs() < 1e-12);
        assert_eq!(scale_text(2.5), "250 %");
    }

    proptest! {
        #[test]
        fn zooming_in_and_out_again_returns(factor in 1.0..4.0, x_px in 0.0..400.0, y_px in 0.0..400.0) {
            let anchor = PointPx::new(x_px, y_px);
            let start = stage().zoomed_at_centre(stage().fitted(), 3.0);
            let back = stage().zoomed(stage().zoomed(start, factor, anchor), 1.0 / factor, anchor);
            prop_assert!((back.scale - start.scale).abs() < 1e-9);
            prop_assert!((back.left_px - start.left_px).abs() < 1e-6);
            prop_assert!((back.top_px - start.top_px).abs() < 1e-6);
        }
    }
}
