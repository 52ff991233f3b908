//! Values of an experiment that are too long to come with the list of logs, and so are fetched one by one.
//!
//! Of each log the last text that is known is kept, so that it goes on to be shown while a newer one is on its way.

use runboard_model::Scalar;
use std::collections::BTreeMap;

/// A value that is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The log's name.
    pub name: String,
    /// The version that the list of logs tells of.
    pub version: u64,
}

/// What is known of the values, by the names of their logs.
#[derive(Debug, Default)]
pub struct LongValues(BTreeMap<String, Known>);

#[derive(Debug)]
struct Known {
    /// The newest version that was answered.
    version: u64,
    value: Option<Scalar>,
}

impl LongValues {
    /// The value, be it of an earlier version; `None` before the first answer.
    pub fn get(&self, name: &str) -> Option<&Scalar> {
        self.0.get(name)?.value.as_ref()
    }

    /// The first of these that is not known in its version.
    pub fn next<'a>(&self, wanted: &'a [Wanted]) -> Option<&'a Wanted> {
        let is_new = |it: &&Wanted| {
            let known = self.0.get(&it.name);
            known.is_none_or(|known| known.version < it.version)
        };
        wanted.iter().find(is_new)
    }

    /// Takes the answer to what was wanted; without a value, the one before stays.
    pub fn answered(&mut self, wanted: Wanted, value: Option<Scalar>) {
        let before = self.0.remove(&wanted.name).and_then(|known| known.value);
        let known = Known {
            version: wanted.version,
            value: value.or(before),
        };
        self.0.insert(wanted.name, known);
    }

    /// Forgets what is wanted no more.
    pub fn keep_only(&mut self, wanted: &[Wanted]) {
        self.0
            .retain(|name, _| wanted.iter().any(|it| it.name == *name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(name: &str, version: u64) -> Wanted {
        Wanted {
            name: name.to_owned(),
            version,
        }
    }

    fn text(text: &str) -> Option<Scalar> {
        Some(Scalar::Text(text.to_owned()))
    }

    /// With each new version of a long text its card went away until the text had arrived, and every version
    /// was kept.
    #[test]
    fn the_text_before_is_shown_until_the_next_one_is_there() {
        let mut values = LongValues::default();
        assert_eq!(values.next(&[wanted("a", 1)]), Some(&wanted("a", 1)));
        values.answered(wanted("a", 1), text("one"));
        let now = [wanted("a", 2), wanted("b", 1)];
        assert_eq!(values.next(&now), Some(&now[0]));
        assert_eq!(values.get("a"), text("one").as_ref());
        values.answered(wanted("a", 2), text("two"));
        assert_eq!(values.get("a"), text("two").as_ref());
        assert_eq!(values.next(&now), Some(&now[1]));
        values.answered(wanted("b", 1), None);
        assert_eq!((values.next(&now), values.get("b")), (None, None));
        values.keep_only(&now[1..]);
        assert_eq!((values.get("a"), values.0.len()), (None, 1));
    }
}
