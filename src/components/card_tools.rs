//! The buttons at the top right of a card.

use super::{Glyph, Icon, Menu, MenuItem};
use leptos::html;
use leptos::prelude::*;
use runboard_chart::card_view::{CardShows, CardSize, CardView};

/// What the tools of a card act on.
#[derive(Clone)]
pub struct CardTools {
    /// Whether there is something to show.
    pub(super) is_ready: Memo<bool>,
    /// How large the card is.
    pub(super) size: Memo<CardSize>,
    /// The button that changes the size; it gets the focus back.
    pub(super) size_button: NodeRef<html::Button>,
    /// Full size, or back.
    pub(super) toggle_size: Callback<()>,
    /// What is shown of a log that can be shown as a table.
    pub(super) shows: Option<Memo<CardShows>>,
    /// What the person chose for this card.
    pub(super) view: Signal<CardView>,
    /// Called with what the person chose now.
    pub(super) on_view: Callback<CardView>,
    /// The items of the menu; without any there is no menu.
    pub(super) menu: Signal<Vec<MenuItem>>,
    /// The log's own tools, before the common ones.
    pub(super) own: ViewFn,
}

/// The log's own tools, then those of all cards.
#[component]
pub(super) fn Tools(
    /// What they act on.
    tools: CardTools,
) -> impl IntoView {
    let CardTools {
        is_ready,
        size,
        size_button,
        toggle_size,
        shows,
        view,
        on_view,
        menu,
        own,
    } = tools;
    let has_menu = Memo::new(move |_| !menu.read().is_empty());
    let is_full = move || size.get() == CardSize::Full;
    view! {
        <Show when=move || is_ready.get()>{own.run()}</Show>
        {shows.map(|shows| view! { <DataToggle shows view on_view /> })}
        <button
            type="button"
            class="icon-button"
            node_ref=size_button
            aria-pressed=move || is_full().to_string()
            aria-label="Full size"
            title=move || if is_full() { "Leave full size" } else { "Full size" }
            on:click=move |_| toggle_size.run(())
        >
            {move || {
                let glyph = if is_full() { Glyph::Shrink } else { Glyph::Expand };
                view! { <Icon glyph /> }
            }}
        </button>
        <Show when=move || has_menu.get()>
            <Menu label="More" items=menu />
        </Show>
    }
}

#[component]
fn DataToggle(
    /// What stands in the card: the picture or its data.
    shows: Memo<CardShows>,
    /// How it is shown.
    view: Signal<CardView>,
    /// Called with how the person wants it shown now.
    on_view: Callback<CardView>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label="Show data"
            title="Show data"
            aria-pressed=move || (shows.get() == CardShows::Data).to_string()
            on:click=move |_| on_view.run(view.get_untracked().with_data_toggled())
        >
            <Icon glyph=Glyph::Table />
        </button>
    }
}
