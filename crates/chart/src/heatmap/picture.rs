//! A heatmap as a picture to take away: what is shown of it, with the legend of its colours below.

use super::Matrix;
use super::frame::{AxisTitles, heatmap_frame};
use super::legend::with_legend;
use super::scene::{cells_scene, labels_scene};
use crate::heatmap_view::HeatmapView;
use crate::scene::Scene;
use crate::space::SizePx;

/// The scenes from the back to the front, all of one size: `size` and the legend below it.
pub fn picture_scenes(
    matrix: &Matrix,
    view: HeatmapView,
    size: SizePx,
    titles: AxisTitles,
) -> Vec<Scene> {
    let frame = heatmap_frame(matrix, view.window, size, titles);
    let scenes = vec![
        labels_scene(matrix, &frame),
        cells_scene(matrix, &frame, view.normalisation),
    ];
    with_legend(scenes, matrix, view.normalisation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_labels_cells_and_legend() {
        let names = ["a".to_owned(), "b".to_owned()];
        let matrix = Matrix::new(&names, &names, &[vec![1.0, 2.0], vec![3.0, 4.0]]);
        let size = SizePx::new(300.0, 200.0);
        let scenes = picture_scenes(&matrix, HeatmapView::default(), size, AxisTitles::None);
        assert_eq!(scenes.len(), 3);
        let is_higher =
            |scene: &Scene| scene.size.width_px == 300.0 && scene.size.height_px > 200.0;
        assert!(scenes.iter().all(is_higher));
        assert!(scenes.iter().all(|scene| !scene.shapes.is_empty()));
    }
}
