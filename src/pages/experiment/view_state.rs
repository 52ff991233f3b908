//! The dashboard's view in the address, and how its parts are changed.

use crate::browser::history::HistoryEntry;
use crate::pages::address_view::{AddressView, QueryCodec, use_address_view};
use crate::pages::card_choices::LogChoices;
use crate::state::codec::{query_of, view_of};
use crate::state::view::{DashboardView, LogView};
use leptos::prelude::*;
use runboard_chart::card_view::CardSize;
use std::sync::Arc;

/// The view and how it is changed.
#[derive(Clone, Copy)]
pub struct ViewState {
    /// What the address says.
    pub view: Memo<DashboardView>,
    address: AddressView<DashboardView>,
}

/// The view of the page that is open.
pub fn use_view_state() -> ViewState {
    let address = use_address_view(QueryCodec {
        read: view_of,
        write: query_of,
    });
    ViewState {
        view: address.view,
        address,
    }
}

impl ViewState {
    /// Puts a changed view into the address; see [`AddressView::change`].
    pub fn change(
        self,
        entry: HistoryEntry,
        subject: &str,
        change: impl FnOnce(&mut DashboardView),
    ) {
        self.address.change(entry, subject, change);
    }

    /// The choices for one log.
    pub fn log(self, name: &Arc<str>) -> Memo<LogView> {
        let name = Arc::clone(name);
        Memo::new(move |_| self.view.with(|view| view.log(&name)))
    }
}

impl LogChoices for ViewState {
    fn change_log(self, name: &str, entry: HistoryEntry, change: impl FnOnce(&mut LogView)) {
        self.change(entry, name, |view| {
            let mut log = view.log(name);
            change(&mut log);
            *view = view.with_log(name, log);
        });
    }

    fn link_to_card(self, name: &str) -> String {
        let mut view = self.view.get_untracked();
        view.tab = None;
        view.filter.clear();
        let mut log = view.log(name);
        log.card.size = CardSize::Full;
        self.address.link_to(&view.with_log(name, log))
    }
}
