//! Which logs tab and filter leave, and which of them the window shows first.

use crate::state::log_filter::LogFilter;
use runboard_model::LogType;
use runboard_model::names::tab_of;
use runboard_model::wire::LogList;
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

/// The names of the line logs among the first cards: their points can be asked for before there is a card.
pub fn first_line_logs(logs: &LogList, choice: &LogChoice, n_cards: usize) -> Vec<Arc<str>> {
    let is_card = |log_type: &str| log_type != LogType::Value.as_str();
    logs.items
        .iter()
        .filter(|log| is_card(&log.log_type) && choice.shows(&log.name))
        .take(n_cards)
        .filter(|log| log.log_type == LogType::Line.as_str())
        .map(|log| Arc::from(log.name.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn logs(logs: &[(&str, &str)]) -> LogList {
        let item = |(name, log_type): &(&str, &str)| {
            json!({"name": name, "type": log_type, "version": 1,
                   "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"})
        };
        let items: Vec<_> = logs.iter().map(item).collect();
        let list = json!({"items": items, "next": null, "revision": 1, "complete": true});
        serde_json::from_value(list).unwrap()
    }

    #[track_caller]
    fn check(tab: Option<&str>, filter: &str, n_cards: usize, expected: &[&str]) {
        let list = logs(&[
            ("score", "VALUE"),
            ("train/loss", "LINE"),
            ("confusion", "HEATMAP"),
            ("val/loss", "LINE"),
            ("train/accuracy", "LINE"),
        ]);
        let choice = LogChoice {
            tab: tab.map(str::to_owned),
            filter: LogFilter::parse(filter).unwrap(),
        };
        let first = first_line_logs(&list, &choice, n_cards);
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
