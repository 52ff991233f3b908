//! Lines in data space: x chosen, points in its order, smoothing applied, extents known.

use super::beside::{Band, Baseline, Beside, Weight};
use super::{ChartLine, placeable};
use crate::interval::Interval;
use crate::line_view::{LineView, Smoothing, XAxis};
use crate::palette::Slot;
use crate::scale::{ScaleKind, value_at};
use crate::scene::Dash;
use runboard_series::extent::extent;
use runboard_series::gap::Placeable;
use runboard_series::nearest::at_or_before;
use runboard_series::order::sorted_by;
use runboard_series::smoothing::smoothed;
use runboard_series::{Point, Points};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Room left free above and below the values when all are shown.
const Y_PADDING: f64 = 0.05;

/// All lines of a chart, hidden ones included, over one x axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PreparedLines {
    /// What x means.
    pub x_axis: XAxis,
    /// The lines in the order in which they were given.
    pub lines: Vec<PreparedLine>,
}

/// One line over x.
#[derive(Debug, Clone)]
pub struct PreparedLine {
    /// What it is known by.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its colour.
    pub slot: Slot,
    /// Its dash.
    pub dash: Dash,
    beside: Beside,
    source: Arc<Points>,
    counted: Counted,
    columns: Columns,
    smoothed: Option<Vec<f64>>,
    smoothed_band: Option<Band>,
    finite: Option<(f64, f64)>,
    positive: Option<(f64, f64)>,
}

#[derive(Debug, Clone)]
enum Columns {
    /// The logged columns as they are, over the steps.
    Steps,
    /// The same points over time, in its order.
    Time {
        xs: Vec<f64>,
        steps: Vec<f64>,
        values: Vec<f64>,
    },
}

impl PartialEq for PreparedLine {
    /// Lines made of the same points in the same way; the points themselves are not compared.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.source, &other.source)
            && self.key == other.key
            && self.name == other.name
            && self.slot == other.slot
            && self.dash == other.dash
            && self.beside.is_same(&other.beside)
            && std::mem::discriminant(&self.columns) == std::mem::discriminant(&other.columns)
            && self.xs().first() == other.xs().first()
            && self.smoothed == other.smoothed
    }
}

impl PreparedLine {
    fn new(line: &ChartLine, counted: Counted, smoothing: Smoothing) -> Self {
        let columns = match counted {
            Counted::Steps => Columns::Steps,
            Counted::SecondsSince { .. } | Counted::Millis => over_time(&line.points, counted),
        };
        // Over time no band is drawn.
        let is_over_steps = matches!(columns, Columns::Steps);
        let band = line.beside.band.as_deref().filter(|_| is_over_steps);
        let edges = |placeable| {
            let ends = band.map(|band| [&band.lows, &band.highs]);
            let columns = ends.into_iter().flatten().map(Vec::as_slice);
            let columns = std::iter::once(line.points.values()).chain(columns);
            columns
                .filter_map(|values| extent(values.iter().copied(), placeable))
                .reduce(union)
        };
        let mut prepared = Self {
            key: line.key.clone(),
            name: line.name.clone(),
            slot: line.slot,
            dash: line.dash,
            beside: line.beside.clone(),
            source: Arc::clone(&line.points),
            counted,
            columns,
            smoothed: None,
            smoothed_band: None,
            finite: edges(Placeable::Finite),
            positive: edges(Placeable::Positive),
        };
        if smoothing.is_on() {
            let weight = smoothing.weight();
            prepared.smoothed = Some(smoothed(prepared.values(), weight));
            prepared.smoothed_band = prepared.band().map(|band| Band {
                lows: smoothed(&band.lows, weight),
                highs: smoothed(&band.highs, weight),
                counts: band.counts.clone(),
            });
        }
        prepared
    }

    /// Positions along x, ascending.
    pub fn xs(&self) -> &[f64] {
        match &self.columns {
            Columns::Steps => self.source.steps(),
            Columns::Time { xs, .. } => xs,
        }
    }

