use super::super::ChartLine;
use super::super::beside::{Band, Baseline, Verdict};
use super::super::frame::line_frame;
use super::super::prepared::PreparedLines;
use super::super::testing::line;
use super::*;
use crate::better::Better;
use crate::interval::Interval;
use crate::line_view::{LineView, Smoothing};
use crate::space::SizePx;

fn lines() -> [ChartLine; 3] {
    [
        line("low", &[(0.0, 1.0), (10.0, 1.5), (20.0, 2.0)]),
        line("high", &[(0.0, 8.0), (5.0, 9.0), (20.0, 7.0)]),
        line("late", &[(20.0, f64::NAN)]),
    ]
}

fn with_shown<T>(view: &LineView, inspect: impl FnOnce(Shown<'_>) -> T) -> T {
    with_lines(&lines(), view, inspect)
}

fn with_lines<T>(lines: &[ChartLine], view: &LineView, inspect: impl FnOnce(Shown<'_>) -> T) -> T {
    let prepared = PreparedLines::new(lines, view);
    let frame = line_frame(&prepared, view, SizePx::new(400.0, 240.0), 0).frame;
    inspect(Shown {
        prepared: &prepared,
        view,
        frame: &frame,
        utc_offset_minutes: 0,
    })
}

#[track_caller]
fn check_spoken(view: &LineView, x: f64, expected: &str) {
    let spoken = with_shown(view, |shown| {
        reading(shown, x, Meant::Nobody).map(|reading| reading.spoken())
    });
    assert_eq!(spoken.as_deref(), Some(expected));
}

#[test]
fn each_line_tells_its_value_or_the_nearest_earlier_one() {
    let view = LineView::default();
    check_spoken(&view, 0.0, "step 0: high 8, low 1");
    check_spoken(&view, 10.0, "step 10: high 9 (step 5), low 1.5");
    check_spoken(&view, 20.0, "step 20: high 7, low 2, late NaN");
}

#[test]
fn of_many_lines_those_around_the_nearest_are_shown() {
    let many = |nearest: Option<usize>| {
        let entry = |idx: usize| ReadingEntry {
            key: idx.to_string(),
            name: idx.to_string(),
            slot: Slot(idx),
            dash: Dash::Solid,
            value: 0.0,
            smoothed: None,
            earlier_step: None,
            has_ended: false,
            at: None,
            band: None,
            change: None,
            is_meant: Some(idx) == nearest,
            n_digits: 6,
        };
        Reading {
            x: 0.0,
            position: String::new(),
            entries: (0..20).map(entry).collect(),
        }
    };
    for (nearest, expected) in [(None, 0), (Some(3), 0), (Some(10), 6), (Some(19), 12)] {
        assert_eq!(many(nearest).first_shown(8), expected, "{nearest:?}");
    }
    assert_eq!(many(Some(19)).first_shown(100), 0);
}

#[test]
fn hidden_lines_are_not_read() {
    check_spoken(
        &LineView::default().with_toggled("high"),
        0.0,
        "step 0: low 1",
    );
}

/// Sorted by value alone, the top of a loss was that of trainings which had ended at once, and those that were still
/// at it came below what is seen.
#[test]
fn lines_that_have_ended_come_after_those_that_go_on() {
    let lines = [
        line("ended high", &[(0.0, 9.0), (5.0, 8.0)]),
        line("ended low", &[(0.0, 5.0), (10.0, 4.0)]),
        line("sparse", &[(0.0, 6.0), (15.0, 2.0), (30.0, 1.0)]),
        line("dense", &[(0.0, 7.0), (20.0, 3.0)]),
        line("gone", &[(0.0, 7.0), (20.0, f64::NAN)]),
    ];
    let view = LineView::default();
    let spoken = |x: f64, meant: Meant<'_>| {
        with_lines(&lines, &view, |shown| {
            let reading = reading(shown, x, meant)?;
            let meant = reading.meant().map(|entry| entry.name.clone());
            Some((reading.spoken(), meant))
        })
    };
    let (text, _) = spoken(20.0, Meant::Nobody).unwrap();
    assert_eq!(
        text,
        "step 20: dense 3, sparse 2 (step 15), gone NaN, ended high 8 (step 5), ended low 4 (step 10)"
    );
    // At the top of the chart the value that a line ended with is nearest; the line is not there any more.
    let at = PointPx::new(0.0, 20.0);
    let pointed = Meant::Pointed(Pointed { at, line_idx: None });
    let (_, meant) = spoken(20.0, pointed).unwrap();
    assert_eq!(meant.as_deref(), Some("dense"));
}

/// A reading that was kept went on to offer `Hide` for a line that had been hidden since, which showed it again.
#[test]
fn only_a_line_that_is_read_is_meant() {
    let meant = |view: &LineView, key: &str| {
        with_shown(view, |shown| {
            let reading = reading(shown, 10.0, Meant::Key(key))?;
            reading.meant().map(|entry| entry.key.clone())
        })
    };
    let view = LineView::default();
    assert_eq!(meant(&view, "high").as_deref(), Some("high"));
    assert_eq!(meant(&view.with_toggled("high"), "high"), None);
    assert_eq!(meant(&view, "late"), None, "it begins at step 20");
    assert_eq!(meant(&view, "opt = adam"), None, "a group that is no more");
}

#[test]
fn nothing_is_read_before_the_first_point() {
    assert_eq!(
        with_shown(&LineView::default(), |shown| reading(
            shown,
            -1.0,
            Meant::Nobody
        )),
        None
    );
}

#[test]
fn smoothed_values_are_told_beside_the_logged_ones() {
    let view = LineView {
        smoothing: Smoothing::new(0.5),
        ..LineView::default()
            .with_toggled("high")
            .with_toggled("late")
    };
    check_spoken(&view, 10.0, "step 10: low 1.5 (smoothed 1.33333)");
}

#[test]
fn times_are_told_with_their_step() {
    let view = LineView::default()
        .with_x_axis(XAxis::Relative)
        .with_solo("low", ["low", "high", "late"].into_iter());
    check_spoken(&view, 60.0, "step 10, 1 min 0 s: low 1.5");
}

#[track_caller]
fn check_nearest(view: &LineView, x: f64, expected: f64) {
    assert_eq!(
        with_shown(view, |shown| nearest_x(shown, x)),
        Some(expected),
        "nearest to {x}"
    );
}

#[test]
fn the_nearest_step_of_any_line_is_read() {
    let view = LineView::default();
    check_nearest(&view, 6.0, 5.0);
    check_nearest(&view, 8.0, 10.0);
    check_nearest(&view, 1e9, 20.0);
    check_nearest(&view.with_toggled("high"), 4.0, 0.0);
}

#[test]
fn a_position_without_points_is_read_at_the_nearest_one() {
    // After a restart the tooltip went on to say `step 355`, of which nothing was left.
    let at = |view: &LineView, x: f64| with_shown(view, |shown| logged_x(shown, x));
    let view = LineView::default();
    assert_eq!(at(&view, 10.0), Some(10.0));
    assert_eq!(at(&view, 355.0), Some(20.0));
    assert_eq!(at(&view, -4.0), Some(0.0));
    // What is read stays where it is while the line is hidden that has a point there.
    assert_eq!(at(&view.with_toggled("high"), 5.0), Some(5.0));
}

#[test]
fn a_step_inside_the_zoom_is_preferred() {
    let mut view = LineView::default();
    view.view_box.x = Interval::new(6.0, 12.0);
    check_nearest(&view, 6.0, 10.0);
    view.view_box.x = Interval::new(6.0, 7.0);
    check_nearest(&view, 6.2, 5.0);
    // Near the edge the step beyond it is nearer; read there, no crosshair was seen, and End left the zoom.
    view.view_box.x = Interval::new(4.0, 19.0);
    check_nearest(&view, 19.0, 10.0);
    view.view_box.x = Interval::new(1.0, 12.0);
    check_nearest(&view, 1.0, 5.0);
}

#[track_caller]
fn check_move(from: Option<f64>, by: Move, expected: Option<f64>) {
    assert_eq!(
        with_shown(&LineView::default(), |shown| moved_x(shown, from, by)),
        expected
    );
}

#[test]
fn keys_walk_over_the_steps_of_all_lines_and_stop_at_the_ends() {
    check_move(None, Move::Forward(1), Some(0.0));
    check_move(None, Move::Back(1), Some(20.0));
    check_move(Some(0.0), Move::Forward(1), Some(5.0));
    check_move(Some(5.0), Move::Forward(1), Some(10.0));
    check_move(Some(10.0), Move::Back(1), Some(5.0));
    check_move(Some(0.0), Move::Forward(10), Some(20.0));
    check_move(Some(20.0), Move::Forward(1), Some(20.0));
    check_move(Some(5.0), Move::Last, Some(20.0));
    check_move(Some(5.0), Move::First, Some(0.0));
}

#[test]
fn the_line_nearest_to_the_pointer_is_told_apart() {
    // The one whose value at the step was nearest was told apart, and the line under the pointer was another.
    let name = |meant: Meant<'_>| {
        with_shown(&LineView::default(), |shown| {
            let mut entries = reading(shown, 20.0, meant)?.entries.into_iter();
            entries.find(|entry| entry.is_meant).map(|entry| entry.name)
        })
    };
    let pointed = |y_px, line_idx| {
        let at = PointPx::new(0.0, y_px);
        Meant::Pointed(Pointed { at, line_idx })
    };
    assert_eq!(name(pointed(0.0, None)).as_deref(), Some("high"));
    assert_eq!(name(pointed(190.0, None)).as_deref(), Some("low"));
    assert_eq!(name(pointed(190.0, Some(1))).as_deref(), Some("high"));
    assert_eq!(name(pointed(190.0, Some(9))).as_deref(), Some("low"));
    assert_eq!(name(Meant::Key("late")).as_deref(), Some("late"));
    assert_eq!(name(Meant::Key("gone")), None);
}

