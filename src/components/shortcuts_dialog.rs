//! The list of keyboard shortcuts.

use super::modal_dialog::ModalDialog;
use leptos::prelude::*;

/// Keys and what they do.
const SHORTCUTS: &[(&str, &str)] = &[
    (
        "Ctrl K or ⌘ K",
        "Find an experiment, a log, a tab or an action; with Ctrl Enter in a new tab",
    ),
    ("/", "Filter the logs or the experiments"),
    ("[ and ]", "Previous and next tab"),
    ("t", "Next theme"),
    ("g p", "Go to the projects"),
    ("?", "This list"),
    ("Shift Enter", "On a table's header: sort by this, too"),
    ("Alt ← →", "On a table's header: move the column"),
    (
        "Shift Space",
        "On the checkbox of a row: all rows from the last one on, as a click with Shift",
    ),
    (
        "← →",
        "On a chart: move the crosshair by a point, with Shift by ten; on relations: another experiment",
    ),
    ("↑ ↓", "On a heatmap: the row above and below"),
    ("Home End", "On a chart: the first and the last point"),
    (
        "Enter",
        "On a chart: keep the reading, and act on one of its lines",
    ),
    ("+ −", "On a chart or on images: zoom in and out"),
    ("0 or Esc", "On a chart or on images: reset the zoom"),
    ("Shift ← → ↑ ↓", "On zoomed images: shift them"),
    (
        "Page Up, Page Down",
        "On an image at full size: other steps",
    ),
    (
        "← → ↑ ↓",
        "On images by step: other steps and experiments; Page Up and Page Down ten steps",
    ),
];

/// The dialog.
#[component]
pub fn ShortcutsDialog(
    /// Whether it is shown.
    #[prop(into)]
    is_open: Signal<bool>,
    /// The person closed it.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <ModalDialog title="Keyboard shortcuts" is_open on_close>
            <dl class="shortcuts">
                {SHORTCUTS
                    .iter()
                    .map(|(keys, action)| {
                        view! {
                            <dt>
                                <kbd>{*keys}</kbd>
                            </dt>
                            <dd>{*action}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
            // The browser closes it, and gives the focus back.
            <form method="dialog">
                <button class="button">"Close"</button>
            </form>
        </ModalDialog>
    }
}