    /// The logged values in the order of x.
    pub fn values(&self) -> &[f64] {
        match &self.columns {
            Columns::Steps => self.source.values(),
            Columns::Time { values, .. } => values,
        }
    }

    /// The steps in the order of x.
    pub fn steps(&self) -> &[f64] {
        match &self.columns {
            Columns::Steps => self.source.steps(),
            Columns::Time { steps, .. } => steps,
        }
    }

    /// The step that was logged at exactly this position.
    pub fn step_at(&self, x: f64) -> Option<f64> {
        let index = at_or_before(self.xs(), x)?;
        let is_there = self.xs().get(index) == Some(&x);
        self.steps().get(index).copied().filter(|_| is_there)
    }

    /// The last step up to this one, and where along x it is.
    pub fn x_of_step(&self, step: f64) -> Option<(f64, f64)> {
        let point = self.source.get(at_or_before(self.source.steps(), step)?)?;
        Some((point.step, self.counted.x(point)))
    }

    /// The smoothed values, when smoothing is on.
    pub fn smoothed(&self) -> Option<&[f64]> {
        self.smoothed.as_deref()
    }

    /// The band around it; only over the steps, along which it was computed.
    pub fn band(&self) -> Option<&Band> {
        match &self.columns {
            Columns::Steps => self.beside.band.as_deref(),
            Columns::Time { .. } => None,
        }
    }

    /// The band as it is drawn: smoothed where the line is.
    pub fn drawn_band(&self) -> Option<&Band> {
        self.smoothed_band.as_ref().or_else(|| self.band())
    }

    /// What its values are measured against.
    pub fn baseline(&self) -> Option<&Baseline> {
        self.beside.baseline.as_ref()
    }

    /// How much it is seen.
    pub fn weight(&self) -> Weight {
        self.beside.weight
    }

    /// What the line goes through: the smoothed values, or the logged ones.
    pub fn drawn(&self) -> &[f64] {
        self.smoothed().unwrap_or(self.values())
    }
}

impl PreparedLines {
    /// The lines as this view prepares them; its zoom and hidden lines play no part.
    pub fn new(lines: &[ChartLine], view: &LineView) -> Self {
        let starts = match view.x_axis {
            XAxis::Relative => starts(lines),
            XAxis::Step | XAxis::Wall => BTreeMap::new(),
        };
        let prepare = |line: &ChartLine| {
            let counted = match view.x_axis {
                XAxis::Step => Counted::Steps,
                XAxis::Wall => Counted::Millis,
                XAxis::Relative => Counted::SecondsSince {
                    unix_millis: starts.get(&line.owner_idx).copied().unwrap_or(0),
                },
            };
            PreparedLine::new(line, counted, view.smoothing)
        };
        Self {
            x_axis: view.x_axis,
            lines: lines.iter().map(prepare).collect(),
        }
    }

