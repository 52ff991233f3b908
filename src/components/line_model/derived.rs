//! What follows from the signals of a line chart: its scenes, its readings, and the sentence that says what is shown.

use super::LineModel;
use leptos::prelude::*;
use runboard_chart::line::cursor::CursorBy;
use runboard_chart::line::reading::{Meant, Reading, logged_x, reading};
use runboard_chart::line::scene::{
    LinesScene, Overlay, back_scene, lines_scene, overlay_scene, raised_scene,
};
use runboard_chart::line::spoken::description;
use runboard_chart::scene::Scene;
use std::sync::Arc;

impl LineModel {
    /// The sentence that says what is shown; it waits for the end of a drag.
    pub fn description(self) -> Memo<String> {
        Memo::new(move |before: Option<&String>| match before {
            Some(before) if self.dragged.read().is_some() => before.clone(),
            _ => self.shown(description),
        })
    }

    pub fn back_scene(self) -> Memo<Arc<Scene>> {
        Memo::new(move |_| Arc::new(back_scene(&self.framed.read())))
    }

    pub fn lines_scene(self) -> Memo<Arc<LinesScene>> {
        Memo::new(move |_| {
            let resolution = self.resolution.get();
            Arc::new(self.shown(|shown| lines_scene(shown, resolution)))
        })
    }

    /// A scene of its own, so that the crosshair moves over a raised line without painting it anew.
    pub fn raised_scene(self, lines: Memo<Arc<LinesScene>>) -> Memo<Arc<Scene>> {
        Memo::new(move |_| {
            let keys = self.raising.raised.get();
            let lines = lines.get();
            Arc::new(self.shown(|shown| raised_scene(shown, &lines, &keys)))
        })
    }

    pub fn overlay_scene(
        self,
        reading: Memo<Option<Reading>>,
        kept: Memo<Option<Reading>>,
    ) -> Memo<Arc<Scene>> {
        Memo::new(move |_| {
            let overlay = Overlay {
                reading: reading.get(),
                kept: kept.get(),
                selection: self.selection.get(),
            };
            Arc::new(overlay_scene(&self.framed.read().frame, &overlay))
        })
    }

    /// What is read at this chart's crosshair, or at the one of another chart of the page.
    pub fn reading(self) -> Memo<Option<Reading>> {
        Memo::new(move |_| {
            let (at, meant) = match self.cursor.get() {
                Some(cursor) => match cursor.by {
                    CursorBy::Pointer(pointed) => (cursor.at, Meant::Pointed(pointed)),
                    CursorBy::Keys => (cursor.at, Meant::Nobody),
                },
                None => (self.marked.get()?, Meant::Nobody),
            };
            let is_own = self.cursor.with(Option::is_some);
            self.shown(|shown| {
                let x = at.on(shown)?;
                let x = if is_own { logged_x(shown, x)? } else { x };
                reading(shown, x, meant)
            })
        })
    }

    /// What is read at the position that is kept; `None` while there is nothing to read there.
    pub fn kept_reading(self) -> Memo<Option<Reading>> {
        Memo::new(move |_| {
            let pin = self.pin.get()?;
            self.shown(|shown| reading(shown, logged_x(shown, pin.x)?, Meant::Key(&pin.key)))
        })
    }

    /// Whether the lines that are not raised step back.
    pub fn is_faded(self) -> Memo<bool> {
        Memo::new(move |_| self.shown(|shown| self.raising.is_any_shown(shown)))
    }
}
