//! What all pages have around them: the shell with theme, sharing, shortcuts and the banner.

use super::palette::{PalettePlace, PaletteSource, PaletteState};
use super::session::SessionContext;
use super::toast::Toast;
use crate::browser::chunk::chunk;
use crate::browser::clipboard;
use crate::browser::history::{HistoryEntry, use_navigator};
use crate::browser::keyboard::{use_page_keys, use_palette_key};
use crate::browser::storage;
use crate::browser::theme::ThemeContext;
use crate::components::Lazy;
use crate::components::banner::Banner;
use crate::components::icon::{Glyph, Icon};
use crate::components::shell::{Crumb, Shell, SidebarState, use_is_drawer};
use crate::components::shortcuts_dialog::ShortcutsDialog;
use crate::components::theme_button::ThemeButton;
use crate::paths::PagePath;
use leptos::prelude::*;

const SIDEBAR_KEY: &str = "runboard-sidebar";

/// What can be done on every page, for the palette.
#[derive(Clone, Copy)]
pub struct FrameActions {
    /// The theme.
    pub theme: ThemeContext,
    /// Whether the person is signed in.
    pub session: SessionContext,
    /// Copies the link.
    pub on_share: Callback<()>,
    /// Whether the list of shortcuts is open.
    pub shows_shortcuts: RwSignal<bool>,
    /// Shows the sidebar or folds it; `None` on a page without one.
    pub on_sidebar: Option<Callback<()>>,
}

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
    /// What the palette offers here, beside what it offers on all pages.
    #[prop(optional)]
    palette: PaletteSource,
    /// The page.
    children: Children,
) -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let theme = expect_context::<ThemeContext>();
    let shows_shortcuts = RwSignal::new(false);
    let palette_state = PaletteState::closed();
    use_shortcuts(theme, shows_shortcuts, palette_state, on_key);

    // What is open beside the page covers it as a drawer: that starts folded, whichever way a window became narrow.
    let is_drawer = use_is_drawer();
    let beside = RwSignal::new(stored_sidebar_state());
    let drawer = RwSignal::new(SidebarState::Folded);
    let sidebar_state = Memo::new(move |_| {
        if is_drawer.get() {
            drawer.get()
        } else {
            beside.get()
        }
    });
    let on_sidebar = move |state: SidebarState| {
        if is_drawer.get_untracked() {
            return drawer.set(state);
        }
        drawer.set(SidebarState::Folded);
        beside.set(state);
        let name = if state == SidebarState::Open {
            "open"
        } else {
            "folded"
        };
        storage::store(SIDEBAR_KEY, name);
    };

    let toast = Toast::provided();
    let on_share = Callback::new(move |()| toast.copy_link(clipboard::page_address()));
    let has_sidebar = sidebar.is_some();
    let actions = FrameActions {
        theme,
        session,
        on_share,
        shows_shortcuts,
        on_sidebar: has_sidebar
            .then(|| Callback::new(move |()| on_sidebar(sidebar_state.get_untracked().toggled()))),
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
            <button
                type="button"
                class="icon-button"
                title="Find anything (Ctrl K)"
                aria-label="Command palette"
                aria-haspopup="dialog"
                on:click=move |_| palette_state.open()
            >
                <Icon glyph=Glyph::Search />
            </button>
            <ThemeButton
                name=Signal::derive(move || theme.choice.get().as_str())
                on_next=move |()| theme.choice.update(|choice| *choice = choice.next())
            />
            <button
                type="button"
                class="button app-header__share"
                title="Copy the link to this page"
                aria-label="Share"
                on:click=move |_| on_share.run(())
            >
                <Icon glyph=Glyph::Share />
                <span>"Share"</span>
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
                class="icon-button app-header__shortcuts"
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
        <PalettePlace state=palette_state actions source=palette />
        <div role="status">{move || toast.text().map(|text| view! { <p class="toast">{text}</p> })}</div>
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

fn stored_sidebar_state() -> SidebarState {
    if storage::stored(SIDEBAR_KEY).as_deref() == Some("folded") {
        SidebarState::Folded
    } else {
        SidebarState::Open
    }
}

/// The shortcuts of all pages: `t`, `g p`, `?` and Ctrl K; any other key goes to the page.
fn use_shortcuts(
    theme: ThemeContext,
    shows_shortcuts: RwSignal<bool>,
    palette: PaletteState,
    on_key: Option<Callback<String, bool>>,
) {
    let navigator = use_navigator();
    let after_g = StoredValue::new(false);
    use_palette_key(move || palette.open());
    use_page_keys(move |key| {
        if palette.is_open.get_untracked() {
            palette.take_early(key);
            return true;
        }
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
