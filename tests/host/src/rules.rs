//! Rules about single lines and whole files.

use crate::{Breach, Source};

/// A rule: what in a file breaks it.
pub type Rule = fn(&Source) -> Vec<Breach>;

/// Every rule but those about names.
pub const ALL: &[Rule] = &[
    hex_colours,
    panics_on_data,
    sleeping_tests,
    ignored_tests,
    unfinished_work,
    allowed_lints,
    long_files,
    undocumented_modules,
    string_paths,
    vague_module_names,
    raw_html,
    wire_types,
    late_reads,
];

const COLOUR_FILES: &[&str] = &["style/tokens.css", "crates/chart/src/palette.rs"];
/// Who builds the page's paths and the API's. A hook may tell the two apart.
const PATH_BUILDERS: &[&str] = &["src/paths.rs", "src/api", "src/browser/history.rs"];
/// Where types of the wire would stand that the model does not know.
const BESIDE_THE_MODEL: &[&str] = &["crates/server/src/http", "crates/server/src/store"];
/// Whose types are for nobody else, or have the shapes of another tracker's client.
const OWN_TYPES: &[&str] = &[
    "crates/server/src/http/picsellia",
    "crates/server/src/store/experiment_order.rs",
    "crates/server/src/store/waiting_files.rs",
];
/// Where tests have how they wait for a condition.
const WAITING_FILES: &[&str] = &["python/tests/conftest.py"];
const MAX_LINES: usize = 500;

/// The paths that rules name: each stands for files that there are.
pub fn listed_paths() -> Vec<&'static str> {
    [
        COLOUR_FILES,
        PATH_BUILDERS,
        BESIDE_THE_MODEL,
        OWN_TYPES,
        WAITING_FILES,
    ]
    .concat()
}

/// Colours stand in the tokens and in the palette, nowhere else.
pub fn hex_colours(source: &Source) -> Vec<Breach> {
    let is_styled = source.is_in("style") || source.is_in("src") || source.is_in("crates/chart");
    if !is_styled || COLOUR_FILES.contains(&source.path.as_str()) {
        return Vec::new();
    }
    every_line(
        source,
        "colours stand in style/tokens.css and palette.rs",
        |code| {
            code.match_indices('#')
                .any(|(at, _)| is_hex_colour(code.get(at + 1..).unwrap_or_default()))
        },
    )
}

/// What follows the `#` of `#fff`, `#ffff`, `#aabbcc` and `#aabbccdd`, and no longer word.
fn is_hex_colour(rest: &str) -> bool {
    let n_hex = rest.chars().take_while(char::is_ascii_hexdigit).count();
    let goes_on = rest
        .chars()
        .nth(n_hex)
        .is_some_and(|next| next.is_alphanumeric() || next == '_' || next == '-');
    matches!(n_hex, 3 | 4 | 6 | 8) && !goes_on
}

/// Code never panics on data.
pub fn panics_on_data(source: &Source) -> Vec<Breach> {
    const PANICS: &[&str] = &[
        ".unwrap()",
        ".expect(",
        "panic!(",
        "unreachable!(",
        "unimplemented!(",
    ];
    // The harness is test code in a library.
    if !source.is_rust() || source.is_in("tests") {
        return Vec::new();
    }
    every_line(
        source,
        "no panic outside tests: return a Result or an Option",
        |code| PANICS.iter().any(|panic| code.contains(panic)),
    )
}

/// Tests wait for conditions.
pub fn sleeping_tests(source: &Source) -> Vec<Breach> {
    if WAITING_FILES.contains(&source.path.as_str()) {
        return Vec::new();
    }
    all_lines(source, "no sleep: wait for a condition", |source, line| {
        (source.is_test_file() || line.is_test) && says_call(line.code(), "sleep")
    })
}

/// Every test runs, and says what it expects.
pub fn ignored_tests(source: &Source) -> Vec<Breach> {
    all_lines(source, "no #[ignore] and no #[should_panic]", |_, line| {
        let text = line.text.trim();
        text.starts_with("#[ignore") || text.starts_with("#[should_panic")
    })
}

/// Nothing is left for later in the code.
pub fn unfinished_work(source: &Source) -> Vec<Breach> {
    const MARKS: &[&str] = &["TODO", "FIXME", "XXX", "HACK"];
    all_lines(source, "no unfinished work in the code", |_, line| {
        line.text
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| MARKS.contains(&word))
    })
}

/// A lint is expected with a reason, not allowed.
pub fn allowed_lints(source: &Source) -> Vec<Breach> {
    all_lines(
        source,
        "#[expect(.., reason = \"..\")] instead of #[allow]",
        |_, line| {
            let text = line.text.trim();
            text.starts_with("#[allow(") || text.starts_with("#![allow(")
        },
    )
}

