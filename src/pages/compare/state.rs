//! The compare page's view in the address, and how its parts are changed.

use crate::browser::history::HistoryEntry;
use crate::pages::address_view::{AddressView, QueryCodec, use_address_view};
use crate::pages::card_choices::LogChoices;
use crate::state::compare::codec::{query_of, view_of};
use crate::state::compare::view::CompareView;
use crate::state::view::LogView;
use leptos::prelude::*;
use runboard_chart::card_view::CardSize;
use std::sync::Arc;

/// The view and how it is changed.
#[derive(Clone, Copy)]
pub struct CompareState {
    /// What the address says.
    pub view: Memo<CompareView>,
    address: AddressView<CompareView>,
}

/// The view of the page that is open.
pub fn use_compare_state() -> CompareState {
    let address = use_address_view(QueryCodec {
        read: view_of,
        write: query_of,
    });
    CompareState {
        view: address.view,
        address,
    }
}

impl CompareState {
    /// Puts a changed view into the address, as a new entry of the history.
    pub fn push(self, change: impl FnOnce(&mut CompareView)) {
        self.change(HistoryEntry::Push, "", change);
    }

    /// Puts a changed view into the address; see [`AddressView::change`].
    pub fn change(self, entry: HistoryEntry, subject: &str, change: impl FnOnce(&mut CompareView)) {
        self.address.change(entry, subject, change);
    }

    /// Puts the address right; see [`AddressView::correct`].
    pub fn correct(self, change: impl FnOnce(&mut CompareView)) {
        self.address.correct(change);
    }

    /// The choices for one log.
    pub fn log(self, name: &Arc<str>) -> Memo<LogView> {
        let name = Arc::clone(name);
        Memo::new(move |_| self.view.with(|view| view.dashboard.log(&name)))
    }
}

impl LogChoices for CompareState {
    fn change_log(self, name: &str, entry: HistoryEntry, change: impl FnOnce(&mut LogView)) {
        self.change(entry, name, |view| {
            let mut log = view.dashboard.log(name);
            change(&mut log);
            view.dashboard = view.dashboard.with_log(name, log);
        });
    }

    fn link_to_card(self, name: &str) -> String {
        let mut view = self.view.get_untracked();
        view.dashboard.tab = None;
        view.dashboard.filter.clear();
        let mut log = view.dashboard.log(name);
        log.card.size = CardSize::Full;
        view.dashboard = view.dashboard.with_log(name, log);
        self.address.link_to(&view)
    }
}
