//! Runs of small changes that are one entry of the history: a drag of a slider is one, not fifty.
//!
//! The first change of a run is a new entry, so that Back leads to what was before it; each further one
//! changes that entry. A run ends when something else is changed, or after a pause.
//!
//! A change that is an entry of its own begins a run, too, but for the time of a double click only: the second
//! click undoes what the first did. Where nothing of it is left, the entry is left, too.

/// The longest pause within a run.
const LONGEST_PAUSE_MILLIS: i64 = 1_500;
/// The longest time between two clicks that are meant as one, with room for slow hands.
const DOUBLE_CLICK_MILLIS: i64 = 700;

/// What was changed last, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What is changed, such as the name of a log.
    pub subject: String,
    /// The address that the last change led to.
    pub query: String,
    /// The address before the one change of the run that was an entry of its own.
    pub query_before: Option<String>,
    /// Until when another change goes on with it, in Unix milliseconds.
    pub goes_on_until_unix_millis: i64,
}

/// What a change does to the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// A new entry.
    New,
    /// The last entry changes.
    Changed,
    /// The last entry is left by going back: all that it was made for is undone.
    Left,
}

/// A change of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'a> {
    /// What it would do, if it may: only in a run an entry changes.
    pub wanted: Kept,
    /// What is changed, such as the name of a log.
    pub subject: &'a str,
    /// The address of the view that is changed.
    pub query_before: &'a str,
    /// The address that the change leads to.
    pub query_after: &'a str,
    /// When, in Unix milliseconds.
    pub at_unix_millis: i64,
}

/// How the history keeps a change after the last run, and the run that it belongs to.
pub fn kept(last: Option<&Run>, change: Change<'_>) -> (Kept, Run) {
    let goes_on = last.is_some_and(|run| {
        run.subject == change.subject
            && run.query == change.query_before
            && change.at_unix_millis <= run.goes_on_until_unix_millis
    });
    let is_undone = last.is_some_and(|run| run.query_before.as_deref() == Some(change.query_after));
    let (entry, pause_millis) = match (change.wanted, goes_on) {
        (Kept::New, _) => (Kept::New, DOUBLE_CLICK_MILLIS),
        (_, true) if is_undone => (Kept::Left, 0),
        (_, true) => (Kept::Changed, LONGEST_PAUSE_MILLIS),
        (_, false) => (Kept::New, LONGEST_PAUSE_MILLIS),
    };
    let run = Run {
        subject: change.subject.to_owned(),
        query: change.query_after.to_owned(),
        query_before: (change.wanted == Kept::New).then(|| change.query_before.to_owned()),
        goes_on_until_unix_millis: change.at_unix_millis + pause_millis,
    };
    (entry, run)
}

#[cfg(test)]
mod tests {
    use super::*;

    use Kept::{Changed, Left, New};

    fn change(wanted: Kept, at_unix_millis: i64) -> Change<'static> {
        Change {
            wanted,
            subject: "loss",
            query_before: "smooth:0.1",
            query_after: "smooth:0.2",
            at_unix_millis,
        }
    }

    #[test]
    fn a_run_goes_on_until_something_else_happens() {
        let run = Run {
            subject: "loss".into(),
            query: "smooth:0.1".into(),
            query_before: None,
            goes_on_until_unix_millis: 11_500,
        };
        let check = |change: Change<'_>, expected: Kept| {
            assert_eq!(kept(Some(&run), change).0, expected, "{change:?}");
        };
        check(change(Changed, 10_016), Changed);
        check(change(Changed, 11_500), Changed);
        check(change(Changed, 11_501), New);
        check(change(New, 10_016), New);
        let now = change(Changed, 10_016);
        let of_another = Change {
            subject: "accuracy",
            ..now
        };
        check(of_another, New);
        let after_another = Change {
            query_before: "tab=train",
            ..now
        };
        check(after_another, New);
        assert_eq!(kept(None, now).0, New);
        assert_eq!(kept(None, now).1.goes_on_until_unix_millis, 11_516);
    }

    #[test]
    fn the_second_click_of_two_changes_the_entry_of_the_first() {
        // A double click on a legend left two entries, and Back led to a view that nobody had chosen.
        let (_, first) = kept(None, change(New, 10_000));
        let second = |at_unix_millis| Change {
            query_before: "smooth:0.2",
            query_after: "hide:val",
            ..change(Changed, at_unix_millis)
        };
        assert_eq!(kept(Some(&first), second(10_400)).0, Changed);
        assert_eq!(kept(Some(&first), second(10_701)).0, New);
    }

    #[test]
    fn the_second_click_of_two_that_undoes_all_of_the_first_goes_back() {
        // A double click on a chart that was not zoomed left an entry like the one before it: Back did nothing.
        let (_, first) = kept(None, change(New, 10_000));
        let second = |at_unix_millis| Change {
            query_before: "smooth:0.2",
            query_after: "smooth:0.1",
            ..change(Changed, at_unix_millis)
        };
        let (entry, run) = kept(Some(&first), second(10_400));
        assert_eq!(entry, Left);
        assert_eq!(kept(Some(&run), change(Changed, 10_450)).0, New);
        assert_eq!(kept(Some(&first), second(10_701)).0, New);
        // A slider that is dragged there and back goes on in its entry: Back takes a moment, and drags do not wait.
        let (_, dragged) = kept(None, change(Changed, 10_000));
        assert_eq!(kept(Some(&dragged), second(10_400)).0, Changed);
    }
}
