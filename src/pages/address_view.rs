//! A page's view in the address: read from it, and written back with each change.

use crate::browser::clock::now_unix_millis;
use crate::browser::history::{HistoryEntry, Navigator, use_navigator};
use crate::browser::page::page_origin;
use crate::state::history_run::{Change, Kept, Run, kept};
use leptos::prelude::*;

/// How a view stands in a query.
pub struct QueryCodec<V> {
    /// Reads any query.
    pub read: fn(&str) -> V,
    /// Writes a view so that it reads back as itself.
    pub write: fn(&V) -> String,
}

impl<V> Clone for QueryCodec<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for QueryCodec<V> {}

/// The view and how it is changed.
pub struct AddressView<V: Send + Sync + 'static> {
    /// What the address says.
    pub view: Memo<V>,
    codec: QueryCodec<V>,
    navigator: Navigator,
    last_run: StoredValue<Option<Run>>,
}

impl<V: Send + Sync + 'static> Clone for AddressView<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Send + Sync + 'static> Copy for AddressView<V> {}

/// The view of the page that is open.
pub fn use_address_view<V>(codec: QueryCodec<V>) -> AddressView<V>
where
    V: PartialEq + Send + Sync + 'static,
{
    let navigator = use_navigator();
    let address = navigator.address();
    AddressView {
        view: Memo::new(move |_| address.with(|address| (codec.read)(&address.query))),
        codec,
        navigator,
        last_run: StoredValue::new(None),
    }
}

impl<V: Clone + PartialEq + Send + Sync + 'static> AddressView<V> {
    /// Puts a changed view into the address; the same view changes nothing.
    ///
    /// [`HistoryEntry::Replace`] is for what changes with every key or pixel: a run of such changes of
    /// one `subject` is one entry.
    pub fn change(self, entry: HistoryEntry, subject: &str, change: impl FnOnce(&mut V)) {
        let before = self.view.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return;
        }
        let (query_before, query) = ((self.codec.write)(&before), (self.codec.write)(&after));
        match self.entry_within_run(entry, subject, &query_before, &query) {
            Kept::New => self.navigator.go(&self.href(&query), HistoryEntry::Push),
            Kept::Changed => self.navigator.go(&self.href(&query), HistoryEntry::Replace),
            Kept::Left => self.navigator.back(),
        }
    }

    /// Puts the address right without the person having chosen anything: Back and Forward know nothing of it.
    pub fn correct(self, change: impl FnOnce(&mut V)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        let href = self.href(&(self.codec.write)(&view));
        self.navigator.go(&href, HistoryEntry::Replace);
    }

    /// The link to the page as that view shows it, for other people.
    pub fn link_to(self, view: &V) -> String {
        format!("{}{}", page_origin(), self.href(&(self.codec.write)(view)))
    }

    fn href(self, query: &str) -> String {
        let address = self.navigator.address().get_untracked();
        match query {
            "" => address.path,
            query => format!("{}?{query}", address.path),
        }
    }

    fn entry_within_run(
        self,
        entry: HistoryEntry,
        subject: &str,
        query_before: &str,
        query_after: &str,
    ) -> Kept {
        let change = Change {
            wanted: match entry {
                HistoryEntry::Push => Kept::New,
                HistoryEntry::Replace => Kept::Changed,
            },
            subject,
            query_before,
            query_after,
            at_unix_millis: now_unix_millis(),
        };
        let (kept, run) = self.last_run.with_value(|last| kept(last.as_ref(), change));
        self.last_run.set_value(Some(run));
        kept
    }
}
