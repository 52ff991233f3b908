//! How far a page is with what it asked the server for.

use crate::api::ApiError;
use leptos::prelude::*;

/// What there is to show.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It is on its way.
    Pending,
    /// It is here; a later failure leaves what is known.
    Here,
    /// There is no such thing, or none any more.
    Missing(ApiError),
    /// It could not be had so far.
    Failed(ApiError),
}

/// The answer, given whether anything has arrived, and how the last request failed.
///
/// A memo, so that a failure among successes does not make the page anew.
pub fn use_answer(
    has_answer: impl Fn() -> bool + Send + Sync + 'static,
    error: impl Into<Signal<Option<ApiError>>>,
) -> Memo<Answer> {
    let error = error.into();
    Memo::new(move |_| match (error.get(), has_answer()) {
        (Some(error), _) if error.is_not_found() => Answer::Missing(error),
        (_, true) => Answer::Here,
        (Some(error), false) => Answer::Failed(error),
        (None, false) => Answer::Pending,
    })
}
