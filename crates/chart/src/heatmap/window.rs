//! Zooming and moving in a heatmap, by whole rows and columns.

use super::{CellAt, Matrix};
use crate::heatmap_view::{CellWindow, Span};
use crate::line::reading::Move;

/// How many rows and columns there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Rows.
    pub n_rows: usize,
    /// Columns.
    pub n_columns: usize,
}

/// The span that is shown of `n`.
pub fn shown_span(span: Option<Span>, n: usize) -> Span {
    span.unwrap_or(Span::new(0, n)).within(n)
}

/// The window zoomed `factor` times closer, while the cell at `anchor` keeps its place.
pub fn zoomed(window: CellWindow, extent: Extent, anchor: CellAt, factor: f64) -> CellWindow {
    CellWindow {
        columns: zoomed_span(window.columns, extent.n_columns, anchor.column, factor),
        rows: zoomed_span(window.rows, extent.n_rows, anchor.row, factor),
    }
}

fn zoomed_span(span: Option<Span>, n: usize, anchor: usize, factor: f64) -> Option<Span> {
    if factor == 1.0 {
        return span;
    }
    let now = shown_span(span, n);
    let wanted = (now.count() as f64 / factor).round().max(1.0) as usize;
    // However small the factor, there is one row more or less, unless there is none to give.
    let count = if factor > 1.0 {
        wanted.min(now.count().saturating_sub(1)).max(1)
    } else {
        wanted.max(now.count().saturating_add(1))
    };
    let share = anchor.saturating_sub(now.first()) as f64 / now.count() as f64;
    let before = (share * count.min(n) as f64).floor() as usize;
    part_of(Span::new(anchor.saturating_sub(before), count), n)
}

/// The window moved by so many columns and rows.
pub fn moved(window: CellWindow, extent: Extent, columns: isize, rows: isize) -> CellWindow {
    let shifted = |span: Option<Span>, n: usize, by: isize| {
        let first = span?.first().saturating_add_signed(by);
        part_of(Span::new(first, span?.count()), n)
    };
    CellWindow {
        columns: shifted(window.columns, extent.n_columns, columns),
        rows: shifted(window.rows, extent.n_rows, rows),
    }
}

/// The window moved no further than needed to show the cell; as it is, even where a smaller matrix shows less of it,
/// while it shows the cell.
pub fn revealing(window: CellWindow, extent: Extent, at: CellAt) -> CellWindow {
    let revealed = |span: Option<Span>, n: usize, position: usize| {
        let wanted = span?;
        let span = wanted.within(n);
        if (span.first()..span.end()).contains(&position) {
            return Some(wanted);
        }
        let earliest = (position + 1).saturating_sub(span.count());
        let first = span.first().clamp(earliest, position.max(earliest));
        part_of(Span::new(first, span.count()), n)
    };
    CellWindow {
        columns: revealed(window.columns, extent.n_columns, at.column),
        rows: revealed(window.rows, extent.n_rows, at.row),
    }
}

/// A matrix's sentence with what a zoom shows of it: `…, showing rows car to bus, column dog`.
pub fn described(description: String, matrix: &Matrix, window: CellWindow) -> String {
    let part = |noun: &str, labels: &[String], span: Option<Span>| {
        let span = span?.within(labels.len());
        let (first, last) = (labels.get(span.first())?, labels.get(span.end() - 1)?);
        Some(if span.count() == 1 {
            format!("{noun} {first}")
        } else {
            format!("{noun}s {first} to {last}")
        })
    };
    let parts: Vec<String> = [
        part("row", matrix.rows(), window.rows),
        part("column", matrix.columns(), window.columns),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        description
    } else {
        format!("{description}, showing {}", parts.join(", "))
    }
}

/// The span within `n`; `None` if that is all there is.
pub(super) fn part_of(span: Span, n: usize) -> Option<Span> {
    let span = span.within(n);
    (span.count() < n).then_some(span)
}

/// Which way the keys lead from a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Along the row.
    Across,
    /// Along the column.
    Down,
}

