use super::*;
use crate::draw::{Painter, Part};
use crate::interval::Interval;
use crate::line::ChartLine;
use crate::line::beside::Band;
use crate::line::frame::line_frame;
use crate::line::prepared::PreparedLines;
use crate::line::testing::line;
use crate::line_view::{LineView, Smoothing, ViewBox};
use crate::palette::{Palette, Slot, Theme};
use crate::raster::Raster;
use crate::scale::ScaleKind;
use crate::scene::Dash;
use crate::space::SizePx;

/// A canvas with a plot area of 300 by 194 pixels for labels of up to three characters.
const SIZE: SizePx = SizePx {
    width_px: 352.0,
    height_px: 240.0,
};

fn drawn(lines: &[ChartLine], view: &LineView) -> Scene {
    let prepared = PreparedLines::new(lines, view);
    let frame = line_frame(&prepared, view, SIZE, 0).frame;
    let shown = Shown {
        prepared: &prepared,
        view,
        frame: &frame,
        utc_offset_minutes: 0,
    };
    let scene = lines_scene(shown, Resolution::default()).scene;
    Scene::clone(&scene)
}

fn runs(scene: &Scene) -> Vec<Vec<(f64, f64)>> {
    let paths = scene.shapes.iter().filter_map(|shape| match shape {
        Shape::Path { runs, .. } => Some(runs),
        _ => None,
    });
    let rounded = |point: &PointPx| (point.x_px.round(), point.y_px.round());
    paths
        .flatten()
        .map(|run| run.iter().map(rounded).collect())
        .collect()
}

fn zoomed(x: (f64, f64), y: (f64, f64)) -> LineView {
    LineView {
        view_box: ViewBox {
            x: Interval::new(x.0, x.1),
            y: Interval::new(y.0, y.1),
        },
        ..LineView::default()
    }
}

#[test]
fn columns_are_the_device_pixels_that_the_plot_area_touches() {
    // A plot area ends between pixels: columns of its own were only nearly as wide as the pixels.
    for (width_px, device_per_px) in [(352.0, 1.0), (351.3, 1.0), (351.3, 1.25), (401.7, 2.0)] {
        let lines = [line("a", &[(0.0, 0.0), (1_000.0, 1.0)])];
        let view = LineView::default();
        let size = SizePx::new(width_px, 240.0);
        let frame = line_frame(&PreparedLines::new(&lines, &view), &view, size, 0).frame;
        let columns = device_columns(&frame, Resolution::new(device_per_px));
        let first = (frame.plot.left_px * device_per_px).floor();
        let last = (frame.plot.right_px() * device_per_px).ceil();
        assert_eq!(f64::from(columns.n_columns), last - first + 1.0);
        for idx in 0..=columns.n_columns {
            let share = f64::from(idx) / f64::from(columns.n_columns);
            let border = columns.start + (columns.end - columns.start) * share;
            let device_x = (frame.plot.left_px + frame.x.px_from_data(border)) * device_per_px;
            let expected = first + f64::from(idx);
            assert!(
                (device_x + COLUMN_HAIR - expected).abs() < 1e-7,
                "{device_x} is not {expected}, at {width_px} times {device_per_px}"
            );
        }
    }
}

#[test]
fn columns_hold_the_whole_domain_however_narrow_or_wide() {
    for (min, max) in [
        (1.0, 1.0f64.next_up()),
        (-1e300, 1e300),
        (f64::MIN, f64::MAX),
        (1e15, 1e15 + 1.0),
    ] {
        let view = zoomed((min, max), (0.0, 1.0));
        let size = SizePx::new(351.3, 240.0);
        let frame = line_frame(&PreparedLines::new(&[], &view), &view, size, 0).frame;
        let columns = device_columns(&frame, Resolution::new(1.25));
        assert!(columns.start <= min && max <= columns.end, "{columns:?}");
    }
}

#[test]
fn a_line_goes_through_its_points() {
    let scene = drawn(
        &[line("a", &[(0.0, 0.0), (5.0, 10.0), (10.0, 5.0)])],
        &zoomed((0.0, 10.0), (0.0, 10.0)),
    );
    assert_eq!(runs(&scene), [[(0.0, 194.0), (150.0, 0.0), (300.0, 97.0)]]);
}

