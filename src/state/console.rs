//! The lines of a console that are held, and what is shown of them.

use runboard_model::Timestamp;
use runboard_model::wire::{Console, ConsoleLine};
use std::collections::VecDeque;
use std::sync::Arc;

/// Lines that are held without being asked for.
const HELD_LINES: usize = 2_000;
/// Earlier lines that one click brings.
const EARLIER_LINES: u64 = 1_000;

/// The last lines of a console, without a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldConsole {
    lines: VecDeque<Arc<ConsoleLine>>,
    n_lines: u64,
    max_lines: usize,
}

impl Default for HeldConsole {
    fn default() -> Self {
        Self {
            lines: VecDeque::new(),
            n_lines: 0,
            max_lines: HELD_LINES,
        }
    }
}

impl HeldConsole {
    /// All lines of a file, as if they had come one by one when it was sent.
    pub fn of_file(text: &str, sent: Timestamp) -> Self {
        let line = |(idx, text): (usize, &str)| ConsoleLine {
            position: idx as u64,
            time: sent,
            part: String::new(),
            text: text.to_owned(),
        };
        let lines: VecDeque<_> = text.lines().enumerate().map(line).map(Arc::new).collect();
        Self {
            n_lines: lines.len() as u64,
            max_lines: lines.len().max(HELD_LINES),
            lines,
        }
    }

    /// The lines, the oldest first.
    pub fn lines(&self) -> impl Iterator<Item = &Arc<ConsoleLine>> {
        self.lines.iter()
    }

    /// How many lines are held.
    pub fn n_held(&self) -> usize {
        self.lines.len()
    }

    /// How many lines there are in all.
    pub fn n_lines(&self) -> u64 {
        self.n_lines
    }

    /// The position of the first line that is still to come; `None` before the first answer with lines.
    pub fn next(&self) -> Option<u64> {
        self.lines.back().map(|last| last.position + 1)
    }

    /// The lines that stand right before those that are held: from where on, and up to where.
    pub fn earlier(&self) -> Option<(u64, u64)> {
        let first = self.lines.front()?.position;
        let start = first.saturating_sub(EARLIER_LINES);
        (start < first).then_some((start, first))
    }

    /// Adds lines of an answer that come after those that are held; the oldest give way.
    pub fn add_later(&mut self, answer: Console) {
        let next = self.next();
        let is_new = |line: &ConsoleLine| next.is_none_or(|next| line.position >= next);
        let new = answer.items.into_iter().filter(is_new);
        self.lines.extend(new.map(Arc::new));
        self.n_lines = answer.n_lines;
        let n_over = self.lines.len().saturating_sub(self.max_lines);
        self.lines.drain(..n_over);
    }

    /// Adds lines that were asked for, before those that are held.
    pub fn add_earlier(&mut self, lines: Vec<ConsoleLine>) {
        let first = self.lines.front().map_or(u64::MAX, |line| line.position);
        let before = lines.into_iter().rev();
        for line in before.filter(|line| line.position < first) {
            self.lines.push_front(Arc::new(line));
        }
        self.max_lines = self.max_lines.max(self.lines.len() + HELD_LINES);
    }

    /// The held lines that have all of the words, whatever their case.
    pub fn matching(&self, words: &str) -> Vec<Arc<ConsoleLine>> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let has_all = |line: &&Arc<ConsoleLine>| {
            words.is_empty() || {
                let text = format!("{} {}", line.part, shown_text(&line.text)).to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            }
        };
        self.lines.iter().filter(has_all).map(Arc::clone).collect()
    }

    /// How many lines are shown, of how many.
    pub fn count_text(&self, n_matching: usize, words: &str) -> String {
        let n_held = self.n_held();
        let of_all = if (n_held as u64) < self.n_lines {
            format!("the last {n_held} of {} lines", self.n_lines)
        } else {
            match n_held {
                1 => "1 line".to_owned(),
                _ => format!("{n_held} lines"),
            }
        };
        if words.trim().is_empty() {
            of_all
        } else {
            format!("{n_matching} of {of_all}")
        }
    }
}

