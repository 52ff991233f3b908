//! What a person sees of a dashboard: every choice that a link must carry.

use super::log_filter::LogFilter;
use runboard_chart::bar_view::{BarView, BarZoom};
use runboard_chart::card_view::{CardSize, CardView};
use runboard_chart::heatmap_view::{CellWindow, HeatmapView};
use runboard_chart::image_window::{ImageView, ImageWindow};
use runboard_chart::line_view::{LineView, ViewBox};
use runboard_model::names::tab_of;
use std::collections::BTreeMap;

/// The choices for a whole dashboard.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DashboardView {
    /// The chosen tab; `None` is all logs.
    pub tab: Option<String>,
    /// The filter of logs as typed.
    pub filter: String,
    /// What is searched for in the console, as typed.
    pub console: String,
    /// The choices for single logs, by the log's name; a log without any is not in it.
    pub logs: BTreeMap<String, LogView>,
}

/// The choices for one log.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LogView {
    /// What all cards have in common.
    pub card: CardView,
    /// For lines.
    pub line: LineView,
    /// For bars.
    pub bar: BarView,
    /// For heatmaps.
    pub heatmap: HeatmapView,
    /// For images.
    pub image: ImageView,
}

impl DashboardView {
    /// The choices for the log of that name.
    pub fn log(&self, name: &str) -> LogView {
        self.logs.get(name).cloned().unwrap_or_default()
    }

    /// The name of the log whose card has full size.
    pub fn full_log(&self) -> Option<&str> {
        let mut logs = self.logs.iter();
        let (name, _) = logs.find(|(_, log)| log.card.size == CardSize::Full)?;
        Some(name)
    }

    /// The same view without the reading that is kept in one log.
    pub fn without_pin(&self, name: &str) -> Self {
        let mut log = self.log(name);
        log.line.pin = None;
        self.with_log(name, log)
    }

    /// The same view with other choices for one log; a card at full size is the only one.
    pub fn with_log(&self, name: &str, log: LogView) -> Self {
        let mut view = self.clone();
        if log.card.size == CardSize::Full {
            for other in view.logs.values_mut() {
                other.card.size = CardSize::Fitted;
            }
            view.logs.retain(|_, other| *other != LogView::default());
        }
        if log == LogView::default() {
            view.logs.remove(name);
        } else {
            view.logs.insert(name.to_owned(), log);
        }
        view
    }

    /// Changes the choices for every log that has any; those that are left without are forgotten.
    fn change_logs(&mut self, change: impl Fn(&mut LogView)) {
        self.logs.values_mut().for_each(change);
        self.logs.retain(|_, log| *log != LogView::default());
    }

    /// Shows all of every log.
    pub fn reset_zooms(&mut self) {
        self.change_logs(|log| {
            log.line.view_box = ViewBox::default();
            log.bar.zoom = BarZoom::default();
            log.heatmap.window = CellWindow::default();
            log.image.window = ImageWindow::default();
        });
    }

    /// Shows the lines that are hidden.
    pub fn show_all_lines(&mut self) {
        self.change_logs(|log| log.line.hidden.clear());
    }

    /// Makes sure that nothing hides the card of that log: neither tab nor filter, nor another one at full size.
    pub fn uncover(&mut self, name: &str) {
        if self.tab.is_some() && tab_of(name) != self.tab.as_deref() {
            self.tab = None;
        }
        if LogFilter::parse(&self.filter).is_ok_and(|filter| !filter.passes(name)) {
            self.filter.clear();
        }
        let full = self.logs.get(name).map(|log| log.card.size);
        self.change_logs(|log| log.card.size = CardSize::Fitted);
        if full == Some(CardSize::Full) {
            let mut log = self.log(name);
            log.card.size = CardSize::Full;
            self.logs.insert(name.to_owned(), log);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_chart::interval::Interval;

    fn zoomed() -> LogView {
        let mut log = LogView::default();
        log.line.view_box.x = Interval::new(0.0, 5.0);
        log
    }

    #[test]
    fn resetting_zooms_leaves_all_else() {
        let mut hiding = zoomed();
        hiding.line.hidden.insert("a".to_owned());
        let mut view = DashboardView::default()
            .with_log("loss", zoomed())
            .with_log("val", hiding);
        view.reset_zooms();
        assert_eq!(view.logs.keys().collect::<Vec<_>>(), ["val"]);
        view.show_all_lines();
        assert_eq!(view, DashboardView::default());
    }

    #[test]
    fn a_log_is_uncovered_and_no_more_changes_than_needs() {
        let mut full = LogView::default();
        full.card.size = CardSize::Full;
        let view = |tab: &str, filter: &str| DashboardView {
            tab: Some(tab.to_owned()),
            filter: filter.to_owned(),
            ..Default::default()
        };
        let mut seen = view("train", "loss");
        seen.uncover("train/loss");
        assert_eq!(seen, view("train", "loss"));
        let mut other_tab = view("val", "loss").with_log("val/loss", full.clone());
        other_tab.uncover("train/loss");
        assert_eq!((other_tab.tab, other_tab.filter.as_str()), (None, "loss"));
        assert!(other_tab.logs.is_empty());
        let mut filtered = view("train", "accuracy");
        filtered.uncover("train/loss");
        assert_eq!(filtered, view("train", ""));
        let mut own = DashboardView::default().with_log("loss", full.clone());
        own.uncover("loss");
        assert_eq!((own.full_log(), seen.full_log()), (Some("loss"), None));
        assert_eq!(own.log("loss"), full);
    }
}
