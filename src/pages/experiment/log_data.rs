//! The data of one log that is not made of lines: from the summary where it is small, else fetched.

use crate::api;
use crate::components::CardState;
use crate::pages::latest::use_latest;
use crate::pages::session::SessionContext;
use leptos::prelude::*;
use runboard_chart::card_view::StepChoice;
use runboard_model::wire::LogSummary;
use runboard_model::{ExperimentId, LogData, LogType};
use std::sync::Arc;

/// What a card shows of its log.
#[derive(Clone, Copy)]
pub struct LogContent {
    /// The data of the chosen step; the last one known while another is on its way.
    pub data: Signal<Option<Arc<LogData>>>,
    /// Whether there is something to show.
    pub state: Signal<CardState>,
    /// Tries again after a failure.
    pub retry: Callback<()>,
}

/// Which data a card needs; a change of it is a reason to fetch.
#[derive(Debug, Clone, PartialEq)]
struct Need {
    version: u64,
    step: Option<f64>,
    is_inline: bool,
    attempt: u32,
}

/// Keeps the data of a log up to date while its card is near the screen.
pub fn use_log_data(
    id: ExperimentId,
    log_type: LogType,
    summary: Signal<Arc<LogSummary>>,
    step: Signal<StepChoice>,
    is_near: Signal<bool>,
) -> LogContent {
    let data = RwSignal::new(None::<Arc<LogData>>);
    let failure = RwSignal::new(None::<(Need, String)>);
    let attempt = RwSignal::new(0);
    let answered = RwSignal::new(None::<Need>);
    let session = expect_context::<SessionContext>();
    let need = Memo::new(move |_| {
        let summary = summary.get();
        let steps = summary.steps.as_deref().unwrap_or_default();
        let chosen = step.get().index_in(steps);
        is_near.get().then(|| Need {
            version: summary.version,
            step: chosen.and_then(|idx| steps.get(idx).copied()),
            is_inline: summary.data.is_some() && chosen.is_none_or(|idx| idx + 1 == steps.len()),
            attempt: attempt.get(),
        })
    });
    let question = move || {
        session.n_recoveries.track();
        let need = need.get();
        need.filter(|need| answered.with_untracked(|answered| answered.as_ref() != Some(need)))
    };
    let ask = move |need: Need| {
        let summary = summary.get_untracked();
        async move {
            let json = match &summary.data {
                Some(json) if need.is_inline => Ok(json.clone()),
                _ => api::logs::one(id, &summary.name, need.step)
                    .await
                    .map(|log| log.data),
            };
            let read = json.map_err(|error| error.to_string()).and_then(|json| {
                LogData::from_json(log_type, json.get())
                    .map_err(|error| format!("This log could not be read: {error}"))
            });
            (need, read)
        }
    };
    use_latest(question, ask, move |(need, read)| match read {
        Ok(read) => {
            failure.set(None);
            data.set(Some(Arc::new(read)));
            answered.set(Some(need));
        }
        Err(reason) => failure.set(Some((need, reason))),
    });
    // What is shown may be old, but never that of another step than the one that is chosen.
    let shows_chosen_step = Memo::new(move |_| {
        let answered = answered.get();
        need.get()
            .zip(answered)
            .is_none_or(|(need, answered)| need.step == answered.step)
    });
    let state = Memo::new(move |_| {
        // What failed of another step says nothing of the one that is on its way.
        let is_of_chosen =
            |failed: &Need| need.with(|need| need.as_ref().is_none_or(|it| it.step == failed.step));
        let failure = failure.get().filter(|(failed, _)| is_of_chosen(failed));
        let is_known = data.with(Option::is_some) && (failure.is_none() || shows_chosen_step.get());
        CardState::of(is_known, failure.map(|(_, reason)| reason), is_near.get())
    });
    LogContent {
        data: data.into(),
        state: state.into(),
        retry: Callback::new(move |()| attempt.update(|attempt| *attempt += 1)),
    }
}