/// A line as a terminal shows it: without the codes for colours, and of a line that writes itself anew
/// what it wrote last.
pub fn shown_text(text: &str) -> String {
    let text = text.trim_end_matches('\r');
    let last = text.rsplit('\r').next().unwrap_or(text);
    let mut shown = String::with_capacity(last.len());
    let mut letters = last.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' && letters.next_if_eq(&'[').is_some() {
            // Parameters, then one letter that ends the code.
            while letters.next().is_some_and(|it| !it.is_ascii_alphabetic()) {}
        } else if letter == '\t' || !letter.is_control() {
            shown.push(letter);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(positions: std::ops::Range<u64>, n_lines: u64) -> Console {
        let line = |position| ConsoleLine {
            position,
            time: Timestamp::from_unix_millis(0),
            part: "Train".to_owned(),
            text: format!("line {position}"),
        };
        Console {
            next: positions.end,
            items: positions.map(line).collect(),
            n_lines,
            file: None,
        }
    }

    fn positions(held: &HeldConsole) -> (u64, u64) {
        let all: Vec<u64> = held.lines().map(|line| line.position).collect();
        assert!(all.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{all:?}");
        (all[0], all[all.len() - 1])
    }

    #[test]
    fn lines_stand_in_order_without_a_gap() {
        let mut held = HeldConsole::default();
        assert_eq!((held.next(), held.earlier()), (None, None));
        held.add_later(answer(1500..2500, 2500));
        assert_eq!(held.next(), Some(2500));
        // An answer that overlaps, as of two polls at once.
        held.add_later(answer(2490..2600, 2600));
        assert_eq!(positions(&held), (1500, 2599));
        assert_eq!(held.earlier(), Some((500, 1500)));
        held.add_earlier(answer(500..1500, 2600).items);
        assert_eq!(positions(&held), (500, 2599));
        held.add_earlier(answer(0..500, 2600).items);
        assert_eq!((positions(&held), held.earlier()), ((0, 2599), None));
    }

    #[test]
    fn the_oldest_lines_give_way_but_those_that_were_asked_for() {
        let mut held = HeldConsole::default();
        held.add_later(answer(0..3_000, 3_000));
        assert_eq!(positions(&held), (1_000, 2_999));
        held.add_earlier(answer(0..1_000, 3_000).items);
        held.add_later(answer(3_000..4_000, 4_000));
        assert_eq!(positions(&held), (0, 3_999));
    }

    #[test]
    fn lines_are_found_by_words_of_theirs_and_of_their_part() {
        let mut held = HeldConsole::default();
        held.add_later(answer(0..30, 30));
        let found = |words: &str| held.matching(words).len();
        assert_eq!(
            (found(""), found("LINE"), found("train 29"), found("x")),
            (30, 30, 1, 0)
        );
        assert_eq!(held.count_text(30, " "), "30 lines");
        assert_eq!(held.count_text(1, "29"), "1 of 30 lines");
        held.add_later(answer(30..31, 90));
        assert_eq!(held.count_text(2, "x"), "2 of the last 31 of 90 lines");
    }

    #[test]
    fn a_file_is_a_console() {
        let held = HeldConsole::of_file("one\r\ntwo\n", Timestamp::from_unix_millis(5));
        let texts: Vec<&str> = held.lines().map(|line| line.text.as_str()).collect();
        assert_eq!((texts, held.n_lines()), (vec!["one", "two"], 2));
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(shown_text(text), expected, "{text:?}");
    }

    #[test]
    fn a_line_is_shown_as_in_a_terminal() {
        check("plain", "plain");
        check("\u{1b}[1;32mgreen\u{1b}[0m text", "green text");
        check("10%\r50%\r100%", "100%");
        check("100%\r", "100%");
        check("a\tb\u{7}", "a\tb");
        check("\u{1b}[", "");
        check("", "");
    }
}
