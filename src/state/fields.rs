//! The small language of one card's choices in the address: `key:item,item;key:item`.
//!
//! Items are escaped, so that they may hold anything.
//! What cannot be read is left out: an old or broken link loses a choice, never the page.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What separates, and what escapes.
const ITEM: &AsciiSet = &CONTROLS.add(b'%').add(b';').add(b':').add(b',');

/// Writes fields in the order in which they are added.
#[derive(Debug, Default)]
pub(super) struct FieldWriter {
    text: String,
}

impl FieldWriter {
    /// Adds a field; one without items stands for itself.
    pub(super) fn add<T: AsRef<str>>(&mut self, key: &str, items: impl IntoIterator<Item = T>) {
        if !self.text.is_empty() {
            self.text.push(';');
        }
        self.text.push_str(key);
        for (idx, item) in items.into_iter().enumerate() {
            self.text.push(if idx == 0 { ':' } else { ',' });
            self.text.extend(utf8_percent_encode(item.as_ref(), ITEM));
        }
    }

    /// The fields as one text; empty without any.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// The fields of a text: each key with its items.
pub(super) fn read_fields(text: &str) -> impl Iterator<Item = (&str, Vec<String>)> {
    text.split(';')
        .filter(|field| !field.is_empty())
        .map(|field| {
            let (key, items) = match field.split_once(':') {
                Some((key, items)) => (key, items.split(',').map(unescaped).collect()),
                None => (field, Vec::new()),
            };
            (key, items)
        })
}

fn unescaped(item: &str) -> String {
    percent_decode_str(item).decode_utf8_lossy().into_owned()
}

/// A finite number as it stands in an address: the shortest text that reads back as itself.
pub(super) fn number_text(value: f64) -> String {
    // Rust writes the shortest digits; `{:?}` adds an exponent where they would be many.
    let text = format!("{value:?}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// The finite number that a text writes.
///
/// Read as JSON: the page has that reader anyway, and the tables of a second one are 10 KB that do not compress.
pub(super) fn read_number(text: &str) -> Option<f64> {
    serde_json::from_str(text)
        .ok()
        .filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fields: &[(&str, &[&str])], text: &str) {
        let mut writer = FieldWriter::default();
        for (key, items) in fields {
            writer.add(key, *items);
        }
        assert_eq!(writer.finish(), text);
        let read: Vec<(&str, Vec<String>)> = read_fields(text).collect();
        let expected: Vec<(&str, Vec<String>)> = fields
            .iter()
            .map(|(key, items)| (*key, items.iter().map(|item| (*item).to_owned()).collect()))
            .collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn fields_read_back() {
        check(&[], "");
        check(&[("log", &[])], "log");
        check(&[("hide", &["a", "b/c"]), ("log", &[])], "hide:a,b/c;log");
        check(&[("hide", &["a,b;c:d%"])], "hide:a%2Cb%3Bc%3Ad%25");
        check(&[("search", &[""])], "search:");
    }

    #[test]
    fn numbers_read_back() {
        for value in [0.0, -0.1, 12.0, 1e300, 5e-324, 1.0 / 3.0] {
            assert_eq!(read_number(&number_text(value)), Some(value));
        }
        assert_eq!(number_text(150.0), "150");
        assert_eq!(read_number("NaN"), None);
        assert_eq!(read_number("many"), None);
    }
}