#[test]
fn a_line_is_cut_at_the_edges_and_keeps_its_slope() {
    let scene = drawn(
        &[line("a", &[(-10.0, -10.0), (20.0, 20.0)])],
        &zoomed((0.0, 10.0), (0.0, 10.0)),
    );
    assert_eq!(runs(&scene), [[(-1.0, 195.0), (301.0, -1.0)]]);
}

#[test]
fn a_line_breaks_where_a_value_has_no_place_and_marks_it() {
    let nan = f64::NAN;
    let points = [
        (0.0, 1.0),
        (1.0, 2.0),
        (2.0, nan),
        (3.0, 4.0),
        (4.0, f64::INFINITY),
        (5.0, 2.0),
        (6.0, 3.0),
    ];
    let scene = drawn(&[line("a", &points)], &LineView::default());
    assert_eq!(
        runs(&scene).iter().map(Vec::len).collect::<Vec<_>>(),
        [2, 2]
    );
    let count =
        |matches: fn(&Shape) -> bool| scene.shapes.iter().filter(|shape| matches(shape)).count();
    assert_eq!(count(|shape| matches!(shape, Shape::Polygon { .. })), 2);
    assert_eq!(count(|shape| matches!(shape, Shape::Dot { .. })), 1);
}

#[test]
fn a_single_point_is_a_dot_in_the_middle() {
    let scene = drawn(&[line("a", &[(5.0, 1.0)])], &LineView::default());
    let [Shape::Dot { center, .. }] = scene.shapes.as_slice() else {
        panic!("{:?}", scene.shapes);
    };
    let (middle_x, middle_y) = (scene.plot.width_px * 0.5, scene.plot.height_px * 0.5);
    assert!((center.x_px - middle_x).abs() < 1e-9 && (center.y_px - middle_y).abs() < 1e-9);
}

#[test]
fn on_a_log_axis_what_is_not_positive_is_marked() {
    let view = LineView {
        y_scale: ScaleKind::Log,
        ..LineView::default()
    };
    let scene = drawn(
        &[line(
            "a",
            &[
                (0.0, 1.0),
                (1.0, 0.0),
                (2.0, -3.0),
                (3.0, 100.0),
                (4.0, 10.0),
            ],
        )],
        &view,
    );
    let marks = scene
        .shapes
        .iter()
        .filter(|shape| matches!(shape, Shape::Polygon { .. }));
    assert_eq!(marks.count(), 2);
}

#[test]
fn smoothing_leaves_the_logged_line_pale_behind() {
    let view = LineView {
        smoothing: Smoothing::new(0.6),
        ..LineView::default()
    };
    let scene = drawn(&[line("a", &[(0.0, 0.0), (1.0, 1.0), (2.0, 0.0)])], &view);
    let opacities: Vec<f64> = scene
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Path { stroke, .. } => Some(stroke.paint.opacity),
            _ => None,
        })
        .collect();
    assert_eq!(opacities, [PALE, 1.0]);
}

#[test]
fn nothing_is_drawn_without_points_or_lines() {
    assert_eq!(drawn(&[], &LineView::default()).shapes, []);
    assert_eq!(drawn(&[line("a", &[])], &LineView::default()).shapes, []);
    let hidden = LineView::default().with_toggled("a");
    assert_eq!(
        drawn(&[line("a", &[(0.0, 1.0), (1.0, 2.0)])], &hidden).shapes,
        []
    );
}

#[test]
fn a_spike_of_one_point_in_a_hundred_thousand_reaches_its_height() {
    let mut points: Vec<(f64, f64)> = (0..100_000).map(|i| (f64::from(i), 0.0)).collect();
    points[61_803].1 = 1.0;
    let scene = drawn(&[line("a", &points)], &zoomed((0.0, 99_999.0), (0.0, 1.0)));
    assert!(scene.shapes.iter().all(Shape::is_dense));
    let highest = runs(&scene)
        .concat()
        .iter()
        .map(|(_, y)| *y)
        .fold(f64::MAX, f64::min);
    assert_eq!(highest, 0.0);
    assert!(runs(&scene).concat().len() <= 4 * 300 + 2);

    let mut raster = Raster::new((352, 240));
    let painter = Painter::new(Palette::of(Theme::Light), Resolution::default());
    assert!(painter.paint_dense(&mut raster, &scene).is_ok());
    let x = (scene.plot.left_px + 61_803.0 / 99_999.0 * 300.0) as usize;
    let y = scene.plot.top_px as usize + 2;
    assert!(
        raster.into_rgba()[(y * 352 + x) * 4 + 3] > 200,
        "the spike is inked near the top"
    );
}

