//! The data of one log in each experiment that has it.

use super::CompareParts;
use crate::components::CardState;
use crate::components::not_loaded::NotLoaded;
use crate::pages::compare::data_feed::DataAnswer;
use crate::pages::compare::experiments::{Compared, Drawn};
use crate::pages::compare::wishes::use_wishes;
use crate::state::compare::data_requests::{CardLog, DataKey, Part};
use leptos::prelude::*;
use runboard_chart::palette::Slot;
use runboard_model::{LogData, LogType};
use std::sync::Arc;

/// Of more experiments that are missing only the number is told.
const MAX_NAMED: usize = 3;

/// One experiment's data.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberData {
    /// The experiment's name.
    pub name: String,
    /// Its colour.
    pub slot: Slot,
    /// Whether the others are measured against it.
    pub is_baseline: bool,
    /// What is shown of its log.
    pub shown: ShownEntry,
}

/// What is shown of one experiment's log.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShownEntry {
    /// The step of the entry: the one whose data it is, else the one that is wanted.
    pub step: Option<f64>,
    /// The data; that of the entry before while another one is on its way.
    pub data: Option<Arc<LogData>>,
    /// Why the wanted data could not be had.
    pub failure: Option<String>,
}

impl ShownEntry {
    /// What is shown where the entry of that step is wanted and so much of it is known.
    ///
    /// Data is never shown as that of another step. Without the wanted entry, an older version of it is shown, but
    /// no other entry.
    fn of(step: Option<f64>, answer: Option<DataAnswer>, before: Option<&Self>) -> Self {
        let known = before.filter(|before| before.data.is_some());
        match answer {
            Some(Ok(data)) => Self {
                step,
                data: Some(data),
                failure: None,
            },
            Some(Err(reason)) => Self {
                step,
                data: known
                    .filter(|known| known.step == step)
                    .and_then(|known| known.data.clone()),
                failure: Some(reason),
            },
            None => Self {
                step: known.map_or(step, |known| known.step),
                data: known.and_then(|known| known.data.clone()),
                failure: None,
            },
        }
    }
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
    let keys = Memo::new(move |_| match parts.is_near.get() {
        true => needs.read().iter().map(|need| need.key.clone()).collect(),
        false => Vec::new(),
    });
    let want = move |key: &DataKey| {
        let needs = needs.read_untracked();
        let need = needs.iter().find(|need| need.key == *key);
        let known = need.and_then(|need| untrack(|| summary(&need.drawn.one)));
        let inline = known.as_ref().and_then(|known| {
            let is_latest =
                key.step().is_none() || known.steps.as_deref()?.last().copied() == key.step();
            known.data.as_deref().filter(|_| is_latest)
        });
        feed.want(key, inline.map(serde_json::value::RawValue::get));
    };
    let card = CardLog {
        name: parts.owner.name.get_value(),
        log_type,
    };
    let retry = use_wishes(feed, card, Part::One, keys, want);
    let all = Memo::new(move |before: Option<&Vec<MemberData>>| {
        let needs = needs.read();
        let member = |need: &Need| {
            let mut known = before.into_iter().flatten();
            let known = known.find(|member| member.name == need.drawn.one.name);
            MemberData {
                name: need.drawn.one.name.clone(),
                slot: need.drawn.one.slot,
                is_baseline: need.drawn.is_baseline,
                shown: ShownEntry::of(
                    need.key.step(),
                    feed.get(&need.key),
                    known.map(|known| &known.shown),
                ),
            }
        };
        needs.iter().map(member).collect()
    });
    // From then on each experiment says for itself what is the matter, beside the slider.
    let was_shown = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || all.read().iter().any(|member| member.shown.data.is_some())
    });
    let state = Memo::new(move |_| {
        let has_none = needs.read().is_empty();
        let failure = all.with(|all| {
            let mut all = all.iter();
            all.find_map(|member| member.shown.failure.clone())
        });
        let is_known = was_shown.get() || has_none;
        CardState::of(is_known, failure, parts.is_near.get())
    });
    Members {
        all,
        state,
        steps,
        retry,
    }
}

/// Which experiments are missing in what shows all of them together, since their data could not be had.
#[component]
pub fn MissingMembers(
    /// The data of all of them.
    members: Members,
) -> impl IntoView {
    let missing = Memo::new(move |_| {
        let all = members.all.read();
        let failed = all.iter().filter(|member| member.shown.failure.is_some());
        failed.map(|member| member.name.clone()).collect::<Vec<_>>()
    });
    move || {
        let names = missing.get();
        let reason = members.all.with_untracked(|all| {
            let mut all = all.iter();
            all.find_map(|member| member.shown.failure.clone())
        })?;
        let what = match names.len() {
            ..=MAX_NAMED => format!("Not loaded: {}", names.join(", ")),
            n_missing => format!("Not loaded: {n_missing} experiments"),
        };
        Some(view! { <NotLoaded reason what on_retry=Some(members.retry) /> })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_model::BarData;

    fn data(value: f64) -> Arc<LogData> {
        Arc::new(LogData::Bar(BarData {
            x: vec!["a".to_owned()],
            y: vec![value],
        }))
    }

    fn shown(step: f64, value: Option<f64>, failure: Option<&str>) -> ShownEntry {
        ShownEntry {
            step: Some(step),
            data: value.map(data),
            failure: failure.map(str::to_owned),
        }
    }

    /// A step that could not be had was shown with the data of the step before, under its own name.
    #[test]
    fn data_is_never_shown_as_that_of_another_step() {
        let failed = || Some(Err("gone".to_owned()));
        let check = |answer, before: Option<&ShownEntry>, expected| {
            assert_eq!(ShownEntry::of(Some(2.0), answer, before), expected);
        };
        let of_three = shown(3.0, Some(3000.0), None);
        let of_two = shown(2.0, Some(2000.0), None);
        check(None, None, shown(2.0, None, None));
        check(
            Some(Ok(data(7.0))),
            Some(&of_three),
            shown(2.0, Some(7.0), None),
        );
        // While it is on its way, the one before stays under its own name.
        check(None, Some(&of_three), of_three.clone());
        check(failed(), Some(&of_three), shown(2.0, None, Some("gone")));
        check(
            failed(),
            Some(&of_two),
            shown(2.0, Some(2000.0), Some("gone")),
        );
        check(failed(), None, shown(2.0, None, Some("gone")));
        check(
            None,
            Some(&shown(3.0, None, Some("gone"))),
            shown(2.0, None, None),
        );
    }
}
