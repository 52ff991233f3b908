//! The four points of one column that matter.

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
