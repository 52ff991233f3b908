//! A stream of server-sent events.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{EventSource, MessageEvent};

/// How long until a stream that the server refused is asked for again.
const RETRY_DELAY: Duration = Duration::from_secs(10);

/// Whether events arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamState {
    /// They do.
    Open,
    /// They do not: no stream is wanted, it is not there yet, or it was cut off.
    Cut,
}

/// Follows the stream at `url` while there is one, and hands on the data of events of that kind.
///
/// The browser connects again by itself after a cut, and tells the server the last event.
pub fn use_event_source(
    url: impl Fn() -> Option<String> + 'static,
    kind: &'static str,
    on_data: Callback<String>,
) -> Signal<StreamState> {
    let state = RwSignal::new(StreamState::Cut);
    let attempt = RwSignal::new(0_u32);
    Effect::new(move |_| {
        attempt.track();
        let Some(source) = url().and_then(|url| EventSource::new(&url).ok()) else {
            return;
        };
        let on_open = Closure::<dyn FnMut()>::new(move || state.set(StreamState::Open));
        let failed = source.clone();
        let on_error = Closure::<dyn FnMut()>::new(move || {
            state.set(StreamState::Cut);
            if failed.ready_state() == EventSource::CLOSED {
                set_timeout(
                    move || {
                        attempt.try_update(|attempt| *attempt += 1);
                    },
                    RETRY_DELAY,
                );
            }
        });
        let on_event = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(data) = event.data().as_string() {
                on_data.run(data);
            }
        });
        source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let _ = source.add_event_listener_with_callback(kind, on_event.as_ref().unchecked_ref());
        let held = SendWrapper::new((source, on_open, on_error, on_event));
        on_cleanup(move || {
            held.0.close();
            state.try_set(StreamState::Cut);
        });
    });
    state.into()
}
