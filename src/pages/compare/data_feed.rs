//! The data of logs that are not made of lines: taken from the lists where it is small, else fetched, a few at a
//! time, and kept, so that a slider moves over what was seen already without asking again.

use crate::api;
use crate::browser::clock::Sleeper;
use crate::pages::session::SessionContext;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_model::wire::{Log, LogSummary};
use runboard_model::{ExperimentId, LogData, LogType};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

/// How many are fetched at a time; a browser opens no more connections.
const N_WORKERS: usize = 4;
/// How long a worker waits when nothing is wanted; being asked wakes it.
const IDLE: Duration = Duration::from_secs(3_600);

/// One version of one log's data.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DataKey {
    id: ExperimentId,
    name: Arc<str>,
    log_type: LogType,
    version: u64,
    /// The step of the entry, by its bits; `None` for a log without entries.
    step_bits: Option<u64>,
}

impl DataKey {
    /// The data of that log as the summary knows it, of the entry of that step.
    pub fn new(
        id: ExperimentId,
        log_type: LogType,
        summary: &LogSummary,
        step: Option<f64>,
    ) -> Self {
        Self {
            id,
            name: Arc::from(summary.name.as_str()),
            log_type,
            version: summary.version,
            step_bits: step.map(f64::to_bits),
        }
    }

    /// The step of the entry.
    pub fn step(&self) -> Option<f64> {
        self.step_bits.map(f64::from_bits)
    }
}

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

/// How much of a log is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    /// The entry of the key's step, or the only data there is.
    One,
    /// All entries.
    Entries,
}

/// The feed of one page.
#[derive(Clone, Copy)]
pub struct DataFeed {
    answers: RwSignal<HashMap<DataKey, DataAnswer>>,
    entries: RwSignal<HashMap<DataKey, EntriesAnswer>>,
    asked: StoredValue<HashSet<(DataKey, Part)>>,
    queue: StoredValue<VecDeque<(DataKey, Part)>>,
    sleepers: StoredValue<Vec<Sleeper>>,
}

/// A feed that ends when the page goes away.
pub fn use_data_feed() -> DataFeed {
    let session = expect_context::<SessionContext>();
    let sleepers: Vec<Sleeper> = (0..N_WORKERS).map(|_| Sleeper::new()).collect();
    let feed = DataFeed {
        answers: RwSignal::new(HashMap::new()),
        entries: RwSignal::new(HashMap::new()),
        asked: StoredValue::new(HashSet::new()),
        queue: StoredValue::new(VecDeque::new()),
        sleepers: StoredValue::new(sleepers.clone()),
    };
    for sleeper in sleepers {
        spawn_local_scoped_with_cancellation(async move {
            loop {
                let next = feed.queue.try_update_value(VecDeque::pop_front).flatten();
                let Some((key, part)) = next else {
                    sleeper.sleep(IDLE).await;
                    continue;
                };
                let answer = api::logs::one(key.id, &key.name, key.step()).await;
                session.report(&answer);
                let answer = answer.map_err(|error| error.to_string());
                match part {
                    Part::One => {
                        let data = answer.and_then(|log| read(key.log_type, log.data.get()));
                        feed.answer(key, data);
                    }
                    Part::Entries => {
                        let entries = answer.and_then(|log| read_entries(key.log_type, &log));
                        feed.entries.update(|known| {
                            known.insert(key, entries);
                        });
                    }
                }
            }
        });
    }
    feed
}

impl DataFeed {
    /// What is known of the data; `None` before the answer.
    pub fn get(self, key: &DataKey) -> Option<DataAnswer> {
        self.answers.with(|answers| answers.get(key).cloned())
    }

    /// What is known of all entries of a log, whatever the key's step; `None` before the answer.
    pub fn entries(self, key: &DataKey) -> Option<EntriesAnswer> {
        self.entries.with(|entries| entries.get(key).cloned())
    }

    /// Asks for the data, once; `inline` is the data of the summary where it is that of the key.
    pub fn want(self, key: &DataKey, inline: Option<&str>) {
        if !self.is_first(key, Part::One) {
            return;
        }
        match inline {
            Some(json) => self.answer(key.clone(), read(key.log_type, json)),
            None => self.ask(key, Part::One),
        }
    }

    /// Asks for all entries of a log, once; the key is one without a step.
    pub fn want_entries(self, key: &DataKey) {
        if self.is_first(key, Part::Entries) {
            self.ask(key, Part::Entries);
        }
    }

    /// Forgets failures, so that the data can be asked for again.
    pub fn forget_failure(self, key: &DataKey) {
        let has_failed = self
            .answers
            .with_untracked(|answers| matches!(answers.get(key), Some(Err(_))));
        let entries_have_failed = self
            .entries
            .with_untracked(|entries| matches!(entries.get(key), Some(Err(_))));
        self.asked.update_value(|asked| {
            for (has_failed, part) in [
                (has_failed, Part::One),
                (entries_have_failed, Part::Entries),
            ] {
                if has_failed {
                    asked.remove(&(key.clone(), part));
                }
            }
        });
    }

    fn is_first(self, key: &DataKey, part: Part) -> bool {
        self.asked
            .try_update_value(|asked| asked.insert((key.clone(), part)))
            .unwrap_or_default()
    }

    fn ask(self, key: &DataKey, part: Part) {
        self.queue
            .update_value(|queue| queue.push_back((key.clone(), part)));
        self.sleepers.with_value(|sleepers| {
            for sleeper in sleepers {
                sleeper.wake();
            }
        });
    }

    fn answer(self, key: DataKey, answer: DataAnswer) {
        self.answers.update(|answers| {
            answers.insert(key, answer);
        });
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
