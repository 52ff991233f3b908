//! Asks for the experiments as soon as events tell that one of them changed.

use super::experiments::Compared;
use crate::pages::polling::Polling;
use crate::pages::wake_by_events::wake_by_events;
use leptos::prelude::*;
use runboard_model::wire::Status;
use std::sync::Arc;

/// Follows those of the compared experiments that run.
pub fn ask_after_events(compared: Memo<Arc<Vec<Compared>>>, polling: Polling) {
    let running = Memo::new(move |_| {
        let compared = compared.read();
        let running = compared
            .iter()
            .filter(|one| one.experiment.status == Status::Running);
        running.map(|one| one.experiment.id).collect()
    });
    wake_by_events(running, polling);
}
