//! The data of one log in each experiment that has it.

use super::CompareParts;
use crate::components::CardState;
use crate::pages::compare::experiments::{Compared, Drawn};
use crate::state::compare::data_requests::DataKey;
use leptos::prelude::*;
use runboard_chart::palette::Slot;
use runboard_model::{LogData, LogType};
use std::sync::Arc;

/// One experiment's data.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberData {
    /// The experiment's name.
    pub name: String,
    /// Its colour.
    pub slot: Slot,
    /// Whether the others are measured against it.
    pub is_baseline: bool,
    /// The step of the entry that is shown.
    pub step: Option<f64>,
    /// The data; the last one known while another is on its way.
    pub data: Option<Arc<LogData>>,
}

/// The data of all experiments that have the log.
#[derive(Clone, Copy)]
pub struct Members {
    /// One for each experiment that has it, the baseline first.
    pub all: Memo<Vec<MemberData>>,
    /// Whether there is something to show.
    pub state: Memo<CardState>,
    /// The steps of all entries of all experiments, ascending.
    pub steps: Memo<Vec<f64>>,
    /// Tries again after a failure.
    pub retry: Callback<()>,
}

/// What is wanted of one experiment.
#[derive(Debug, Clone, PartialEq)]
struct Need {
    drawn: Drawn,
    key: DataKey,
}

/// Keeps the data up to date while the card is near the screen; each experiment shows the entry of the chosen step,
/// or its last one before.
pub fn use_members(parts: CompareParts, log_type: LogType) -> Members {
    let context = parts.context;
    let feed = context.data;
    let summary = move |one: &Compared| parts.summary(one, log_type);
    let choice = Memo::new(move |_| parts.owner.view.with(|view| view.card.step));
    let steps = Memo::new(move |_| {
        let compared = context.experiments.compared.get();
        let lists = compared.iter().filter_map(summary);
        let mut steps: Vec<f64> = lists
            .flat_map(|summary| summary.steps.clone().unwrap_or_default())
            .collect();
        steps.sort_by(f64::total_cmp);
        steps.dedup();
        steps
    });
    let needs = Memo::new(move |_| {
        let need = |drawn: Drawn| {
            let summary = summary(&drawn.one)?;
            let own_steps = summary.steps.as_deref().unwrap_or_default();
            let step = choice.get().index_in(own_steps);
            let step = step.and_then(|idx| own_steps.get(idx).copied());
            Some(Need {
                key: DataKey::new(drawn.one.experiment.id, log_type, &summary, step),
                drawn,
            })
        };
        let drawn = context.experiments.drawn();
        drawn.into_iter().filter_map(need).collect::<Vec<_>>()
    });
    let attempt = RwSignal::new(0);
    Effect::new(move |_| {
        attempt.track();
        if !parts.is_near.get() {
            return;
        }
        for need in needs.read().iter() {
            let known = untrack(|| summary(&need.drawn.one));
            let inline = known.as_ref().and_then(|known| {
                let is_latest = need.key.step().is_none()
                    || known.steps.as_deref()?.last().copied() == need.key.step();
                known.data.as_deref().filter(|_| is_latest)
            });
            feed.want(&need.key, inline.map(serde_json::value::RawValue::get));
        }
    });
    let all = Memo::new(move |before: Option<&Vec<MemberData>>| {
        let needs = needs.read();
        let member = |need: &Need| {
            let fresh = feed.get(&need.key).and_then(Result::ok);
            let known = || {
                let mut before = before?.iter();
                before
                    .find(|member| member.name == need.drawn.one.name)?
                    .data
                    .clone()
            };
            MemberData {
                name: need.drawn.one.name.clone(),
                slot: need.drawn.one.slot,
                is_baseline: need.drawn.is_baseline,
                step: need.key.step(),
                data: fresh.or_else(known),
            }
        };
        needs.iter().map(member).collect()
    });
    let state = Memo::new(move |_| {
        let needs = needs.read();
        let failure = needs.iter().find_map(|need| feed.get(&need.key)?.err());
        let has_any = all.with(|all| all.iter().any(|member| member.data.is_some()));
        match failure {
            _ if has_any || needs.is_empty() => CardState::Ready,
            Some(reason) => CardState::Failed(reason),
            None if parts.is_near.get() => CardState::Loading,
            None => CardState::Waiting,
        }
    });
    let retry = Callback::new(move |()| {
        feed.forget_failures(needs.read_untracked().iter().map(|need| &need.key));
        attempt.update(|attempt| *attempt += 1);
    });
    Members {
        all,
        state,
        steps,
        retry,
    }
}
