//! The card of a `LINE` log: all experiments in one chart.

use super::CompareParts;
use super::line_actions::line_actions;
use crate::browser::history::{HistoryEntry, use_navigator};
use crate::browser::theme::ThemeContext;
use crate::components::CardState;
use crate::components::line_card::LineCard;
use crate::components::raising::Raising;
use crate::pages::compare::experiments::Compared;
use crate::pages::compare::lit::Lit;
use crate::pages::line_feed::FedLog;
use crate::state::compare::chart_lines::{
    Choices, ComparedLine, Source, compared_lines, keys_of, owners_of_key,
};
use crate::state::compare::groups::{ExperimentGroup, experiment_groups, has_any};
use crate::state::compare::view::Zoom;
use crate::state::held_lines::HeldLog;
use leptos::prelude::*;
use runboard_chart::line_view::{LineView, XAxis};
use runboard_model::wire::{Experiment, NamedLineSummary};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The lines of all experiments; their points are asked for while the card is near the screen.
#[component]
pub fn CompareLines(
    /// The log's card and all that it needs.
    parts: CompareParts,
) -> impl IntoView {
    let theme = expect_context::<ThemeContext>().theme;
    let context = parts.context;
    let feed = context.feed;
    let fed = move |one: &Compared| {
        parts
            .owner
            .name
            .with_value(|name| feed.log(one.experiment.id, name))
    };
    // What is compared, the log of each with it; another set of experiments is another list.
    let sources = Memo::new_with_compare(
        move |_| {
            let compared = context.experiments.compared.get();
            compared
                .iter()
                .map(|one| (one.clone(), fed(one)))
                .collect::<Vec<_>>()
        },
        |before: Option<&Vec<(Compared, FedLog)>>, now: Option<&Vec<(Compared, FedLog)>>| {
            let same = |(a, b): (&(Compared, FedLog), &(Compared, FedLog))| a.0 == b.0;
            match (before, now) {
                (Some(a), Some(b)) => a.len() != b.len() || !a.iter().zip(b).all(same),
                _ => true,
            }
        },
    );
    // A wish for points whose first request is under way is not heard: each log is looked at again when they come.
    let arrived = Memo::new(move |_| {
        let sources = sources.read();
        let has_come = |(_, fed): &(Compared, FedLog)| fed.held.with(Option::is_some);
        sources.iter().map(has_come).collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        // Read before what is made of it: when that stays as it is, an effect hears no more of a change of this.
        let sources = sources.read();
        arrived.track();
        if !parts.is_near.get() {
            return;
        }
        for (one, fed) in sources.iter() {
            let held = fed.held.get_untracked();
            parts.owner.name.with_value(|name| {
                if is_stale(&one.experiment, name, held.as_deref()) {
                    feed.want(one.experiment.id, name);
                }
            });
        }
    });
    // Only what is needed of the view, so that a change of another part computes nothing anew.
    let shown = Memo::new(move |_| context.state.view.with(|view| view.lines));
    let grouping = Memo::new(move |_| context.state.view.with(|view| view.grouping.clone()));
    let better = Memo::new(move |_| {
        let view = context.state.view.read();
        parts.owner.name.with_value(|name| view.better(name))
    });
    let lines = Memo::new(move |_| {
        let sources = sources.read();
        let held: Vec<Source> = sources
            .iter()
            .map(|(one, fed)| Source {
                name: one.experiment.name.clone(),
                slot: one.slot,
                log: fed.held.get(),
            })
            .collect();
        if held.iter().all(|source| source.log.is_none()) {
            return None;
        }
        let experiments: Vec<&Experiment> =
            sources.iter().map(|(one, _)| &*one.experiment).collect();
        let grouping = grouping.read();
        // What none of them has is shown as missing in the options, and groups nothing.
        let grouping = grouping.as_ref().filter(|it| has_any(&experiments, &it.by));
        let hidden = context.experiments.hidden.read();
        let ranks = context.experiments.group_ranks.get();
        let groups: Option<Vec<ExperimentGroup>> =
            grouping.map(|grouping| experiment_groups(&experiments, &grouping.by, &ranks));
        let choices = Choices {
            hidden: &hidden,
            baseline_idx: context.experiments.baseline_idx.get(),
            lines: shown.get(),
            better: better.get(),
            groups: groups.as_deref().zip(grouping),
        };
        Some(Arc::new(compared_lines(&held, choices)))
    });
    let failure = Memo::new(move |_| {
        let sources = sources.read();
        sources.iter().find_map(|(_, fed)| fed.failure.get())
    });
    let state = Memo::new(move |_| {
        let failure = failure.get().map(|error| error.to_string());
        CardState::of(lines.with(Option::is_some), failure, parts.is_near.get())
    });
    let compared = Signal::derive(move || lines.get().unwrap_or_default());
    let lines = Memo::new(move |_| {
        let compared = compared.get();
        let lines = compared.iter().map(|line| line.line.clone());
        lines.collect::<Vec<_>>()
    });
    let raising = use_raising(context.lit, compared);
    let view = Memo::new(move |_| {
        let line = parts.owner.view.with(|view| view.line.clone());
        let zoom = context.state.view.with(|view| view.zoom);
        linked(line, zoom)
    });
    let on_view = Callback::new(move |(line, entry): (LineView, HistoryEntry)| {
        change(parts, line, entry);
    });
    let retry = Callback::new(move |()| {
        for (one, _) in sources.read_untracked().iter() {
            parts
                .owner
                .name
                .with_value(|name| feed.want(one.experiment.id, name));
        }
    });
    let navigator = use_navigator();
    // Asked for anew whenever the lines are others: no action outlives its line.
    let actions =
        Callback::new(move |key: String| line_actions(parts, navigator, &compared.read(), &key));
    view! {
        <LineCard
            card=parts.owner.card(state, Some(retry))
            lines
            view
            on_view
            marked=context.marked
            actions=Some(actions)
            raising
            theme
        />
    }
}

