//! A card for each log: which component its type asks for, and what feeds it.

pub mod bar;
pub mod heatmap;
pub mod image;
pub mod line;
pub mod table;

use super::live_logs::LiveLog;
use super::log_data::{LogContent, use_log_data};
use super::view_state::ViewState;
use crate::browser::chunk::chunk;
use crate::components::{CardKind, Lazy};
use crate::pages::card_choices::{CardOwner, UnknownLog, use_card_near};
use crate::pages::line_feed::LineFeed;
use bar::BarLog;
use heatmap::HeatmapLog;
use image::ImageLog;
use leptos::html;
use leptos::prelude::*;
use line::LineLog;
use runboard_chart::line::cursor::MarkedX;
use runboard_chart::palette::Slot;
use runboard_model::wire::{Experiment, LogSummary};
use runboard_model::{ExperimentId, LogType};
use std::sync::Arc;
use table::TableLog;

/// What the cards of a dashboard share.
#[derive(Clone, Copy)]
pub struct CardContext {
    id: ExperimentId,
    experiment: Memo<Arc<Experiment>>,
    feed: LineFeed,
    state: ViewState,
    /// The position that all line charts of the dashboard mark.
    marked: RwSignal<Option<MarkedX>>,
}

impl CardContext {
    /// The context of the cards of one experiment.
    pub fn new(
        id: ExperimentId,
        experiment: Memo<Arc<Experiment>>,
        feed: LineFeed,
        state: ViewState,
    ) -> Self {
        Self {
            id,
            experiment,
            feed,
            state,
            marked: RwSignal::new(None),
        }
    }
}

/// One log's card and all that it needs; `Copy`, so that every closure can have it.
#[derive(Clone, Copy)]
pub struct CardParts {
    context: CardContext,
    owner: CardOwner<ViewState>,
    summary: Signal<Arc<LogSummary>>,
    is_near: Signal<bool>,
}

impl CardParts {
    fn steps(self) -> Signal<Vec<f64>> {
        let steps = move |_: Option<&Vec<f64>>| {
            self.summary
                .with(|summary| summary.steps.clone().unwrap_or_default())
        };
        Memo::new(steps).into()
    }

    /// The experiment's own colour.
    fn slot(self) -> Slot {
        let ordinal = self
            .context
            .experiment
            .with_untracked(|experiment| experiment.ordinal);
        Slot(usize::try_from(ordinal).unwrap_or_default())
    }

    fn data(self, log_type: LogType) -> LogContent {
        let step = Memo::new(move |_| self.owner.view.with(|view| view.card.step));
        use_log_data(
            self.context.id,
            log_type,
            self.summary,
            step.into(),
            self.is_near,
        )
    }
}

/// The card of one log.
#[component]
pub fn LogCard(
    /// The log.
    log: LiveLog,
    /// What all cards share.
    context: CardContext,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let view = context.state.log(&log.name);
    let parts = CardParts {
        context,
        owner: CardOwner {
            key: StoredValue::new(Arc::clone(&log.name)),
            name: StoredValue::new(log.name),
            view,
            state: context.state,
        },
        summary: log.summary.into(),
        is_near: use_card_near(place, view),
    };
    let log_type = log.log_type.parse::<LogType>();
    let log_name = parts.owner.title();
    view! {
        <div class="card-place" data-log=log_name node_ref=place>
            {match log_type {
                Ok(LogType::Line) => view! { <LineLog parts /> }.into_any(),
                Ok(LogType::Bar) => {
                    let fallback = move || card_to_come(CardKind::Normal);
                    view! { <Lazy view=move || bar_log(parts) fallback /> }.into_any()
                }
                Ok(LogType::Heatmap) => {
                    let fallback = move || card_to_come(CardKind::Tall);
                    view! { <Lazy view=move || heatmap_log(parts) fallback /> }.into_any()
                }
                Ok(LogType::Image) => {
                    let fallback = move || card_to_come(CardKind::Normal);
                    view! { <Lazy view=move || image_log(parts) fallback /> }.into_any()
                }
                Ok(log_type @ (LogType::Table | LogType::Labelmap)) => {
                    let fallback = move || card_to_come(CardKind::Normal);
                    view! { <Lazy view=move || table_log(parts, log_type) fallback /> }.into_any()
                }
                _ => view! { <UnknownLog owner=parts.owner log_type=log.log_type.to_string() /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

chunk! {
    dashboard:
    fn bar_log(parts: CardParts) -> AnyView {
        view! { <BarLog parts /> }.into_any()
    }
}

chunk! {
    dashboard:
    fn heatmap_log(parts: CardParts) -> AnyView {
        view! { <HeatmapLog parts /> }.into_any()
    }
}

chunk! {
    dashboard:
    fn image_log(parts: CardParts) -> AnyView {
        view! { <ImageLog parts /> }.into_any()
    }
}

chunk! {
    dashboard:
    fn table_log(parts: CardParts, log_type: LogType) -> AnyView {
        view! { <TableLog parts log_type /> }.into_any()
    }
}

/// What stands there while the code of a card is on its way: as large as the card will be, and not yet a
/// `figure`, which would be replaced under the hands of whoever found it.
fn card_to_come(kind: CardKind) -> AnyView {
    view! {
        <div class=kind.slot_class()>
            <div class="card" aria-hidden="true">
                <div class="card__skeleton skeleton"></div>
            </div>
        </div>
    }
    .into_any()
}
