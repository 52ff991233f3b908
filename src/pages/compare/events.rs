//! Asks for the experiments as soon as events tell that one of them changed.

use super::experiments::Compared;
use crate::api;
use crate::browser::event_source::use_event_source;
use crate::pages::polling::Polling;
use leptos::prelude::*;
use runboard_model::ExperimentId;
use runboard_model::wire::Status;
use std::sync::Arc;
use std::time::Duration;

/// How long events are gathered: many experiments that change together are asked for once.
const GATHERING: Duration = Duration::from_millis(50);

/// Follows those of the compared experiments that run, while the tab is in view.
pub fn ask_after_events(compared: Memo<Arc<Vec<Compared>>>, polling: Polling) {
    let running: Memo<Vec<ExperimentId>> = Memo::new(move |_| {
        let compared = compared.read();
        let running = compared
            .iter()
            .filter(|one| one.experiment.status == Status::Running);
        running.map(|one| one.experiment.id).collect()
    });
    let address = move || {
        let ids = running.get();
        (polling.is_visible.get() && !ids.is_empty()).then(|| api::events::address_of_all(&ids))
    };
    let is_gathering = StoredValue::new(false);
    let on_data = Callback::new(move |_: String| {
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
    // Where no events arrive, the poll goes on by itself.
    let _ = use_event_source(address, api::events::LOGS, on_data);
}
