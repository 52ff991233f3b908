//! A chart as a picture to take away: its title above it.

use crate::palette::Ink;
use crate::scene::{AlignX, AlignY, Label, Scene, Shape};
use crate::space::{PointPx, RectPx, SizePx};

/// How high the title is with what is around it.
pub(crate) const TITLE_HEIGHT_PX: f64 = 28.0;
/// What is beside title and legend.
pub(crate) const MARGIN_PX: f64 = 12.0;
const TITLE_SIZE_PX: f64 = 13.0;

/// The stacked scenes, moved down, and one with the title; nothing of nothing.
pub fn titled<'a>(scenes: impl IntoIterator<Item = &'a Scene>, title: &str) -> Vec<Scene> {
    let mut titled: Vec<Scene> = scenes
        .into_iter()
        .map(|scene| Scene {
            size: SizePx::new(scene.size.width_px, scene.size.height_px + TITLE_HEIGHT_PX),
            plot: RectPx {
                top_px: scene.plot.top_px + TITLE_HEIGHT_PX,
                ..scene.plot
            },
            shapes: scene.shapes.clone(),
        })
        .collect();
    if let Some(size) = titled.first().map(|scene| scene.size) {
        titled.push(Scene {
            size,
            plot: RectPx::default(),
            shapes: vec![words(
                title,
                PointPx::new(MARGIN_PX, TITLE_HEIGHT_PX * 0.5),
                TITLE_SIZE_PX,
            )],
        });
    }
    titled
}

/// Words that begin at a point.
pub(crate) fn words(text: &str, at: PointPx, size_px: f64) -> Shape {
    Shape::Text(Label {
        text: text.to_owned(),
        at,
        align: (AlignX::Start, AlignY::Middle),
        size_px,
        paint: Ink::Text.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_stands_above_what_is_moved_down() {
        let scene = Scene {
            size: SizePx::new(300.0, 200.0),
            plot: RectPx::of_size(SizePx::new(280.0, 180.0)),
            shapes: Vec::new(),
        };
        let titled = titled([&scene], "labels");
        assert_eq!(titled.len(), 2);
        assert!(titled.iter().all(|scene| scene.size.height_px == 228.0));
        assert_eq!(titled[0].plot.top_px, 28.0);
        assert_eq!(titled[1].plot.top_px, 0.0);
    }

    #[test]
    fn there_is_no_picture_of_nothing() {
        assert_eq!(titled([], "labels"), []);
    }
}
