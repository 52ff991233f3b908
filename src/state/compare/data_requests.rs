//! What was asked for of the data of logs, and what has come: of each the newest version, one request at a time.
//!
//! A log that grows while it is looked at has a new version with each entry. Versions that another has overtaken
//! are neither asked for nor kept.

use runboard_model::wire::LogSummary;
use runboard_model::{ExperimentId, LogType};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// Which data is meant, whatever its version.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct DataPlace {
    id: ExperimentId,
    name: Arc<str>,
    log_type: LogType,
    /// The step of the entry, by its bits; `None` for a log without entries.
    step_bits: Option<u64>,
}

impl DataPlace {
    fn is_same_log(&self, other: &Self) -> bool {
        self.id == other.id && self.name == other.name
    }
}

/// One version of one log's data.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DataKey {
    place: DataPlace,
    version: u64,
}

impl DataKey {
    /// The data of that log as the summary knows it, of the entry of that step.
    pub fn new(
        id: ExperimentId,
        log_type: LogType,
        summary: &LogSummary,
        step: Option<f64>,
    ) -> Self {
        let place = DataPlace {
            id,
            name: Arc::from(summary.name.as_str()),
            log_type,
            step_bits: step.map(f64::to_bits),
        };
        Self {
            place,
            version: summary.version,
        }
    }

    /// The experiment.
    pub fn id(&self) -> ExperimentId {
        self.place.id
    }

    /// The log's name.
    pub fn name(&self) -> &str {
        &self.place.name
    }

    /// The log's type.
    pub fn log_type(&self) -> LogType {
        self.place.log_type
    }

    /// The step of the entry.
    pub fn step(&self) -> Option<f64> {
        self.place.step_bits.map(f64::from_bits)
    }

    /// Whether both mean the same entry, be it in two versions.
    pub fn is_same_entry(&self, other: &Self) -> bool {
        self.place == other.place
    }
}

/// All data of one card: the log of that name and type in every experiment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLog {
    /// The log's name.
    pub name: Arc<str>,
    /// Its type.
    pub log_type: LogType,
}

impl CardLog {
    fn holds(&self, place: &DataPlace) -> bool {
        self.log_type == place.log_type && *self.name == *place.name
    }
}

/// How much of a log is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The entry of the key's step, or the only data there is.
    One,
    /// All entries.
    Entries,
}

/// Whether something is to be done for a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// It stands in the queue now.
    Queued,
    /// It was asked for before, or is once the request under way is back.
    Known,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Queued,
    UnderWay,
    Done,
}

/// The newest version that was asked for.
#[derive(Debug, Clone, Copy)]
struct Asked {
    version: u64,
    progress: Progress,
}

/// The requests of a page.
#[derive(Debug, Default)]
pub struct DataRequests {
    asked: HashMap<(DataPlace, Part), Asked>,
    queue: VecDeque<(DataPlace, Part)>,
}

impl DataRequests {
    /// Whether neither this version nor a later one was asked for.
    pub fn is_new(&self, key: &DataKey, part: Part) -> bool {
        let asked = self.asked.get(&(key.place.clone(), part));
        asked.is_none_or(|asked| asked.version < key.version)
    }

    /// Asks for the data; while an earlier version is under way, only once that is back.
    pub fn want(&mut self, key: &DataKey, part: Part) -> Wish {
        if !self.is_new(key, part) {
            return Wish::Known;
        }
        let wanted = (key.place.clone(), part);
        let asked = self.asked.entry(wanted.clone()).or_insert(Asked {
            version: key.version,
            progress: Progress::Done,
        });
        asked.version = key.version;
        if asked.progress != Progress::Done {
            return Wish::Known;
        }
        asked.progress = Progress::Queued;
        self.queue.push_back(wanted);
        Wish::Queued
    }

    /// Takes out of the queue what the card wished for and does not want any more, such as the steps that a slider
    /// has passed.
    pub fn keep_only(&mut self, wanted: &[DataKey], part: Part, card: &CardLog) {
        self.asked.retain(|(place, own_part), asked| {
            let is_left = asked.progress == Progress::Queued
                && *own_part == part
                && card.holds(place)
                && !wanted.iter().any(|key| key.place == *place);
            !is_left
        });
        self.queue.retain(|wish| self.asked.contains_key(wish));
    }

    /// The data is here without a request.
    pub fn was_given(&mut self, key: &DataKey, part: Part) {
        let given = Asked {
            version: key.version,
            progress: Progress::Done,
        };
        self.asked.insert((key.place.clone(), part), given);
    }