/// The cell that a key leads to; the first press shows the first cell or the last.
pub fn moved_cell(extent: Extent, from: Option<CellAt>, axis: Axis, by: Move) -> Option<CellAt> {
    let last = CellAt {
        row: extent.n_rows.checked_sub(1)?,
        column: extent.n_columns.checked_sub(1)?,
    };
    let Some(from) = from else {
        return Some(match by {
            Move::First | Move::Forward(_) => CellAt { row: 0, column: 0 },
            Move::Last | Move::Back(_) => last,
        });
    };
    let along = |position: usize, end: usize| match by {
        Move::First => 0,
        Move::Last => end,
        Move::Forward(n) => position.saturating_add(n).min(end),
        Move::Back(n) => position.min(end).saturating_sub(n),
    };
    Some(match axis {
        Axis::Across => CellAt {
            column: along(from.column, last.column),
            row: from.row.min(last.row),
        },
        Axis::Down => CellAt {
            row: along(from.row, last.row),
            column: from.column.min(last.column),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EXTENT: Extent = Extent {
        n_rows: 100,
        n_columns: 100,
    };

    fn at(row: usize, column: usize) -> CellAt {
        CellAt { row, column }
    }

    #[test]
    fn zooming_in_keeps_the_anchor_and_out_again_shows_all() {
        let closer = zoomed(CellWindow::default(), EXTENT, at(50, 0), 2.0);
        assert_eq!(closer.rows, Some(Span::new(25, 50)));
        assert_eq!(closer.columns, Some(Span::new(0, 50)));
        assert!(!zoomed(closer, EXTENT, at(50, 0), 0.5).is_zoomed());
    }

    /// A wheel that is tilted sideways with Ctrl held turns by nothing, and each turn showed one row more.
    #[test]
    fn zooming_by_nothing_leaves_all_as_it_is() {
        let closer = zoomed(CellWindow::default(), EXTENT, at(50, 0), 2.0);
        assert_eq!(zoomed(closer, EXTENT, at(50, 0), 1.0), closer);
    }

    #[test]
    fn zooming_never_shows_less_than_a_cell() {
        let mut window = CellWindow::default();
        for _ in 0..60 {
            window = zoomed(window, EXTENT, at(7, 99), 1.5);
        }
        assert_eq!(window.rows, Some(Span::new(7, 1)));
        assert_eq!(window.columns, Some(Span::new(99, 1)));
    }

    #[test]
    fn a_window_outlives_a_smaller_matrix() {
        // One arrow key in a live matrix of five rows took the zoom of twenty rows out of the address.
        let window = CellWindow {
            rows: Some(Span::new(10, 8)),
            columns: Some(Span::new(10, 8)),
        };
        let small = Extent {
            n_rows: 5,
            n_columns: 5,
        };
        assert_eq!(revealing(window, small, at(4, 0)), window);
        let revealed = revealing(window, EXTENT, at(10, 30));
        assert_eq!(revealed.rows, Some(Span::new(10, 8)));
        assert_eq!(revealed.columns, Some(Span::new(23, 8)));
    }

    #[test]
    fn moving_stops_at_the_edges() {
        let window = CellWindow {
            rows: Some(Span::new(90, 10)),
            columns: None,
        };
        assert_eq!(moved(window, EXTENT, 5, 5), window);
        assert_eq!(moved(window, EXTENT, 5, -20).rows, Some(Span::new(70, 10)));
    }

    #[test]
    fn revealing_moves_no_further_than_needed() {
        let window = CellWindow {
            rows: Some(Span::new(10, 10)),
            columns: None,
        };
        assert_eq!(revealing(window, EXTENT, at(15, 3)), window);
        assert_eq!(
            revealing(window, EXTENT, at(20, 3)).rows,
            Some(Span::new(11, 10))
        );
        assert_eq!(
            revealing(window, EXTENT, at(0, 3)).rows,
            Some(Span::new(0, 10))
        );
    }

    #[test]
    fn keys_lead_through_the_cells() {
        let key = |from, axis, by| moved_cell(EXTENT, from, axis, by);
        assert_eq!(key(None, Axis::Across, Move::Forward(1)), Some(at(0, 0)));
        assert_eq!(key(None, Axis::Down, Move::Last), Some(at(99, 99)));
        assert_eq!(
            key(Some(at(4, 4)), Axis::Down, Move::Back(10)),
            Some(at(0, 4))
        );
        assert_eq!(
            key(Some(at(4, 4)), Axis::Across, Move::Last),
            Some(at(4, 99))
        );
        let none = Extent {
            n_rows: 0,
            n_columns: 3,
        };
        assert_eq!(moved_cell(none, None, Axis::Down, Move::First), None);
    }

    proptest! {
        #[test]
        fn a_window_stays_within_the_matrix(
            n in 1_usize..300,
            first in 0_usize..400,
            count in 0_usize..400,
            position in 0_usize..300,
            factor in 0.1..10.0,
        ) {
            let extent = Extent { n_rows: n, n_columns: n };
            let position = position.min(n - 1);
            let window = CellWindow { rows: Some(Span::new(first, count)), columns: None };
            for window in [
                zoomed(window, extent, at(position, position), factor),
                revealing(window, extent, at(position, position)),
                moved(window, extent, 3, -3),
            ] {
                let rows = shown_span(window.rows, n);
                prop_assert!(rows.count() >= 1 && rows.end() <= n);
            }
            let rows = shown_span(revealing(window, extent, at(position, 0)).rows, n);
            prop_assert!((rows.first()..rows.end()).contains(&position));
        }
    }

    #[test]
    fn the_sentence_of_a_matrix_tells_what_a_zoom_shows() {
        let labels = ["car", "bus", "dog"].map(str::to_owned);
        let matrix = Matrix::new(&labels, &labels, &vec![vec![1.0; 3]; 3]);
        let check = |window: CellWindow, expected: &str| {
            assert_eq!(described("Heatmap".to_owned(), &matrix, window), expected);
        };
        check(CellWindow::default(), "Heatmap");
        check(
            CellWindow {
                columns: Some(Span::new(2, 1)),
                rows: Some(Span::new(0, 2)),
            },
            "Heatmap, showing rows car to bus, column dog",
        );
    }
}
