//! A line chart as a picture to take away: title above, legend below, both as shapes.

use super::Shown;
use super::frame::LineFrame;
use super::scene::{back_scene, lines_scene};
use crate::draw::Resolution;
use crate::palette::Ink;
use crate::scene::{Scene, Shape, Stroke};
use crate::space::{PointPx, RectPx, SizePx};
use crate::titled::{MARGIN_PX, TITLE_HEIGHT_PX, titled, words};

const LEGEND_SIZE_PX: f64 = 12.0;
const ROW_HEIGHT_PX: f64 = 20.0;
const SWATCH_PX: f64 = 14.0;
/// How wide a character is taken to be: text is not measured.
const CHARACTER_PX: f64 = 7.0;

/// The scenes of the picture from the back to the front, all of one size.
pub fn picture_scenes(
    shown: Shown<'_>,
    line_frame: &LineFrame,
    title: &str,
    resolution: Resolution,
) -> Vec<Scene> {
    let width_px = shown.frame.size.width_px;
    let (legend, n_rows) = legend(shown, width_px);
    let charts = [
        back_scene(line_frame),
        Scene::clone(&lines_scene(shown, resolution).scene),
    ];
    let mut scenes = titled(&charts, title);
    let legend_top_px = TITLE_HEIGHT_PX + shown.frame.size.height_px;
    let height_px = legend_top_px + n_rows as f64 * ROW_HEIGHT_PX + MARGIN_PX;
    let size = SizePx::new(width_px, height_px);
    scenes.push(Scene {
        size,
        plot: RectPx {
            top_px: legend_top_px,
            ..RectPx::default()
        },
        shapes: legend,
    });
    for scene in &mut scenes {
        scene.size = size;
    }
    scenes
}

/// The legend's shapes from its own top left, and its number of rows.
fn legend(shown: Shown<'_>, width_px: f64) -> (Vec<Shape>, usize) {
    let mut shapes = Vec::new();
    let (mut x_px, mut row) = (MARGIN_PX, 0);
    for line in shown.visible() {
        let entry_px = SWATCH_PX + 6.0 + line.name.chars().count() as f64 * CHARACTER_PX + 16.0;
        if x_px > MARGIN_PX && x_px + entry_px > width_px {
            (x_px, row) = (MARGIN_PX, row + 1);
        }
        let y_px = (row as f64 + 0.5) * ROW_HEIGHT_PX;
        shapes.push(Shape::Path {
            runs: vec![vec![
                PointPx::new(x_px, y_px),
                PointPx::new(x_px + SWATCH_PX, y_px),
            ]],
            stroke: Stroke {
                paint: Ink::Series(line.slot).into(),
                width_px: 2.5,
                dash: line.dash,
            },
            density: crate::scene::Density::Sparse,
        });
        shapes.push(words(
            &line.name,
            PointPx::new(x_px + SWATCH_PX + 6.0, y_px),
            LEGEND_SIZE_PX,
        ));
        x_px += entry_px;
    }
    let n_rows = if shapes.is_empty() { 0 } else { row + 1 };
    (shapes, n_rows)
}

#[cfg(test)]
mod tests {
    use super::super::frame::line_frame;
    use super::super::prepared::PreparedLines;
    use super::super::testing::line;
    use super::*;
    use crate::line_view::LineView;

    #[test]
    fn a_picture_has_title_and_legend_and_grows_with_it() {
        let names = [
            "a line with quite a long name",
            "another line with a long name",
            "short",
        ];
        let lines = names.map(|name| line(name, &[(0.0, 1.0), (1.0, 2.0)]));
        let view = LineView::default();
        let prepared = PreparedLines::new(&lines, &view);
        let framed = line_frame(&prepared, &view, SizePx::new(400.0, 240.0), 0);
        let shown = Shown {
            prepared: &prepared,
            view: &view,
            frame: &framed.frame,
            utc_offset_minutes: 0,
        };
        let scenes = picture_scenes(shown, &framed, "train/loss", Resolution::default());
        let texts: Vec<_> = scenes[2..]
            .iter()
            .flat_map(|scene| &scene.shapes)
            .filter_map(|shape| match shape {
                Shape::Text(label) => Some(label.text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(texts, ["train/loss", names[0], names[1], names[2]]);
        let expected = SizePx::new(400.0, 28.0 + 240.0 + 2.0 * 20.0 + 12.0);
        assert!(scenes.iter().all(|scene| scene.size == expected));
    }
}