/// A long file says at its head why it is one thing.
pub fn long_files(source: &Source) -> Vec<Breach> {
    if !source.is_rust() {
        return Vec::new();
    }
    let n_lines = source.lines().iter().filter(|line| !line.is_test).count();
    let says_why = source
        .lines()
        .iter()
        .take_while(|line| line.text.starts_with("//!"))
        .any(|line| line.text.contains("Long because"));
    source
        .lines()
        .first()
        .filter(|_| n_lines > MAX_LINES && !says_why)
        .map(|line| {
            let rule = format!(
                "{n_lines} lines: split it, or begin a line of its head with `Long because`"
            );
            source.breach(line, &rule)
        })
        .into_iter()
        .collect()
}

/// A file opens with what it is.
pub fn undocumented_modules(source: &Source) -> Vec<Breach> {
    if !source.is_rust() || source.path.ends_with("/tests.rs") {
        return Vec::new();
    }
    source
        .lines()
        .first()
        .filter(|line| source.lines().len() > 1 && !line.text.starts_with("//!"))
        .map(|line| source.breach(line, "opens with `//!`: what the file is"))
        .into_iter()
        .collect()
}

/// The page's paths are built by `paths.rs`, the API's by `api/`.
pub fn string_paths(source: &Source) -> Vec<Breach> {
    if !source.is_in("src") || PATH_BUILDERS.iter().any(|path| source.is_in(path)) {
        return Vec::new();
    }
    every_line(source, "paths are built in paths.rs and api/", |code| {
        code.contains("\"/projects") || code.contains("\"/api/")
    })
}

/// A module's name says what it holds.
pub fn vague_module_names(source: &Source) -> Vec<Breach> {
    const VAGUE: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc"];
    let is_vague = source
        .path
        .trim_end_matches(".rs")
        .split('/')
        .any(|part| VAGUE.contains(&part));
    source
        .lines()
        .first()
        .filter(|_| is_vague && source.is_rust())
        .map(|line| source.breach(line, "a module is named by what it holds"))
        .into_iter()
        .collect()
}

/// Text that was logged is never read as markup.
pub fn raw_html(source: &Source) -> Vec<Breach> {
    if !source.is_in("src") {
        return Vec::new();
    }
    every_line(source, "no raw HTML: logged text could run", |code| {
        ["inner_html", "set_inner_html", "innerHTML", "dangerously"]
            .iter()
            .any(|name| code.contains(name))
    })
}

/// What crosses the wire is defined in the model. The server reads queries by types of its own, which are
/// part of no body, and its cursors and notes are for nobody else.
pub fn wire_types(source: &Source) -> Vec<Breach> {
    let is_within = |paths: &[&str]| paths.iter().any(|path| source.is_in(path));
    if !is_within(BESIDE_THE_MODEL) || is_within(OWN_TYPES) {
        return Vec::new();
    }
    let lines: Vec<_> = source.code_lines().collect();
    let derives = |code: &str| code.contains("derive(") && code.contains("erialize");
    let is_query = |from: usize| {
        let names = lines
            .iter()
            .skip(from)
            .filter_map(|line| type_name(line.code()));
        names.take(1).any(|name| name.ends_with("Query"))
    };
    let breaking = lines.iter().enumerate();
    breaking
        .filter(|(idx, line)| derives(line.code()) && !is_query(*idx))
        .map(|(_, line)| {
            source.breach(
                line,
                "what crosses the wire is defined in runboard_model::wire",
            )
        })
        .collect()
}

/// What goes on after its page has gone finds no signals there.
///
/// Only what stands in the task or the deferred call itself is seen, not what it calls.
pub fn late_reads(source: &Source) -> Vec<Breach> {
    const READS: &[&str] = &["get_untracked(", "with_untracked(", "read_untracked("];
    const DEFERRED: &[&str] = &[
        "spawn_local(",
        "request_animation_frame(",
        "focus_soon(",
        "scroll_to_part_soon(",
        "set_timeout(",
    ];
    if !source.is_in("src") || !source.is_rust() {
        return Vec::new();
    }
    let is_late = |code: &str| {
        READS.iter().any(|read| {
            let mut found = code.match_indices(read);
            found.any(|(at, _)| !code.get(..at).is_some_and(|it| it.ends_with("try_")))
        })
    };
    let mut deferred_at = None;
    let mut breaches = Vec::new();
    for line in source.code_lines() {
        let code = line.code();
        let indent = code.len() - code.trim_start().len();
        // The call ends on a line that begins no further to the right.
        let is_end = !code.trim().is_empty() && deferred_at.is_some_and(|at| indent <= at);
        if is_end {
            deferred_at = None;
        }
        if let Some(call) = DEFERRED.iter().find_map(|call| code.find(call)) {
            deferred_at = deferred_at.or(Some(indent));
            if code.get(call..).is_some_and(is_late) {
                breaches.push(line);
            }
        } else if deferred_at.is_some() && is_late(code) {
            breaches.push(line);
        }
    }
    let rule = "the page may have gone by then: read by try_get_untracked and its like";
    breaches
        .into_iter()
        .map(|line| source.breach(line, rule))
        .collect()
}

