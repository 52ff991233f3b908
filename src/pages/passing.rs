//! What is shown for a while and then goes away by itself.

use crate::browser::clock::pause;
use leptos::prelude::*;
use std::time::Duration;

/// A place for one thing at a time; what comes later takes the place of what is there.
pub struct Passing<T: Send + Sync + 'static> {
    shown: RwSignal<Option<T>>,
    /// How many were shown: only the last one is taken away.
    n_shown: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Passing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Passing<T> {}

impl<T: Clone + Send + Sync + 'static> Passing<T> {
    /// A place where nothing is shown.
    pub fn empty() -> Self {
        Self {
            shown: RwSignal::new(None),
            n_shown: StoredValue::new(0),
        }
    }

    /// What is shown now.
    pub fn get(self) -> Option<T> {
        self.shown.get()
    }

    /// Takes away what is shown now, and answers it.
    pub fn take(self) -> Option<T> {
        let shown = self.shown.get_untracked();
        self.shown.set(None);
        shown
    }

    /// Shows this for so long, or until something else is shown.
    pub async fn show(self, what: T, how_long: Duration) {
        let turn = self.put(what);
        pause(how_long).await;
        self.end(turn);
    }

    /// Shows this and answers which one in turn it is; `None` when the page has gone.
    fn put(self, what: T) -> Option<u32> {
        self.shown.try_set(Some(what));
        self.n_shown.try_update_value(|n_shown| {
            *n_shown += 1;
            *n_shown
        })
    }

    fn end(self, turn: Option<u32>) {
        if self.n_shown.try_get_value() == turn {
            self.shown.try_set(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The timer of what was done first took the Undo of what was done next, seconds after it had appeared.
    #[test]
    fn only_the_last_one_is_taken_away() {
        let _owner = Owner::new();
        let place = Passing::empty();
        let first = place.put("first");
        let second = place.put("second");
        place.end(first);
        assert_eq!(place.shown.get_untracked(), Some("second"));
        place.end(second);
        assert_eq!(place.shown.get_untracked(), None);
        place.put("third");
        assert_eq!(place.take(), Some("third"));
        assert_eq!(place.shown.get_untracked(), None);
    }
}
