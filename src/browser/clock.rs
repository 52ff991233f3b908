//! The clock: now, waiting, and the person's offset from UTC.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since 1970 (UTC).
pub fn now_unix_millis() -> i64 {
    js_sys::Date::now() as i64
}

/// Minutes that local time is ahead of UTC at that moment.
pub fn utc_offset_minutes(unix_millis: i64) -> i32 {
    let date = js_sys::Date::new(&(unix_millis as f64).into());
    -(date.get_timezone_offset() as i32)
}

/// A wait that can be cut short.
#[derive(Clone, Copy)]
pub struct Sleeper {
    state: StoredValue<SleeperState, LocalStorage>,
}

enum SleeperState {
    Awake,
    /// Woken while awake: the next wait ends at once, since what it would wait for has come.
    Woken,
    /// Ends the wait when it is called.
    Asleep(js_sys::Function),
}

impl Sleeper {
    /// A sleeper that sleeps not yet.
    pub fn new() -> Self {
        Self {
            state: StoredValue::new_local(SleeperState::Awake),
        }
    }

    /// Waits for `delay` or for [`Sleeper::wake`], whichever comes first; not at all where it was woken since
    /// the last wait.
    ///
    /// A dropped wait leaves nothing behind but a timer that calls nobody.
    pub async fn sleep(self, delay: Duration) {
        if matches!(self.replace(SleeperState::Awake), Some(SleeperState::Woken)) {
            return;
        }
        let promise = js_sys::Promise::new(&mut |resolve, _reject| {
            let millis = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
            let _ =
                window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
            self.replace(SleeperState::Asleep(resolve));
        });
        // The promise is only ever resolved.
        let _ = JsFuture::from(promise).await;
        self.replace(SleeperState::Awake);
    }

    /// Ends the present wait; without one, the next.
    pub fn wake(self) {
        if let Some(SleeperState::Asleep(resolve)) = self.replace(SleeperState::Woken) {
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
        }
    }

    /// `None` when its page has gone.
    fn replace(self, state: SleeperState) -> Option<SleeperState> {
        self.state
            .try_update_value(|now| std::mem::replace(now, state))
    }
}

impl Default for Sleeper {
    fn default() -> Self {
        Self::new()
    }
}

/// Now, kept fresh every `period`, for texts such as `2 h ago`.
pub fn use_now(period: Duration) -> Signal<i64> {
    let now = RwSignal::new(now_unix_millis());
    if let Ok(handle) = set_interval_with_handle(move || now.set(now_unix_millis()), period) {
        on_cleanup(move || handle.clear());
    }
    now.into()
}
