//! The palette: type a few letters of an experiment, a log, a tab or an action, and press Enter.

pub mod fuzzy;
pub mod options;
pub mod rank;

use super::{Glyph, Icon};
use crate::browser::page::open_in_new_tab;
use crate::browser::unique_id::unique_id;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use options::PaletteOptions;
use rank::{Kind, Ranking, ranking};
use std::sync::Arc;

/// So many are passed over by Page Up and Page Down.
const PAGE_OPTIONS: isize = 8;

/// Something that the palette offers.
#[derive(Clone)]
pub struct Command {
    /// What it leads to.
    pub kind: Kind,
    /// What it is found by.
    pub label: String,
    /// What is said beside it.
    pub note: String,
    /// Where it leads, if it is a place with an address.
    pub href: Option<String>,
    /// Goes there, or does it.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

/// All that is offered; the same as long as it was not made anew.
#[derive(Clone)]
pub struct Commands(pub Arc<Vec<Command>>);

impl PartialEq for Commands {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The dialog; shown as long as it exists.
#[component]
pub fn Palette(
    /// All that is offered.
    #[prop(into)]
    commands: Signal<Commands>,
    /// What was typed before it was there.
    typed: String,
    /// It is to go away; the focus is back where it was by then.
    on_close: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let input = NodeRef::<html::Input>::new();
    let list_id = StoredValue::new(unique_id("palette-options"));
    let query = RwSignal::new(typed);
    let active = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        let Commands(commands) = commands.get();
        let all = commands.iter();
        let all = all.map(|it| (it.kind, it.label.as_str(), it.note.as_str()));
        ranking(all, &query.read())
    });
    let n_found = move || found.read().found.len();
    let active_place = Memo::new(move |_| active.get().min(n_found().saturating_sub(1)));
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // It can only fail for a dialog that is not in the page.
            let _ = dialog.show_modal();
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
            }
        }
    });
    let close = move || {
        // The browser gives the focus back when a dialog is closed, not when it is taken away.
        if let Some(Some(dialog)) = dialog.try_get_untracked() {
            dialog.close();
        }
        on_close.run(());
    };
    let choose = Callback::new(move |(place, how): (usize, HowToGo)| {
        let command = {
            let (found, Commands(commands)) = (found.read_untracked(), commands.get_untracked());
            let command = found.found.get(place).map(|found| found.command);
            command.and_then(|command| commands.get(command).cloned())
        };
        let Some(command) = command else { return };
        close();
        match (command.href, how) {
            (Some(href), HowToGo::NewTab) => open_in_new_tab(&href),
            _ => (command.run)(),
        }
    });
    let step = move |by: isize| {
        let last = untrack(n_found) as isize - 1;
        let now = active_place.get_untracked() as isize;
        let next = match by {
            1 if now == last => 0,
            -1 if now == 0 => last,
            by => (now + by).clamp(0, last.max(0)),
        };
        active.set(usize::try_from(next).unwrap_or_default());
    };
    let on_key = move |event: ev::KeyboardEvent| {
        // The page's own shortcuts are not meant while a dialog is open.
        event.stop_propagation();
        let has_command = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "PageDown" => step(PAGE_OPTIONS),
            "PageUp" => step(-PAGE_OPTIONS),
            "Enter" => {
                let place = active_place.get_untracked();
                if has_command {
                    choose.run((place, HowToGo::NewTab));
                } else {
                    choose.run((place, HowToGo::Here));
                }
            }
            "Escape" => close(),
            "k" | "K" if has_command => close(),
            // What can be reached is the field alone; the list follows it.
            "Tab" => {}
            _ => return,
        }
        event.prevent_default();
    };
    let on_input = move |text: String| {
        query.set(text);
        active.set(0);
    };
    let status = move || match found.read().n_all {
        0 => "Nothing found".to_owned(),
        1 => "1 found".to_owned(),
        n_all => format!("{n_all} found"),
    };
    let active_id =
        move || (n_found() > 0).then(|| option_id(&list_id.read_value(), active_place.get()));
    view! {
        <dialog
            class="palette"
            node_ref=dialog
            aria-label="Command palette"
            on:close=move |_| on_close.run(())
            // What is around a dialog belongs to it; everything in it is in its parts.
            on:click=move |event| if event.target() == event.current_target() { close() }
            on:keydown=on_key
        >
            <div class="palette__field">
                <Icon glyph=Glyph::Search />
                <input
                    class="palette__input"
                    node_ref=input
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder="Experiments, logs, tabs, actions"
                    aria-label="Find experiments, logs, tabs and actions"
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls=move || list_id.get_value()
                    aria-activedescendant=active_id
                    prop:value=query
                    on:input:target=move |event| on_input(event.target().value())
                />
                <button
                    type="button"
                    class="icon-button"
                    tabindex="-1"
                    aria-label="Close"
                    title="Close (Esc)"
                    on:click=move |_| close()
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </div>
            <PaletteOptions list_id commands found active=active_place on_active=active on_choose=choose />
            <p class="visually-hidden" role="status">{status}</p>
        </dialog>
    }
    .into_any()
}

/// How a place is gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowToGo {
    /// In this tab.
    Here,
    /// In a new tab of the browser, where there is an address.
    NewTab,
}

/// What the options need of the ranking.
type FoundSignal = Memo<Ranking>;

fn option_id(list_id: &str, place: usize) -> String {
    format!("{list_id}-{place}")
}
