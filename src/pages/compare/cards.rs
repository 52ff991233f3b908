//! A card for each log, with all compared experiments in it.

pub mod bar;
pub mod heatmap;
mod heatmap_files;
pub mod image;
pub mod image_pair;
pub mod image_rows;
pub mod line;
mod line_actions;
pub mod members;
pub mod table;

use super::data_feed::DataFeed;
use super::experiments::{Compared, Experiments};
use super::lit::Lit;
use super::log_lists::LogLists;
use super::state::CompareState;
use crate::pages::card_choices::{CardOwner, UnknownLog, use_card_near};
use crate::pages::line_feed::LineFeed;
use crate::state::compare::log_union::view_key;
use bar::CompareBars;
use heatmap::CompareHeatmaps;
use image::CompareImages;
use leptos::html;
use leptos::prelude::*;
use line::CompareLines;
use runboard_chart::line::cursor::MarkedX;
use runboard_model::LogType;
use runboard_model::wire::LogSummary;
use std::sync::Arc;
use table::CompareTables;

/// What the cards of the page share.
#[derive(Clone, Copy)]
pub struct CardContext {
    /// The experiments.
    pub experiments: Experiments,
    /// Their lists of logs.
    pub lists: LogLists,
    /// The points of lines.
    pub feed: LineFeed,
    /// The data of all else.
    pub data: DataFeed,
    /// What the person chose.
    pub state: CompareState,
    /// The experiments that are lit.
    pub lit: Lit,
    /// The position that all line charts of the page mark.
    pub marked: RwSignal<Option<MarkedX>>,
}

/// One log's card and all that it needs; `Copy`, so that every closure can have it.
#[derive(Clone, Copy)]
pub struct CompareParts {
    context: CardContext,
    owner: CardOwner<CompareState>,
    is_near: Signal<bool>,
}

impl CompareParts {
    /// What is known of the log in one experiment; `None` where it has none of that type.
    fn summary(self, one: &Compared, log_type: LogType) -> Option<Arc<LogSummary>> {
        let lists = self.context.lists;
        let name = self.owner.name;
        let summary = name.with_value(|name| lists.summary(one.experiment.id, name))?;
        (summary.log_type == log_type.as_str()).then_some(summary)
    }
}

/// The card of one log.
#[component]
pub fn CompareCard(
    /// The log's name.
    name: Arc<str>,
    /// Its type, as text.
    log_type: Arc<str>,
    /// What all cards share.
    context: CardContext,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let union = context.lists.union.get_untracked().unwrap_or_default();
    let key = view_key(&union, &name, &log_type);
    let view = context.state.log(&key);
    let parts = CompareParts {
        context,
        owner: CardOwner {
            name: StoredValue::new(name),
            key: StoredValue::new(key),
            view,
            state: context.state,
        },
        is_near: use_card_near(place, view),
    };
    let known = log_type.parse::<LogType>();
    let log_name = parts.owner.title();
    view! {
        <div class="card-place" data-log=log_name node_ref=place>
            {match known {
                Ok(LogType::Line) => view! { <CompareLines parts /> }.into_any(),
                Ok(LogType::Bar) => view! { <CompareBars parts /> }.into_any(),
                Ok(LogType::Heatmap) => view! { <CompareHeatmaps parts /> }.into_any(),
                Ok(LogType::Image) => view! { <CompareImages parts /> }.into_any(),
                Ok(log_type @ (LogType::Table | LogType::Labelmap)) => {
                    view! { <CompareTables parts log_type /> }.into_any()
                }
                _ => view! { <UnknownLog owner=parts.owner log_type=log_type.to_string() /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}
