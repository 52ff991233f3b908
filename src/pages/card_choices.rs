//! What the cards of the dashboard and of the compare page have in common.

use super::toast::Toast;
use crate::browser::history::HistoryEntry;
use crate::components::{CardInputs, CardState, MenuItem};
use crate::state::view::LogView;
use leptos::prelude::*;
use runboard_chart::card_view::CardView;

/// Whose card it is, and how it is chosen what the card shows.
pub struct CardOwner<Change, Link> {
    /// The log's name.
    pub name: String,
    /// What the person chose for the log.
    pub view: Memo<LogView>,
    /// Takes what the person chose for the card now, and how that enters the history.
    pub change: Change,
    /// The address that shows the card at full size.
    pub link: Link,
}

impl<Change, Link> CardOwner<Change, Link>
where
    Change: Fn(HistoryEntry, CardView) + Send + Sync + 'static,
    Link: Fn() -> String + Send + Sync + 'static,
{
    /// What the card gets while its data is in this state.
    pub fn card(self, state: Signal<CardState>, on_retry: Option<Callback<()>>) -> CardInputs {
        let Self {
            name,
            view,
            change,
            link,
        } = self;
        CardInputs {
            name: Signal::stored(name),
            state,
            on_retry,
            view: Memo::new(move |_| view.with(|view| view.card.clone())).into(),
            on_view: Callback::new(move |card: CardView| {
                let entry = entry_of_change(&view.get_untracked().card, &card);
                change(entry, card);
            }),
            menu: Signal::stored(vec![copy_link_item(link)]),
        }
    }
}

/// How a change of a card enters the history: what changes with every key or every pixel of a slider
/// is one entry, not fifty.
fn entry_of_change(before: &CardView, after: &CardView) -> HistoryEntry {
    if after.step != before.step || after.table.search != before.table.search {
        HistoryEntry::Replace
    } else {
        HistoryEntry::Push
    }
}

/// The item of a card's menu that copies its link, and says so.
fn copy_link_item(link: impl Fn() -> String + Send + Sync + 'static) -> MenuItem {
    let toast = expect_context::<Toast>();
    MenuItem::action("Copy link to this card", move || toast.copy_link(link()))
}
