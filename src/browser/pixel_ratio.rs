//! How many device pixels a CSS pixel has.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::MediaQueryList;

/// The ratio now and after each change: another screen, or the browser's own zoom.
pub fn use_pixel_ratio() -> Signal<f64> {
    let ratio = RwSignal::new(current_ratio());
    // A media query tells only that the ratio is no longer this one, so each change needs a new query.
    Effect::new(move |_| {
        let query = format!("(resolution: {}dppx)", ratio.get());
        let Ok(Some(query)) = window().match_media(&query) else {
            return;
        };
        let on_change = Closure::<dyn FnMut()>::new(move || ratio.set(current_ratio()));
        let listener: &js_sys::Function = on_change.as_ref().unchecked_ref();
        if query
            .add_event_listener_with_callback("change", listener)
            .is_ok()
        {
            let held = SendWrapper::new((query, on_change));
            on_cleanup(move || stop_listening(&held.0, held.1.as_ref().unchecked_ref()));
        }
    });
    ratio.into()
}

fn stop_listening(query: &MediaQueryList, listener: &js_sys::Function) {
    // Removing a listener that is there cannot fail.
    let _ = query.remove_event_listener_with_callback("change", listener);
}

fn current_ratio() -> f64 {
    window().device_pixel_ratio()
}
