//! The points of the line logs that are near the screen, many logs in one request.
//!
//! A card asks for its log by [`LineFeed::want`]; whatever was asked for while a request was under way
//! goes out together with the next one. The first cards of a page do not wait for that: [`LineFeed::want_now`].
//! Points that are held are never sent again.

use crate::api::{self, ApiError};
use crate::browser::clock::pause;
use crate::pages::polling::{Attention, Backoff, use_attention};
use crate::pages::session::SessionContext;
use crate::state::held_lines::HeldLog;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_model::ExperimentId;
use runboard_model::wire::{LinesQuery, WantedLog};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// How long cards that come into view together have to ask for their logs together.
const GATHERING: Duration = Duration::from_millis(4);
/// How long the feed waits when nothing is wanted; being asked wakes it.
const IDLE: Duration = Duration::from_secs(3_600);
/// How many logs one request asks for, so that the first ones are soon there; a log of many experiments is
/// asked for as a whole.
const MAX_LOGS: usize = 64;

/// A log of an experiment; the same log of all experiments stands together.
type LogKey = (Arc<str>, ExperimentId);

/// The points of one log.
#[derive(Clone, Default)]
pub struct FedLog {
    /// What has arrived; `None` before the first answer.
    pub held: ArcRwSignal<Option<Arc<HeldLog>>>,
    /// Why the last request failed; `None` after a success.
    pub failure: ArcRwSignal<Option<ApiError>>,
}

/// The feed of one page.
#[derive(Clone, Copy)]
pub struct LineFeed {
    logs: StoredValue<BTreeMap<LogKey, FedLog>>,
    wanted: StoredValue<BTreeSet<LogKey>>,
    early: StoredValue<BTreeSet<LogKey>>,
    attention: Attention,
}

/// A feed that ends when the page goes away.
pub fn use_line_feed() -> LineFeed {
    let feed = LineFeed {
        logs: StoredValue::new(BTreeMap::new()),
        wanted: StoredValue::new(BTreeSet::new()),
        early: StoredValue::new(BTreeSet::new()),
        attention: use_attention(),
    };
    let session = expect_context::<SessionContext>();
    Effect::new(move |_| {
        session.n_recoveries.track();
        feed.attention.sleeper.wake();
    });
    spawn_local_scoped_with_cancellation(async move {
        let mut backoff = Backoff::default();
        loop {
            if feed.wanted.with_value(BTreeSet::is_empty) {
                feed.attention.sleeper.sleep(IDLE).await;
                pause(GATHERING).await;
                continue;
            }
            feed.attention.wait_until_visible().await;
            match feed.ask(&feed.take_wanted()).await {
                Ok(()) => backoff = Backoff::default(),
                // Who asks anew, as by Retry, does not wait.
                Err(_) => feed.attention.sleeper.sleep(backoff.failed()).await,
            }
        }
    });
    feed
}

impl LineFeed {
    /// The points of the experiment's log of that name, now and later.
    pub fn log(self, id: ExperimentId, name: &Arc<str>) -> FedLog {
        self.keyed(&(Arc::clone(name), id))
    }

    fn keyed(self, key: &LogKey) -> FedLog {
        self.logs
            .try_update_value(|logs| logs.entry(key.clone()).or_default().clone())
            .unwrap_or_default()
    }

    /// Asks for the log's points; what is held already is not sent again.
    ///
    /// Not while the first points are on their way: whoever asks looks again when they have come.
    pub fn want(self, id: ExperimentId, name: &Arc<str>) {
        let key = (Arc::clone(name), id);
        if self.early.with_value(|early| early.contains(&key)) {
            return;
        }
        self.wanted.update_value(|wanted| {
            wanted.insert(key);
        });
        self.attention.sleeper.wake();
    }

    /// Asks for the first points of logs whose cards are about to be there, without waiting for more.
    pub fn want_now(self, logs: impl IntoIterator<Item = (ExperimentId, Arc<str>)>) {
        let keys: Vec<LogKey> = logs.into_iter().map(|(id, name)| (name, id)).collect();
        if keys.is_empty() {
            return;
        }
        self.early
            .update_value(|early| early.extend(keys.iter().cloned()));
        spawn_local_scoped_with_cancellation(async move {
            let answer = self.ask(&keys).await;
            self.early
                .update_value(|early| early.retain(|key| !keys.contains(key)));
            if answer.is_err() {
                // The loop tries again.
                self.attention.sleeper.wake();
            }
        });
    }

    async fn ask(self, keys: &[LogKey]) -> Result<(), ApiError> {
        let logs = keys.iter().map(|key| self.wanted_log(key)).collect();
        match api::lines::query(&LinesQuery { logs }).await {
            Ok(answers) => {
                for answer in answers {
                    let log = self.log(answer.experiment_id, &Arc::from(answer.name.as_str()));
                    let held = log.held.get_untracked().unwrap_or_default();
                    log.held.set(Some(Arc::new(held.updated(answer))));
                    log.failure.set(None);
                }
                Ok(())
            }
            Err(error) => {
                for key in keys {
                    self.keyed(key).failure.set(Some(error.clone()));
                }
                self.wanted
                    .update_value(|wanted| wanted.extend(keys.iter().cloned()));
                Err(error)
            }
        }
    }

    /// Takes what goes into the next request; what is asked for from now on waits for the one after it.
    fn take_wanted(self) -> Vec<LogKey> {
        let mut taken: Vec<LogKey> = Vec::new();
        self.wanted.update_value(|wanted| {
            while let Some(key) = wanted.pop_first() {
                let goes_on = taken.last().is_some_and(|(name, _)| *name == key.0);
                if taken.len() >= MAX_LOGS && !goes_on {
                    wanted.insert(key);
                    break;
                }
                taken.push(key);
            }
        });
        taken
    }

    fn wanted_log(self, key: &LogKey) -> WantedLog {
        let held = self.keyed(key).held.get_untracked();
        WantedLog {
            experiment_id: key.1,
            name: key.0.to_string(),
            have: held.map(|held| held.held_points()).unwrap_or_default(),
        }
    }
}
