//! Where the cells of a heatmap lie, and the room for their labels.

use super::window::{Extent, part_of, shown_span};
use super::{CellAt, Matrix};
use crate::frame::Margins;
use crate::heatmap_view::{CellWindow, Span};
use crate::space::{PointPx, RectPx, SizePx};
use crate::text_fit;
use crate::ticks::TICK_LABEL_SIZE_PX;

const GAP_PX: f64 = 6.0;
const LINE_PX: f64 = 14.0;
/// Row labels take at most this share of the width, turned column labels of the height.
const MAX_LABEL_SHARE: f64 = 0.3;
const MAX_LABEL_PX: f64 = 140.0;
/// No cell is so many times as high as it is wide, unless it is low.
const MAX_CELL_ASPECT: f64 = 2.0;
/// Cells may be this high, however narrow.
const MIN_HIGHEST_CELL_PX: f64 = 48.0;
/// A drag shorter than this is a click.
const MIN_DRAG_PX: f64 = 6.0;
/// A drag flatter or narrower than this zooms one way only.
const ONE_WAY_PX: f64 = 12.0;

/// How column labels stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnLabels {
    /// Side by side: all of them fit their columns.
    Level,
    /// Turned by a quarter.
    Turned,
}

/// What rows and columns are, as written beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AxisTitles {
    /// Nothing is written.
    #[default]
    None,
    /// Rows are the truth, columns the prediction.
    TruthAndPrediction,
}

impl AxisTitles {
    /// The room on the side of each axis.
    fn room_px(self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::TruthAndPrediction => LINE_PX + 2.0,
        }
    }
}

/// The frame of a heatmap.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatmapFrame {
    /// The whole canvas.
    pub size: SizePx,
    /// Where in the canvas the cells lie.
    pub plot: RectPx,
    /// How many rows and columns the matrix has.
    pub extent: Extent,
    /// The columns that are shown.
    pub columns: Span,
    /// The rows that are shown.
    pub rows: Span,
    /// How the labels of the columns stand.
    pub column_labels: ColumnLabels,
    /// The room for a row label.
    pub row_label_px: f64,
    /// The room for a turned column label.
    pub column_label_px: f64,
    /// What is written beside the axes.
    pub titles: AxisTitles,
}

/// The frame in which the window of the matrix is shown on a canvas of this size.
pub fn heatmap_frame(
    matrix: &Matrix,
    window: CellWindow,
    size: SizePx,
    titles: AxisTitles,
) -> HeatmapFrame {
    let extent = Extent {
        n_rows: matrix.rows().len(),
        n_columns: matrix.columns().len(),
    };
    let columns = shown_span(window.columns, extent.n_columns);
    let rows = shown_span(window.rows, extent.n_rows);
    let room = |labels: &[String], span: Span, side_px: f64| {
        widest_px(labels, span)
            .min(side_px * MAX_LABEL_SHARE)
            .min(MAX_LABEL_PX)
    };
    let row_label_px = room(matrix.rows(), rows, size.width_px);
    let column_label_px = room(matrix.columns(), columns, size.height_px);
    let margins = |bottom_px: f64| Margins {
        left_px: row_label_px + 2.0 * GAP_PX + titles.room_px(),
        // Half a label of the outermost row or column, where these are thinner than it.
        right_px: LINE_PX / 2.0,
        top_px: LINE_PX / 2.0,
        bottom_px: bottom_px + titles.room_px(),
    };
    let level = margins(LINE_PX + GAP_PX).plot(size);
    let fits =
        widest_px(matrix.columns(), columns) + GAP_PX <= level.width_px / columns.count() as f64;
    let (plot, column_labels) = if fits {
        (level, ColumnLabels::Level)
    } else {
        (
            margins(column_label_px + 2.0 * GAP_PX).plot(size),
            ColumnLabels::Turned,
        )
    };
    let plot = RectPx {
        height_px: plot.height_px.min(highest_px(plot, columns, rows)),
        ..plot
    };
    HeatmapFrame {
        size,
        plot,
        extent,
        columns,
        rows,
        column_labels,
        row_label_px,
        column_label_px,
        titles,
    }
}

/// How high the cells may be together: not much higher than they are wide, and a single row half of what there is.
fn highest_px(plot: RectPx, columns: Span, rows: Span) -> f64 {
    let n_rows = rows.count() as f64;
    let cell_width_px = plot.width_px / columns.count() as f64;
    let of_cells = (cell_width_px * MAX_CELL_ASPECT).max(MIN_HIGHEST_CELL_PX) * n_rows;
    of_cells.min(plot.height_px * n_rows * 0.5)
}

fn widest_px(labels: &[String], span: Span) -> f64 {
    let shown = labels.iter().skip(span.first()).take(span.count());
    shown
        .map(|label| text_fit::width_px(label, TICK_LABEL_SIZE_PX))
        .fold(0.0, f64::max)
}

