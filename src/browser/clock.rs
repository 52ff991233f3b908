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

/// A timer of the browser; dropped, it rings no more.
struct Timer(i32);

impl Timer {
    /// Calls `ring` once after `delay`; `None` where the browser refuses.
    fn start(ring: &js_sys::Function, delay: Duration) -> Option<Self> {
        let millis = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
        let id = window().set_timeout_with_callback_and_timeout_and_arguments_0(ring, millis);
        id.ok().map(Self)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.0);
    }
}

/// Waits so long; a wait that is dropped leaves nothing behind.
pub async fn pause(delay: Duration) {
    let mut timer = None;
    let promise = js_sys::Promise::new(&mut |resolve, _reject| {
        timer = Timer::start(&resolve, delay);
    });
    // The promise is only ever resolved.
    let _ = JsFuture::from(promise).await;
    drop(timer);
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
    /// Waiting: for `end` to be called, by the timer at the latest.
    Asleep {
        end: js_sys::Function,
        _timer: Option<Timer>,
    },
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
    /// What is woken early leaves no timer behind, nor what goes away with its owner.
    pub async fn sleep(self, delay: Duration) {
        if matches!(self.replace(SleeperState::Awake), Some(SleeperState::Woken)) {
            return;
        }
        let promise = js_sys::Promise::new(&mut |resolve, _reject| {
            let _timer = Timer::start(&resolve, delay);
            self.replace(SleeperState::Asleep {
                end: resolve,
                _timer,
            });
        });
        // The promise is only ever resolved.
        let _ = JsFuture::from(promise).await;
        self.replace(SleeperState::Awake);
    }

    /// Ends the present wait; without one, the next.
    pub fn wake(self) {
        if let Some(SleeperState::Asleep { end, .. }) = self.replace(SleeperState::Woken) {
            let _ = end.call0(&wasm_bindgen::JsValue::NULL);
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
