//! Every chart on canvases that have no room for it: low windows and cards that are folded away.

use runboard_chart::bar::{Bars, frame::bar_frame, scene as bar};
use runboard_chart::bar_view::{BarSort, BarView};
use runboard_chart::draw::{Painter, Resolution};
use runboard_chart::heatmap::frame::{AxisTitles, heatmap_frame};
use runboard_chart::heatmap::{Matrix, scene as heatmap};
use runboard_chart::heatmap_view::HeatmapView;
use runboard_chart::line::beside::Beside;
use runboard_chart::line::frame::line_frame;
use runboard_chart::line::prepared::PreparedLines;
use runboard_chart::line::{ChartLine, Shown, scene as line};
use runboard_chart::line_view::LineView;
use runboard_chart::palette::{Palette, Slot, Theme};
use runboard_chart::raster::Raster;
use runboard_chart::relation::plot::{RelationKind, RelationPlot};
use runboard_chart::relation::{Individual, Quantity, Standing};
use runboard_chart::scene::{Dash, Scene};
use runboard_chart::space::SizePx;
use runboard_chart::svg::svg;
use runboard_series::Points;
use std::sync::Arc;

const N_MANY: usize = 5_000;

/// Paints scenes onto canvases of their size, by image and by vector.
fn paint(scenes: &[Scene]) {
    for device_per_px in [1.0, 1.5, 2.0] {
        let resolution = Resolution::new(device_per_px);
        let painter = Painter::new(Palette::of(Theme::Light), resolution);
        for scene in scenes {
            let mut raster = Raster::new(resolution.device_size(scene.size));
            assert!(painter.paint_dense(&mut raster, scene).is_ok());
        }
    }
    let scenes: Vec<&Scene> = scenes.iter().collect();
    assert!(svg(&scenes, Theme::Light).ends_with("</svg>\n"));
}

/// The values of a dense line that leaves no height out.
fn noise() -> Vec<f64> {
    let value = |idx: usize| (idx as f64 * 12.9898).sin() * (idx % 97) as f64;
    (0..N_MANY).map(value).collect()
}

fn lines(size: SizePx) -> Vec<Scene> {
    let line = |name: &str, dash| ChartLine {
        key: name.to_owned(),
        name: name.to_owned(),
        owner_idx: 0,
        points: Arc::new(Points::from_columns(
            (0..N_MANY).map(|step| step as f64).collect(),
            noise(),
            vec![0; N_MANY],
        )),
        slot: Slot(0),
        dash,
        beside: Beside::default(),
    };
    let lines = [line("a", Dash::Solid), line("b", Dash::Dotted)];
    let view = LineView::default();
    let prepared = PreparedLines::new(&lines, &view);
    let framed = line_frame(&prepared, &view, size, 0);
    let shown = Shown {
        prepared: &prepared,
        view: &view,
        frame: &framed.frame,
        utc_offset_minutes: 0,
    };
    let drawn = line::lines_scene(shown, Resolution::default());
    vec![line::back_scene(&framed), Scene::clone(&drawn.scene)]
}

fn bars(size: SizePx, n_bars: usize) -> Vec<Scene> {
    let labels: Vec<String> = (0..n_bars).map(|idx| format!("bar {idx}")).collect();
    let values: Vec<f64> = noise().into_iter().take(n_bars).collect();
    let bars = Bars::new(&labels, &values, BarSort::Logged);
    let frame = bar_frame(&bars, BarView::default(), size, 30.0);
    vec![
        bar::back_scene(&frame),
        bar::bars_scene(&bars, &frame, Slot(1)),
        bar::overlay_scene(&frame, Some(0)),
    ]
}

fn heatmap(size: SizePx) -> Vec<Scene> {
    let names: Vec<String> = (0..60).map(|idx| format!("class {idx}")).collect();
    let rows: Vec<Vec<f64>> = noise().chunks(60).take(60).map(<[f64]>::to_vec).collect();
    let matrix = Matrix::new(&names, &names, &rows);
    let view = HeatmapView::default();
    let frame = heatmap_frame(&matrix, view.window, size, AxisTitles::None);
    vec![
        heatmap::labels_scene(&matrix, &frame),
        heatmap::cells_scene(&matrix, &frame, view.normalisation),
    ]
}

fn relation(kind: RelationKind, size: SizePx) -> Vec<Scene> {
    let quantity =
        |name: &str| Quantity::new(name.to_owned(), noise().into_iter().take(50).map(Some));
    let quantities = ["a", "b", "c"].map(quantity).to_vec();
    let plot = RelationPlot::new(kind, quantities, size);
    let individual = |idx| Individual {
        slot: Slot(idx),
        standing: Standing::Selected,
    };
    let individuals: Vec<Individual> = (0..50).map(individual).collect();
    vec![plot.back_scene(), plot.marks_scene(&individuals)]
}

/// A line that ran below its image, in a window 80 pixels high, panicked and took the page with it.
#[test]
fn no_canvas_is_too_small() {
    for width_px in [0.0, 1.0, 30.0, 300.0] {
        for height_px in [0.0, 1.0, 3.0, 20.0, 38.0, 60.0] {
            let size = SizePx::new(width_px, height_px);
            paint(&lines(size));
            paint(&bars(size, 4));
            paint(&bars(size, 400));
            paint(&heatmap(size));
            for kind in [RelationKind::Parallel, RelationKind::Scatter] {
                paint(&relation(kind, size));
            }
        }
    }
}
