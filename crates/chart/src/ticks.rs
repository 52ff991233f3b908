//! Ticks of an axis: round values with labels that do not overlap.
//!
//! Four to eight of them where there is room, otherwise as many as fit.

use crate::scale::{Scale, ScaleKind};

mod duration;
mod linear;
mod log;
mod offset;
mod wall;

pub use offset::{OffsetTicks, offset_ticks};

/// One tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it stands, in data.
    pub value: f64,
    /// What is written beside it.
    pub label: String,
}

/// What the numbers along an axis are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisUnit {
    /// Plain numbers.
    Number,
    /// Seconds since a beginning.
    Duration,
    /// Unix milliseconds, shown this far east of Greenwich.
    Wall {
        /// Minutes to be added to UTC.
        utc_offset_minutes: i32,
    },
}

/// How much room a label needs along its axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelRoom {
    /// Labels stand side by side, as below an x axis.
    Width,
    /// Labels stand one above the other, as beside a y axis.
    Height,
}

/// The size of the labels of ticks, in CSS pixels.
pub const TICK_LABEL_SIZE_PX: f64 = 11.0;
/// How wide a character of a tick's label is at most, in CSS pixels; digits are the widest.
pub const TICK_CHARACTER_PX: f64 = 7.0;
const LINE_HEIGHT_PX: f64 = 20.0;
const GAP_PX: f64 = 14.0;
/// What remains between labels where there would be too few of them otherwise.
const TIGHT_GAP_PX: f64 = 6.0;
/// What remains between a label that was moved and the one before it.
const LEAST_GAP_PX: f64 = 2.0;
const MIN_TICKS: usize = 4;
const MAX_TICKS: usize = 8;
/// More candidates than this cannot fit, however narrow.
const MANY_TICKS: usize = 3 * MAX_TICKS;

/// The ticks of an axis.
pub fn ticks(scale: &Scale, unit: AxisUnit, room: LabelRoom) -> Vec<Tick> {
    let domain = scale.domain();
    let candidates = match (unit, scale.kind()) {
        (AxisUnit::Number, ScaleKind::Linear) => linear::candidates(domain),
        (AxisUnit::Number, ScaleKind::Log) => log::candidates(domain),
        (AxisUnit::Duration, _) => duration::candidates(domain),
        (AxisUnit::Wall { utc_offset_minutes }, _) => wall::candidates(domain, utc_offset_minutes),
    };
    let candidates: Vec<_> = candidates
        .into_iter()
        .filter(|ticks| ticks.len() <= MAX_TICKS)
        .collect();
    for gap_px in [GAP_PX, TIGHT_GAP_PX] {
        let enough = candidates
            .iter()
            .find(|ticks| ticks.len() >= MIN_TICKS && fit(scale, ticks, room, gap_px));
        if let Some(ticks) = enough {
            return ticks.clone();
        }
    }
    // The first of those that are equally many is the best.
    candidates
        .into_iter()
        .filter(|ticks| fit(scale, ticks, room, GAP_PX))
        .reduce(|most, ticks| {
            if ticks.len() > most.len() {
                ticks
            } else {
                most
            }
        })
        .unwrap_or_default()
}

/// Whether the labels stand apart, by this gap where they are side by side.
fn fit(scale: &Scale, ticks: &[Tick], room: LabelRoom, gap_px: f64) -> bool {
    let extent_px = |tick: &Tick| match room {
        LabelRoom::Width => label_width_px(tick) + gap_px,
        LabelRoom::Height => LINE_HEIGHT_PX,
    };
    ticks.iter().zip(ticks.iter().skip(1)).all(|(a, b)| {
        let apart_px = (scale.px_from_data(a.value) - scale.px_from_data(b.value)).abs();
        apart_px >= (extent_px(a) + extent_px(b)) * 0.5
    })
}

/// Where the middles of labels that stand side by side go, in pixels of the scale, so that none is cut at the ends
/// of `room_px`; `None` for one that would then touch the label before it.
pub fn label_centers(
    scale: &Scale,
    ticks: &[Tick],
    (room_start_px, room_end_px): (f64, f64),
) -> Vec<Option<f64>> {
    let mut free_from_px = room_start_px;
    let mut centers = Vec::with_capacity(ticks.len());
    for tick in ticks {
        let half_px = label_width_px(tick) * 0.5;
        let center_px = scale
            .px_from_data(tick.value)
            .min(room_end_px - half_px)
            .max(room_start_px + half_px);
        let fits = center_px - half_px >= free_from_px;
        if fits {
            free_from_px = center_px + half_px + LEAST_GAP_PX;
        }
        centers.push(fits.then_some(center_px));
    }
    centers
}

