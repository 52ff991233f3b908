//! The filter of logs as the person typed it, read by code that is loaded when something is typed.
//!
//! Regular expressions and the letters of all languages are 15 KB, compressed, that a page without a filter does not need.

use super::latest::use_latest;
use crate::browser::chunk::chunk;
use crate::state::log_filter::{FilterError, LogFilter, shown_filter};
use leptos::prelude::*;

/// What a typed filter means.
#[derive(Clone, Copy)]
pub struct TypedFilter {
    /// The filter; `None` until a text that came with the address is read. One that does not parse leaves
    /// everything shown.
    pub filter: Signal<Option<LogFilter>>,
    /// What is wrong with the text, for a person.
    pub error: Signal<Option<String>>,
}

/// Follows the text of a filter.
pub fn use_log_filter(text: Memo<String>) -> TypedFilter {
    let all = move || text.with(|text| LogFilter::of_nothing(text));
    let filter = RwSignal::new(untrack(all));
    let error = RwSignal::new(None);
    use_latest(
        move || all().is_none().then(|| text.get()),
        read,
        move |(shown, reason)| {
            error.set(reason);
            filter.set(Some(shown));
        },
    );
    TypedFilter {
        filter: Signal::derive(move || all().or_else(|| filter.get())),
        error: Signal::derive(move || error.get().filter(|_| all().is_none())),
    }
}

async fn read(text: String) -> (LogFilter, Option<String>) {
    shown_filter(match parsed(text).await {
        Ok(parsed) => parsed.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    })
}

chunk! {
    dashboard:
    fn parsed(text: String) -> Result<LogFilter, FilterError> {
        LogFilter::parse(&text)
    }
}
