//! The theme: follows the system until the person chooses; the choice stays in this browser.

use super::media::use_media;
use super::storage;
use leptos::prelude::*;
use runboard_chart::palette::Theme;

/// Where the choice is stored; `index.html` reads it before the first paint.
const STORAGE_KEY: &str = "runboard-theme";

/// What the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// The name, as stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The next choice when the button is pressed again.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// The choice and what it comes to; a context of the whole page.
#[derive(Debug, Clone, Copy)]
pub struct ThemeContext {
    /// What the person chose.
    pub choice: RwSignal<ThemeChoice>,
    /// The theme that is shown.
    pub theme: Signal<Theme>,
}

/// Makes the theme of the page and writes it to the root element and to storage.
pub fn provide_theme() -> ThemeContext {
    let stored = storage::stored(STORAGE_KEY);
    let choice = RwSignal::new(match stored.as_deref() {
        Some("light") => ThemeChoice::Light,
        Some("dark") => ThemeChoice::Dark,
        _ => ThemeChoice::System,
    });
    let system_is_dark = use_media("(prefers-color-scheme: dark)");
    let theme = Memo::new(move |_| match choice.get() {
        ThemeChoice::Dark => Theme::Dark,
        ThemeChoice::Light => Theme::Light,
        ThemeChoice::System if system_is_dark.get() => Theme::Dark,
        ThemeChoice::System => Theme::Light,
    });
    Effect::new(move |_| {
        let name = match theme.get() {
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", name);
        }
        storage::store(STORAGE_KEY, choice.get().as_str());
    });
    let context = ThemeContext {
        choice,
        theme: theme.into(),
    };
    provide_context(context);
    context
}
