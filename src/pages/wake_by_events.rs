//! Asks again as soon as events tell that a running experiment changed.

use super::polling::Polling;
use crate::api;
use crate::browser::event_source::{ServerEvent, use_event_source};
use leptos::prelude::*;
use runboard_model::ExperimentId;
use std::time::Duration;

/// How long events are gathered: many experiments that change together are asked for once.
const GATHERING: Duration = Duration::from_millis(50);

/// Lets the poll ask at once when something is logged to one of these experiments or it is deleted, while the tab is in
/// view. Where no events arrive, the poll goes on by itself.
pub fn wake_by_events(running: Memo<Vec<ExperimentId>>, polling: Polling) {
    let address = move || {
        let ids = running.get();
        (polling.is_visible.get() && !ids.is_empty()).then(|| api::events::address_of_all(&ids))
    };
    let is_gathering = StoredValue::new(false);
    let on_event = Callback::new(move |_: ServerEvent| {
        if is_gathering.try_get_value() != Some(false) {
            return;
        }
        is_gathering.set_value(true);
        let ask = move || {
            if is_gathering.try_set_value(false).is_none() {
                polling.retry();
            }
        };
        set_timeout(ask, GATHERING);
    });
    let _ = use_event_source(address, api::events::KINDS, on_event);
}
