//! An experiment and its logs, kept up to date while the page is open.

use super::live_logs::{LiveLog, apply};
use crate::api::{self, ApiError};
use crate::browser::event_source::{StreamState, use_event_source};
use crate::pages::polling::{Polling, use_polling};
use leptos::prelude::*;
use runboard_model::ExperimentId;
use runboard_model::wire::{Dashboard, Experiment, ExperimentNews, LogList, Status};
use std::sync::Arc;
use std::time::Duration;

/// How often a running experiment is asked for news where no events arrive: half of what a person
/// may wait.
const RUNNING_PERIOD: Duration = Duration::from_secs(1);
/// How often one that has ended is: it may be resumed, renamed or tagged.
const ENDED_PERIOD: Duration = Duration::from_secs(5);
/// How soon after events the experiment's own facts are asked for again, at most.
const FACTS_PERIOD: Duration = Duration::from_secs(1);
/// How often all is asked for where events arrive, should one have been lost.
const SAFETY_PERIOD: Duration = Duration::from_secs(30);

/// The experiment, as far as it is known.
#[derive(Clone, Copy)]
pub struct LiveExperiment {
    /// The experiment; `None` before the first answer.
    pub experiment: RwSignal<Option<Arc<Experiment>>>,
    /// Its logs in logged order; `None` before the first answer.
    pub logs: RwSignal<Option<Vec<LiveLog>>>,
    /// The poll that keeps them up to date.
    pub polling: Polling,
}

/// Follows the experiment of that name until the page goes away; `on_first` sees it and its logs before
/// anything is made of them.
///
/// Logs come as events. The experiment's own facts, which change with each of them, are asked for once a
/// second at most; without events, all is asked for again and again.
pub fn use_live_experiment(
    project: String,
    name: String,
    on_first: impl Fn(ExperimentId, &LogList) + Copy + Send + Sync + 'static,
) -> LiveExperiment {
    let feed = Feed {
        experiment: RwSignal::new(None),
        logs: RwSignal::new(None),
        revision: StoredValue::new(None),
        facts: StoredValue::new(Facts::Known),
        has_events: StoredValue::new(false),
    };
    let names = StoredValue::new((project, name));
    let polling = use_polling(
        move || feed.period(),
        move || async move {
            if feed.has_events.get_value() && feed.facts.get_value() == Facts::Changed {
                return feed.refresh_facts().await;
            }
            let Some(id) = feed.id() else {
                let (project, name) = names.get_value();
                let first = api::experiments::dashboard(&project, &name).await?;
                on_first(first.experiment.id, &first.logs);
                feed.start(first);
                return Ok(());
            };
            feed.refresh(id).await
        },
    );
    feed.follow(polling);
    LiveExperiment {
        experiment: feed.experiment,
        logs: feed.logs,
        polling,
    }
}

/// Whether what is known of the experiment itself is what events told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Facts {
    /// It is, and was a while ago.
    Known,
    /// It is, since a moment ago.
    Fresh,
    /// It is not.
    Changed,
}

/// What keeps the signals up to date.
#[derive(Clone, Copy)]
struct Feed {
    experiment: RwSignal<Option<Arc<Experiment>>>,
    logs: RwSignal<Option<Vec<LiveLog>>>,
    revision: StoredValue<Option<u64>>,
    facts: StoredValue<Facts>,
    has_events: StoredValue<bool>,
}

impl Feed {
    /// How long to wait before asking again.
    fn period(self) -> Duration {
        let is_running = self.experiment.with_untracked(|now| {
            now.as_ref()
                .is_some_and(|experiment| experiment.status == Status::Running)
        });
        match (self.has_events.get_value(), self.facts.get_value()) {
            (true, Facts::Known) => SAFETY_PERIOD,
            (true, Facts::Fresh | Facts::Changed) => FACTS_PERIOD,
            (false, _) if is_running => RUNNING_PERIOD,
            (false, _) => ENDED_PERIOD,
        }
    }

    /// Takes events in while the tab is in view.
    fn follow(self, polling: Polling) {
        let id = Memo::new(move |_| self.experiment.with(|now| now.as_ref().map(|now| now.id)));
        let has_logs = Memo::new(move |_| self.logs.with(Option::is_some));
        let address = move || {
            let id = id
                .get()
                .filter(|_| has_logs.get() && polling.is_visible.get())?;
            Some(api::events::address(id, self.revision.get_value()?))
        };
        let on_data = Callback::new(move |data: String| {
            if let Ok(news) = api::events::read(&data) {
                self.take(news, polling);
            }
        });
        let state = use_event_source(address, api::events::LOGS, on_data);
        Effect::new(move |_| {
            let has_events = state.get() == StreamState::Open;
            if self.has_events.get_value() && !has_events {
                // What the events do not tell any more has to be asked for.
                polling.retry();
            }
            self.has_events.set_value(has_events);
        });
    }

    fn take(self, news: ExperimentNews, polling: Polling) {
        if self.revision.get_value() >= Some(news.revision) {
            return;
        }
        self.revision.set_value(Some(news.revision));
        let list = LogList {
            items: news.items,
            next: None,
            revision: news.revision,
            complete: news.complete,
        };
        apply(self.logs, list);
        if self.facts.get_value() == Facts::Known {
            polling.retry();
        }
        self.facts.set_value(Facts::Changed);
    }

    async fn refresh_facts(self) -> Result<(), ApiError> {
        if let Some(id) = self.id() {
            self.facts.set_value(Facts::Fresh);
            let fresh = api::experiments::by_id(id).await?;
            self.experiment.set(Some(Arc::new(fresh)));
        }
        Ok(())
    }

    fn start(self, first: Dashboard) {
        self.experiment.set(Some(Arc::new(first.experiment)));
        self.revision.set_value(Some(first.logs.revision));
        apply(self.logs, first.logs);
    }

    /// Asks for all that is new.
    async fn refresh(self, id: ExperimentId) -> Result<(), ApiError> {
        self.facts.set_value(Facts::Known);
        let seen = self.revision.get_value();
        let list = api::logs::list(id, seen).await?;
        // An event may have been faster.
        if seen != self.revision.get_value() || seen == Some(list.revision) && list.items.is_empty()
        {
            return Ok(());
        }
        self.revision.set_value(Some(list.revision));
        apply(self.logs, list);
        self.refresh_facts().await
    }

    fn id(self) -> Option<ExperimentId> {
        self.experiment
            .with_untracked(|now| now.as_ref().map(|now| now.id))
    }
}
