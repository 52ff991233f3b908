//! Which rows of a long table exist in the page while it scrolls.
//!
//! Rows are equally high; above and below those that exist stand spacers, so that the scroll bar
//! is that of the whole table.
//! Browsers limit an element's height: beyond [`MAX_HEIGHT_PX`] the scroll bar is proportional
//! instead, so that the last row can always be reached.

/// Height of a row.
pub const ROW_HEIGHT_PX: f64 = 28.0;

/// Rows are added and removed this many at a time, so that most scroll events change nothing.
const CHUNK_ROWS: usize = 16;

/// The greatest height that all browsers in use can scroll.
const MAX_HEIGHT_PX: f64 = 8_000_000.0;

/// The rows that exist, and the space of those that do not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// The first row that exists.
    pub first: usize,
    /// One after the last row that exists.
    pub end: usize,
    /// Height of the spacer above them.
    pub above_px: f64,
    /// Height of the spacer below them.
    pub below_px: f64,
}

/// Which rows exist beside those that are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Margin {
    /// None, so that what is seen stands sooner.
    Bare,
    /// Some above and below, so that a little scrolling finds them there.
    Ready,
}

/// The rows to have when the table is scrolled to `scroll_top_px` and `viewport_px` of it can be seen.
pub fn window(n_rows: usize, scroll_top_px: f64, viewport_px: f64, margin: Margin) -> Window {
    let rows_px = n_rows as f64 * ROW_HEIGHT_PX;
    let height_px = rows_px.min(MAX_HEIGHT_PX);
    let viewport_px = viewport_px.clamp(0.0, height_px);
    let scroll_top_px = scroll_top_px.clamp(0.0, height_px - viewport_px);
    let n_seen = (viewport_px / ROW_HEIGHT_PX).ceil() as usize + 1;
    if rows_px <= MAX_HEIGHT_PX {
        let top_row = (scroll_top_px / ROW_HEIGHT_PX) as usize;
        let (first, end) = match margin {
            Margin::Bare => (top_row, top_row + n_seen),
            Margin::Ready => in_chunks(top_row, n_seen),
        };
        let (first, end) = (first.min(n_rows), end.min(n_rows));
        return Window {
            first,
            end,
            above_px: first as f64 * ROW_HEIGHT_PX,
            below_px: (n_rows - end) as f64 * ROW_HEIGHT_PX,
        };
    }
    let share = scroll_top_px / (height_px - viewport_px);
    let top_row = (share * (rows_px - viewport_px) / ROW_HEIGHT_PX).round() as usize;
    let first = top_row.min(n_rows - n_seen.min(n_rows));
    let end = (first + n_seen).min(n_rows);
    let above_px = scroll_top_px.min(height_px - (end - first) as f64 * ROW_HEIGHT_PX);
    Window {
        first,
        end,
        above_px,
        below_px: height_px - above_px - (end - first) as f64 * ROW_HEIGHT_PX,
    }
}

/// The seen rows and a margin, widened to whole chunks.
fn in_chunks(top_row: usize, n_seen: usize) -> (usize, usize) {
    let first = top_row.saturating_sub(CHUNK_ROWS / 2) / CHUNK_ROWS * CHUNK_ROWS;
    let end = (top_row + n_seen + CHUNK_ROWS / 2).div_ceil(CHUNK_ROWS) * CHUNK_ROWS;
    (first, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(n_rows: usize, scroll_top_px: f64, rows: (usize, usize)) {
        let window = window(n_rows, scroll_top_px, 280.0, Margin::Ready);
        assert_eq!((window.first, window.end), rows);
    }

    #[test]
    fn a_short_table_exists_whole() {
        check(0, 0.0, (0, 0));
        check(5, 0.0, (0, 5));
        check(5, 1e9, (0, 5));
    }

    #[test]
    fn a_long_table_exists_around_what_is_seen() {
        check(100_000, 0.0, (0, 32));
        check(100_000, 28.0 * 1000.0, (992, 1024));
        check(100_000, 28.0 * 99_990.0, (99_968, 100_000));
        check(100_000, f64::INFINITY, (99_968, 100_000));
    }

    #[test]
    fn without_a_margin_only_what_is_seen_exists() {
        let window = window(100_000, 28.0 * 1000.0, 280.0, Margin::Bare);
        assert_eq!((window.first, window.end), (1000, 1011));
    }

    #[test]
    fn small_scrolls_change_nothing() {
        assert_eq!(
            window(100_000, 5600.0, 280.0, Margin::Ready),
            window(100_000, 5740.0, 280.0, Margin::Ready)
        );
    }

    #[test]
    fn the_last_row_of_ten_million_is_reached() {
        let bottom_px = MAX_HEIGHT_PX - 280.0;
        let window = window(10_000_000, bottom_px, 280.0, Margin::Ready);
        assert_eq!(window.end, 10_000_000);
        assert_eq!(window.below_px, 0.0);
    }

    proptest! {
        #[test]
        fn what_is_seen_exists(n_rows in 0_usize..2_000_000, share in 0.0..=1.0, viewport_px in 0.0..3000.0, is_bare: bool) {
            let height_px = (n_rows as f64 * ROW_HEIGHT_PX).min(MAX_HEIGHT_PX);
            let seen_px = f64::min(viewport_px, height_px);
            let scroll_top_px = share * (height_px - seen_px);
            let margin = if is_bare { Margin::Bare } else { Margin::Ready };
            let window = window(n_rows, scroll_top_px, viewport_px, margin);
            let rows_px = (window.end - window.first) as f64 * ROW_HEIGHT_PX;
            prop_assert!(window.end <= n_rows);
            prop_assert!(window.above_px >= 0.0 && window.below_px >= -1e-6);
            prop_assert!((window.above_px + rows_px + window.below_px - height_px).abs() < 1e-3);
            prop_assert!(window.above_px <= scroll_top_px + 1e-6);
            prop_assert!(window.above_px + rows_px >= scroll_top_px + seen_px - 1e-6);
        }
    }
}
