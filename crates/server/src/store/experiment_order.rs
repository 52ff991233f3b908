//! The order of a project's experiments, and cursors: places in it.
//!
//! A cursor holds what the last experiment of a part was sorted by, so that the list goes on there even
//! when that experiment was renamed or deleted meanwhile, and the moment that all parts are sorted at.

use super::experiment_rows::ExperimentRow;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use runboard_model::Timestamp;
use runboard_model::error::InvalidData;
use runboard_model::filter::{Field, SortValue};
use runboard_model::wire::Experiment;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;

/// What experiments are sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortKey {
    /// The name, capitals and small letters alike.
    Name,
    /// The status, in the order of the alphabet.
    Status,
    /// The number in the project, which is the order of creation.
    Ordinal,
    /// When it was created.
    CreatedAt,
    /// When it ended; running ones come last.
    EndedAt,
    /// When something was last logged to it, or it was changed.
    LastActivityAt,
    /// Any field that filters know; what does not have it, or NaN there, comes last in both orders.
    Field(Field),
}

/// In which direction a key counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortOrder {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

/// What an experiment can be sorted by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Place<'a> {
    name: Cow<'a, str>,
    status: Cow<'a, str>,
    ordinal: i64,
    created_at: i64,
    ended_at: Option<i64>,
    last_activity_at: i64,
    /// For each key of the order, the value of its field, if that is what it is.
    values: Vec<Option<SortValue>>,
}

impl<'a> Place<'a> {
    /// The place of an experiment's row.
    pub(super) fn of_row(row: &'a ExperimentRow) -> Self {
        Self {
            name: Cow::Borrowed(&row.name),
            status: Cow::Borrowed(&row.status),
            ordinal: row.ordinal,
            created_at: row.created_at,
            ended_at: row.ended_at,
            last_activity_at: row.last_activity_at,
            values: Vec::new(),
        }
    }

    /// The place of an experiment in that order at that moment.
    pub(super) fn of_experiment(
        experiment: &Experiment,
        sort: &[(SortKey, SortOrder)],
        now: Timestamp,
    ) -> Place<'static> {
        let has_ended_since = experiment.ended_at.is_some_and(|end| end > now);
        let value = |(key, _): &(SortKey, SortOrder)| match key {
            // It was running at the moment that counts.
            SortKey::Field(Field::Duration) if has_ended_since => {
                let millis = now.unix_millis() - experiment.created_at.unix_millis();
                Some(SortValue::Number(millis.max(0) as f64))
            }
            SortKey::Field(field) => field.sort_value(experiment, now),
            _ => None,
        };
        Place {
            name: Cow::Owned(experiment.name.clone()),
            status: Cow::Borrowed(experiment.status.as_str()),
            ordinal: experiment.ordinal.cast_signed(),
            created_at: experiment.created_at.unix_millis(),
            ended_at: experiment.ended_at.map(Timestamp::unix_millis),
            last_activity_at: experiment.last_activity_at.unix_millis(),
            values: sort.iter().map(value).collect(),
        }
    }

    fn value(&self, idx: usize) -> Option<&SortValue> {
        self.values.get(idx)?.as_ref()
    }

    /// The place as a cursor of a list in that order, whose first part was answered then.
    pub(super) fn cursor(mut self, sort: &[(SortKey, SortOrder)], now: Timestamp) -> String {
        if !sort.iter().any(|(key, _)| *key == SortKey::Name) {
            // It is the only part that may be long.
            self.name = Cow::Borrowed("");
        }
        // Numbers and texts are always JSON.
        let cursor = Cursor {
            end: self,
            now: now.unix_millis(),
        };
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&cursor).unwrap_or_default())
    }

    /// The place that a cursor holds, and when the first part of its list was answered.
    pub(super) fn from_cursor(cursor: &str) -> Result<(Place<'static>, Timestamp), InvalidData> {
        let read = URL_SAFE_NO_PAD
            .decode(cursor)
            .ok()
            .and_then(|json| serde_json::from_slice::<Cursor<'static>>(&json).ok());
        match read {
            Some(Cursor { end, now }) => Ok((end, Timestamp::from_unix_millis(now))),
            None => {
                let reason = "is none that this server answered: start again without a cursor";
                Err(InvalidData::new("cursor", reason))
            }
        }
    }
}

/// What stands in a cursor.
#[derive(Serialize, Deserialize)]
struct Cursor<'a> {
    end: Place<'a>,
    /// In Unix milliseconds. It is the same for all parts of a list: what is sorted by how long it
    /// has been running would else change its place while the list is read.
    now: i64,
}

/// Which of two places comes first; no two experiments of a project are at the same.
pub(super) fn compare(sort: &[(SortKey, SortOrder)], a: &Place<'_>, b: &Place<'_>) -> Ordering {
    let by_key = |(idx, (key, order)): (usize, &(SortKey, SortOrder))| {
        let ordering = match key {
            SortKey::Name => {
                (a.name.to_lowercase(), &a.name).cmp(&(b.name.to_lowercase(), &b.name))
            }
            SortKey::Status => a.status.cmp(&b.status),
            SortKey::Ordinal => a.ordinal.cmp(&b.ordinal),
            SortKey::CreatedAt => a.created_at.cmp(&b.created_at),
            SortKey::EndedAt => {
                let ended = |place: &Place<'_>| place.ended_at.unwrap_or(i64::MAX);
                ended(a).cmp(&ended(b))
            }
            SortKey::LastActivityAt => a.last_activity_at.cmp(&b.last_activity_at),
            SortKey::Field(_) => match (a.value(idx), b.value(idx)) {
                (Some(a), Some(b)) => a.compare(b),
                (Some(_), None) => return Ordering::Less,
                (None, Some(_)) => return Ordering::Greater,
                (None, None) => Ordering::Equal,
            },
        };
        match order {
            SortOrder::Ascending => ordering,
            SortOrder::Descending => ordering.reverse(),
        }
    };
    sort.iter()
        .enumerate()
        .map(by_key)
        .fold(Ordering::Equal, Ordering::then)
        .then_with(|| a.ordinal.cmp(&b.ordinal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_read_back_as_their_place() {
        let place = Place {
            name: Cow::Borrowed("é🚀\"/?&"),
            status: Cow::Borrowed("failed"),
            ordinal: 3,
            created_at: 1,
            ended_at: None,
            last_activity_at: 2,
            values: vec![Some(SortValue::Number(f64::INFINITY)), None],
        };
        let by_name = [(SortKey::Name, SortOrder::Descending)];
        let now = Timestamp::from_unix_millis(7);
        let cursor = place.clone().cursor(&by_name, now);
        assert!(
            cursor
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        );
        assert_eq!(Place::from_cursor(&cursor), Ok((place.clone(), now)));
        let by_ordinal = [(SortKey::Ordinal, SortOrder::Ascending)];
        let cursor = place.clone().cursor(&by_ordinal, now);
        let (nameless, _) = Place::from_cursor(&cursor).unwrap();
        assert_eq!(compare(&by_ordinal, &nameless, &place), Ordering::Equal);
        assert!(Place::from_cursor("x").is_err() && Place::from_cursor("e30").is_err());
    }
}
