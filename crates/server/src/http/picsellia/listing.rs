//! The client's lists: `{"items", "count"}`, in an order and a part that the query names. Pure.

use runboard_model::error::InvalidData;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// One part of a list, and how long the whole list is.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Listed<T> {
    /// The part.
    pub(super) items: Vec<T>,
    /// How many items there are in all.
    pub(super) count: usize,
}

/// Identifiers that a request names, as to delete all of them.
#[derive(Debug, Deserialize)]
pub(super) struct Ids<T> {
    pub(super) ids: Vec<T>,
}

/// Which part of a list is wanted, and in which order.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Listing {
    limit: Option<usize>,
    offset: usize,
    /// `-created_at` is the latest first.
    order_by: Vec<String>,
}

impl Listing {
    /// Reads the query; `order_by` may stand in it several times. What is not known is let be.
    pub(super) fn read(query: Vec<(String, String)>) -> Result<Self, InvalidData> {
        let mut listing = Self::default();
        for (key, value) in query {
            let number = || {
                let reason = format!("{value:?} is no count");
                value.parse().map_err(|_| InvalidData::new(&key, reason))
            };
            match key.as_str() {
                "limit" => listing.limit = Some(number()?),
                "offset" => listing.offset = number()?,
                "order_by" => listing.order_by.push(value),
                _ => {}
            }
        }
        Ok(listing)
    }

    /// The wanted part of `items`; `compare` tells how two of them stand by a field, if it knows it.
    pub(super) fn of<T>(
        &self,
        mut items: Vec<T>,
        compare: impl Fn(&str, &T, &T) -> Option<Ordering>,
    ) -> Result<Listed<T>, InvalidData> {
        for order in self.order_by.iter().rev() {
            let (field, is_reversed) = match order.strip_prefix('-') {
                Some(field) => (field, true),
                None => (order.as_str(), false),
            };
            if let [first, ..] = items.as_slice()
                && compare(field, first, first).is_none()
            {
                let reason = format!("there is no order by {field:?}");
                return Err(InvalidData::new("order_by", reason));
            }
            items.sort_by(|a, b| {
                let ordering = compare(field, a, b).unwrap_or(Ordering::Equal);
                if is_reversed {
                    ordering.reverse()
                } else {
                    ordering
                }
            });
        }
        let count = items.len();
        let limit = self.limit.unwrap_or(usize::MAX);
        let items = items.into_iter().skip(self.offset).take(limit).collect();
        Ok(Listed { items, count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &[(&str, &str)], expected: Result<&[i32], &str>) {
        let query = query
            .iter()
            .map(|(key, value)| ((*key).into(), (*value).into()));
        let found = Listing::read(query.collect()).and_then(|listing| {
            listing.of(vec![3, 1, 2, 11], |field, a, b| match field {
                "value" => Some(a.cmp(b)),
                "last_digit" => Some((a % 10).cmp(&(b % 10))),
                _ => None,
            })
        });
        let expected = expected.map(|items| Listed {
            items: items.to_vec(),
            count: 4,
        });
        assert_eq!(
            found.map_err(|e| e.to_string()),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn a_part_is_cut_out_after_sorting() {
        check(&[], Ok(&[3, 1, 2, 11]));
        check(&[("limit", "2")], Ok(&[3, 1]));
        check(&[("offset", "3"), ("limit", "2")], Ok(&[11]));
        check(&[("offset", "9")], Ok(&[]));
        check(&[("limit", "0")], Ok(&[]));
        check(&[("order_by", "-value"), ("limit", "2")], Ok(&[11, 3]));
        let keys = [("order_by", "last_digit"), ("order_by", "-value")];
        check(&keys, Ok(&[11, 1, 2, 3]));
        check(&[("q", "anything")], Ok(&[3, 1, 2, 11]));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        check(&[("limit", "-1")], Err("limit: \"-1\" is no count"));
        check(
            &[("order_by", "-x")],
            Err("order_by: there is no order by \"x\""),
        );
    }

    #[test]
    fn an_empty_list_takes_any_order() {
        let query = vec![("order_by".to_owned(), "x".to_owned())];
        let listed = Listing::read(query)
            .unwrap()
            .of(Vec::<i32>::new(), |_, _, _| None);
        assert_eq!(listed.unwrap().count, 0);
    }
}
