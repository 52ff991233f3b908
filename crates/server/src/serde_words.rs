//! What serde finds wrong, in the words of this API. Pure.

use runboard_model::json;

/// The field that is missing or stands twice, and which of both; none of the fields around it is wrong.
pub(crate) fn absent_or_repeated(text: &str) -> Option<(&str, &'static str)> {
    let field = |start| text.strip_prefix(start)?.strip_suffix('`');
    let missing = field("missing field `").map(|field| (field, "is missing"));
    missing.or_else(|| field("duplicate field `").map(|field| (field, "stands twice")))
}

/// A reason as a person reads it: no types of the program, no line and column of a part.
pub(crate) fn reason(text: &str) -> String {
    let text = text.rsplit_once(" at line ").map_or(text, |(text, _)| text);
    let found_and_expected = text
        .strip_prefix("invalid type: ")
        .or_else(|| text.strip_prefix("invalid value: "))
        .and_then(|rest| rest.rsplit_once(", expected "));
    match found_and_expected {
        Some((found, expected)) => {
            let expected = expectation(expected);
            format!("expected {expected}, found {}", finding(found, expected))
        }
        None if text.starts_with("UUID parsing failed") => "is no identifier".to_owned(),
        None => unknown_variant(text).unwrap_or_else(|| match text {
            "invalid digit found in string" | "cannot parse integer from empty string" => {
                "is no whole number".to_owned()
            }
            "number too large to fit in target type" => "is too large".to_owned(),
            text => json::broken_pair(text).unwrap_or(text).to_owned(),
        }),
    }
}

/// A text that is none of those that may stand there.
fn unknown_variant(text: &str) -> Option<String> {
    let rest = text.strip_prefix("unknown variant `")?;
    let (found, expected) = rest.rsplit_once("`, expected ")?;
    let expected = expected.replace('`', "");
    Some(format!("expected {expected}, found {found:?}"))
}

const WHOLE_NUMBER: &str = "a whole number";

fn expectation(expected: &str) -> &str {
    match expected {
        "a string" => "a text",
        "a sequence" => "a list",
        "f64" => "a number",
        "u64" | "usize" | "i64" | "u32" => WHOLE_NUMBER,
        text if text == "a map" || text.starts_with("struct ") => "an object",
        text => text,
    }
}

fn finding<'a>(found: &'a str, expected: &str) -> &'a str {
    let (kind, value) = found.split_once(' ').unwrap_or((found, ""));
    match kind {
        // Another number may do.
        "integer" | "floating" if expected == WHOLE_NUMBER => {
            value.trim_start_matches("point ").trim_matches('`')
        }
        "integer" | "floating" => "a number",
        "boolean" => "a boolean",
        "string" => "a text",
        "sequence" => "a list",
        "map" => "an object",
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_the_names_that_people_know() {
        let check = |text, expected: &str| assert_eq!(reason(text), expected);
        check(
            "invalid type: integer `3`, expected a string at line 1 column 10",
            "expected a text, found a number",
        );
        check(
            "invalid type: map, expected a sequence",
            "expected a list, found an object",
        );
        check(
            "invalid type: null, expected struct NewProject",
            "expected an object, found null",
        );
        check(
            "invalid type: string \"a, expected b\", expected f64",
            "expected a number, found a text",
        );
        check(
            "invalid value: integer `-1`, expected u64",
            "expected a whole number, found -1",
        );
        check(
            "invalid type: floating point `1.5`, expected u64",
            "expected a whole number, found 1.5",
        );
        check("invalid digit found in string", "is no whole number");
        check("is not finite at line 1 column 3", "is not finite");
        check(
            "unknown variant `a`b`, expected one of `json`, `heads`, `columns`",
            "expected one of json, heads, columns, found \"a`b\"",
        );
        check(
            "unknown variant `x`, expected `json` or `heads` at line 1 column 3",
            "expected json or heads, found \"x\"",
        );
    }

    #[test]
    fn absent_and_repeated_fields_are_to_blame() {
        let check = |text, expected| assert_eq!(absent_or_repeated(text), expected);
        check("missing field `name`", Some(("name", "is missing")));
        check("duplicate field `name`", Some(("name", "stands twice")));
        check("is not finite", None);
    }
}
