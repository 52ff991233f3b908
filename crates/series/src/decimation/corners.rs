//! The four points of one column that matter.

use crate::gap::Placeable;

/// How many points are looked at before their extremes are compared with those before.
const BLOCK: usize = 64;
/// How many points are looked at side by side: two registers of the 128 bits that the browser has.
const LANES: usize = 4;

/// The smallest and the largest value of some points.
struct Extremes {
    min: f64,
    max: f64,
}

impl Extremes {
    /// The extremes of a block; `None` if a value is not finite.
    ///
    /// Without branches, and each lane on its own, so that no step waits for the one before.
    fn of(ys: &[f64]) -> Option<Self> {
        let mut lanes = [Lane::EMPTY; LANES];
        let (chunks, rest) = ys.as_chunks::<LANES>();
        for chunk in chunks {
            for (lane, y) in lanes.iter_mut().zip(chunk) {
                *lane = lane.with(*y);
            }
        }
        let all = rest.iter().fold(Lane::EMPTY, |lane, y| lane.with(*y));
        let all = lanes.iter().fold(all, |all, lane| all.joined(*lane));
        (all.zero == 0.0).then_some(Self {
            min: all.min,
            max: all.max,
        })
    }
}

#[derive(Clone, Copy)]
struct Lane {
    min: f64,
    max: f64,
    /// The sum of zero times each value: not a number, and so for ever, once one is not finite.
    zero: f64,
}

impl Lane {
    const EMPTY: Self = Self {
        min: f64::INFINITY,
        max: f64::NEG_INFINITY,
        zero: 0.0,
    };

    fn with(self, y: f64) -> Self {
        Self {
            min: if y < self.min { y } else { self.min },
            max: if y > self.max { y } else { self.max },
            zero: self.zero + y * 0.0,
        }
    }

    fn joined(self, other: Self) -> Self {
        let (low, high) = (self.with(other.min), self.with(other.max));
        Self {
            min: low.min,
            max: high.max,
            zero: self.zero + other.zero,
        }
    }
}

/// The first, smallest, largest and last point of a column, by index and value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Corners {
    first: usize,
    last: usize,
    min: (usize, f64),
    max: (usize, f64),
}

impl Corners {
    /// The corners of a single point.
    pub(super) fn of(index: usize, y: f64) -> Self {
        Self {
            first: index,
            last: index,
            min: (index, y),
            max: (index, y),
        }
    }

    /// The corners of neighbouring points from index `first` on; `None` if one of them has no place.
    ///
    /// Nearly all columns are like this, and nearly all time is spent here: first the extremes of each block,
    /// then where they are in the blocks that have them.
    pub(super) fn of_unbroken(first: usize, ys: &[f64], placeable: Placeable) -> Option<Self> {
        let mut min = (0, f64::INFINITY);
        let mut max = (0, f64::NEG_INFINITY);
        for (idx, block) in ys.chunks(BLOCK).enumerate() {
            let extremes = Extremes::of(block)?;
            if extremes.min < min.1 {
                min = (idx * BLOCK, extremes.min);
            }
            if extremes.max > max.1 {
                max = (idx * BLOCK, extremes.max);
            }
        }
        if !placeable.holds(min.1) {
            return None;
        }
        let index_of = |(start, extreme): (usize, f64)| {
            let block = ys.get(start..)?.iter();
            Some(start + block.take(BLOCK).position(|y| *y == extreme)?)
        };
        Some(Self {
            first,
            last: first + ys.len().checked_sub(1)?,
            min: (first + index_of(min)?, min.1),
            max: (first + index_of(max)?, max.1),
        })
    }

    /// The corners after one more point.
    pub(super) fn with(mut self, index: usize, y: f64) -> Self {
        self.last = index;
        if y < self.min.1 {
            self.min = (index, y);
        }
        if y > self.max.1 {
            self.max = (index, y);
        }
        self
    }

    /// The corners of two groups, the earlier one first.
    pub(super) fn joined(earlier: Option<Self>, later: Option<Self>) -> Option<Self> {
        let (Some(a), Some(b)) = (earlier, later) else {
            return earlier.or(later);
        };
        Some(Self {
            first: a.first,
            last: b.last,
            min: if b.min.1 < a.min.1 { b.min } else { a.min },
            max: if b.max.1 > a.max.1 { b.max } else { a.max },
        })
    }

    /// The indices in order, each once.
    pub(super) fn indices(self) -> impl Iterator<Item = usize> {
        let (low, high) = (self.min.0.min(self.max.0), self.min.0.max(self.max.0));
        let all = [Some(self.first), Some(low), Some(high), Some(self.last)];
        let mut previous = None;
        all.into_iter()
            .flatten()
            .filter(move |index| previous.replace(*index) != Some(*index))
    }
}