#[test]
fn the_gaps_of_a_dense_dashed_line_hide_nothing() {
    // Its dashes were cut out of the image, and with a gap the extremes of its columns.
    let points: Vec<(f64, f64)> = (0..10_000).map(|i| (f64::from(i), 0.5)).collect();
    let mut dashed = line("a", &points);
    dashed.dash = Dash::Dashed;
    let view = zoomed((0.0, 9_999.0), (0.0, 1.0));
    let raster = painted(&drawn(&[dashed], &view), Resolution::default());
    let rgba = raster.into_rgba();
    let mut alphas: Vec<u8> = (60..320)
        .map(|x| {
            let column = rgba.iter().skip(x * 4 + 3).step_by(352 * 4);
            column.copied().max().unwrap_or_default()
        })
        .collect();
    alphas.sort_unstable();
    alphas.dedup();
    let [pale, .., full] = alphas.as_slice() else {
        panic!("the dashes are not told apart: {alphas:?}");
    };
    assert!(*pale > 40 && *pale < 120 && *full > 180, "{alphas:?}");
}

#[test]
fn the_axes_are_labelled_at_their_ticks() {
    let view = zoomed((0.0, 10.0), (0.0, 1.0));
    let prepared = PreparedLines::new(&[line("a", &[(0.0, 0.0), (10.0, 1.0)])], &view);
    let scene = back_scene(&line_frame(&prepared, &view, SIZE, 0));
    let labels: Vec<_> = scene
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text(label) => Some((
                label.text.as_str(),
                label.at.x_px.round(),
                label.at.y_px.round(),
            )),
            _ => None,
        })
        .collect();
    assert!(labels.contains(&("0.4", -6.0, 116.0)), "{labels:?}");
    assert!(labels.contains(&("4", 120.0, 201.0)), "{labels:?}");
    assert!(labels.contains(&("step", 150.0, 216.0)), "{labels:?}");
}

#[test]
fn a_chart_is_drawn_as_svg() {
    let mut dashed = line("b", &[(0.0, 1.0), (10.0, 0.0)]);
    dashed.slot = Slot(11);
    dashed.dash = Slot(11).dash();
    let scene = drawn(
        &[line("a", &[(0.0, 0.0), (10.0, 1.0)]), dashed],
        &LineView::default(),
    );
    let mut svg = String::new();
    {
        let size = (352 * 16, 240 * 16);
        let mut backend = plotters::backend::SVGBackend::with_string(&mut svg, size);
        let painter = Painter::new(Palette::of(Theme::Light), Resolution::default());
        assert!(painter.paint(&mut backend, &scene, Part::Whole).is_ok());
    }
    assert!(
        svg.matches("<polyline").count() > 20,
        "one line and many dashes"
    );
    assert!(svg.contains("#1A66E8") && svg.contains("#CE3A0C"));
    assert!(svg.trim_end().ends_with("</svg>"));
}

#[test]
fn a_band_lies_behind_its_line_and_ends_with_the_plot_area() {
    let mut mean = line("mean", &[(0.0, 1.0), (100.0, 1.0)]);
    mean.beside.band = Some(Arc::new(Band {
        lows: vec![0.0, 0.0],
        highs: vec![2.0, 2.0],
        counts: vec![2; 2],
    }));
    let polygon = |view: &LineView| match drawn(std::slice::from_ref(&mean), view).shapes.first() {
        Some(Shape::Polygon { points, .. }) => points.clone(),
        other => panic!("{other:?}"),
    };
    let whole = polygon(&LineView::default());
    assert_eq!(whole.len(), 4);
    let (top_px, bottom_px) = (whole[1].y_px, whole[2].y_px);
    assert!(top_px < 97.0 && bottom_px > 97.0, "{whole:?}");
    let zoomed = polygon(&zoomed((25.0, 75.0), (0.5, 1.5)));
    let corners: Vec<_> = zoomed
        .iter()
        .map(|at| (at.x_px.round(), at.y_px.round()))
        .collect();
    for corner in [(0.0, 0.0), (300.0, 0.0), (300.0, 194.0), (0.0, 194.0)] {
        assert!(corners.contains(&corner), "{corners:?}");
    }
}

