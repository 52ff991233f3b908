//! The dashboard's view, read from the address and written back to it.

use crate::browser::clock::now_unix_millis;
use crate::browser::history::{HistoryEntry, Navigator, use_navigator};
use crate::browser::page::page_origin;
use crate::state::codec::{query_of, view_of};
use crate::state::history_run::{Run, goes_on};
use crate::state::view::{DashboardView, LogView};
use leptos::prelude::*;
use runboard_chart::card_view::CardSize;
use std::sync::Arc;

/// The view and how it is changed.
#[derive(Clone, Copy)]
pub struct ViewState {
    /// What the address says.
    pub view: Memo<DashboardView>,
    navigator: Navigator,
    last_run: StoredValue<Option<Run>>,
}

/// The view of the page that is open.
pub fn use_view_state() -> ViewState {
    let navigator = use_navigator();
    let address = navigator.address();
    ViewState {
        view: Memo::new(move |_| address.with(|address| view_of(&address.query))),
        navigator,
        last_run: StoredValue::new(None),
    }
}

impl ViewState {
    /// Puts a changed view into the address; the same view changes nothing.
    ///
    /// [`HistoryEntry::Replace`] is for what changes with every key or pixel: a run of such changes of
    /// one `subject` is one entry.
    pub fn change(
        self,
        entry: HistoryEntry,
        subject: &str,
        change: impl FnOnce(&mut DashboardView),
    ) {
        let before = self.view.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return;
        }
        let query = query_of(&after);
        let entry = self.entry_within_run(entry, subject, &query_of(&before), &query);
        let path = self
            .navigator
            .address()
            .with_untracked(|address| address.path.clone());
        let href = if query.is_empty() {
            path
        } else {
            format!("{path}?{query}")
        };
        self.navigator.go(&href, entry);
    }

    fn entry_within_run(
        self,
        entry: HistoryEntry,
        subject: &str,
        query_before: &str,
        query_after: &str,
    ) -> HistoryEntry {
        if entry == HistoryEntry::Push {
            self.last_run.set_value(None);
            return entry;
        }
        let now = now_unix_millis();
        let goes_on = self
            .last_run
            .with_value(|last| goes_on(last.as_ref(), subject, query_before, now));
        self.last_run.set_value(Some(Run {
            subject: subject.to_owned(),
            query: query_after.to_owned(),
            changed_at_unix_millis: now,
        }));
        if goes_on {
            HistoryEntry::Replace
        } else {
            HistoryEntry::Push
        }
    }

    /// The choices for one log.
    pub fn log(self, name: &Arc<str>) -> Memo<LogView> {
        let name = Arc::clone(name);
        Memo::new(move |_| self.view.with(|view| view.log(&name)))
    }

    /// Changes the choices for one log.
    pub fn change_log(self, name: &str, entry: HistoryEntry, change: impl FnOnce(&mut LogView)) {
        self.change(entry, name, |view| {
            let mut log = view.log(name);
            change(&mut log);
            *view = view.with_log(name, log);
        });
    }

    /// The link to the page with that card at full size, for other people.
    pub fn link_to_card(self, name: &str) -> String {
        let mut view = self.view.get_untracked();
        view.tab = None;
        view.filter.clear();
        let mut log = view.log(name);
        log.card.size = CardSize::Full;
        let query = query_of(&view.with_log(name, log));
        let path = self
            .navigator
            .address()
            .with_untracked(|address| address.path.clone());
        format!("{}{path}?{query}", page_origin())
    }
}
