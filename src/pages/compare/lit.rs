//! The experiments that are lit: pointed at somewhere on the page, and marked everywhere.

use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The names of the experiments that are lit, none at first; `Copy`, so that every closure can have it.
#[derive(Clone, Copy, Default)]
pub struct Lit {
    names: RwSignal<Arc<BTreeSet<String>>>,
}

impl Lit {
    /// The names.
    pub fn names(self) -> Signal<Arc<BTreeSet<String>>> {
        self.names.into()
    }

    /// Lights these and no others; the same as before tells nobody.
    pub fn light<'a>(self, names: impl IntoIterator<Item = &'a String>) {
        let names: BTreeSet<String> = names.into_iter().cloned().collect();
        // What is removed from under the pointer is told so after the page's signals are gone.
        let before = self.names.try_get_untracked();
        if before.is_some_and(|before| *before != names) {
            self.names.set(Arc::new(names));
        }
    }

    /// Lights one, or none.
    pub fn on_point(self) -> Callback<Option<String>> {
        Callback::new(move |name: Option<String>| self.light(&name))
    }
}
