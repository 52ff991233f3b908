//! What every page shares about the server: whether it answers, and whether it wants a token.

use crate::api::{ApiError, session};
use crate::browser::chunk::chunk;
use crate::browser::clock::pause;
use crate::browser::page::reload;
use crate::browser::theme::ThemeContext;
use crate::components::shell::{Shell, SidebarState};
use crate::components::sign_in_form::SignInForm;
use crate::components::theme_button::ThemeButton;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long a page has to show something before it asks who is signed in.
const GRACE: Duration = Duration::from_millis(400);

/// Whether the server answers and lets us in; a context of the whole page.
#[derive(Debug, Clone, Copy)]
pub struct SessionContext {
    /// The last request found no server.
    pub is_unreachable: RwSignal<bool>,
    /// The last request was refused for want of a token.
    pub wants_sign_in: RwSignal<bool>,
    /// How often the server answered again after it had not.
    pub n_recoveries: RwSignal<u32>,
    /// Whether a cookie of this browser lets us in, so that the person can sign out.
    pub is_signed_in: RwSignal<bool>,
    /// Whether the server refuses us every change: then none is offered. Not before it has said so.
    pub is_read_only: RwSignal<bool>,
    asked_who: StoredValue<bool>,
}

impl SessionContext {
    /// Takes note of how a request ended.
    pub fn report<T>(self, result: &Result<T, ApiError>) {
        let (is_unreachable, wants_sign_in) = match result {
            Ok(_) => (false, false),
            Err(error) => (*error == ApiError::Unreachable, error.wants_sign_in()),
        };
        if self.is_unreachable.try_get_untracked() == Some(true) && !is_unreachable {
            self.n_recoveries.update(|n_recoveries| *n_recoveries += 1);
        }
        if result.is_ok() {
            self.ask_who();
        }
        set_if_changed(self.is_unreachable, is_unreachable);
        set_if_changed(self.wants_sign_in, wants_sign_in);
    }

    /// Asks as whom the server knows us until it has said so, and not before something else has arrived.
    fn ask_who(self) {
        if self.asked_who.try_get_value() != Some(false) {
            return;
        }
        self.asked_who.set_value(true);
        spawn_local(async move {
            pause(GRACE).await;
            if start_asking(self).await.is_err() {
                self.ask_who_again();
            }
        });
    }

    /// Lets the next answer ask again.
    fn ask_who_again(self) {
        self.asked_who.try_set_value(false);
    }

    /// Forgets the cookie, and starts anew without it.
    pub fn sign_out(self) {
        spawn_local(async {
            if start_signing_out().await.is_err() {
                reload();
            }
        });
    }
}

chunk! {
    dashboard:
    fn start_asking(context: SessionContext) -> () {
        spawn_local(async move {
            match session::current().await {
                Ok(known) => {
                    set_if_changed(context.is_signed_in, known.signed_in);
                    set_if_changed(context.is_read_only, known.read_only);
                }
                Err(_) => context.ask_who_again(),
            }
        });
    }
}

chunk! {
    dashboard:
    fn start_signing_out() -> () {
        spawn_local(async {
            // Where the server does not answer, the reloaded page says so.
            let _ = session::sign_out().await;
            reload();
        });
    }
}

fn set_if_changed(signal: RwSignal<bool>, value: bool) {
    if signal.try_get_untracked().is_some_and(|now| now != value) {
        signal.set(value);
    }
}

/// Makes the context.
pub fn provide_session() -> SessionContext {
    let context = SessionContext {
        is_unreachable: RwSignal::new(false),
        wants_sign_in: RwSignal::new(false),
        n_recoveries: RwSignal::new(0),
        is_signed_in: RwSignal::new(false),
        is_read_only: RwSignal::new(false),
        asked_who: StoredValue::new(false),
    };
    provide_context(context);
    context
}

/// Asks for the token, in the place of every page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let context = expect_context::<SessionContext>();
    let error = RwSignal::new(None::<String>);
    let theme = expect_context::<ThemeContext>();
    let on_token = move |token: String| {
        // The same refusal is said again.
        error.set(None);
        spawn_local(async move {
            match session::sign_in(token).await {
                Ok(()) => {
                    context.asked_who.set_value(false);
                    context.wants_sign_in.set(false);
                }
                Err(refusal) => error.set(Some(refusal.to_string())),
            }
        });
    };
    view! {
        <Shell
            crumbs=Vec::new()
            tools=move || view! {
                <ThemeButton
                    name=Signal::derive(move || theme.choice.get().as_str())
                    on_next=move |()| theme.choice.update(|choice| *choice = choice.next())
                />
            }
            sidebar_state=SidebarState::Folded
            on_sidebar=|_| ()
        >
            <SignInForm error on_token />
        </Shell>
    }
}