/// How wide a tick's label is at most, in CSS pixels.
fn label_width_px(tick: &Tick) -> f64 {
    tick.label.chars().count() as f64 * TICK_CHARACTER_PX
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::Interval;
    use crate::scale::Direction;
    use proptest::prelude::*;

    fn scale(min: f64, max: f64, length_px: f64) -> Scale {
        Scale::new(
            ScaleKind::Linear,
            Interval::around(min, max),
            Direction::Rightwards,
            length_px,
        )
    }

    #[test]
    fn fewer_ticks_are_shown_where_there_is_less_room() {
        let wide = ticks(
            &scale(0.0, 100.0, 600.0),
            AxisUnit::Number,
            LabelRoom::Width,
        );
        let narrow = ticks(&scale(0.0, 100.0, 90.0), AxisUnit::Number, LabelRoom::Width);
        assert_eq!(wide.len(), 6);
        assert_eq!(
            narrow.iter().map(|tick| tick.value).collect::<Vec<_>>(),
            [0.0, 50.0, 100.0]
        );
    }

    #[test]
    fn labels_stand_closer_rather_than_there_being_too_few() {
        // On a phone, 30,000 steps had three ticks: the fourth would have been less than a pixel too near.
        let phone = scale(0.0, 29_999.0, 288.0);
        let ticks = ticks(&phone, AxisUnit::Number, LabelRoom::Width);
        assert_eq!(ticks.len(), 6, "{ticks:?}");
    }

    #[test]
    fn a_label_at_the_end_is_moved_rather_than_cut() {
        // The label of 100,000 steps was cut in half at the edge of the card.
        let scale = scale(0.0, 100_000.0, 300.0);
        let ticks = ticks(&scale, AxisUnit::Number, LabelRoom::Width);
        let centers = label_centers(&scale, &ticks, (-40.0, 316.0));
        assert_eq!(ticks.last().map(|tick| tick.label.as_str()), Some("100000"));
        assert_eq!(centers.first(), Some(&Some(0.0)));
        assert_eq!(centers.last(), Some(&Some(316.0 - 21.0)));
        assert!(centers.iter().all(Option::is_some), "{centers:?}");
        // Where it would touch the one before it, it is left out.
        let crowded = label_centers(&scale, &ticks, (-40.0, 280.0));
        assert_eq!(crowded.last(), Some(&None), "{crowded:?}");
    }

    proptest! {
        #[test]
        fn ticks_are_ascending_inside_the_domain_and_apart(
            min in -1e9..1e9f64,
            width_exponent in -6.0..12.0f64,
            log in any::<bool>(),
            unit in prop_oneof![
                Just(AxisUnit::Number),
                Just(AxisUnit::Duration),
                Just(AxisUnit::Wall { utc_offset_minutes: 330 }),
            ],
        ) {
            let (min, kind) = if log { (min.abs().max(1e-6), ScaleKind::Log) } else { (min, ScaleKind::Linear) };
            let domain = Interval::around(min, min + 10f64.powf(width_exponent));
            let scale = Scale::new(kind, domain, Direction::Rightwards, 500.0);
            let ticks = ticks(&scale, unit, LabelRoom::Width);
            prop_assert!(ticks.len() <= MAX_TICKS);
            prop_assert!(ticks.is_sorted_by(|a, b| a.value < b.value));
            let margin = domain.half_width() * 1e-6;
            for tick in &ticks {
                prop_assert!(domain.min() - margin <= tick.value && tick.value <= domain.max() + margin);
            }
            prop_assert!(fit(&scale, &ticks, LabelRoom::Width, TIGHT_GAP_PX));
        }

        #[test]
        fn a_linear_axis_with_room_has_four_to_eight_ticks(
            min in -1e6..1e6f64,
            width_exponent in -3.0..9.0f64,
        ) {
            let scale = scale(min, min + 10f64.powf(width_exponent), 2000.0);
            let n_ticks = ticks(&scale, AxisUnit::Number, LabelRoom::Width).len();
            prop_assert!((MIN_TICKS..=MAX_TICKS).contains(&n_ticks), "{n_ticks}");
        }
    }
}
