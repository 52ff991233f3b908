//! The data of logs that are not made of lines: taken from the lists where it is small, else fetched, a few at a
//! time and while the tab is in view, and kept, so that a slider moves over what was seen already without asking
//! again; only of very many entries those that are not shown are dropped.

use crate::api;
use crate::pages::polling::{Attention, use_attention};
use crate::pages::session::SessionContext;
use crate::state::compare::data_requests::{CardLog, DataKey, DataRequests, Newest, Part, Wish};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_model::wire::Log;
use runboard_model::{LogData, LogType};
use std::sync::Arc;
use std::time::Duration;

/// How many are fetched at a time; a browser opens no more connections.
const N_WORKERS: usize = 4;
/// How long a worker waits when nothing is wanted; being asked wakes it.
const IDLE: Duration = Duration::from_secs(3_600);

/// How many entries of one log are kept, of all experiments together.
const N_KEPT: usize = 1_000;

/// What was found; the text says why nothing was.
pub type DataAnswer = Result<Arc<LogData>, String>;

/// All entries of a log, ascending in step; a log without step entries has one, of no step.
pub type EntriesAnswer = Result<Arc<[LoggedEntry]>, String>;

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedEntry {
    /// Its step.
    pub step: Option<f64>,
    /// Its data.
    pub data: LogData,
}

/// The feed of one page.
#[derive(Clone, Copy)]
pub struct DataFeed {
    answers: RwSignal<Newest<DataAnswer>>,
    entries: RwSignal<Newest<EntriesAnswer>>,
    requests: StoredValue<DataRequests>,
    attentions: StoredValue<Vec<Attention>>,
}

/// A feed that ends when the page goes away.
pub fn use_data_feed() -> DataFeed {
    let session = expect_context::<SessionContext>();
    let attentions: Vec<Attention> = (0..N_WORKERS).map(|_| use_attention()).collect();
    let feed = DataFeed {
        answers: RwSignal::new(Newest::default()),
        entries: RwSignal::new(Newest::default()),
        requests: StoredValue::new(DataRequests::default()),
        attentions: StoredValue::new(attentions.clone()),
    };
    for attention in attentions {
        spawn_local_scoped_with_cancellation(async move {
            loop {
                attention.wait_until_visible().await;
                let next = feed.requests.try_update_value(DataRequests::start_next);
                let Some((key, part)) = next.flatten() else {
                    attention.sleeper.sleep(IDLE).await;
                    continue;
                };
                let answer = api::logs::one(key.id(), key.name(), key.step()).await;
                session.report(&answer);
                let answer = answer.map_err(|error| error.to_string());
                feed.requests
                    .update_value(|requests| requests.finish(&key, part));
                match part {
                    Part::One => {
                        let data = answer.and_then(|log| read(key.log_type(), log.data.get()));
                        feed.answers.update(|known| known.put(&key, data));
                    }
                    Part::Entries => {
                        let entries = answer.and_then(|log| read_entries(key.log_type(), &log));
                        feed.entries.update(|known| known.put(&key, entries));
                    }
                }
            }
        });
    }
    feed
}

impl DataFeed {
    /// What is known of the data, be it of an earlier version; `None` before the first answer.
    pub fn get(self, key: &DataKey) -> Option<DataAnswer> {
        self.answers.with(|answers| answers.get(key).cloned())
    }

    /// What is known of all entries of a log, be it of an earlier version; `None` before the first answer.
    pub fn entries(self, key: &DataKey) -> Option<EntriesAnswer> {
        self.entries.with(|entries| entries.get(key).cloned())
    }

    /// Asks for the data, once; `inline` is the data of the summary where it is that of the key.
    pub fn want(self, key: &DataKey, inline: Option<&str>) {
        let Some(json) = inline else {
            return self.ask(key, Part::One);
        };
        let is_new = |requests: &DataRequests| requests.is_new(key, Part::One);
        if self.requests.with_value(is_new) {
            self.requests
                .update_value(|requests| requests.was_given(key, Part::One));
            let data = read(key.log_type(), json);
            self.answers.update(|known| known.put(key, data));
        }
    }

    /// Asks for all entries of a log, once; the key is one without a step.
    pub fn want_entries(self, key: &DataKey) {
        self.ask(key, Part::Entries);
    }

    /// Takes back the wishes of a card that it has not any more, as far as nothing was requested for them.
    pub fn want_only(self, wanted: &[DataKey], part: Part, card: &CardLog) {
        // A card goes away together with its page, too.
        let _ = self
            .requests
            .try_update_value(|requests| requests.keep_only(wanted, part, card));
        if part == Part::One && !wanted.is_empty() {
            self.trim(wanted, card);
        }
    }

    /// Forgets entries of a log that were seen and are not wanted any more, where they are too many.
    fn trim(self, wanted: &[DataKey], card: &CardLog) {
        // Nothing that is shown is dropped, so nobody has to be told.
        let dropped = self
            .answers
            .try_update_untracked(|answers| answers.trim(wanted, card, N_KEPT));
        self.requests.update_value(|requests| {
            for key in dropped.iter().flatten() {
                requests.forget(key, Part::One);
            }
        });
    }

    /// Forgets that it failed, so that it can be asked for again.
    pub fn forget_failure(self, key: &DataKey, part: Part) {
        if self.has_failed(key, part) {
            match part {
                Part::One => self.answers.update(|known| known.remove(key)),
                Part::Entries => self.entries.update(|known| known.remove(key)),
            }
            self.requests
                .update_value(|requests| requests.forget(key, part));
        }
    }

    /// Lets what failed be asked for again; that it failed is known until the answer is there.
    pub fn doubt_failure(self, key: &DataKey, part: Part) {
        if self.has_failed(key, part) {
            self.requests
                .update_value(|requests| requests.forget(key, part));
        }
    }

    fn has_failed(self, key: &DataKey, part: Part) -> bool {
        let is_failure = match part {
            Part::One => self
                .answers
                .with_untracked(|known| known.get(key).map(Result::is_err)),
            Part::Entries => self
                .entries
                .with_untracked(|known| known.get(key).map(Result::is_err)),
        };
        is_failure == Some(true)
    }

    fn ask(self, key: &DataKey, part: Part) {
        let wish = self
            .requests
            .try_update_value(|requests| requests.want(key, part));
        if wish == Some(Wish::Queued) {
            self.attentions.with_value(|attentions| {
                for attention in attentions {
                    attention.sleeper.wake();
                }
            });
        }
    }
}

fn read(log_type: LogType, json: &str) -> DataAnswer {
    read_one(log_type, json).map(Arc::new)
}

fn read_entries(log_type: LogType, log: &Log) -> EntriesAnswer {
    let entry = |step: Option<f64>, json: &str| {
        read_one(log_type, json).map(|data| LoggedEntry { step, data })
    };
    match &log.entries {
        Some(entries) => entries
            .iter()
            .map(|logged| entry(Some(logged.step), logged.data.get()))
            .collect(),
        None => entry(None, log.data.get()).map(|only| Arc::from([only])),
    }
}

fn read_one(log_type: LogType, json: &str) -> Result<LogData, String> {
    LogData::from_json(log_type, json)
        .map_err(|error| format!("This log could not be read: {error}"))
}
