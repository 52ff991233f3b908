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
    wake: StoredValue<Option<js_sys::Function>, LocalStorage>,
}

impl Sleeper {
    /// A sleeper that sleeps not yet.
    pub fn new() -> Self {
        Self {
            wake: StoredValue::new_local(None),
        }
    }

    /// Waits for `delay` or for [`Sleeper::wake`], whichever comes first.
    ///
    /// A dropped wait leaves nothing behind but a timer that calls nobody.
    pub async fn sleep(self, delay: Duration) {
        let promise = js_sys::Promise::new(&mut |resolve, _reject| {
            let millis = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
            let _ =
                window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
            self.wake.try_set_value(Some(resolve));
        });
        // The promise is only ever resolved.
        let _ = JsFuture::from(promise).await;
    }

    /// Ends the present wait, if there is one.
    pub fn wake(self) {
        if let Some(Some(resolve)) = self.wake.try_update_value(Option::take) {
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
        }
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
