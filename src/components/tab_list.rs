//! Tabs: a list of which one is chosen, moved through with the arrow keys.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

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
    tab: TabItem,
    tabs: Signal<Vec<TabItem>>,
    chosen: Signal<Option<String>>,
    on_choose: Callback<Option<String>>,
    controls: &'static str,
) -> impl IntoView {
    let TabItem {
        key,
        label,
        n_items,
    } = tab;
    let key = StoredValue::new(key);
    let is_own = move |other: &Option<String>| key.with_value(|key| key == other);
    let is_chosen = Memo::new(move |_| chosen.with(is_own));
    let n_items = Memo::new(move |_| {
        let own = |tabs: &Vec<TabItem>| {
            tabs.iter()
                .find(|tab| is_own(&tab.key))
                .map(|tab| tab.n_items)
        };
        tabs.with(own).unwrap_or(n_items)
    });
    let named = label.clone();
    view! {
        <button
            type="button"
            role="tab"
            class="tab"
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

/// Moves focus and choice to the neighbouring tab, as the pattern of tabs asks for.
fn move_focus(event: ev::KeyboardEvent) {
    let Some(current) = document().active_element() else {
        return;
    };
    let Some(list) = current.parent_element() else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowRight" => current
            .next_element_sibling()
            .or_else(|| list.first_element_child()),
        "ArrowLeft" => current
            .previous_element_sibling()
            .or_else(|| list.last_element_child()),
        "Home" => list.first_element_child(),
        "End" => list.last_element_child(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|next| next.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = next.focus();
        next.click();
    }
}
