//! Runs of small changes that are one entry of the history: a drag of a slider is one, not fifty.
//!
//! The first change of a run is a new entry, so that Back leads to what was before it; each further one
//! changes that entry. A run ends when something else is changed, or after a pause.

/// The longest pause within a run.
const LONGEST_PAUSE_MILLIS: i64 = 1_500;

/// What was changed last, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What is changed, such as the name of a log.
    pub subject: String,
    /// The address that the last change led to.
    pub query: String,
    /// When, in Unix milliseconds.
    pub changed_at_unix_millis: i64,
}

/// Whether a change of `subject`, made in the view that `query` describes, goes on with the last run.
pub fn goes_on(last: Option<&Run>, subject: &str, query: &str, now_unix_millis: i64) -> bool {
    last.is_some_and(|run| {
        run.subject == subject
            && run.query == query
            && now_unix_millis - run.changed_at_unix_millis <= LONGEST_PAUSE_MILLIS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_on_until_something_else_happens() {
        let run = Run {
            subject: "loss".into(),
            query: "smooth:0.1".into(),
            changed_at_unix_millis: 10_000,
        };
        let check = |subject: &str, query: &str, now: i64, expected: bool| {
            assert_eq!(
                goes_on(Some(&run), subject, query, now),
                expected,
                "{subject} {query} {now}"
            );
        };
        check("loss", "smooth:0.1", 10_016, true);
        check("loss", "smooth:0.1", 11_500, true);
        check("loss", "smooth:0.1", 11_501, false);
        check("accuracy", "smooth:0.1", 10_016, false);
        check("loss", "tab=train", 10_016, false);
        assert!(!goes_on(None, "loss", "", 0));
    }
}
