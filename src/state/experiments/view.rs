//! What a person chose about the table; a link carries all of it.

use runboard_chart::table::width::within_reason;
use runboard_chart::table_view::Direction;
use runboard_model::filter::Field;
use std::collections::{BTreeMap, BTreeSet};

/// The choices for the table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExperimentsView {
    /// The filter as typed.
    pub filter: String,
    /// What the rows are sorted by, the most important first; the newest first without any.
    pub sort: Vec<SortBy>,
    /// The columns after the name, in order; `None` shows a choice of the page's own.
    pub columns: Option<Vec<Field>>,
    /// Widths in CSS pixels, of those that were resized.
    pub widths_px: BTreeMap<Field, u32>,
    /// Whether columns that are equal everywhere are shown.
    pub equal_columns: Presence,
    /// Whether archived experiments are shown.
    pub archived: ArchivedRows,
    /// The selected experiments by their numbers in the project.
    pub selected: BTreeSet<u64>,
}

/// One key of the sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortBy {
    /// What is compared.
    pub field: Field,
    /// Which way.
    pub direction: Direction,
}

/// Whether columns that are equal everywhere are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Presence {
    /// Like all others.
    #[default]
    Shown,
    /// Only what differs is shown.
    Hidden,
}

impl Presence {
    /// The other one.
    pub fn toggled(self) -> Self {
        match self {
            Self::Shown => Self::Hidden,
            Self::Hidden => Self::Shown,
        }
    }
}

/// Whether archived experiments are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ArchivedRows {
    /// They are out of the way.
    #[default]
    Hidden,
    /// They stand among the others.
    Shown,
}

impl ArchivedRows {
    /// The other one.
    pub fn toggled(self) -> Self {
        match self {
            Self::Hidden => Self::Shown,
            Self::Shown => Self::Hidden,
        }
    }
}

/// How a header was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortPress {
    /// Sort by this column alone.
    Alone,
    /// Sort by this column after those before: with Shift.
    Also,
}

impl ExperimentsView {
    /// The direction in which `field` is sorted, and its place among the keys.
    pub fn sorted_by(&self, field: &Field) -> Option<(usize, Direction)> {
        let place = self.sort.iter().position(|key| key.field == *field)?;
        Some((place, self.sort.get(place)?.direction))
    }

    /// Sorts as a press on the header of `field` says: ascending, descending, not by it.
    pub fn press_header(&mut self, field: &Field, press: SortPress) {
        let before = self.sorted_by(field);
        if press == SortPress::Alone {
            // Among others, a key starts anew as the only one.
            let was_alone = self.sort.len() == 1;
            self.sort.clear();
            match before.filter(|_| was_alone) {
                None => self.sort.push(sort_by(field, Direction::Ascending)),
                Some((_, Direction::Ascending)) => {
                    self.sort.push(sort_by(field, Direction::Descending));
                }
                Some((_, Direction::Descending)) => {}
            }
            return;
        }
        match before {
            None => self.sort.push(sort_by(field, Direction::Ascending)),
            Some((place, Direction::Ascending)) => {
                if let Some(key) = self.sort.get_mut(place) {
                    key.direction = Direction::Descending;
                }
            }
            Some((place, Direction::Descending)) => {
                self.sort.remove(place);
            }
        }
    }

    /// Moves a column by so many of the `visible` places among the `chosen` columns, as far as it goes.
    pub fn move_column(&mut self, chosen: &[Field], visible: &[Field], field: &Field, by: isize) {
        let place_in = |columns: &[Field], field: &Field| columns.iter().position(|it| it == field);
        let Some(from) = place_in(visible, field) else {
            return;
        };
        let to = from
            .saturating_add_signed(by)
            .min(visible.len().saturating_sub(1));
        let neighbour = visible.get(to).and_then(|it| place_in(chosen, it));
        let (Some(to), Some(from)) = (neighbour, place_in(chosen, field)) else {
            return;
        };
        let mut columns = chosen.to_vec();
        let moved = columns.remove(from);
        columns.insert(to, moved);
        self.columns = Some(columns);
    }

