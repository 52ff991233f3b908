//! What a person chose about a table: order and search.

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// A column by which the rows are sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The column's name; a table without it stays as logged.
    pub column: String,
    /// Which way.
    pub direction: Direction,
}

/// Order and search of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableView {
    /// The sort; `None` is the order in which the rows were logged.
    pub sort: Option<Sort>,
    /// Text that a row's cells must contain; empty shows every row.
    pub search: String,
}

impl TableView {
    /// The direction in which `column` is sorted now.
    pub fn direction_of(&self, column: &str) -> Option<Direction> {
        self.sort
            .as_ref()
            .filter(|sort| sort.column == column)
            .map(|sort| sort.direction)
    }

    /// The view after a press on the header of `column`: ascending, descending, as logged.
    pub fn with_header_pressed(&self, column: &str) -> Self {
        let next = match self.direction_of(column) {
            None => Some(Direction::Ascending),
            Some(Direction::Ascending) => Some(Direction::Descending),
            Some(Direction::Descending) => None,
        };
        Self {
            sort: next.map(|direction| Sort {
                column: column.to_owned(),
                direction,
            }),
            search: self.search.clone(),
        }
    }

    /// The view with another search text.
    pub fn with_search(&self, search: &str) -> Self {
        Self {
            sort: self.sort.clone(),
            search: search.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_presses_go_round() {
        let logged = TableView::default().with_search("cat");
        let up = logged.with_header_pressed("loss");
        assert_eq!(up.direction_of("loss"), Some(Direction::Ascending));
        assert_eq!(up.direction_of("step"), None);
        let down = up.with_header_pressed("loss");
        assert_eq!(down.direction_of("loss"), Some(Direction::Descending));
        assert_eq!(down.with_header_pressed("loss"), logged);
    }

    #[test]
    fn another_header_starts_ascending() {
        let view = TableView::default()
            .with_header_pressed("loss")
            .with_header_pressed("loss")
            .with_header_pressed("step");
        assert_eq!(view.direction_of("step"), Some(Direction::Ascending));
        assert_eq!(view.direction_of("loss"), None);
    }
}
