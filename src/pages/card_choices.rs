//! What the cards of the dashboard and of the compare page have in common.

use super::toast::Toast;
use crate::browser::element_near::use_element_near;
use crate::browser::history::HistoryEntry;
use crate::components::{Card, CardInputs, CardState, MenuItem};
use crate::state::view::LogView;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::card_view::{CardSize, CardView};
use std::sync::Arc;

/// A page's view in the address, as far as the cards of logs change it.
pub trait LogChoices: Copy + Send + Sync + 'static {
    /// Changes the choices for one log.
    fn change_log(self, name: &str, entry: HistoryEntry, change: impl FnOnce(&mut LogView));

    /// The link to the page with that card at full size, for other people.
    fn link_to_card(self, name: &str) -> String;
}

/// The log of a card, and how it is chosen what the card shows.
#[derive(Clone, Copy)]
pub struct CardOwner<State> {
    /// The log's name.
    pub name: StoredValue<Arc<str>>,
    /// What the page keeps its view by: its name, where that is not the name of two cards.
    pub key: StoredValue<Arc<str>>,
    /// What the person chose for the log.
    pub view: Memo<LogView>,
    /// What the page keeps it in.
    pub state: State,
}

impl<State: LogChoices> CardOwner<State> {
    /// The log's name, as it is shown.
    pub fn title(self) -> String {
        self.name.with_value(ToString::to_string)
    }

    /// Takes what the person chose for the log now.
    pub fn change(self, entry: HistoryEntry, change: impl FnOnce(&mut LogView)) {
        self.key
            .with_value(|key| self.state.change_log(key, entry, change));
    }

    /// What the card gets while its data is in this state.
    pub fn card(
        self,
        state: impl Into<Signal<CardState>>,
        on_retry: Option<Callback<()>>,
    ) -> CardInputs {
        let link = move || self.key.with_value(|key| self.state.link_to_card(key));
        CardInputs {
            name: Signal::stored(self.title()),
            state: state.into(),
            on_retry,
            view: Memo::new(move |_| self.view.with(|view| view.card.clone())).into(),
            on_view: Callback::new(move |card: CardView| {
                let entry = entry_of_change(&self.view.get_untracked().card, &card);
                self.change(entry, |view| view.card = card);
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

/// Whether a card is on the screen or about to be; one that fills the window is, wherever its place in the grid is.
pub fn use_card_near(place: NodeRef<html::Div>, view: Memo<LogView>) -> Signal<bool> {
    let is_place_near = use_element_near(place);
    Memo::new(move |_| is_place_near.get() || view.read().card.size == CardSize::Full).into()
}

/// A log of a type that this page does not know: shown as such, and the rest as always.
#[component]
pub fn UnknownLog<State: LogChoices>(
    /// The log and its card.
    owner: CardOwner<State>,
    /// Its type.
    log_type: String,
) -> impl IntoView {
    let description = format!("A log of the unknown type {log_type}");
    view! {
        <Card card=owner.card(Signal::stored(CardState::UnknownType(log_type)), None) description>
            ""
        </Card>
    }
}