    /// Shows a column behind those that are shown, or takes it away.
    pub fn toggle_column(&mut self, shown: &[Field], field: &Field) {
        let mut columns = shown.to_vec();
        match columns.iter().position(|it| it == field) {
            Some(place) => {
                columns.remove(place);
            }
            None => columns.push(field.clone()),
        }
        self.columns = Some(columns);
    }

    /// Gives a column a width, within reason.
    pub fn resize_column(&mut self, field: &Field, width_px: f64) {
        let width_px = within_reason(width_px) as u32;
        self.widths_px.insert(field.clone(), width_px);
    }
}

fn sort_by(field: &Field, direction: Direction) -> SortBy {
    SortBy {
        field: field.clone(),
        direction,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(text: &str) -> Field {
        text.parse().unwrap()
    }

    fn fields(texts: &[&str]) -> Vec<Field> {
        texts.iter().map(|text| field(text)).collect()
    }

    fn sort(view: &ExperimentsView) -> Vec<String> {
        let key = |key: &SortBy| match key.direction {
            Direction::Ascending => key.field.to_string(),
            Direction::Descending => format!("-{}", key.field),
        };
        view.sort.iter().map(key).collect()
    }

    /// Presses headers in turn, those after `+` with Shift.
    #[track_caller]
    fn check(presses: &[&str], expected: &[&str]) {
        let mut view = ExperimentsView::default();
        for press in presses {
            match press.strip_prefix('+') {
                Some(text) => view.press_header(&field(text), SortPress::Also),
                None => view.press_header(&field(press), SortPress::Alone),
            }
        }
        assert_eq!(sort(&view), expected, "{presses:?}");
    }

    #[test]
    fn a_press_sorts_by_one_column() {
        check(&["name"], &["name"]);
        check(&["name", "name"], &["-name"]);
        check(&["name", "name", "name"], &[]);
        check(&["name", "status"], &["status"]);
    }

    #[test]
    fn a_press_with_shift_sorts_by_several() {
        check(&["status", "+params.lr"], &["status", "params.lr"]);
        check(
            &["status", "+params.lr", "+status"],
            &["-status", "params.lr"],
        );
        check(
            &["status", "+params.lr", "+status", "+status"],
            &["params.lr"],
        );
        check(&["status", "+params.lr", "status"], &["status"]);
        check(&["+status"], &["status"]);
    }

    #[test]
    fn columns_move_as_far_as_they_go() {
        let shown = fields(&["status", "tags", "params.lr"]);
        let check = |name: &str, by: isize, expected: &[&str]| {
            let mut view = ExperimentsView::default();
            view.move_column(&shown, &shown, &field(name), by);
            assert_eq!(view.columns, Some(fields(expected)), "{name} {by}");
        };
        check("tags", 1, &["status", "params.lr", "tags"]);
        check("tags", -1, &["tags", "status", "params.lr"]);
        check("status", 9, &["tags", "params.lr", "status"]);
        check("status", -9, &["status", "tags", "params.lr"]);
        let mut view = ExperimentsView::default();
        view.move_column(&shown, &shown, &field("values.gone"), 1);
        assert_eq!(view.columns, None);
        // Past what is not visible.
        view.move_column(
            &shown,
            &fields(&["status", "params.lr"]),
            &field("status"),
            1,
        );
        let moved = ["tags", "params.lr", "status"];
        assert_eq!(view.columns, Some(fields(&moved)));
    }

    #[test]
    fn columns_come_and_go() {
        let mut view = ExperimentsView::default();
        view.toggle_column(&fields(&["status"]), &field("tags"));
        assert_eq!(view.columns, Some(fields(&["status", "tags"])));
        view.toggle_column(&fields(&["status", "tags"]), &field("status"));
        assert_eq!(view.columns, Some(fields(&["tags"])));
    }

    #[test]
    fn widths_stay_within_reason() {
        let mut view = ExperimentsView::default();
        for (width_px, expected) in [(-5.0, 48), (120.4, 120), (1e9, 1000), (f64::NAN, 48)] {
            view.resize_column(&field("name"), width_px);
            assert_eq!(view.widths_px.get(&field("name")), Some(&expected));
        }
    }
}
