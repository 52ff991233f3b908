//! What stands in a card while its log cannot be shown.

use super::states::RetryButton;
use leptos::prelude::*;

/// Whether a card has something to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CardState {
    /// Far from the screen: nothing is fetched or drawn yet.
    Waiting,
    /// On its way.
    Loading,
    /// It is there.
    #[default]
    Ready,
    /// It could not be fetched or read; the text says what happened, for a person.
    Failed(String),
    /// The log has a type that this page does not know.
    UnknownType(String),
}

impl CardState {
    /// That of a card whose log is known or not, whose last attempt failed or not, and that is near the screen or not.
    ///
    /// What is known is shown, whatever has failed since.
    pub fn of(is_known: bool, failure: Option<String>, is_near: bool) -> Self {
        match failure {
            _ if is_known => Self::Ready,
            Some(reason) => Self::Failed(reason),
            None if is_near => Self::Loading,
            None => Self::Waiting,
        }
    }
}

/// The body of a card that is not ready; nothing for one that is.
#[component]
pub(super) fn CardPlaceholder(
    /// Why there is nothing to show.
    #[prop(into)]
    state: Signal<CardState>,
    /// Called by the button `Retry`.
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    move || match state.get() {
        CardState::Ready => ().into_any(),
        CardState::Waiting => view! { <div class="card__skeleton"></div> }.into_any(),
        CardState::Loading => view! {
            <div class="card__skeleton skeleton" role="status">
                <span class="visually-hidden">"Loading"</span>
            </div>
        }
        .into_any(),
        CardState::Failed(message) => view! {
            <div class="card__notice" role="alert">
                <p>{message}</p>
                {on_retry.map(|on_retry| view! { <RetryButton on_retry /> })}
            </div>
        }
        .into_any(),
        CardState::UnknownType(log_type) => view! {
            <div class="card__notice">
                <p>"This page cannot draw the type " <code>{log_type}</code> "."</p>
                <p class="card__hint">"A newer Runboard may know it; the log itself is safe."</p>
            </div>
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_shown_and_what_failed_is_said() {
        let check = |is_known, failure: Option<&str>, is_near, expected| {
            let failure = failure.map(str::to_owned);
            assert_eq!(CardState::of(is_known, failure, is_near), expected);
        };
        check(true, None, true, CardState::Ready);
        // A card that is scrolled away keeps what it shows.
        check(true, None, false, CardState::Ready);
        check(true, Some("no"), true, CardState::Ready);
        check(false, Some("no"), true, CardState::Failed("no".to_owned()));
        check(false, Some("no"), false, CardState::Failed("no".to_owned()));
        check(false, None, true, CardState::Loading);
        check(false, None, false, CardState::Waiting);
    }
}