/// The line that is pointed at here, else the lines of the experiments that are lit from elsewhere.
fn use_raising(lit: Lit, lines: Signal<Arc<Vec<ComparedLine>>>) -> Raising {
    let pointed = RwSignal::new(None::<String>);
    let names = lit.names();
    let raised = Memo::new(move |_| {
        let (lines, names) = (lines.read(), names.read());
        let is_of_lit = |key: &String| {
            let owners = owners_of_key(&lines, key);
            owners.len() == names.len() && owners.iter().all(|owner| names.contains(owner))
        };
        // A finger never leaves the chart that it touched: what is lit since then counts.
        Arc::new(match pointed.get().filter(is_of_lit) {
            Some(key) => BTreeSet::from([key]),
            None => keys_of(&lines, &names),
        })
    });
    Raising::new(raised, move |key: Option<String>| {
        let lines = lines.get_untracked();
        let owners = key.as_deref().map(|key| owners_of_key(&lines, key));
        lit.light(owners.unwrap_or_default());
        if pointed
            .try_get_untracked()
            .is_some_and(|pointed| pointed != key)
        {
            pointed.set(key);
        }
    })
}

/// The view with the zoom that all charts over steps share, where they do.
fn linked(line: LineView, zoom: Zoom) -> LineView {
    match zoom {
        Zoom::Linked(x) if line.x_axis == XAxis::Step => {
            let mut line = line;
            line.view_box.x = x;
            line
        }
        _ => line,
    }
}

/// Puts what the person chose into the address, a shared zoom in the place that is shared.
fn change(parts: CompareParts, line: LineView, entry: HistoryEntry) {
    let key = parts.owner.key.get_value();
    parts.context.state.change(entry, &key, |view| {
        let mut log = view.dashboard.log(&key);
        let own_x = log.line.view_box.x;
        log.line = line;
        if let (Zoom::Linked(_), XAxis::Step) = (view.zoom, log.line.x_axis) {
            view.zoom = Zoom::Linked(log.line.view_box.x);
            log.line.view_box.x = own_x;
        }
        view.dashboard = view.dashboard.with_log(&key, log);
    });
}

/// Whether the experiment has other points of the log than those that are held.
fn is_stale(experiment: &Experiment, name: &str, held: Option<&HeldLog>) -> bool {
    let of_log = |line: &&NamedLineSummary| line.log == name;
    let mut summaries = experiment.lines.iter().filter(of_log);
    let n_lines = summaries.clone().count();
    let Some(held) = held else {
        return n_lines > 0;
    };
    let is_held = |line: &NamedLineSummary| {
        let mut lines = held.lines.iter();
        lines.any(|other| {
            other.name == line.summary.name
                && other.epoch == line.summary.epoch
                && other.points.len() as u64 == line.summary.count
        })
    };
    n_lines != held.lines.len() || !summaries.all(is_held)
}