/// The name of the type that a line begins to define.
fn type_name(code: &str) -> Option<&str> {
    let mut words = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.find(|word| matches!(*word, "struct" | "enum"))?;
    words.next()
}

fn every_line(source: &Source, rule: &str, breaks: impl Fn(&str) -> bool) -> Vec<Breach> {
    source
        .code_lines()
        .filter(|line| breaks(line.code()))
        .map(|line| source.breach(line, rule))
        .collect()
}

/// Lines of Rust and of Python, those of tests as well.
fn all_lines(
    source: &Source,
    rule: &str,
    breaks: impl Fn(&Source, &crate::source::Line) -> bool,
) -> Vec<Breach> {
    // This package has to name what it forbids.
    if !(source.is_rust() || source.is_python()) || source.is_in("tests/host") {
        return Vec::new();
    }
    source
        .lines()
        .iter()
        .filter(|line| breaks(source, line))
        .map(|line| source.breach(line, rule))
        .collect()
}

fn says_call(code: &str, function: &str) -> bool {
    code.contains(&format!("{function}(")) || code.contains(&format!("::{function};"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: Rule, path: &str, text: &str, n_expected: usize) {
        let found = rule(&Source::new(path, text));
        assert_eq!(found.len(), n_expected, "{path}: {text}: {found:?}");
    }

    #[test]
    fn colour_outside_the_tokens_is_a_breach() {
        check(hex_colours, "style/card.css", "a { color: #fff; }", 1);
        check(hex_colours, "style/card.css", "a { color: #AABBCC; }", 1);
        check(
            hex_colours,
            "crates/chart/src/bar.rs",
            "let a = \"#12345678\";",
            1,
        );
        check(hex_colours, "style/tokens.css", "--a: #fff;", 0);
        check(hex_colours, "crates/chart/src/palette.rs", "\"#fff\"", 0);
        check(hex_colours, "style/card.css", "#facade-card { }", 0);
        check(hex_colours, "src/app.rs", "href=\"#add-log\"", 0);
        check(hex_colours, "src/app.rs", "#[derive(Debug)]", 0);
    }

    #[test]
    fn panic_outside_tests_is_a_breach() {
        check(panics_on_data, "src/a.rs", "a.unwrap();", 1);
        check(
            panics_on_data,
            "crates/series/src/a.rs",
            "a.expect(\"b\");",
            1,
        );
        check(panics_on_data, "src/a.rs", "a.unwrap_or_default();", 0);
        check(
            panics_on_data,
            "src/a.rs",
            "#[cfg(test)]\nmod tests {\na.unwrap();\n}",
            0,
        );
        check(
            panics_on_data,
            "crates/server/tests/it/a.rs",
            "a.unwrap();",
            0,
        );
    }

    #[test]
    fn sleeping_test_is_a_breach() {
        check(
            sleeping_tests,
            "tests/e2e/tests/it/a.rs",
            "thread::sleep(a);",
            1,
        );
        check(
            sleeping_tests,
            "crates/server/tests/it/a.rs",
            "tokio::time::sleep(a).await;",
            1,
        );
        check(
            sleeping_tests,
            "src/a.rs",
            "#[cfg(test)]\nmod tests {\nsleep(a);\n}",
            1,
        );
        check(sleeping_tests, "src/a.rs", "sleep(a).await;", 0);
        check(sleeping_tests, "python/tests/test_a.py", "time.sleep(a)", 1);
        check(sleeping_tests, "python/src/a.py", "time.sleep(a)", 0);
        check(sleeping_tests, "python/tests/conftest.py", "sleep(a)", 0);
    }

    #[test]
    fn ignored_or_panicking_test_is_a_breach() {
        check(ignored_tests, "src/a.rs", "    #[ignore]", 1);
        check(
            ignored_tests,
            "src/a.rs",
            "    #[should_panic(expected = \"a\")]",
            1,
        );
        check(ignored_tests, "src/a.rs", "    #[test]", 0);
    }

    #[test]
    fn unfinished_work_is_a_breach() {
        check(unfinished_work, "src/a.rs", "// TODO: all", 1);
        check(unfinished_work, "src/a.rs", "// FIXME(me)", 1);
        check(unfinished_work, "src/a.rs", "// what a mastodon", 0);
        check(unfinished_work, "python/src/a.py", "# TODO: all", 1);
    }

    #[test]
    fn allowed_lint_is_a_breach() {
        check(allowed_lints, "src/a.rs", "#[allow(dead_code)]", 1);
        check(allowed_lints, "src/a.rs", "#![allow(dead_code)]", 1);
        check(
            allowed_lints,
            "src/a.rs",
            "#[expect(dead_code, reason = \"a\")]",
            0,
        );
    }

    #[test]
    fn long_file_without_a_reason_is_a_breach() {
        let long = "let a = 1;\n".repeat(MAX_LINES);
        check(long_files, "src/a.rs", &long, 0);
        check(long_files, "src/a.rs", &format!("{long}let a = 1;\n"), 1);
        check(
            long_files,
            "src/a.rs",
            &format!("//! Long because it is.\n{long}"),
            0,
        );
        let tests = format!("{long}#[cfg(test)]\nmod tests {{\n{long}}}\n");
        check(long_files, "src/a.rs", &tests, 0);
    }

    #[test]
    fn file_without_a_head_is_a_breach() {
        check(
            undocumented_modules,
            "src/a.rs",
            "use std::fmt;\nfn a() {}",
            1,
        );
        check(undocumented_modules, "src/a.rs", "//! What it is.", 0);
        check(undocumented_modules, "style/a.css", "a { }", 0);
    }

    #[test]
    fn path_outside_its_builder_is_a_breach() {
        check(
            string_paths,
            "src/pages/a.rs",
            "format!(\"/projects/{a}\")",
            1,
        );
        check(
            string_paths,
            "src/pages/a.rs",
            "get(\"/api/v1/projects\")",
            1,
        );
        check(
            string_paths,
            "src/paths.rs",
            "format!(\"/projects/{a}\")",
            0,
        );
        check(
            string_paths,
            "src/api/projects.rs",
            "get(\"/api/v1/projects\")",
            0,
        );
    }

    #[test]
    fn vague_name_is_a_breach() {
        check(vague_module_names, "src/utils.rs", "//! A", 1);
        check(
            vague_module_names,
            "crates/chart/src/helpers/a.rs",
            "//! A",
            1,
        );
        check(vague_module_names, "src/scale.rs", "//! A", 0);
    }

    #[test]
    fn type_of_the_wire_outside_the_model_is_a_breach() {
        let answer = "#[derive(Debug, Serialize)]\npub(super) struct Added {";
        let query = "#[derive(Deserialize)]\n#[serde(default)]\nstruct ListQuery {";
        check(wire_types, "crates/server/src/http/a.rs", answer, 1);
        check(wire_types, "crates/server/src/store/a.rs", answer, 1);
        check(wire_types, "crates/server/src/http/a.rs", query, 0);
        let both = format!("{answer}\n}}\n{query}");
        check(wire_types, "crates/server/src/http/a.rs", &both, 1);
        check(
            wire_types,
            "crates/server/src/http/picsellia/a.rs",
            answer,
            0,
        );
        check(wire_types, "crates/server/src/demo/a.rs", answer, 0);
        check(wire_types, "crates/model/src/a.rs", answer, 0);
        let plain = "#[derive(Debug)]\nstruct Added {";
        check(wire_types, "crates/server/src/http/a.rs", plain, 0);
    }

    #[test]
    fn read_that_may_come_too_late_is_a_breach() {
        let task = |body: &str| format!("    spawn_local(async move {{\n        {body}\n    }});");
        let path = "src/pages/a.rs";
        check(late_reads, path, &task("a.get_untracked();"), 1);
        check(late_reads, path, &task("a.with_untracked(b);"), 1);
        check(late_reads, path, &task("a.try_get_untracked();"), 0);
        let after = format!("{}\n    a.get_untracked();", task("b();"));
        check(late_reads, path, &after, 0);
        check(
            late_reads,
            path,
            "focus_soon(move || a.get_untracked());",
            1,
        );
        check(
            late_reads,
            path,
            "let a = b.get_untracked(); set_timeout(c, d);",
            0,
        );
        check(
            late_reads,
            "crates/server/src/a.rs",
            &task("a.get_untracked();"),
            0,
        );
    }

    #[test]
    fn raw_markup_is_a_breach() {
        check(raw_html, "src/components/a.rs", "<div inner_html=text/>", 1);
        check(raw_html, "src/components/a.rs", "<div>{text}</div>", 0);
    }
}
