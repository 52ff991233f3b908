//! What all pages have around them: the shell with theme, sharing, shortcuts and the banner.

use super::session::SessionContext;
use crate::browser::chunk::chunk;
use crate::browser::clipboard;
use crate::browser::clock::Sleeper;
use crate::browser::history::{HistoryEntry, use_navigator};
use crate::browser::keyboard::use_page_keys;
use crate::browser::storage;
use crate::browser::theme::ThemeContext;
use crate::components::Lazy;
use crate::components::banner::Banner;
use crate::components::icon::{Glyph, Icon};
use crate::components::shell::{Crumb, Shell, SidebarState};
use crate::components::shortcuts_dialog::ShortcutsDialog;
use crate::components::theme_button::ThemeButton;
use crate::paths::PagePath;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

const SIDEBAR_KEY: &str = "runboard-sidebar";
/// Below this width the sidebar is a drawer and starts folded.
const NARROW_PX: f64 = 720.0;
const TOAST_DURATION: Duration = Duration::from_secs(3);

/// The frame of a page.
#[component]
pub fn PageFrame(
    /// The way to this page; the last one is the page itself.
    #[prop(into)]
    crumbs: Signal<Vec<Crumb>>,
    /// Controls of this page, before those of all pages.
    #[prop(optional, into)]
    tools: ViewFn,
    /// What stands in the sidebar; no sidebar without.
    #[prop(optional, into)]
    sidebar: Option<ViewFn>,
    /// Takes a key that is no shortcut of all pages; tells whether it did.
    #[prop(optional, into)]
    on_key: Option<Callback<String, bool>>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let theme = expect_context::<ThemeContext>();
    let shows_shortcuts = RwSignal::new(false);
    use_shortcuts(theme, shows_shortcuts, on_key);

    let sidebar_state = RwSignal::new(initial_sidebar_state());
    let on_sidebar = move |state: SidebarState| {
        sidebar_state.set(state);
        let name = if state == SidebarState::Open {
            "open"
        } else {
            "folded"
        };
        storage::store(SIDEBAR_KEY, name);
    };

    let toast = RwSignal::new(None::<&'static str>);
    let share = move |_| {
        spawn_local(async move {
            let was_copied = clipboard::copy(&clipboard::page_address()).await;
            toast.set(Some(if was_copied {
                "Link copied"
            } else {
                "The browser does not allow copying here: take the link from the address bar"
            }));
            Sleeper::new().sleep(TOAST_DURATION).await;
            toast.try_set(None);
        });
    };

    let banner = Signal::derive(move || {
        session.is_unreachable.get().then(|| {
            "The server does not answer. What you see may be old; trying again by itself."
                .to_owned()
        })
    });
    let tools = ViewFn::from(move || {
        view! {
            {tools.run()}
            <ThemeButton
                name=Signal::derive(move || theme.choice.get().as_str())
                on_next=move |()| theme.choice.update(|choice| *choice = choice.next())
            />
            <button type="button" class="button" on:click=share>
                "Share"
            </button>
            <Show when=move || session.is_signed_in.get()>
                <button
                    type="button"
                    class="icon-button"
                    title="Sign out"
                    aria-label="Sign out"
                    on:click=move |_| session.sign_out()
                >
                    <Icon glyph=Glyph::SignOut />
                </button>
            </Show>
            <button
                type="button"
                class="icon-button"
                title="Keyboard shortcuts (?)"
                aria-label="Keyboard shortcuts"
                on:click=move |_| shows_shortcuts.set(true)
            >
                "?"
            </button>
        }
    });
    let page = view! {
        <Banner text=banner />
        {children()}
        <Show when=move || shows_shortcuts.get()>
            <Lazy view=move || shortcuts_dialog(shows_shortcuts) />
        </Show>
        <div role="status">{move || toast.get().map(|text| view! { <p class="toast">{text}</p> })}</div>
    }
    .into_any();
    match sidebar {
        Some(sidebar) => view! {
            <Shell crumbs tools sidebar sidebar_state on_sidebar>
                {page}
            </Shell>
        }
        .into_any(),
        None => view! {
            <Shell crumbs tools sidebar_state on_sidebar>
                {page}
            </Shell>
        }
        .into_any(),
    }
}

fn initial_sidebar_state() -> SidebarState {
    let width_px = window().inner_width().ok().and_then(|width| width.as_f64());
    let is_narrow = width_px.is_some_and(|width_px| width_px < NARROW_PX);
    if is_narrow || storage::stored(SIDEBAR_KEY).as_deref() == Some("folded") {
        SidebarState::Folded
    } else {
        SidebarState::Open
    }
}

/// The shortcuts of all pages: `t`, `g p` and `?`; any other key goes to the page.
fn use_shortcuts(
    theme: ThemeContext,
    shows_shortcuts: RwSignal<bool>,
    on_key: Option<Callback<String, bool>>,
) {
    let navigator = use_navigator();
    let after_g = StoredValue::new(false);
    use_page_keys(move |key| {
        let follows_g = after_g.get_value();
        after_g.set_value(key == "g");
        match key {
            "?" => shows_shortcuts.set(true),
            "t" => theme.choice.update(|choice| *choice = choice.next()),
            "p" if follows_g => navigator.go(&PagePath::Projects.href(), HistoryEntry::Push),
            _ => return on_key.is_some_and(|on_key| on_key.run(key.to_owned())),
        }
        true
    });
}

chunk! {
    dashboard:
    fn shortcuts_dialog(is_open: RwSignal<bool>) -> AnyView {
        view! { <ShortcutsDialog is_open on_close=move |()| is_open.set(false) /> }.into_any()
    }
}
