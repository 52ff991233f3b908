//! The four points of one column that matter.

use crate::gap::Placeable;

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
    /// Nearly all columns are like this, and nearly all time is spent here: first the extremes, in a
    /// loop without branches, then where they are.
    pub(super) fn of_unbroken(first: usize, ys: &[f64], placeable: Placeable) -> Option<Self> {
        let mut min = f64::INFINITY;
        let mut max = f64::NEG_INFINITY;
        let mut all_finite = 0.0;
        for &y in ys {
            min = if y < min { y } else { min };
            max = if y > max { y } else { max };
            // Zero times what is not finite is not a number, and stays so.
            all_finite += y * 0.0;
        }
        if all_finite != 0.0 || !placeable.holds(min) {
            return None;
        }
        let index_of = |extreme: f64| ys.iter().position(|y| *y == extreme);
        Some(Self {
            first,
            last: first + ys.len().checked_sub(1)?,
            min: (first + index_of(min)?, min),
            max: (first + index_of(max)?, max),
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
