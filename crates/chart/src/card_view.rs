//! What a person chose about a card, whatever it shows; plain values for the page's address.

use crate::table_view::TableView;

/// Whether a card stands among the others or fills the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardSize {
    /// In its place in the grid.
    #[default]
    Fitted,
    /// Over everything else.
    Full,
}

/// What the body of a card shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardShows {
    /// The chart, picture or table that the log is about.
    #[default]
    Log,
    /// The log's data as a table.
    Data,
}

/// Which step entry of a log is shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum StepChoice {
    /// The latest, also when a later one arrives.
    #[default]
    Latest,
    /// The one of this step; the nearest earlier one (else the first) if there is none.
    At(f64),
}

impl StepChoice {
    /// The position in `steps` (ascending) of the entry that is shown; `None` without entries.
    pub fn index_in(self, steps: &[f64]) -> Option<usize> {
        let last = steps.len().checked_sub(1)?;
        Some(match self {
            Self::Latest => last,
            Self::At(step) => steps
                .partition_point(|other| *other <= step)
                .saturating_sub(1)
                .min(last),
        })
    }

    /// The choice of the entry at `index`: the last entry is `Latest`, so that it follows new ones.
    pub fn of_index(steps: &[f64], index: usize) -> Self {
        match steps.get(index) {
            Some(step) if index + 1 < steps.len() => Self::At(*step),
            _ => Self::Latest,
        }
    }
}

/// The settings that all cards have in common.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CardView {
    /// Fitted or full size.
    pub size: CardSize,
    /// The log itself or its data as a table.
    pub shows: CardShows,
    /// Sort and search of the table, be it the log itself or its data.
    pub table: TableView,
    /// The step entry, for logs that have several.
    pub step: StepChoice,
}

impl CardView {
    /// The same view with the other size.
    pub fn with_size_toggled(&self) -> Self {
        Self {
            size: match self.size {
                CardSize::Fitted => CardSize::Full,
                CardSize::Full => CardSize::Fitted,
            },
            ..self.clone()
        }
    }

    /// The same view showing the data instead of the log, or the log instead of the data.
    pub fn with_data_toggled(&self) -> Self {
        Self {
            shows: match self.shows {
                CardShows::Log => CardShows::Data,
                CardShows::Data => CardShows::Log,
            },
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(choice: StepChoice, steps: &[f64], index: Option<usize>) {
        assert_eq!(choice.index_in(steps), index, "{choice:?} in {steps:?}");
    }

    #[test]
    fn a_choice_finds_its_entry() {
        check(StepChoice::Latest, &[], None);
        check(StepChoice::At(3.0), &[], None);
        check(StepChoice::Latest, &[1.0, 5.0], Some(1));
        check(StepChoice::At(1.0), &[1.0, 5.0], Some(0));
        check(StepChoice::At(4.9), &[1.0, 5.0], Some(0));
        check(StepChoice::At(0.0), &[1.0, 5.0], Some(0));
        check(StepChoice::At(1e9), &[1.0, 5.0], Some(1));
        check(StepChoice::At(f64::NAN), &[1.0, 5.0], Some(0));
    }

    #[test]
    fn the_last_entry_keeps_following_new_ones() {
        assert_eq!(StepChoice::of_index(&[1.0, 5.0], 0), StepChoice::At(1.0));
        assert_eq!(StepChoice::of_index(&[1.0, 5.0], 1), StepChoice::Latest);
        assert_eq!(StepChoice::of_index(&[], 0), StepChoice::Latest);
    }

    #[test]
    fn toggling_twice_changes_nothing() {
        let view = CardView::default();
        assert_eq!(view.with_size_toggled().size, CardSize::Full);
        assert_eq!(view.with_size_toggled().with_size_toggled(), view);
        assert_eq!(view.with_data_toggled().shows, CardShows::Data);
        assert_eq!(view.with_data_toggled().with_data_toggled(), view);
    }
}
