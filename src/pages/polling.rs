//! Asking again and again: while the tab is in view, more slowly while the server is away.

use super::session::SessionContext;
use crate::api::ApiError;
use crate::browser::clock::Sleeper;
use crate::browser::page::use_is_visible;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use std::sync::Arc;
use std::time::Duration;

/// The first wait after a failure; each further one waits twice as long.
const FIRST_BACKOFF: Duration = Duration::from_secs(1);
/// The longest wait after a failure.
const LONGEST_BACKOFF: Duration = Duration::from_secs(15);
/// How long a hidden tab sleeps before it looks again; becoming visible wakes it at once.
const HIDDEN_NAP: Duration = Duration::from_secs(3_600);

/// A running poll.
#[derive(Clone, Copy)]
pub struct Polling {
    /// Whether the tab is in view.
    pub is_visible: Signal<bool>,
    /// How the last attempt failed; `None` after a success.
    pub error: Signal<Option<ApiError>>,
    sleeper: Sleeper,
}

impl Polling {
    /// Tries at once.
    pub fn retry(self) {
        self.sleeper.wake();
    }
}

/// How long to wait after failures: ever longer, up to a limit.
#[derive(Debug)]
pub struct Backoff {
    next: Duration,
}

impl Default for Backoff {
    /// No failure yet.
    fn default() -> Self {
        Self {
            next: FIRST_BACKOFF,
        }
    }
}

impl Backoff {
    /// The wait after one more failure.
    pub fn failed(&mut self) -> Duration {
        let delay = self.next;
        self.next = (delay * 2).min(LONGEST_BACKOFF);
        delay
    }
}

/// Whether the tab is in view, and a sleeper that wakes when it comes into view.
#[derive(Clone, Copy)]
pub struct Attention {
    /// Whether the tab is in view.
    pub is_visible: Signal<bool>,
    /// What waits between two requests.
    pub sleeper: Sleeper,
}

/// The attention of the person who has the page open.
pub fn use_attention() -> Attention {
    let is_visible = use_is_visible();
    let sleeper = Sleeper::new();
    let was_visible_at_first = is_visible.get_untracked();
    Effect::new(move |was_visible: Option<bool>| {
        let is_visible = is_visible.get();
        if is_visible && !was_visible.unwrap_or(was_visible_at_first) {
            sleeper.wake();
        }
        is_visible
    });
    Attention {
        is_visible,
        sleeper,
    }
}

impl Attention {
    /// Returns when the tab is in view: nothing is fetched for one that nobody sees.
    pub async fn wait_until_visible(self) {
        while !self.is_visible.get_untracked() {
            self.sleeper.sleep(HIDDEN_NAP).await;
        }
    }
}

/// Runs `attempt` until the page goes away, `period` after each success.
pub fn use_polling<F>(
    period: impl Fn() -> Duration + 'static,
    attempt: impl Fn() -> F + 'static,
) -> Polling
where
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    let session = expect_context::<SessionContext>();
    let attention = use_attention();
    let error = RwSignal::new(None::<ApiError>);
    spawn_local_scoped_with_cancellation(async move {
        let mut backoff = Backoff::default();
        loop {
            attention.wait_until_visible().await;
            let result = attempt().await;
            session.report(&result);
            let delay = if result.is_ok() {
                backoff = Backoff::default();
                period()
            } else {
                backoff.failed()
            };
            let failure = result.err();
            if error.with_untracked(|now| *now != failure) {
                error.set(failure);
            }
            attention.sleeper.sleep(delay).await;
        }
    });
    Polling {
        is_visible: attention.is_visible,
        error: error.into(),
        sleeper: attention.sleeper,
    }
}

/// What a page fetches whole, again and again.
#[derive(Clone, Copy)]
pub struct Polled<T: Send + Sync + 'static> {
    /// The last answer; `None` before the first.
    pub value: Signal<Option<Arc<T>>>,
    /// The poll behind it.
    pub polling: Polling,
}

/// Fetches every `period`; an answer equal to the last one changes nothing.
pub fn use_polled<T, F>(period: Duration, fetch: impl Fn() -> F + 'static) -> Polled<T>
where
    T: PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let value = RwSignal::new(None::<Arc<T>>);
    let polling = use_polling(
        move || period,
        move || {
            let answer = fetch();
            async move {
                let answer = answer.await?;
                if value.with_untracked(|now| now.as_deref() != Some(&answer)) {
                    value.set(Some(Arc::new(answer)));
                }
                Ok(())
            }
        },
    );
    Polled {
        value: value.into(),
        polling,
    }
}
