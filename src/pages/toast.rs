//! A short notice about what was just done; it goes away by itself.

use super::kept_view::sendable;
use super::passing::Passing;
use super::session::SessionContext;
use crate::browser::clipboard;
use crate::browser::history::{Navigator, use_navigator};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

const DURATION: Duration = Duration::from_secs(3);

/// The notice of one page.
#[derive(Clone, Copy)]
pub struct Toast {
    shown: Passing<&'static str>,
    navigator: Navigator,
    session: SessionContext,
}

impl Toast {
    /// The notice of this page, which is from now on found by what the page holds.
    pub fn provided() -> Self {
        let toast = Self {
            shown: Passing::empty(),
            navigator: use_navigator(),
            session: expect_context(),
        };
        provide_context(toast);
        toast
    }

    /// What is to be read now.
    pub fn text(self) -> Option<&'static str> {
        self.shown.get()
    }

    /// Copies a link, as short as others can take it, and says so.
    pub fn copy_link(self, link: String) {
        spawn_local(async move {
            let link = sendable(link, self.navigator, self.session).await;
            let was_copied = clipboard::copy(&link).await;
            let text = if was_copied {
                "Link copied"
            } else {
                "The browser does not allow copying here: take the link from the address bar"
            };
            self.shown.show(text, DURATION).await;
        });
    }
}
