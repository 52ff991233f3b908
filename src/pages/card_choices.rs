//! What the cards of the dashboard and of the compare page have in common.

use crate::browser::clipboard;
use crate::browser::history::HistoryEntry;
use crate::components::MenuItem;
use leptos::task::spawn_local;
use runboard_chart::card_view::CardView;

/// How a change of a card enters the history: what changes with every key or every pixel of a slider
/// is one entry, not fifty.
pub fn entry_of_change(before: &CardView, after: &CardView) -> HistoryEntry {
    if after.step != before.step || after.table.search != before.table.search {
        HistoryEntry::Replace
    } else {
        HistoryEntry::Push
    }
}

/// The item of a card's menu that copies its link.
pub fn copy_link_item(link: impl Fn() -> String + Send + Sync + 'static) -> MenuItem {
    MenuItem::action("Copy link to this card", move || {
        let link = link();
        spawn_local(async move {
            clipboard::copy(&link).await;
        });
    })
}
