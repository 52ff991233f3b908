//! Several charts side by side as one picture, each under its title.

use crate::scene::Scene;
use crate::space::{PointPx, RectPx, SizePx};
use crate::titled::{MARGIN_PX, titled, words};

/// A picture of more panes would be larger than programs can open.
const MAX_PANES: usize = 24;
const N_COLUMNS: usize = 3;
const NOTE_HEIGHT_PX: f64 = 24.0;
const NOTE_SIZE_PX: f64 = 12.0;

/// One chart: what it is called and its stacked scenes.
#[derive(Debug, Clone, PartialEq)]
pub struct Pane {
    /// The title.
    pub title: String,
    /// The scenes from the back to the front, all of one size.
    pub scenes: Vec<Scene>,
}

/// The scenes of the picture from the back to the front, all of one size: rows of three panes, each as large as the
/// largest. Beyond 24 panes a note below says what is left out.
pub fn panes_picture(panes: &[Pane]) -> Vec<Scene> {
    let shown: Vec<Vec<Scene>> = panes
        .iter()
        .take(MAX_PANES)
        .map(|pane| titled(&pane.scenes, &pane.title))
        .collect();
    let sizes = || shown.iter().flatten().map(|scene| scene.size);
    let width_px = sizes().map(|size| size.width_px).fold(0.0, f64::max);
    let height_px = sizes().map(|size| size.height_px).fold(0.0, f64::max);
    let (n_columns, n_rows) = (shown.len().min(N_COLUMNS), shown.len().div_ceil(N_COLUMNS));
    let mut size = SizePx::new(
        n_columns as f64 * (width_px + MARGIN_PX),
        n_rows as f64 * (height_px + MARGIN_PX),
    );
    let mut layers: Vec<Scene> = Vec::new();
    for (idx, scenes) in shown.iter().enumerate() {
        let (column, row) = (idx % N_COLUMNS, idx / N_COLUMNS);
        let at = PointPx::new(
            column as f64 * (width_px + MARGIN_PX),
            row as f64 * (height_px + MARGIN_PX),
        );
        for (layer, scene) in scenes.iter().enumerate() {
            if layers.len() <= layer {
                layers.push(Scene::default());
            }
            let by = PointPx::new(at.x_px + scene.plot.left_px, at.y_px + scene.plot.top_px);
            let moved = scene.shapes.iter().map(|shape| shape.moved(by));
            if let Some(layer) = layers.get_mut(layer) {
                layer.shapes.extend(moved);
            }
        }
    }
    if shown.len() < panes.len() {
        let note = format!("First {} of {}", shown.len(), panes.len());
        let at = PointPx::new(MARGIN_PX, size.height_px + NOTE_HEIGHT_PX * 0.5);
        size.height_px += NOTE_HEIGHT_PX;
        if let Some(layer) = layers.last_mut() {
            layer.shapes.push(words(&note, at, NOTE_SIZE_PX));
        }
    }
    for layer in &mut layers {
        layer.size = size;
        layer.plot = RectPx::default();
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Ink;
    use crate::scene::Shape;

    fn pane(idx: usize) -> Pane {
        let size = SizePx::new(100.0, 60.0);
        let plot = RectPx {
            left_px: 10.0,
            top_px: 5.0,
            width_px: 80.0,
            height_px: 50.0,
        };
        let rect = RectPx::of_size(SizePx::new(80.0, 50.0));
        let paint = Ink::Text.into();
        Pane {
            title: format!("pane {idx}"),
            scenes: vec![Scene {
                size,
                plot,
                shapes: vec![Shape::Fill { rect, paint }],
            }],
        }
    }

    #[test]
    fn panes_stand_in_rows_of_three() {
        let panes: Vec<Pane> = (0..4).map(pane).collect();
        let scenes = panes_picture(&panes);
        // With titles of 28 pixels and margins of 12.
        assert!(
            scenes
                .iter()
                .all(|scene| scene.size == SizePx::new(336.0, 200.0))
        );
        let corners: Vec<(f64, f64)> = scenes[0]
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Fill { rect, .. } => Some((rect.left_px, rect.top_px)),
                _ => None,
            })
            .collect();
        assert_eq!(
            corners,
            [(10.0, 33.0), (122.0, 33.0), (234.0, 33.0), (10.0, 133.0)]
        );
        assert_eq!(panes_picture(&[]), []);
    }

    #[test]
    fn a_picture_says_which_panes_it_has() {
        let panes: Vec<Pane> = (0..40).map(pane).collect();
        let scenes = panes_picture(&panes);
        let has_note = scenes
            .iter()
            .flat_map(|scene| &scene.shapes)
            .any(|shape| matches!(shape, Shape::Text(label) if label.text == "First 24 of 40"));
        assert!(has_note);
    }
}
