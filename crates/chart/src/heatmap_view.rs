//! What a person chose about a heatmap.

/// What a cell's colour and text say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Normalisation {
    /// Its value.
    #[default]
    None,
    /// Its share of the sum of its row.
    Row,
    /// Its share of the sum of its column.
    Column,
}

/// Neighbouring rows or columns, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    first: usize,
    count: usize,
}

impl Span {
    /// So many from `first` on; at least one.
    pub fn new(first: usize, count: usize) -> Self {
        Self {
            first,
            count: count.max(1),
        }
    }

    /// The first.
    pub fn first(self) -> usize {
        self.first
    }

    /// How many.
    pub fn count(self) -> usize {
        self.count
    }

    /// One after the last.
    pub fn end(self) -> usize {
        self.first.saturating_add(self.count)
    }

    /// The nearest span that lies within the first `n`, no longer than they are.
    pub fn within(self, n: usize) -> Self {
        let count = self.count.min(n).max(1);
        Self {
            first: self.first.min(n.saturating_sub(count)),
            count,
        }
    }
}

/// The rows and columns that are shown; `None` is all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellWindow {
    /// The columns.
    pub columns: Option<Span>,
    /// The rows.
    pub rows: Option<Span>,
}

impl CellWindow {
    /// Whether anything is left out.
    pub fn is_zoomed(self) -> bool {
        self.columns.is_some() || self.rows.is_some()
    }
}

/// Normalisation and zoom of a heatmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HeatmapView {
    /// What the cells say.
    pub normalisation: Normalisation,
    /// Which of them are shown.
    pub window: CellWindow,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(first: usize, count: usize, n: usize, expected: (usize, usize)) {
        let span = Span::new(first, count).within(n);
        assert_eq!((span.first(), span.count()), expected);
    }

    #[test]
    fn a_span_stays_within_what_there_is() {
        check(2, 3, 10, (2, 3));
        check(9, 3, 10, (7, 3));
        check(5, 99, 10, (0, 10));
        check(5, 0, 10, (5, 1));
        check(usize::MAX, usize::MAX, 10, (0, 10));
        check(3, 2, 0, (0, 1));
    }
}