#[test]
fn a_band_widens_what_is_shown_and_pale_lines_are_drawn_first() {
    let mut mean = line("mean", &[(0.0, 1.0), (100.0, 1.0)]);
    mean.beside.band = Some(Arc::new(Band {
        lows: vec![-9.0, 0.0],
        highs: vec![2.0, 11.0],
        counts: vec![2; 2],
    }));
    let mut member = line("member", &[(0.0, 1.0), (100.0, 2.0)]);
    member.beside.weight = Weight::Pale;
    let lines = [mean, member];
    let (_, y) = PreparedLines::new(&lines, &LineView::default())
        .home(&Default::default(), ScaleKind::Linear);
    assert!(y.contains(-9.0) && y.contains(11.0));
    let scene = drawn(&lines, &LineView::default());
    let opacities: Vec<f64> = scene
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Path { stroke, .. } => Some(stroke.paint.opacity),
            _ => None,
        })
        .collect();
    assert_eq!(opacities, [PALE, 1.0]);
}

#[test]
fn the_columns_of_a_dense_line_show_what_all_its_points_show() {
    // A point at the right end of a column was rounded into the next one. Where it was the lowest, its column was
    // drawn only down to whatever other point had been kept.
    let mut seed = 1_u32;
    let mut noise = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(seed >> 8) / f64::from(1_u32 << 24)
    };
    let points: Vec<(f64, f64)> = (0..30_000).map(|x| (f64::from(x), noise())).collect();
    let lines = [line("a", &points)];
    for (view, device_per_px) in [
        (LineView::default(), 1.0),
        (LineView::default(), 2.0),
        (zoomed((1_000.0, 7_000.0), (0.0, 1.0)), 1.25),
    ] {
        let prepared = PreparedLines::new(&lines, &view);
        let frame = line_frame(&prepared, &view, SIZE, 0).frame;
        let shown = Shown {
            prepared: &prepared,
            view: &view,
            frame: &frame,
            utc_offset_minutes: 0,
        };
        let resolution = Resolution::new(device_per_px);
        let kept = painted(&lines_scene(shown, resolution).scene, resolution);
        let mut whole = Scene::clone(&lines_scene(shown, resolution).scene);
        for shape in &mut whole.shapes {
            if let Shape::Path { runs, .. } = shape {
                let all = points
                    .iter()
                    .map(|&(x, y)| plot_from_data(&frame, PointData { x, y }));
                let mut pieces = Vec::new();
                let clip = RectPx {
                    left_px: -CLIP_MARGIN_PX,
                    top_px: -CLIP_MARGIN_PX,
                    width_px: frame.plot.width_px + 2.0 * CLIP_MARGIN_PX,
                    height_px: frame.plot.height_px + 2.0 * CLIP_MARGIN_PX,
                };
                clip_path(&all.collect::<Vec<_>>(), clip, &mut pieces);
                *runs = pieces;
            }
        }
        let whole = painted(&whole, resolution);
        let n_columns = kept.size().0 as usize;
        // What lies beside the plot area is not shown, but for the width of a stroke.
        let first = (frame.plot.left_px * device_per_px).ceil() as usize;
        let last = (frame.plot.right_px() * device_per_px).floor() as usize;
        let (kept_rgba, whole_rgba) = (kept.into_rgba(), whole.into_rgba());
        let pixels = kept_rgba.chunks(4).zip(whole_rgba.chunks(4));
        for (index, (kept, whole)) in pixels.enumerate() {
            let column = index % n_columns;
            assert!(
                kept == whole || !(first..last).contains(&column),
                "column {column} of {first} to {last}, at {device_per_px}"
            );
        }
    }
}

fn painted(scene: &Scene, resolution: Resolution) -> Raster {
    let mut raster = Raster::new(resolution.device_size(scene.size));
    let painter = Painter::new(Palette::of(Theme::Light), resolution);
    assert!(painter.paint_dense(&mut raster, scene).is_ok());
    assert!(
        raster.clone().into_rgba().iter().any(|byte| *byte != 0),
        "nothing dense"
    );
    raster
}