    /// The lines that are not hidden.
    pub fn visible<'a>(
        &'a self,
        hidden: &'a BTreeSet<String>,
    ) -> impl DoubleEndedIterator<Item = &'a PreparedLine> {
        self.lines.iter().filter(|line| !hidden.contains(&line.key))
    }

    /// What is shown without a zoom: all points of the visible lines, with some room above and below.
    ///
    /// Without any point, 0 to 1 on both axes.
    pub fn home(&self, hidden: &BTreeSet<String>, y_scale: ScaleKind) -> (Interval, Interval) {
        let ends = |line: &PreparedLine| Some((*line.xs().first()?, *line.xs().last()?));
        let xs = self.visible(hidden).filter_map(ends).reduce(union);
        let values = |line: &PreparedLine| match placeable(y_scale) {
            Placeable::Finite => line.finite,
            Placeable::Positive => line.positive,
        };
        let ys = self.visible(hidden).filter_map(values).reduce(union);
        let (x_min, x_max) = xs.unwrap_or((0.0, 1.0));
        let y = match (ys, y_scale) {
            (Some((min, max)), ScaleKind::Linear) => Interval::around(min, max).padded(Y_PADDING),
            (Some((min, max)), ScaleKind::Log) => padded_log(min, max),
            (None, ScaleKind::Linear) => Interval::around(0.0, 1.0),
            (None, ScaleKind::Log) => Interval::around(1.0, 10.0),
        };
        (self.home_x(x_min, x_max), y)
    }

    /// The first moment that is shown over wall time, in milliseconds since 1970; `None` over other axes.
    pub fn first_unix_millis(&self, view: &LineView) -> Option<i64> {
        let home = || self.home(&view.hidden, view.y_scale).0;
        let shown = view.view_box.x.unwrap_or_else(home);
        (self.x_axis == XAxis::Wall).then_some(shown.min() as i64)
    }

    /// The range of x; of a single moment a minute around it, not a tenth of the time since 1970.
    fn home_x(&self, min: f64, max: f64) -> Interval {
        let around_moment = || Interval::new(min - 30_000.0, max + 30_000.0);
        let from_start = || Interval::new(0.0, 1.0);
        let single = match self.x_axis {
            XAxis::Step => None,
            _ if min < max => None,
            XAxis::Relative if min == 0.0 => from_start(),
            XAxis::Relative => None,
            XAxis::Wall => around_moment(),
        };
        single.unwrap_or_else(|| Interval::around(min, max))
    }
}

fn union(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0.min(b.0), a.1.max(b.1))
}

fn padded_log(min: f64, max: f64) -> Interval {
    let domain = if max > min * 1.01 {
        Interval::new(min, max)
    } else {
        Interval::new(min * 0.5, max * 2.0)
    };
    let domain = domain.unwrap_or_else(|| Interval::around(min, max));
    let at = |share: f64| value_at(ScaleKind::Log, domain, share);
    Interval::new(at(-Y_PADDING), at(1.0 + Y_PADDING))
        .filter(|wide| wide.min() > 0.0)
        .unwrap_or(domain)
}

/// What x counts, and from where.
#[derive(Debug, Clone, Copy)]
enum Counted {
    /// Steps.
    Steps,
    /// Seconds since this moment.
    SecondsSince { unix_millis: i64 },
    /// Milliseconds since 1970.
    Millis,
}

impl Counted {
    /// Where along x a point is.
    fn x(self, point: Point) -> f64 {
        match self {
            Self::Steps => point.step,
            Self::SecondsSince { unix_millis } => {
                (point.time_unix_millis - unix_millis) as f64 / 1_000.0
            }
            Self::Millis => point.time_unix_millis as f64,
        }
    }
}

/// When the first point of each owner was logged, hidden lines included, so that hiding a line moves no other.
///
/// With a zero for each line, a value would be read beside moments at which it had not been logged yet.
fn starts(lines: &[ChartLine]) -> BTreeMap<usize, i64> {
    let mut starts = BTreeMap::new();
    for line in lines {
        if let Some(first) = line.points.times_unix_millis().iter().copied().min() {
            let start = starts.entry(line.owner_idx).or_insert(first);
            *start = first.min(*start);
        }
    }
    starts
}

