//! What is read at a position: the nearest logged step, and each line's value there.

use super::beside::{ChangeReading, change_text};
use super::cursor::Pointed;
use super::prepared::PreparedLine;
use super::{Shown, placeable};
use crate::calendar::WallTime;
use crate::format;
use crate::frame::plot_from_data;
use crate::line_view::XAxis;
use crate::palette::Slot;
use crate::scale::ScaleKind;
use crate::scene::Dash;
use crate::space::{PointData, PointPx};
use runboard_series::nearest::{after, at_or_before, before, nearest, within};
use runboard_series::order::sorted_by;

/// The values at one position.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Where along x, in the units of the axis; some line has a point there.
    pub x: f64,
    /// The position in words, such as `step 20`.
    pub position: String,
    /// One for each visible line that has begun by then, the largest value first, NaN last; those of lines that have
    /// ended before come after all others.
    pub entries: Vec<ReadingEntry>,
}

/// One line's value at, or last before, the position.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingEntry {
    /// The line's key.
    pub key: String,
    /// The line's name.
    pub name: String,
    /// Its colour.
    pub slot: Slot,
    /// Its dash.
    pub dash: Dash,
    /// The value as it was logged.
    pub value: f64,
    /// The value as it is smoothed, when it is.
    pub smoothed: Option<f64>,
    /// The step of the value, where it is not the one that is read but an earlier one.
    pub earlier_step: Option<f64>,
    /// Whether the line has ended before the position: its last value is told, which may be from long ago.
    pub has_ended: bool,
    /// Where the drawn value is, in plot pixels; `None` if it has no place.
    pub at: Option<PointPx>,
    /// The line's band there, where it has one.
    pub band: Option<BandReading>,
    /// How the value stands to the baseline's at the same step, where there is one.
    pub change: Option<ChangeReading>,
    /// Whether this is the line that is meant: the one at the pointer, or the one that was kept.
    pub is_meant: bool,
    /// How many digits its values are read with.
    pub n_digits: usize,
}

/// A group's band at one of its steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandReading {
    /// The lower edge.
    pub low: f64,
    /// The upper edge.
    pub high: f64,
    /// How many members count there.
    pub n_members: u32,
}

/// Which line of a reading is meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Meant<'a> {
    /// None of them.
    Nobody,
    /// The one at the pointer; beside every line, the one whose value is nearest to it.
    Pointed(Pointed),
    /// The one of this key.
    Key(&'a str),
}

impl ReadingEntry {
    /// The value in words: `0.25`, or `0.25 (step 18)` where it is an earlier one.
    pub fn value_text(&self) -> String {
        let number = |value: f64| format::significant(value, self.n_digits);
        let smoothed = self
            .smoothed
            .map(|smoothed| format!(" (smoothed {})", number(smoothed)));
        let earlier = self
            .earlier_step
            .map(|step| format!(" (step {})", format::number(step)));
        // One member has no spread.
        let band = self.band.map(|band| match band.n_members {
            1 => ", n 1".to_owned(),
            n_members => format!(
                " ({} to {}), n {n_members}",
                number(band.low),
                number(band.high)
            ),
        });
        let value = number(self.value);
        format!(
            "{value}{}{}{}",
            band.unwrap_or_default(),
            smoothed.unwrap_or_default(),
            earlier.unwrap_or_default()
        )
    }

    /// The change to the baseline in words; `None` where there is none.
    pub fn change_text(&self) -> Option<String> {
        self.change.map(|read| change_text(read.change))
    }
}

impl Reading {
    /// One sentence for a screen reader: `step 20: loss1 0.5, loss2 0.25`.
    pub fn spoken(&self) -> String {
        let entries = self.entries.iter().map(|entry| match entry.change_text() {
            Some(change) => format!("{} {} ({change})", entry.name, entry.value_text()),
            None => format!("{} {}", entry.name, entry.value_text()),
        });
        let entries: Vec<_> = entries.collect();
        format!("{}: {}", self.position, entries.join(", "))
    }

    /// The line that is meant; `None` where it is not read: hidden, not begun, or not there any more.
    pub fn meant(&self) -> Option<&ReadingEntry> {
        self.entries.iter().find(|entry| entry.is_meant)
    }

