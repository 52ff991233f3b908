//! A short notice about what was just done; it goes away by itself.

use crate::browser::clipboard;
use crate::browser::clock::Sleeper;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

const DURATION: Duration = Duration::from_secs(3);

/// The notice of one page.
#[derive(Clone, Copy)]
pub struct Toast {
    text: RwSignal<Option<&'static str>>,
    /// How many were shown: only the last one is taken away.
    n_shown: StoredValue<u32>,
}

impl Toast {
    /// The notice of this page, which is from now on found by what the page holds.
    pub fn provided() -> Self {
        let toast = Self {
            text: RwSignal::new(None),
            n_shown: StoredValue::new(0),
        };
        provide_context(toast);
        toast
    }

    /// What is to be read now.
    pub fn text(self) -> Option<&'static str> {
        self.text.get()
    }

    /// Copies a link, and says so.
    pub fn copy_link(self, link: String) {
        spawn_local(async move {
            let was_copied = clipboard::copy(&link).await;
            self.show(if was_copied {
                "Link copied"
            } else {
                "The browser does not allow copying here: take the link from the address bar"
            })
            .await;
        });
    }

    /// Shows a text for a moment.
    async fn show(self, text: &'static str) {
        let shown = self.n_shown.try_update_value(|n_shown| {
            *n_shown += 1;
            *n_shown
        });
        self.text.try_set(Some(text));
        Sleeper::new().sleep(DURATION).await;
        if self.n_shown.try_get_value() == shown {
            self.text.try_set(None);
        }
    }
}
