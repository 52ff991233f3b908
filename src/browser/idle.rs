//! Work that can wait until the browser has nothing better to do.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// How long a page has to itself before what can wait begins.
const GRACE: Duration = Duration::from_millis(400);

/// Becomes true in an idle moment, some time after it was asked for.
pub fn use_idle_turn() -> Signal<bool> {
    let is_my_turn = RwSignal::new(false);
    let wait = set_timeout_with_handle(
        move || {
            let turn = Closure::once_into_js(move || {
                is_my_turn.try_set(true);
            });
            if window()
                .request_idle_callback(turn.unchecked_ref())
                .is_err()
            {
                // Safari knows no idle moments.
                is_my_turn.try_set(true);
            }
        },
        GRACE,
    );
    if let Ok(wait) = wait {
        on_cleanup(move || wait.clear());
    }
    is_my_turn.into()
}

/// How many items of a long list are built: the first ones at once, all of them in an idle moment.
///
/// `n_first` are at least as many as are seen before the list is scrolled.
pub fn use_built_count(n_first: usize) -> Signal<usize> {
    let has_turn = use_idle_turn();
    Signal::derive(move || if has_turn.get() { usize::MAX } else { n_first })
}