    /// What is to be requested next: the newest version that is wanted by now.
    pub fn start_next(&mut self) -> Option<(DataKey, Part)> {
        while let Some((place, part)) = self.queue.pop_front() {
            // What was given in the meantime needs no request.
            let asked = self.asked.get_mut(&(place.clone(), part));
            if let Some(asked) = asked.filter(|asked| asked.progress == Progress::Queued) {
                asked.progress = Progress::UnderWay;
                let version = asked.version;
                return Some((DataKey { place, version }, part));
            }
        }
        None
    }

    /// A request is back, with data or without; a later version that is wanted by now stands in the queue.
    pub fn finish(&mut self, key: &DataKey, part: Part) {
        let finished = (key.place.clone(), part);
        if let Some(asked) = self.asked.get_mut(&finished)
            && asked.progress == Progress::UnderWay
        {
            if asked.version > key.version {
                asked.progress = Progress::Queued;
                self.queue.push_back(finished);
            } else {
                asked.progress = Progress::Done;
            }
        }
        self.asked.retain(|(place, _), asked| {
            let is_old = place.is_same_log(&key.place) && asked.version < key.version;
            !is_old || asked.progress != Progress::Done
        });
    }

    /// Forgets what was asked for and is back, so that it can be asked for again.
    pub fn forget(&mut self, key: &DataKey, part: Part) {
        let forgotten = (key.place.clone(), part);
        let asked = self.asked.get(&forgotten);
        if asked.is_some_and(|asked| asked.progress == Progress::Done) {
            self.asked.remove(&forgotten);
        }
    }
}

/// The newest of what has come.
#[derive(Debug)]
pub struct Newest<T>(HashMap<DataPlace, (u64, T)>);

impl<T> Default for Newest<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> Newest<T> {
    /// What has come last for the key, be it of an earlier version.
    pub fn get(&self, key: &DataKey) -> Option<&T> {
        self.0.get(&key.place).map(|(_, known)| known)
    }

    /// Keeps what has come, and drops what is of earlier versions of its log.
    pub fn put(&mut self, key: &DataKey, value: T) {
        let known = self.0.get(&key.place);
        if known.is_some_and(|(version, _)| *version > key.version) {
            return;
        }
        self.0.retain(|place, (version, _)| {
            !place.is_same_log(&key.place) || *version >= key.version
        });
        self.0.insert(key.place.clone(), (key.version, value));
    }

    /// Drops what the card does not want, once more than `n_kept` is known of its log; returns of what.
    pub fn trim(&mut self, wanted: &[DataKey], card: &CardLog, n_kept: usize) -> Vec<DataKey> {
        let of_card = || self.0.iter().filter(|(place, _)| card.holds(place));
        if of_card().count() <= n_kept.max(wanted.len()) {
            return Vec::new();
        }
        let dropped: Vec<DataKey> = of_card()
            .filter(|(place, _)| !wanted.iter().any(|key| key.place == **place))
            .map(|(place, (version, _))| DataKey {
                place: place.clone(),
                version: *version,
            })
            .collect();
        for key in &dropped {
            self.remove(key);
        }
        dropped
    }

