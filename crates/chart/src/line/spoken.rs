//! A line chart in one sentence, true for what is shown.

use super::reading::time_text;
use super::{Shown, placeable};
use crate::format;
use crate::line_view::XAxis;
use runboard_series::nearest::within;

/// The sentence for a screen reader: `Line chart, 3 lines, steps 0 to 149, values 0.0210 to 0.1228`.
///
/// Hidden lines and points outside a zoom are not counted.
pub fn description(shown: Shown<'_>) -> String {
    let seen = seen(shown);
    let n_lines = shown.visible().count();
    let lines = format!("{n_lines} {}", if n_lines == 1 { "line" } else { "lines" });
    let Some((first, last)) = seen.xs else {
        let is_any_outside = shown.visible().any(|line| !line.xs().is_empty());
        let place = if is_any_outside { " in view" } else { "" };
        return format!("Line chart, {lines}, no points{place}");
    };
    let xs = match shown.prepared.x_axis {
        XAxis::Step => format!("steps {} to {}", format::full(first), format::full(last)),
        axis @ (XAxis::Relative | XAxis::Wall) => {
            let noun = if axis == XAxis::Wall {
                "time"
            } else {
                "relative time"
            };
            let text = |x| time_text(axis, x, shown.utc_offset_minutes);
            format!("{noun} {} to {}", text(first), text(last))
        }
    };
    let values = seen.values.map(|(min, max)| {
        let (min, max) = format::range(min, max);
        format!(", values {min} to {max}")
    });
    let gaps = match seen.n_gaps {
        0 => String::new(),
        n_gaps => format!(", {n_gaps} without a place on the axis"),
    };
    format!(
        "Line chart, {lines}, {xs}{}{gaps}",
        values.unwrap_or_default()
    )
}

#[derive(Default)]
struct Seen {
    xs: Option<(f64, f64)>,
    values: Option<(f64, f64)>,
    n_gaps: usize,
}

fn seen(shown: Shown<'_>) -> Seen {
    let (x, y) = (shown.frame.x.domain(), shown.frame.y.domain());
    let placeable = placeable(shown.view.y_scale);
    let mut seen = Seen::default();
    for line in shown.visible() {
        let range = within(line.xs(), x.min(), x.max());
        let xs = line.xs().get(range.clone()).unwrap_or_default();
        let values = line.values().get(range).unwrap_or_default();
        for (x, value) in xs.iter().zip(values) {
            let has_place = placeable.holds(*value);
            if has_place && !y.contains(*value) {
                continue;
            }
            seen.xs = Some(widened(seen.xs, *x));
            if has_place {
                seen.values = Some(widened(seen.values, *value));
            } else {
                seen.n_gaps += 1;
            }
        }
    }
    seen
}

fn widened(range: Option<(f64, f64)>, value: f64) -> (f64, f64) {
    range.map_or((value, value), |(min, max)| {
        (min.min(value), max.max(value))
    })
}

#[cfg(test)]
mod tests {
    use super::super::ChartLine;
    use super::super::frame::line_frame;
    use super::super::prepared::PreparedLines;
    use super::super::testing::line;
    use super::*;
    use crate::interval::Interval;
    use crate::line_view::{LineView, ViewBox};
    use crate::space::SizePx;

    #[track_caller]
    fn check(lines: &[ChartLine], view: &LineView, expected: &str) {
        let prepared = PreparedLines::new(lines, view);
        let frame = line_frame(&prepared, view, SizePx::new(400.0, 240.0), 0).frame;
        let shown = Shown {
            prepared: &prepared,
            view,
            frame: &frame,
            utc_offset_minutes: 0,
        };
        assert_eq!(description(shown), expected);
    }

    fn lines() -> [ChartLine; 2] {
        [
            line("loss", &[(0.0, 0.1228), (74.0, 0.05), (149.0, 0.021)]),
            line("val", &[(0.0, 0.1), (149.0, f64::NAN)]),
        ]
    }

    #[test]
    fn the_sentence_counts_lines_steps_and_values() {
        let gap = ", 1 without a place on the axis";
        let all = format!("Line chart, 2 lines, steps 0 to 149, values 0.0210 to 0.1228{gap}");
        check(&lines(), &LineView::default(), &all);
        check(
            &lines()[..1],
            &LineView::default().with_toggled("other"),
            "Line chart, 1 line, steps 0 to 149, values 0.0210 to 0.1228",
        );
        check(&[], &LineView::default(), "Line chart, 0 lines, no points");
    }

    #[test]
    fn only_what_is_shown_counts() {
        check(
            &lines(),
            &LineView::default().with_toggled("val"),
            "Line chart, 1 line, steps 0 to 149, values 0.0210 to 0.1228",
        );
        let mut view = LineView {
            view_box: ViewBox {
                x: Interval::new(50.0, 100.0),
                y: None,
            },
            ..LineView::default()
        };
        check(
            &lines(),
            &view,
            "Line chart, 2 lines, steps 74 to 74, values 0.05000 to 0.05000",
        );
        view.view_box.y = Interval::new(10.0, 20.0);
        // Between two points the sentence said that there were none at all, though the line crosses the picture.
        check(&lines(), &view, "Line chart, 2 lines, no points in view");
        check(&[], &view, "Line chart, 0 lines, no points");
    }

    #[test]
    fn times_are_said_as_times() {
        check(
            &lines()[..1],
            &LineView::default().with_x_axis(XAxis::Relative),
            "Line chart, 1 line, relative time 0 s to 2 min 0 s, values 0.0210 to 0.1228",
        );
        check(
            &lines()[..1],
            &LineView::default().with_x_axis(XAxis::Wall),
            "Line chart, 1 line, time 2026-11-23 21:44:03 to 2026-11-23 21:46:03, values 0.0210 to 0.1228",
        );
    }
}
