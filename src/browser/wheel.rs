//! The wheel: in pixels whatever the browser counts in, and when it has come to rest.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::WheelEvent;

/// Pixels for a line, where a browser counts in lines.
const LINE_PX: f64 = 16.0;

/// Pixels for a page, where a browser counts in pages.
const PAGE_PX: f64 = 400.0;

/// A wheel that rests for so long has ended one zoom.
const REST: Duration = Duration::from_millis(200);

/// Waits for the end of one zoom by the wheel.
#[derive(Clone, Copy)]
pub struct WheelRest {
    timer: StoredValue<Option<TimeoutHandle>>,
    on_rest: Callback<()>,
}

/// What calls `on_rest` once the wheel has rested after a turn, unless the current scope has ended by then.
pub fn use_wheel_rest(on_rest: impl Fn() + Send + Sync + 'static) -> WheelRest {
    let rest = WheelRest {
        timer: StoredValue::new(None),
        on_rest: Callback::new(move |()| on_rest()),
    };
    on_cleanup(move || rest.stop());
    rest
}

impl WheelRest {
    /// The wheel was turned: it rests later.
    pub fn turned(self) {
        self.stop();
        let on_rest = self.on_rest;
        let timer = set_timeout_with_handle(move || on_rest.run(()), REST);
        self.timer.set_value(timer.ok());
    }

    fn stop(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }
}

/// How far the wheel was turned, downwards.
pub fn wheel_down_px(event: &WheelEvent) -> f64 {
    let unit_px = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => LINE_PX,
        WheelEvent::DOM_DELTA_PAGE => PAGE_PX,
        _ => 1.0,
    };
    event.delta_y() * unit_px
}