#[test]
fn values_that_differ_late_are_read_with_more_digits() {
    let points: Vec<(f64, f64)> = (0..20)
        .map(|it| (f64::from(it), 1e9 + f64::from(it) * 1e-3))
        .collect();
    let view = LineView::default();
    let spoken = with_lines(&[line("offset", &points)], &view, |shown| {
        reading(shown, 4.0, Meant::Nobody).map(|reading| reading.spoken())
    });
    assert_eq!(spoken.as_deref(), Some("step 4: offset 1.000000000004e9"));
}

#[test]
fn a_line_with_a_baseline_tells_its_change_and_a_group_its_band() {
    let [mut low, high, _] = lines();
    low.beside.baseline = Some(Baseline {
        points: std::sync::Arc::clone(&high.points),
        better: Better::Less,
    });
    low.beside.band = Some(std::sync::Arc::new(Band {
        lows: vec![0.5; 3],
        highs: vec![2.5; 3],
        counts: vec![3, 2, 1],
    }));
    let view = LineView::default();
    let read = with_lines(&[low, high], &view, |shown| {
        reading(shown, 10.0, Meant::Nobody).unwrap()
    });
    assert_eq!(
        read.spoken(),
        "step 10: high 9 (step 5), low 1.5 (0.5 to 2.5), n 2 (-7.5, ×0.1667)"
    );
    let verdict = read.entries[1].change.map(|change| change.verdict);
    assert_eq!(verdict, Some(Verdict::Better));
}
