//! Tabs: a list of which one is chosen, moved through with the arrow keys.

use super::keyed::use_own;
use crate::browser::focus;
use crate::browser::scroll;
use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;

/// What finds the tabs in their list.
const TAB: &str = "[role=tab]";
/// What is seen of the tab beside the chosen one, so that one sees that there are more.
const NEIGHBOUR_PX: f64 = 40.0;

/// One tab as shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TabItem {
    /// What the choice of this tab is called; `None` is the tab of all.
    pub key: Option<String>,
    /// The name.
    pub label: String,
    /// How many things are in it.
    pub n_items: usize,
}

/// The tabs over a region whose id is `controls`.
#[component]
pub fn TabList(
    /// What the tabs divide, for a screen reader.
    label: &'static str,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<TabItem>>,
    /// The key of the chosen tab.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// A tab was chosen.
    #[prop(into)]
    on_choose: Callback<Option<String>>,
    /// The id of the region that the tabs change.
    controls: &'static str,
) -> impl IntoView {
    view! {
        <div role="tablist" class="tabs" aria-label=label on:keydown=move_focus>
            <For each=move || tabs.get() key=|tab| tab.key.clone() let:tab>
                <TabButton tab tabs chosen on_choose controls />
            </For>
        </div>
    }
}

/// One tab; its count changes in place, so that a focused tab stays focused.
#[component]
fn TabButton(
    /// The tab as it is at first.
    tab: TabItem,
    /// All tabs as they are now.
    tabs: Signal<Vec<TabItem>>,
    /// The key of the one that is chosen.
    chosen: Signal<Option<String>>,
    /// Called with the key of the one that is chosen now.
    on_choose: Callback<Option<String>>,
    /// The id of what the tabs choose from.
    controls: &'static str,
) -> impl IntoView {
    let (key, label) = (StoredValue::new(tab.key.clone()), tab.label.clone());
    let now = use_own(tabs, tab, |tab, other| tab.key == other.key);
    let n_items = Memo::new(move |_| now.read().n_items);
    let is_own = move |other: &Option<String>| key.with_value(|key| key == other);
    let is_chosen = Memo::new(move |_| chosen.with(is_own));
    let named = label.clone();
    let button = NodeRef::<html::Button>::new();
    // Whoever chose it, a key or a link, sees it. Its neighbours may come in the same turn.
    Effect::new(move |_| {
        if is_chosen.get() && button.read().is_some() {
            request_animation_frame(move || {
                if let Some(Some(button)) = button.try_get_untracked()
                    && let Some(list) = button.parent_element()
                {
                    scroll::show_within_row(&list, &button, NEIGHBOUR_PX);
                }
            });
        }
    });
    view! {
        <button
            type="button"
            role="tab"
            class="tab"
            node_ref=button
            aria-selected=move || is_chosen.get().to_string()
            aria-controls=controls
            aria-label=move || format!("{named} ({})", n_items.get())
            tabindex=move || if is_chosen.get() { "0" } else { "-1" }
            on:click=move |_| on_choose.run(key.get_value())
        >
            <span class="tab__label">{label}</span>
            <span class="tab__count">{n_items}</span>
        </button>
    }
}

/// Moves focus and choice to another tab, as the pattern of tabs asks for.
fn move_focus(event: ev::KeyboardEvent) {
    let list = event.current_target().and_then(|list| list.dyn_into().ok());
    let Some(list) = list else { return };
    let Some(now) = focus::focused_index(&list, TAB) else {
        return;
    };
    let next = moved(&event.key(), now, focus::count_matching(&list, TAB));
    if let Some(next) = next {
        event.prevent_default();
        focus::press_nth(&list, TAB, next);
    }
}

/// The position that a key leads to, around the ends; `None` if the key does not move.
fn moved(key: &str, now: usize, n_tabs: usize) -> Option<usize> {
    let last = n_tabs.checked_sub(1)?;
    match key {
        "ArrowRight" => Some(if now >= last { 0 } else { now + 1 }),
        "ArrowLeft" => Some(now.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_and_other_keys_stay() {
        let check = |key: &str, now: usize, next: Option<usize>| {
            assert_eq!(moved(key, now, 3), next, "{key} at {now}");
        };
        check("ArrowRight", 0, Some(1));
        check("ArrowRight", 2, Some(0));
        check("ArrowLeft", 1, Some(0));
        check("ArrowLeft", 0, Some(2));
        check("Home", 2, Some(0));
        check("End", 0, Some(2));
        check("a", 1, None);
        assert_eq!(moved("End", 0, 0), None);
    }
}
