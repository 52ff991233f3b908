//! The frame of every page: header, sidebar and main part.

use crate::browser::focus::{focus_by_id, focus_soon};
use crate::browser::media::use_media;
use crate::browser::modal::{Modal, has_open_dialog};
use leptos::prelude::*;
use leptos::{ev, html};
use send_wrapper::SendWrapper;

/// One step of the way from the project list to this page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// What is shown.
    pub name: String,
    /// Where it leads.
    pub href: String,
}

/// Whether the sidebar is shown; a drawer over the page on a narrow screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SidebarState {
    /// Shown.
    Open,
    /// Folded away.
    Folded,
}

impl SidebarState {
    /// The other state.
    pub fn toggled(self) -> Self {
        match self {
            Self::Open => Self::Folded,
            Self::Folded => Self::Open,
        }
    }
}

/// So narrow a window that the sidebar is a drawer over the page, as in `style/shell.css`.
const DRAWER_QUERY: &str = "(max-width: 720px)";

/// Whether the window is so narrow that the sidebar is a drawer, now and after each change.
pub fn use_is_drawer() -> Signal<bool> {
    use_media(DRAWER_QUERY)
}

/// Header, sidebar and main part.
#[component]
pub fn Shell(
    /// The way to this page; the last one is the page itself.
    #[prop(into)]
    crumbs: Signal<Vec<Crumb>>,
    /// Controls at the right end of the header.
    #[prop(into)]
    tools: ViewFn,
    /// What stands in the sidebar; no sidebar without.
    #[prop(optional, into)]
    sidebar: Option<ViewFn>,
    /// Whether the sidebar is shown.
    #[prop(into)]
    sidebar_state: Signal<SidebarState>,
    /// The sidebar is to be shown or folded.
    #[prop(into)]
    on_sidebar: Callback<SidebarState>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let has_sidebar = sidebar.is_some();
    let is_open = move || has_sidebar && sidebar_state.get() == SidebarState::Open;
    let drawer = Drawer {
        button: NodeRef::new(),
        place: NodeRef::new(),
        sidebar: NodeRef::new(),
    };
    hold_in_drawer(sidebar_state, on_sidebar, drawer);
    view! {
        <a class="skip-link" href="#main" on:click=focus_main>
            "Skip to the logs"
        </a>
        <header class="app-header">
            {has_sidebar
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="icon-button"
                            node_ref=drawer.button
                            title="Experiments"
                            aria-label="Experiments"
                            aria-expanded=move || is_open().to_string()
                            aria-controls="sidebar"
                            on:click=move |_| on_sidebar.run(sidebar_state.get_untracked().toggled())
                        >
                            <MenuIcon />
                        </button>
                    }
                })}
            <a class="app-header__brand" href="/">
                <BrandIcon />
                <span>"Runboard"</span>
            </a>
            <nav class="app-header__crumbs" aria-label="Breadcrumb">
                <Crumbs crumbs />
            </nav>
            <div class="app-header__tools">{tools.run()}</div>
        </header>
        <div class="app-body" class:app-body--with-sidebar=is_open>
            {sidebar
                .map(|sidebar| {
                    view! {
                        <div class="app-drawer" node_ref=drawer.place>
                            <Show when=is_open>
                                <div
                                    class="app-backdrop"
                                    on:click=move |_| on_sidebar.run(SidebarState::Folded)
                                ></div>
                            </Show>
                            <aside
                                id="sidebar"
                                tabindex="-1"
                                node_ref=drawer.sidebar
                                class="app-sidebar"
                                class:app-sidebar--folded=move || !is_open()
                            >
                                {move || is_open().then(|| sidebar.run())}
                            </aside>
                        </div>
                    }
                })}
            <main id="main" class="app-main" tabindex="-1">
                {children()}
            </main>
        </div>
    }
}

/// The elements that the drawer is made of.
#[derive(Clone, Copy)]
struct Drawer {
    /// What opens it.
    button: NodeRef<html::Button>,
    /// The sidebar and what is behind it.
    place: NodeRef<html::Div>,
    /// The sidebar itself.
    sidebar: NodeRef<html::Aside>,
}

/// An open drawer is alone reachable and has the focus; Escape puts it away. The focus goes back to its button.
fn hold_in_drawer(
    sidebar_state: Signal<SidebarState>,
    on_sidebar: Callback<SidebarState>,
    drawer: Drawer,
) {
    let is_narrow = use_is_drawer();
    let is_open = move || sidebar_state.get() == SidebarState::Open;
    Effect::new(move |was_held: Option<bool>| {
        let Some(place) = drawer.place.get() else {
            return false;
        };
        let is_held = is_open() && is_narrow.get();
        if is_held {
            let modal = SendWrapper::new(Modal::hold(&place));
            on_cleanup(move || drop(modal));
            focus_soon(move || drawer.sidebar.try_get_untracked().flatten());
        } else if was_held == Some(true) && !is_open() {
            focus_soon(move || drawer.button.try_get_untracked().flatten().map(Into::into));
        }
        is_held
    });
    let on_key = window_event_listener(ev::keydown, move |event| {
        // A dialog over the drawer is the one that Escape closes.
        let is_meant = event.key() == "Escape" && !event.default_prevented() && !has_open_dialog();
        let is_held = untrack(is_open) && is_narrow.get_untracked();
        if is_meant && is_held && drawer.place.get_untracked().is_some() {
            event.prevent_default();
            on_sidebar.run(SidebarState::Folded);
        }
    });
    on_cleanup(move || on_key.remove());
}

#[component]
fn Crumbs(
    /// The way to this page; the last one is the page itself.
    crumbs: Signal<Vec<Crumb>>,
) -> impl IntoView {
    view! {
        <ol>
            {move || {
                let crumbs = crumbs.get();
                let n_crumbs = crumbs.len();
                crumbs
                    .into_iter()
                    .enumerate()
                    .map(|(idx, crumb)| {
                        let current = (idx + 1 == n_crumbs).then_some("page");
                        view! {
                            <li>
                                <a href=crumb.href title=crumb.name aria-current=current>
                                    {crumb.name.clone()}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ol>
    }
}

fn focus_main(event: ev::MouseEvent) {
    event.prevent_default();
    focus_by_id("main");
}

#[component]
fn BrandIcon() -> impl IntoView {
    view! {
        <svg class="app-header__logo" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <rect x="1" y="1" width="18" height="18" rx="4" fill="currentColor" />
            <path
                d="M4.5 14.5 L8 8.5 L11 11.5 L15.5 5.5"
                fill="none"
                stroke="var(--surface-card)"
                stroke-width="2"
                stroke-linecap="round"
                stroke-linejoin="round"
            />
        </svg>
    }
}

#[component]
fn MenuIcon() -> impl IntoView {
    view! {
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path
                d="M2 4h12M2 8h12M2 12h12"
                fill="none"
                stroke="currentColor"
                stroke-width="1.5"
                stroke-linecap="round"
            />
        </svg>
    }
}
