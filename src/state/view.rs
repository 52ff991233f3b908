//! What a person sees of a dashboard: every choice that a link must carry.

use runboard_chart::bar_view::BarView;
use runboard_chart::card_view::{CardSize, CardView};
use runboard_chart::heatmap_view::HeatmapView;
use runboard_chart::image_window::ImageView;
use runboard_chart::line_view::LineView;
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
    /// For images that are compared.
    pub image: ImageView,
}

impl DashboardView {
    /// The choices for the log of that name.
    pub fn log(&self, name: &str) -> LogView {
        self.logs.get(name).cloned().unwrap_or_default()
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
}