    /// The position of the first entry to show where there is room for `n_rows`: the line that is meant stands in
    /// the middle, as far as the ends allow.
    pub fn first_shown(&self, n_rows: usize) -> usize {
        let meant = self.entries.iter().position(|entry| entry.is_meant);
        let first = meant.unwrap_or(0).saturating_sub(n_rows / 2);
        first.min(self.entries.len().saturating_sub(n_rows))
    }
}

/// How far the keys move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// So many points towards larger x.
    Forward(usize),
    /// So many points towards smaller x.
    Back(usize),
    /// To the first point that is shown.
    First,
    /// To the last point that is shown.
    Last,
}

/// The position of the point nearest to `x`, of any visible line; one inside the frame, if there is one.
pub fn nearest_x(shown: Shown<'_>, x: f64) -> Option<f64> {
    let domain = shown.frame.x.domain();
    let x = x.clamp(domain.min(), domain.max());
    let nearest_of = |xs: &[f64]| xs.get(nearest(xs, x)?).copied();
    let inside = |line: &PreparedLine| {
        let xs = line.xs();
        nearest_of(xs.get(within(xs, domain.min(), domain.max()))?)
    };
    let closest = |a: f64, b: f64| if (b - x).abs() < (a - x).abs() { b } else { a };
    shown
        .visible()
        .filter_map(inside)
        .reduce(closest)
        .or_else(|| {
            let anywhere = shown.visible().filter_map(|line| nearest_of(line.xs()));
            anywhere.reduce(closest)
        })
}

/// The position `x` where any line has a point there, a hidden one included, else that of the nearest point.
///
/// A training that began anew has no points where the crosshair stood, or where a reading was kept.
pub fn logged_x(shown: Shown<'_>, x: f64) -> Option<f64> {
    let mut lines = shown.prepared.lines.iter();
    if lines.any(|line| line.step_at(x).is_some()) {
        Some(x)
    } else {
        nearest_x(shown, x)
    }
}

/// Where the keys lead from `x`; from nowhere they lead to the ends of what is shown.
pub fn moved_x(shown: Shown<'_>, from: Option<f64>, by: Move) -> Option<f64> {
    let domain = shown.frame.x.domain();
    let next = |x: f64| {
        let candidates = shown.visible();
        candidates
            .filter_map(|line| line.xs().get(after(line.xs(), x)?).copied())
            .reduce(f64::min)
    };
    let previous = |x: f64| {
        let candidates = shown.visible();
        candidates
            .filter_map(|line| line.xs().get(before(line.xs(), x)?).copied())
            .reduce(f64::max)
    };
    let repeat = |from: f64, count: usize, step: &dyn Fn(f64) -> Option<f64>| {
        std::iter::successors(Some(from), |x| step(*x))
            .take(count + 1)
            .last()
    };
    match (by, from) {
        (Move::Forward(count), Some(x)) => repeat(x, count, &next),
        (Move::Back(count), Some(x)) => repeat(x, count, &previous),
        (Move::First, _) | (Move::Forward(_), None) => nearest_x(shown, domain.min()),
        (Move::Last, _) | (Move::Back(_), None) => nearest_x(shown, domain.max()),
    }
}

