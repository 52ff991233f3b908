//! An experiment and its logs, kept up to date while the page is open.

use super::live_logs::{LiveLog, apply};
use crate::api::{self, ApiError};
use crate::browser::chunk::chunk;
use crate::browser::event_source::{ServerEvent, StreamState, use_event_source};
use crate::browser::idle::use_idle_turn;
use crate::pages::polling::{Polling, use_polling};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use runboard_model::ExperimentId;
use runboard_model::wire::{Dashboard, Experiment, ExperimentNews, LogList, Status};
use std::pin::Pin;
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
        asked_facts_just_now: StoredValue::new(false),
        has_events: StoredValue::new(false),
    };
    let names = StoredValue::new((project, name));
    let polling = use_polling(
        move || feed.period(),
        move || async move {
            if feed.id().is_some() {
                // Without the code, the server is as far away as without an answer.
                let refreshed = start_refreshing(feed).await;
                return refreshed.map_err(|_| ApiError::Unreachable)?.await;
            }
            let (project, name) = names.get_value();
            let first = api::experiments::dashboard(&project, &name).await?;
            on_first(first.experiment.id, &first.logs);
            feed.start(first);
            Ok(())
        },
    );
    // What changes is of interest once what is there is seen.
    let has_turn = use_idle_turn();
    Effect::new(move |_| {
        if has_turn.get() {
            spawn_local_scoped_with_cancellation(async move {
                // Without the code it is asked for again and again.
                let _ = start_following(feed, polling).await;
            });
        }
    });
    LiveExperiment {
        experiment: feed.experiment,
        logs: feed.logs,
        polling,
    }
}

chunk! {
    dashboard:
    fn start_following(feed: Feed, polling: Polling) -> () {
        feed.follow(polling);
    }
}

type Refreshing = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

chunk! {
    dashboard:
    fn start_refreshing(feed: Feed) -> Refreshing {
        Box::pin(feed.refresh())
    }
}

/// What keeps the signals up to date.
#[derive(Clone, Copy)]
struct Feed {
    experiment: RwSignal<Option<Arc<Experiment>>>,
    logs: RwSignal<Option<Vec<LiveLog>>>,
    /// The revision that the logs show.
    revision: StoredValue<Option<u64>>,
    /// Whether the last request was for the experiment's own facts.
    asked_facts_just_now: StoredValue<bool>,
    has_events: StoredValue<bool>,
}

impl Feed {
    /// How long to wait before asking again.
    fn period(self) -> Duration {
        let is_running = self.experiment.with_untracked(|now| {
            now.as_ref()
                .is_some_and(|experiment| experiment.status == Status::Running)
        });
        let has_events = self.has_events.get_value();
        if has_events && (self.asked_facts_just_now.get_value() || self.facts_are_old()) {
            FACTS_PERIOD
        } else if has_events {
            SAFETY_PERIOD
        } else if is_running {
            RUNNING_PERIOD
        } else {
            ENDED_PERIOD
        }
    }

    /// Whether the logs are of a later revision than the experiment's own facts.
    fn facts_are_old(self) -> bool {
        let of_facts = self
            .experiment
            .with_untracked(|now| now.as_ref().map(|now| now.revision));
        of_facts < self.revision.get_value()
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
        let on_event = Callback::new(move |event: ServerEvent| {
            if event.kind == api::events::GONE {
                // The answer says so, too.
                polling.retry();
            } else if let Ok(news) = api::events::read(&event.data) {
                self.take(news, polling);
            }
        });
        let state = use_event_source(address, api::events::KINDS, on_event);
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
        // Otherwise the next look is a moment away.
        let is_long_away = !self.asked_facts_just_now.get_value() && !self.facts_are_old();
        self.revision.set_value(Some(news.revision));
        let list = LogList {
            items: news.items,
            next: None,
            revision: news.revision,
            complete: news.complete,
        };
        apply(self.logs, list);
        if is_long_away {
            polling.retry();
        }
    }

    async fn refresh_facts(self) -> Result<(), ApiError> {
        if let Some(id) = self.id() {
            self.asked_facts_just_now.set_value(true);
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

    /// Asks for what may be new.
    async fn refresh(self) -> Result<(), ApiError> {
        if self.has_events.get_value() && self.facts_are_old() {
            return self.refresh_facts().await;
        }
        let Some(id) = self.id() else {
            return Ok(());
        };
        self.asked_facts_just_now.set_value(false);
        let seen = self.revision.get_value();
        let list = api::logs::list(id, seen).await?;
        // An event may have been faster.
        if seen == self.revision.get_value() {
            self.revision.set_value(Some(list.revision));
            apply(self.logs, list);
        }
        if self.facts_are_old() {
            self.refresh_facts().await?;
        }
        Ok(())
    }

    fn id(self) -> Option<ExperimentId> {
        self.experiment
            .with_untracked(|now| now.as_ref().map(|now| now.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::experiments::cells::tests::experiment;
    use serde_json::json;

    /// A request for the facts that failed was never made again when nothing more was logged: an experiment
    /// that had ended was shown as running. The facts themselves say now whether they are to be read.
    #[test]
    fn facts_are_asked_for_until_they_are_as_new_as_the_logs() {
        let _owner = Owner::new();
        let feed = Feed {
            experiment: RwSignal::new(None),
            logs: RwSignal::new(None),
            revision: StoredValue::new(None),
            asked_facts_just_now: StoredValue::new(false),
            has_events: StoredValue::new(true),
        };
        assert!(!feed.facts_are_old());
        let check = |facts: u64, logs: u64, are_old: bool| {
            let known = experiment(0, json!({ "revision": facts }));
            feed.experiment.set(Some(Arc::new(known)));
            feed.revision.set_value(Some(logs));
            assert_eq!(feed.facts_are_old(), are_old, "{facts} {logs}");
            let period = if are_old { FACTS_PERIOD } else { SAFETY_PERIOD };
            assert_eq!(feed.period(), period, "{facts} {logs}");
        };
        check(4, 4, false);
        check(4, 5, true);
        check(6, 5, false);
    }
}
