//! Which logs tab and filter leave, and which of them the window shows first.

use crate::state::log_filter::LogFilter;
use runboard_model::LogType;
use runboard_model::names::tab_of;
use std::sync::Arc;

/// Width and height of the least place of a card with its gap (`style/card.css`), in CSS pixels.
const CARD_PX: (f64, f64) = (372.0, 332.0);

/// Tab and filter of a dashboard.
#[derive(Clone)]
pub struct LogChoice {
    /// The tab; `None` shows all logs.
    pub tab: Option<String>,
    /// What the names must hold.
    pub filter: LogFilter,
}

impl LogChoice {
    /// Whether a log of that name is shown.
    pub fn shows(&self, name: &str) -> bool {
        (self.tab.is_none() || tab_of(name) == self.tab.as_deref()) && self.filter.passes(name)
    }
}

/// How many cards a window of that size shows at most, in CSS pixels.
pub fn n_cards_in(width_px: f64, height_px: f64) -> usize {
    let n_columns = (width_px / CARD_PX.0).floor().max(1.0);
    let n_rows = (height_px / CARD_PX.1).ceil().max(1.0);
    (n_columns * n_rows) as usize
}

/// Whether a log of that type has a card; a value stands in the summary.
pub fn is_card(log_type: &str) -> bool {
    log_type != LogType::Value.as_str()
}

/// The names of the line logs among the first cards: their points can be asked for before there is a card.
///
/// `shown` are the names and types of the logs that have one, in their order.
pub fn first_lines<'a>(
    shown: impl IntoIterator<Item = (&'a str, &'a str)>,
    n_cards: usize,
) -> Vec<Arc<str>> {
    let first = shown.into_iter().take(n_cards);
    first
        .filter(|(_, log_type)| *log_type == LogType::Line.as_str())
        .map(|(name, _)| Arc::from(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tab: Option<&str>, filter: &str, n_cards: usize, expected: &[&str]) {
        let logs = [
            ("score", "VALUE"),
            ("train/loss", "LINE"),
            ("confusion", "HEATMAP"),
            ("val/loss", "LINE"),
            ("train/accuracy", "LINE"),
        ];
        let choice = LogChoice {
            tab: tab.map(str::to_owned),
            filter: LogFilter::parse(filter).unwrap(),
        };
        let is_shown = |(name, log_type): &(&str, &str)| is_card(log_type) && choice.shows(name);
        let first = first_lines(logs.into_iter().filter(is_shown), n_cards);
        let first: Vec<&str> = first.iter().map(|name| &**name).collect();
        assert_eq!(first, expected, "{tab:?} {filter} {n_cards}");
    }

    #[test]
    fn only_lines_among_the_first_cards_are_asked_for() {
        check(None, "", 2, &["train/loss"]);
        check(None, "", 3, &["train/loss", "val/loss"]);
        check(Some("train"), "", 2, &["train/loss", "train/accuracy"]);
        check(None, "LOSS", 9, &["train/loss", "val/loss"]);
    }

    #[test]
    fn window_shows_whole_columns_and_begun_rows() {
        assert_eq!(n_cards_in(390.0, 844.0), 3);
        assert_eq!(n_cards_in(1440.0, 900.0), 9);
        assert_eq!(n_cards_in(100.0, 10.0), 1);
    }
}
