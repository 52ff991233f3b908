//! A bar chart as a picture to take away: every bar of it, however little of it is seen on the page.

use super::Bars;
use super::frame::{Orientation, bar_frame};
use super::scene::{back_scene, bars_scene};
use crate::bar_view::BarView;
use crate::palette::Slot;
use crate::scene::Scene;
use crate::space::{PointPx, RectPx, SizePx};
use crate::titled::{MARGIN_PX, words};

/// A picture of more bars would be larger than programs can open.
const MAX_PICTURE_BARS: usize = 300;
const NOTE_HEIGHT_PX: f64 = 24.0;
const NOTE_SIZE_PX: f64 = 12.0;

/// The scenes of the picture from the back to the front, all of one size: as wide as the chart on the page, as high
/// as the bars need and never lower than on the page. Beyond 300 bars a note below says what is left out.
pub fn picture_scenes(bars: &Bars, size: SizePx, slot: Slot) -> Vec<Scene> {
    let shown = bars.first(MAX_PICTURE_BARS);
    let whole = bar_frame(&shown, BarView::default(), size, 0.0);
    let size = match whole.orientation {
        Orientation::Upright => size,
        Orientation::Lying => {
            SizePx::new(size.width_px, size.height_px + whole.max_scroll_px().ceil())
        }
    };
    let frame = bar_frame(&shown, BarView::default(), size, 0.0);
    let mut scenes = vec![back_scene(&frame), bars_scene(&shown, &frame, slot)];
    if shown.len() < bars.len() {
        let note = format!("First {} of {} bars", shown.len(), bars.len());
        let at = PointPx::new(MARGIN_PX, size.height_px + NOTE_HEIGHT_PX * 0.5);
        scenes.push(Scene {
            size,
            plot: RectPx::default(),
            shapes: vec![words(&note, at, NOTE_SIZE_PX)],
        });
        for scene in &mut scenes {
            scene.size.height_px += NOTE_HEIGHT_PX;
        }
    }
    scenes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bar_view::BarSort;
    use crate::scene::Shape;

    const SIZE: SizePx = SizePx {
        width_px: 400.0,
        height_px: 240.0,
    };

    fn picture(n_bars: usize) -> Vec<Scene> {
        let labels: Vec<String> = (0..n_bars).map(|idx| format!("cat {idx}")).collect();
        let bars = Bars::new(&labels, &vec![1.0; n_bars], BarSort::Logged);
        picture_scenes(&bars, SIZE, Slot(0))
    }

    fn texts(scenes: &[Scene]) -> Vec<&str> {
        let shapes = scenes.iter().flat_map(|scene| &scene.shapes);
        shapes
            .filter_map(|shape| match shape {
                Shape::Text(label) => Some(label.text.as_str()),
                _ => None,
            })
            .collect()
    }

    /// A picture once ended where the card did: of 13 bars it had ten and a part of the next.
    #[test]
    fn a_picture_has_every_bar_and_is_as_high_as_they_need() {
        for n_bars in [1, 12, 13, 16, 300] {
            let scenes = picture(n_bars);
            let texts = texts(&scenes);
            for idx in 0..n_bars {
                assert!(texts.contains(&format!("cat {idx}").as_str()), "{n_bars}");
            }
        }
        assert_eq!(picture(12)[0].size, SIZE);
        // 13 bars of 24 pixels with what is around them.
        assert_eq!(picture(13)[0].size.height_px, 13.0 * 24.0 + 28.0);
    }

    #[test]
    fn a_picture_says_what_it_leaves_out() {
        let scenes = picture(5000);
        let texts = texts(&scenes);
        assert!(texts.contains(&"cat 299") && !texts.contains(&"cat 300"));
        assert!(texts.contains(&"First 300 of 5000 bars"));
        assert!(scenes.iter().all(|scene| scene.size == scenes[0].size));
    }
}
