//! The filter of logs as the person typed it, read by code that is loaded when something is typed.
//!
//! Regular expressions and the letters of all languages are 15 KB, compressed, that a page without a filter does not need.

use crate::browser::chunk::chunk;
use crate::state::log_filter::{FilterError, LogFilter, shown_filter};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

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
    let filter = RwSignal::new(text.with_untracked(|text| LogFilter::of_nothing(text)));
    let error = RwSignal::new(None);
    // What was asked for a text that has changed since is cancelled with the effect's own scope.
    Effect::new(move |before: Option<()>| {
        let text = text.get();
        if let Some(all) = LogFilter::of_nothing(&text) {
            // At first it is there already.
            if before.is_some() {
                filter.set(Some(all));
                error.set(None);
            }
            return;
        }
        spawn_local_scoped_with_cancellation(async move {
            let (shown, reason) = shown_filter(match parsed(text).await {
                Ok(parsed) => parsed.map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            });
            error.set(reason);
            filter.set(Some(shown));
        });
    });
    TypedFilter {
        filter: filter.into(),
        error: error.into(),
    }
}

chunk! {
    dashboard:
    fn parsed(text: String) -> Result<LogFilter, FilterError> {
        LogFilter::parse(&text)
    }
}
