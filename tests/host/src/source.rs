//! One file, with what is code told from what is a comment or a test.

use crate::Breach;

/// A file of the repository.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its path from the root, with `/`.
    pub path: String,
    lines: Vec<Line>,
}

/// One line of a file.
#[derive(Debug, Clone)]
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    /// The whole line.
    pub text: String,
    /// Whether it stands in a `#[cfg(test)]` module, which by custom ends the file.
    pub is_test: bool,
}

impl Line {
    /// The line without its comment. What stands in a string stays.
    pub fn code(&self) -> &str {
        let comment = self
            .text
            .match_indices("//")
            .map(|(at, _)| at)
            // `https://` in a string is no comment.
            .find(|at| {
                !self
                    .text
                    .get(..*at)
                    .is_some_and(|before| before.ends_with(':'))
            });
        comment
            .and_then(|at| self.text.get(..at))
            .unwrap_or(&self.text)
    }
}

impl Source {
    /// A file of this path and text.
    pub fn new(path: &str, text: &str) -> Self {
        let mut is_test = false;
        let lines = text
            .lines()
            .enumerate()
            .map(|(idx, line)| {
                is_test |= line.trim() == "#[cfg(test)]" && ends_with_tests(text, idx);
                Line {
                    number: idx + 1,
                    text: line.to_owned(),
                    is_test,
                }
            })
            .collect();
        Self {
            path: path.to_owned(),
            lines,
        }
    }

    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it is Python.
    pub fn is_python(&self) -> bool {
        self.path.ends_with(".py")
    }

    /// Whether all of it is test: it stands in a directory of tests.
    pub fn is_test_file(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
    }

    /// Whether it lies in this directory, or is this file.
    pub fn is_in(&self, path: &str) -> bool {
        self.path
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || path.ends_with('/'))
    }

    /// All lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines that are not tests.
    pub fn code_lines(&self) -> impl Iterator<Item = &Line> {
        let is_test_file = self.is_test_file();
        self.lines
            .iter()
            .filter(move |line| !is_test_file && !line.is_test)
    }

    /// A breach of a rule in one of its lines.
    pub fn breach(&self, line: &Line, rule: &str) -> Breach {
        Breach {
            place: format!("{}:{}", self.path, line.number),
            rule: rule.to_owned(),
        }
    }
}

/// Whether the `#[cfg(test)]` at this line opens the module that ends the file, and is not one item
/// among others.
fn ends_with_tests(text: &str, idx: usize) -> bool {
    text.lines()
        .skip(idx + 1)
        .find(|line| !line.trim_start().starts_with("#["))
        .is_some_and(|line| line.starts_with("mod ") || line.starts_with("pub(crate) mod "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_begin_at_their_module() {
        let source = Source::new("src/a.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n}\n");
        let tests: Vec<_> = source.lines().iter().map(|line| line.is_test).collect();
        assert_eq!(tests, [false, true, true, true]);
        assert_eq!(source.code_lines().count(), 1);
    }

    #[test]
    fn an_item_for_tests_does_not_end_the_code() {
        let source = Source::new("src/a.rs", "#[cfg(test)]\nuse b::c;\nfn a() {}\n");
        assert_eq!(source.code_lines().count(), 3);
    }

    #[track_caller]
    fn check_code(text: &str, expected: &str) {
        let source = Source::new("src/a.rs", text);
        assert_eq!(source.lines().first().map(Line::code), Some(expected));
    }

    #[test]
    fn code_ends_where_the_comment_begins() {
        check_code("let a = 1; // one", "let a = 1; ");
        check_code("let a = \"http://b\"; // c", "let a = \"http://b\"; ");
        check_code("/// a", "");
    }

    #[test]
    fn directory_is_not_its_prefix() {
        let source = Source::new("src/state/mod.rs", "");
        assert!(source.is_in("src/state"));
        assert!(source.is_in("src"));
        assert!(!source.is_in("src/sta"));
    }
}