fn over_time(points: &Points, counted: Counted) -> Columns {
    // Stable: what was logged in one millisecond stays in the order of its steps.
    let logged = sorted_by(points.iter().collect::<Vec<Point>>(), |a, b| {
        a.time_unix_millis.cmp(&b.time_unix_millis)
    });
    Columns::Time {
        xs: logged.iter().map(|point| counted.x(*point)).collect(),
        steps: logged.iter().map(|point| point.step).collect(),
        values: logged.iter().map(|point| point.value).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::line;
    use super::*;

    fn view(x_axis: XAxis, smoothing: f64) -> LineView {
        LineView {
            x_axis,
            smoothing: Smoothing::new(smoothing),
            ..LineView::default()
        }
    }

    #[test]
    fn x_is_the_step_the_seconds_since_the_start_or_the_time() {
        let lines = [line("loss", &[(10.0, 3.0), (20.0, 2.0)])];
        for (x_axis, xs) in [
            (XAxis::Step, [10.0, 20.0]),
            (XAxis::Relative, [0.0, 60.0]),
            (XAxis::Wall, [1_795_470_243_000.0, 1_795_470_303_000.0]),
        ] {
            let prepared = PreparedLines::new(&lines, &view(x_axis, 0.0));
            assert_eq!(prepared.lines[0].xs(), xs);
            assert_eq!(prepared.lines[0].values(), [3.0, 2.0]);
        }
    }

    #[test]
    fn the_first_moment_shown_is_that_of_the_zoom_or_of_the_lines() {
        // Times of a run in summer were an hour off when they were read in winter.
        let lines = [line("loss", &[(10.0, 3.0), (20.0, 2.0)])];
        let first = |view: &LineView| PreparedLines::new(&lines, view).first_unix_millis(view);
        let wall = view(XAxis::Wall, 0.0);
        assert_eq!(first(&wall), Some(1_795_470_243_000));
        let mut zoomed = wall.clone();
        zoomed.view_box.x = Interval::new(1_795_470_250_000.0, 1_795_470_260_000.0);
        assert_eq!(first(&zoomed), Some(1_795_470_250_000));
        assert_eq!(first(&view(XAxis::Step, 0.0)), None);
        assert_eq!(first(&view(XAxis::Relative, 0.0)), None);
    }

    #[test]
    fn over_time_points_stand_in_the_order_in_which_they_were_logged() {
        let mut late_start = line("loss", &[]);
        late_start.points = Arc::new(Points::from_columns(
            vec![1.0, 2.0],
            vec![5.0, 6.0],
            vec![9_000, 4_000],
        ));
        let prepared = PreparedLines::new(&[late_start], &view(XAxis::Relative, 0.0));
        let line = &prepared.lines[0];
        assert_eq!(
            (line.xs(), line.steps(), line.values()),
            (&[0.0, 5.0][..], &[2.0, 1.0][..], &[6.0, 5.0][..])
        );
    }

    #[test]
    fn relative_time_has_one_zero_for_each_owner() {
        // A validation line began at its own zero, so that its first value was read 99 seconds too early.
        let logged = |name: &str, owner_idx: usize, times: [i64; 2]| {
            let mut line = line(name, &[]);
            line.owner_idx = owner_idx;
            let (steps, values) = (vec![1.0, 2.0], vec![5.0, 6.0]);
            line.points = Arc::new(Points::from_columns(steps, values, times.to_vec()));
            line
        };
        let lines = [
            logged("val", 0, [100_000, 200_000]),
            logged("train", 0, [1_000, 2_000]),
            logged("other", 1, [5_000, 4_000]),
            line("empty", &[]),
        ];
        let prepared = PreparedLines::new(&lines, &view(XAxis::Relative, 0.0));
        let xs: Vec<&[f64]> = prepared.lines.iter().map(PreparedLine::xs).collect();
        assert_eq!(xs, [&[99.0, 199.0][..], &[0.0, 1.0], &[0.0, 1.0], &[]]);
    }

    #[test]
    fn smoothing_leaves_the_logged_values_beside_it() {
        let lines = [line("loss", &[(0.0, 0.0), (1.0, 3.0)])];
        let prepared = PreparedLines::new(&lines, &view(XAxis::Step, 0.5));
        assert_eq!(prepared.lines[0].drawn(), [0.0, 2.0]);
        assert_eq!(prepared.lines[0].values(), [0.0, 3.0]);
    }

    #[track_caller]
    fn check_home(points: &[(f64, f64)], y_scale: ScaleKind, x: (f64, f64), y: (f64, f64)) {
        let prepared = PreparedLines::new(&[line("a", points)], &LineView::default());
        let (home_x, home_y) = prepared.home(&BTreeSet::new(), y_scale);
        assert_eq!((home_x.min(), home_x.max()), x);
        let close = |a: f64, b: f64| (a - b).abs() <= b.abs() * 1e-9;
        assert!(
            close(home_y.min(), y.0) && close(home_y.max(), y.1),
            "{home_y:?}"
        );
    }

    #[test]
    fn home_holds_every_point_whatever_was_logged() {
        let (linear, log) = (ScaleKind::Linear, ScaleKind::Log);
        check_home(&[], linear, (0.0, 1.0), (0.0, 1.0));
        check_home(&[], log, (0.0, 1.0), (1.0, 10.0));
        check_home(
            &[(0.0, 0.0), (10.0, 1.0)],
            linear,
            (0.0, 10.0),
            (-0.05, 1.05),
        );
        check_home(&[(5.0, 10.0)], linear, (4.5, 5.5), (8.9, 11.1));
        check_home(
            &[(0.0, f64::NAN), (4.0, f64::INFINITY)],
            linear,
            (0.0, 4.0),
            (0.0, 1.0),
        );
        check_home(&[(0.0, -1.0), (4.0, 0.0)], log, (0.0, 4.0), (1.0, 10.0));
        check_home(&[(0.0, 1.0), (4.0, 1e20)], log, (0.0, 4.0), (0.1, 1e21));
        check_home(
            &[(0.0, 4.0)],
            log,
            (-1.0, 1.0),
            (2.0 * 0.25f64.powf(0.05), 8.0 * 4f64.powf(0.05)),
        );
    }

    #[test]
    fn a_single_moment_has_a_minute_around_it() {
        let lines = [line("a", &[(7.0, 1.0)])];
        for (x_axis, expected) in [
            (XAxis::Relative, (0.0, 1.0)),
            (XAxis::Wall, (1_795_470_213_000.0, 1_795_470_273_000.0)),
        ] {
            let prepared = PreparedLines::new(&lines, &view(x_axis, 0.0));
            let (x, _) = prepared.home(&BTreeSet::new(), ScaleKind::Linear);
            assert_eq!((x.min(), x.max()), expected);
        }
    }

    /// Over wall time the line of a group lay flat in the middle of an axis from −200 to 1200.
    #[test]
    fn a_band_widens_only_the_axis_along_which_it_is_drawn() {
        let mut mean = line("mean", &[(0.0, 500.0), (1.0, 501.0)]);
        mean.beside.band = Some(Arc::new(Band {
            lows: vec![-100.0, 400.0],
            highs: vec![1_100.0, 600.0],
            counts: vec![3, 3],
        }));
        let lines = [mean];
        for (x_axis, expected) in [
            (XAxis::Step, Interval::around(-100.0, 1_100.0)),
            (XAxis::Relative, Interval::around(500.0, 501.0)),
            (XAxis::Wall, Interval::around(500.0, 501.0)),
        ] {
            let prepared = PreparedLines::new(&lines, &view(x_axis, 0.0));
            let (_, y) = prepared.home(&BTreeSet::new(), ScaleKind::Linear);
            assert_eq!(y, expected.padded(Y_PADDING), "{x_axis:?}");
        }
    }

    #[test]
    fn hidden_lines_do_not_count() {
        let lines = [
            line("a", &[(0.0, 0.0), (1.0, 1.0)]),
            line("b", &[(0.0, 900.0), (70.0, 901.0)]),
        ];
        let prepared = PreparedLines::new(&lines, &LineView::default());
        let hidden = BTreeSet::from(["b".to_owned()]);
        assert_eq!(
            prepared.home(&hidden, ScaleKind::Linear).0,
            Interval::around(0.0, 1.0)
        );
    }
}