impl HeatmapFrame {
    /// The size of a cell.
    pub fn cell(&self) -> SizePx {
        SizePx::new(
            self.plot.width_px / self.columns.count() as f64,
            self.plot.height_px / self.rows.count() as f64,
        )
    }

    /// Where a cell lies in the plot area; outside of it if it is not shown.
    pub fn cell_rect(&self, at: CellAt) -> RectPx {
        let cell = self.cell();
        RectPx {
            left_px: (at.column as f64 - self.columns.first() as f64) * cell.width_px,
            top_px: (at.row as f64 - self.rows.first() as f64) * cell.height_px,
            width_px: cell.width_px,
            height_px: cell.height_px,
        }
    }

    /// Whether a cell is shown.
    pub fn shows(&self, at: CellAt) -> bool {
        (self.columns.first()..self.columns.end()).contains(&at.column)
            && (self.rows.first()..self.rows.end()).contains(&at.row)
    }

    /// The plot pixel of a point of the canvas.
    pub fn plot_point(&self, canvas: PointPx) -> PointPx {
        PointPx::new(
            canvas.x_px - self.plot.left_px,
            canvas.y_px - self.plot.top_px,
        )
    }

    /// The cell at a point of the canvas.
    pub fn cell_at(&self, canvas: PointPx) -> Option<CellAt> {
        if self.extent.n_rows == 0 || self.extent.n_columns == 0 || !self.plot.contains(canvas) {
            return None;
        }
        Some(self.nearest_cell(canvas))
    }

    /// The shown cell nearest to a point of the canvas; of an empty matrix the first.
    pub fn nearest_cell(&self, canvas: PointPx) -> CellAt {
        let point = self.plot_point(canvas);
        let cell = self.cell();
        let position = |px: f64, cell_px: f64, span: Span| {
            let index = (px / cell_px).floor().max(0.0) as usize;
            span.first() + index.min(span.count() - 1)
        };
        CellAt {
            row: position(point.y_px, cell.height_px, self.rows),
            column: position(point.x_px, cell.width_px, self.columns),
        }
    }

    /// The middle of a cell on the canvas.
    pub fn cell_centre(&self, at: CellAt) -> PointPx {
        let rect = self.cell_rect(at);
        PointPx::new(
            self.plot.left_px + rect.left_px + rect.width_px / 2.0,
            self.plot.top_px + rect.top_px + rect.height_px / 2.0,
        )
    }

    /// The cell in the middle of what is shown.
    pub fn middle_cell(&self) -> CellAt {
        CellAt {
            row: self.rows.first() + self.rows.count() / 2,
            column: self.columns.first() + self.columns.count() / 2,
        }
    }

    /// How many whole columns and rows lie between two points of the canvas, rightwards and down.
    pub fn cells_between(&self, from: PointPx, to: PointPx) -> (isize, isize) {
        let cell = self.cell();
        let whole = |px: f64, cell_px: f64| (px / cell_px).round() as isize;
        (
            whole(to.x_px - from.x_px, cell.width_px),
            whole(to.y_px - from.y_px, cell.height_px),
        )
    }