    /// Drops what is known for the key.
    pub fn remove(&mut self, key: &DataKey) {
        self.0.remove(&key.place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn key(name: &str, version: u64, step: Option<f64>) -> DataKey {
        let summary: LogSummary = serde_json::from_value(json!({
            "name": name, "type": "IMAGE", "version": version,
            "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"
        }))
        .unwrap();
        let id = "00000000-0000-4000-8000-000000000001".parse().unwrap();
        DataKey::new(id, LogType::Image, &summary, step)
    }

    /// A version of all entries of the same log.
    fn entries(version: u64) -> DataKey {
        key("sample", version, None)
    }

    #[test]
    fn data_is_asked_for_once() {
        let mut requests = DataRequests::default();
        assert_eq!(requests.want(&entries(1), Part::Entries), Wish::Queued);
        assert_eq!(requests.want(&entries(1), Part::Entries), Wish::Known);
        assert_eq!(requests.want(&entries(1), Part::One), Wish::Queued);
        assert_eq!(requests.start_next(), Some((entries(1), Part::Entries)));
        assert_eq!(requests.start_next(), Some((entries(1), Part::One)));
        assert_eq!(requests.start_next(), None);
        requests.finish(&entries(1), Part::Entries);
        assert_eq!(requests.want(&entries(1), Part::Entries), Wish::Known);
        assert_eq!(requests.start_next(), None);
    }

    #[test]
    fn versions_that_come_while_one_is_under_way_are_one_request() {
        let mut requests = DataRequests::default();
        requests.want(&entries(1), Part::Entries);
        assert_eq!(requests.start_next(), Some((entries(1), Part::Entries)));
        for version in 2..1000 {
            assert_eq!(requests.want(&entries(version), Part::Entries), Wish::Known);
        }
        assert_eq!(requests.start_next(), None);
        requests.finish(&entries(1), Part::Entries);
        assert_eq!(requests.start_next(), Some((entries(999), Part::Entries)));
        requests.finish(&entries(999), Part::Entries);
        assert_eq!(requests.start_next(), None);
        assert_eq!(requests.asked.len(), 1);
    }

    #[test]
    fn steps_of_earlier_versions_are_forgotten() {
        let mut requests = DataRequests::default();
        let mut known = Newest::default();
        for version in 1..1000 {
            let key = key("sample", version, Some(version as f64));
            requests.want(&key, Part::One);
            assert_eq!(requests.start_next(), Some((key.clone(), Part::One)));
            requests.finish(&key, Part::One);
            known.put(&key, version);
        }
        assert_eq!((requests.asked.len(), known.0.len()), (1, 1));
        // Another log keeps what it has.
        known.put(&key("other", 2000, None), 0);
        assert_eq!(known.get(&key("sample", 999, Some(999.0))), Some(&999));
    }

    /// A slider over 24 steps of 8 experiments left 192 requests behind, and the step where it stopped was the last.
    #[test]
    fn steps_that_a_slider_has_passed_are_not_requested() {
        let at = |step: u64| key("sample", 1, Some(step as f64));
        let log = |name: &str| CardLog {
            name: Arc::from(name),
            log_type: LogType::Image,
        };
        let mut requests = DataRequests::default();
        requests.want(&key("other", 1, None), Part::One);
        requests.want(&entries(1), Part::Entries);
        for step in 0..24 {
            requests.keep_only(&[at(step)], Part::One, &log("sample"));
            requests.want(&at(step), Part::One);
            if step == 0 {
                for _ in 0..3 {
                    requests.start_next();
                }
            }
        }
        assert_eq!(requests.start_next(), Some((at(23), Part::One)));
        assert_eq!(requests.start_next(), None);
        // What is under way is waited for, what was passed can be wished for again.
        assert_eq!(requests.want(&at(0), Part::One), Wish::Known);
        assert_eq!(requests.want(&at(5), Part::One), Wish::Queued);
        requests.keep_only(&[], Part::Entries, &log("sample"));
        requests.keep_only(&[], Part::One, &log("gone"));
        assert_eq!(requests.start_next(), Some((at(5), Part::One)));
    }

    #[test]
    fn last_version_is_known_until_the_next_has_come() {
        let mut known = Newest::default();
        known.put(&entries(7), "seven");
        assert_eq!(known.get(&entries(8)), Some(&"seven"));
        known.put(&entries(8), "eight");
        // One that was overtaken on its way.
        known.put(&entries(7), "seven");
        assert_eq!(known.get(&entries(8)), Some(&"eight"));
        known.remove(&entries(8));
        assert_eq!(known.get(&entries(8)), None);
    }

    /// Every step that a slider had ever passed was kept as long as the page.
    #[test]
    fn steps_beyond_a_limit_are_dropped_but_for_those_wanted() {
        let at = |step: u64| key("sample", 1, Some(step as f64));
        let card = CardLog {
            name: Arc::from("sample"),
            log_type: LogType::Image,
        };
        let mut known = Newest::default();
        known.put(&key("other", 1, None), 0);
        for step in 0..10 {
            known.put(&at(step), step);
        }
        assert_eq!(known.trim(&[at(3)], &card, 10), []);
        let dropped = known.trim(&[at(3), at(20)], &card, 9);
        assert_eq!(dropped.len(), 9);
        assert!(dropped.contains(&at(9)) && !dropped.contains(&at(3)));
        assert_eq!((known.get(&at(3)), known.get(&at(4))), (Some(&3), None));
        assert_eq!(known.get(&key("other", 1, None)), Some(&0));
        assert_eq!(known.trim(&[], &card, 9), []);
    }

    #[test]
    fn what_was_given_or_failed_is_not_waited_for() {
        let mut requests = DataRequests::default();
        requests.want(&entries(1), Part::One);
        requests.was_given(&entries(2), Part::One);
        assert_eq!(requests.start_next(), None);
        assert!(!requests.is_new(&entries(2), Part::One));
        requests.forget(&entries(2), Part::One);
        assert_eq!(requests.want(&entries(2), Part::One), Wish::Queued);
        // What is under way is not asked for twice by an impatient Retry.
        requests.start_next();
        requests.forget(&entries(2), Part::One);
        assert_eq!(requests.want(&entries(2), Part::One), Wish::Known);
    }
}
