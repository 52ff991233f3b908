//! Names as segments of a path: the page escapes them, and the server foresees how, letter for letter.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is escaped: everything but RFC 3986's unreserved characters and `@`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@');

/// The name as one segment, whatever stands in it.
///
/// ```
/// let segment = runboard_model::path_segment::escaped("train/mAP@0.5 é");
/// assert_eq!(segment, "train%2FmAP@0.5%20%C3%A9");
/// ```
pub fn escaped(name: &str) -> String {
    utf8_percent_encode(name, ESCAPED).to_string()
}