    /// The window that a drag between two points of the canvas selects, and the rectangle to show
    /// for it in the plot area; a flat drag selects columns only, a narrow one rows only, a short one
    /// nothing.
    pub fn selected(&self, from: PointPx, to: PointPx) -> Option<(CellWindow, RectPx)> {
        let drag = RectPx::between(from, to);
        if drag.width_px < MIN_DRAG_PX && drag.height_px < MIN_DRAG_PX {
            return None;
        }
        let (a, b) = (self.nearest_cell(from), self.nearest_cell(to));
        let between = |a: usize, b: usize| Span::new(a.min(b), a.abs_diff(b) + 1);
        let columns = if drag.width_px < ONE_WAY_PX {
            self.columns
        } else {
            between(a.column, b.column)
        };
        let rows = if drag.height_px < ONE_WAY_PX {
            self.rows
        } else {
            between(a.row, b.row)
        };
        let window = CellWindow {
            columns: part_of(columns, self.extent.n_columns),
            rows: part_of(rows, self.extent.n_rows),
        };
        let corner = |row: usize, column: usize| {
            let rect = self.cell_rect(CellAt { row, column });
            PointPx::new(rect.left_px, rect.top_px)
        };
        let rect = RectPx::between(
            corner(rows.first(), columns.first()),
            corner(rows.end(), columns.end()),
        );
        Some((window, rect))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: SizePx = SizePx {
        width_px: 440.0,
        height_px: 340.0,
    };

    fn matrix(n: usize) -> Matrix {
        let names: Vec<String> = (0..n).map(|idx| format!("category {idx}")).collect();
        Matrix::new(&names, &names, &vec![vec![1.0; n]; n])
    }

    fn frame(n: usize) -> HeatmapFrame {
        heatmap_frame(&matrix(n), CellWindow::default(), SIZE, AxisTitles::None)
    }

    #[test]
    fn cells_map_both_ways() {
        let frame = frame(10);
        for at in [CellAt { row: 0, column: 0 }, CellAt { row: 9, column: 3 }] {
            let rect = frame.cell_rect(at);
            let centre = PointPx::new(
                frame.plot.left_px + rect.left_px + rect.width_px / 2.0,
                frame.plot.top_px + rect.top_px + rect.height_px / 2.0,
            );
            assert_eq!(frame.cell_at(centre), Some(at));
        }
        assert_eq!(frame.cell_at(PointPx::new(1.0, 1.0)), None);
    }

    #[test]
    fn few_cells_are_not_drawn_out_over_a_high_card() {
        // One row of two cells was as high as the card, each cell several times as high as it was wide.
        let high = SizePx {
            width_px: 340.0,
            height_px: 480.0,
        };
        let cell = |n_rows: usize, n_columns: usize| {
            let names = |n: usize| (0..n).map(|idx| format!("c{idx}")).collect::<Vec<_>>();
            let values = vec![vec![1.0; n_columns]; n_rows];
            let matrix = Matrix::new(&names(n_columns), &names(n_rows), &values);
            heatmap_frame(&matrix, CellWindow::default(), high, AxisTitles::None).cell()
        };
        for (n_rows, n_columns) in [(1, 1), (1, 2), (2, 12), (3, 40)] {
            let cell = cell(n_rows, n_columns);
            assert!(cell.height_px <= 240.0, "{cell:?}");
            assert!(
                cell.height_px <= (cell.width_px * 2.0).max(48.0),
                "{cell:?}"
            );
        }
        // As many rows as columns fill it as before.
        assert!(cell(3, 3).height_px * 3.0 > 440.0);
    }

    #[test]
    fn column_labels_turn_where_they_do_not_fit() {
        assert_eq!(frame(3).column_labels, ColumnLabels::Level);
        assert_eq!(frame(12).column_labels, ColumnLabels::Turned);
    }

    #[test]
    fn a_drag_selects_whole_cells() {
        let frame = frame(10);
        let corner = |row, column| {
            let rect = frame.cell_rect(CellAt { row, column });
            PointPx::new(
                frame.plot.left_px + rect.left_px + 2.0,
                frame.plot.top_px + rect.top_px + 2.0,
            )
        };
        let (window, _) = frame.selected(corner(2, 3), corner(4, 7)).unwrap();
        assert_eq!(window.rows, Some(Span::new(2, 3)));
        assert_eq!(window.columns, Some(Span::new(3, 5)));
        let (flat, _) = frame.selected(corner(2, 7), corner(2, 3)).unwrap();
        assert_eq!((flat.rows, flat.columns), (None, Some(Span::new(3, 5))));
        assert_eq!(frame.selected(corner(2, 3), corner(2, 3)), None);
    }

    #[test]
    fn a_shift_counts_whole_cells() {
        let frame = frame(10);
        let cell = frame.cell();
        let from = PointPx::new(200.0, 100.0);
        let to = PointPx::new(200.0 + 2.2 * cell.width_px, 100.0 - 0.8 * cell.height_px);
        assert_eq!(frame.cells_between(from, to), (2, -1));
        assert_eq!(frame.middle_cell(), CellAt { row: 5, column: 5 });
        assert_eq!(
            frame.cell_at(frame.cell_centre(CellAt { row: 2, column: 8 })),
            Some(CellAt { row: 2, column: 8 })
        );
    }

    #[test]
    fn titles_have_room_beside_the_labels() {
        let (without, with) = (
            frame(10),
            heatmap_frame(
                &matrix(10),
                CellWindow::default(),
                SIZE,
                AxisTitles::TruthAndPrediction,
            ),
        );
        assert_eq!(with.plot.left_px - without.plot.left_px, 16.0);
        assert_eq!(without.plot.height_px - with.plot.height_px, 16.0);
    }

    #[test]
    fn a_window_shows_only_its_cells() {
        let window = CellWindow {
            rows: Some(Span::new(5, 2)),
            columns: None,
        };
        let frame = heatmap_frame(&matrix(10), window, SIZE, AxisTitles::TruthAndPrediction);
        assert!(frame.shows(CellAt { row: 6, column: 9 }));
        assert!(!frame.shows(CellAt { row: 7, column: 9 }));
        assert_eq!(frame.cell().height_px, frame.plot.height_px / 2.0);
    }

    #[test]
    fn nothing_to_show_is_no_trouble() {
        let empty = heatmap_frame(
            &Matrix::default(),
            CellWindow::default(),
            SizePx::default(),
            AxisTitles::None,
        );
        assert_eq!(empty.cell_at(PointPx::default()), None);
        assert!(
            empty
                .selected(PointPx::default(), PointPx::new(50.0, 50.0))
                .is_some()
        );
    }
}
