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
