//! A stream of server-sent events.

use leptos::leptos_dom::helpers::TimeoutHandle;
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

/// What was sent: the kind of the event, and its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerEvent {
    /// The kind.
    pub kind: String,
    /// The data.
    pub data: String,
}

/// Follows the stream at `url` while there is one, and hands on the events of these kinds.
///
/// The browser connects again by itself after a cut, and tells the server the last event.
pub fn use_event_source(
    url: impl Fn() -> Option<String> + 'static,
    kinds: &'static [&'static str],
    on_event: Callback<ServerEvent>,
) -> Signal<StreamState> {
    let state = RwSignal::new(StreamState::Cut);
    let attempt = RwSignal::new(0_u32);
    let retry = StoredValue::new(None::<TimeoutHandle>);
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
                let again = move || {
                    attempt.try_update(|attempt| *attempt += 1);
                };
                retry.try_set_value(set_timeout_with_handle(again, RETRY_DELAY).ok());
            }
        });
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(data) = event.data().as_string() {
                let kind = event.type_();
                on_event.run(ServerEvent { kind, data });
            }
        });
        source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        for kind in kinds {
            let listener = on_message.as_ref().unchecked_ref();
            let _ = source.add_event_listener_with_callback(kind, listener);
        }
        let held = SendWrapper::new((source, on_open, on_error, on_message));
        on_cleanup(move || {
            held.0.close();
            // It would take the next stream for the one that was refused, and tear it down.
            if let Some(Some(retry)) = retry.try_update_value(Option::take) {
                retry.clear();
            }
            state.try_set(StreamState::Cut);
        });
    });
    state.into()
}
