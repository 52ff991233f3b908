//! What the cards of the dashboard and of the compare page have in common.

use super::toast::Toast;
use crate::browser::history::HistoryEntry;
use crate::components::MenuItem;
use leptos::prelude::*;
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

/// The item of a card's menu that copies its link, and says so.
pub fn copy_link_item(link: impl Fn() -> String + Send + Sync + 'static) -> MenuItem {
    let toast = expect_context::<Toast>();
    MenuItem::action("Copy link to this card", move || toast.copy_link(link()))
}