/// What is read at `x`, and which line of it is meant.
pub fn reading(shown: Shown<'_>, x: f64, meant: Meant<'_>) -> Option<Reading> {
    let mut entries: Vec<ReadingEntry> = Vec::new();
    // What a hundredth of the height of the plot is apart can be told apart.
    let difference = match shown.view.y_scale {
        ScaleKind::Linear => shown.frame.y.domain().half_width() * 0.02,
        ScaleKind::Log => 0.0,
    };
    let mut step_at_x = None;
    for line in shown.visible() {
        let Some(index) = at_or_before(line.xs(), x) else {
            continue;
        };
        let (Some(&own_x), Some(&value), Some(&step)) = (
            line.xs().get(index),
            line.values().get(index),
            line.steps().get(index),
        ) else {
            continue;
        };
        if own_x == x {
            step_at_x = step_at_x.or(Some(step));
        }
        let drawn = line.drawn().get(index).copied().unwrap_or(value);
        let has_place = placeable(shown.view.y_scale).holds(drawn);
        entries.push(ReadingEntry {
            key: line.key.clone(),
            name: line.name.clone(),
            slot: line.slot,
            dash: line.dash,
            value,
            smoothed: line.smoothed().map(|_| drawn),
            earlier_step: (own_x != x).then_some(step),
            has_ended: own_x != x && index + 1 == line.xs().len(),
            at: has_place.then(|| plot_from_data(shown.frame, PointData { x: own_x, y: drawn })),
            band: line.band().and_then(|band| band.at(index)),
            change: line
                .baseline()
                .and_then(|baseline| baseline.change(step, value)),
            is_meant: false,
            n_digits: format::digits_to_tell(value, difference),
        });
    }
    mark_meant(&mut entries, meant, shown);
    let entries = sorted_by(entries, |a, b| {
        let by_end = a.has_ended.cmp(&b.has_ended);
        by_end.then_with(|| largest_first(a.value, b.value))
    });
    (!entries.is_empty()).then(|| Reading {
        x,
        position: position(
            shown.prepared.x_axis,
            x,
            step_at_x,
            shown.utc_offset_minutes,
        ),
        entries,
    })
}

fn mark_meant(entries: &mut [ReadingEntry], meant: Meant<'_>, shown: Shown<'_>) {
    let key = match meant {
        Meant::Nobody => return,
        Meant::Key(key) => Some(key),
        Meant::Pointed(pointed) => {
            let line = pointed
                .line_idx
                .and_then(|idx| shown.prepared.lines.get(idx));
            line.map(|line| line.key.as_str())
        }
    };
    let of_key = |entry: &&mut ReadingEntry| key == Some(entry.key.as_str());
    if let Some(entry) = entries.iter_mut().find(of_key) {
        entry.is_meant = true;
    } else if let Meant::Pointed(pointed) = meant {
        mark_nearest(entries, pointed.at);
    }
}

/// A line that has ended is far from the pointer, however near its last value is: it is marked only among its like.
fn mark_nearest(entries: &mut [ReadingEntry], pointer: PointPx) {
    let all_have_ended = entries.iter().all(|entry| entry.has_ended);
    let distance = |entry: &ReadingEntry| {
        let at = entry.at.filter(|_| all_have_ended || !entry.has_ended)?;
        Some((at.y_px - pointer.y_px).abs())
    };
    let with_place = entries
        .iter_mut()
        .filter_map(|entry| Some((distance(entry)?, entry)));
    if let Some((_, nearest)) = with_place.min_by(|(a, _), (b, _)| a.total_cmp(b)) {
        nearest.is_meant = true;
    }
}

fn largest_first(a: f64, b: f64) -> std::cmp::Ordering {
    a.is_nan().cmp(&b.is_nan()).then_with(|| b.total_cmp(&a))
}

/// A position in words.
pub(super) fn position(
    x_axis: XAxis,
    x: f64,
    step: Option<f64>,
    utc_offset_minutes: i32,
) -> String {
    let step = step.map(|step| format!("step {}", format::full(step)));
    match x_axis {
        XAxis::Step => format!("step {}", format::full(x)),
        XAxis::Relative | XAxis::Wall => {
            let time = time_text(x_axis, x, utc_offset_minutes);
            step.map_or(time.clone(), |step| format!("{step}, {time}"))
        }
    }
}

/// A moment or a span of time in words.
pub(super) fn time_text(x_axis: XAxis, x: f64, utc_offset_minutes: i32) -> String {
    if x_axis == XAxis::Wall {
        return WallTime::new(x as i64, utc_offset_minutes).date_and_time();
    }
    let (days, rest) = ((x / 86_400.0).floor(), x.rem_euclid(86_400.0));
    let (hours, rest) = ((rest / 3_600.0).floor(), rest % 3_600.0);
    let (minutes, seconds) = ((rest / 60.0).floor(), rest % 60.0);
    let seconds = (seconds * 1_000.0).round() / 1_000.0;
    let parts = [(days, "d"), (hours, "h"), (minutes, "min")];
    let large: String = parts
        .iter()
        .skip_while(|(count, _)| *count == 0.0)
        .map(|(count, unit)| format!("{count} {unit} "))
        .collect();
    format!("{large}{seconds} s")
}

#[cfg(test)]
mod tests;
