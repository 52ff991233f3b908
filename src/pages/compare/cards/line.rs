//! The card of a `LINE` log: all experiments in one chart.

use super::CompareParts;
use crate::browser::history::{HistoryEntry, Navigator, use_navigator};
use crate::browser::theme::ThemeContext;
use crate::components::line_card::LineCard;
use crate::components::{CardState, MenuItem};
use crate::pages::compare::experiments::Compared;
use crate::pages::line_feed::FedLog;
use crate::state::compare::chart_lines::{Choices, Source, compared_lines, owner_of_key};
use crate::state::compare::groups::{ExperimentGroup, experiment_groups};
use crate::state::compare::view::{CompareView, Members, Zoom};
use crate::state::held_lines::HeldLog;
use leptos::prelude::*;
use runboard_chart::line_view::{LineView, XAxis};
use runboard_model::wire::{Experiment, NamedLineSummary};

/// The lines of all experiments; their points are asked for while the card is near the screen.
#[component]
pub fn CompareLines(parts: CompareParts) -> impl IntoView {
    let theme = expect_context::<ThemeContext>().theme;
    let context = parts.context;
    let feed = context.feed;
    let fed = move |one: &Compared| {
        parts
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
    Effect::new(move |_| {
        if !parts.is_near.get() {
            return;
        }
        for (one, fed) in sources.read().iter() {
            let held = fed.held.get_untracked();
            parts.name.with_value(|name| {
                if is_stale(&one.experiment, name, held.as_deref()) {
                    feed.want(one.experiment.id, name);
                }
            });
        }
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
        let view = context.state.view.read();
        let hidden = context.experiments.hidden.read();
        let groups: Option<Vec<ExperimentGroup>> = view.grouping.as_ref().map(|grouping| {
            let experiments: Vec<&Experiment> =
                sources.iter().map(|(one, _)| &*one.experiment).collect();
            experiment_groups(&experiments, &grouping.by)
        });
        let choices = Choices {
            hidden: &hidden,
            baseline_idx: context.experiments.baseline_idx.get(),
            lines: view.lines,
            better: parts.name.with_value(|name| view.better(name)),
            groups: groups.as_deref().zip(view.grouping.as_ref()),
        };
        Some(compared_lines(&held, choices))
    });
    let failure = Memo::new(move |_| {
        let sources = sources.read();
        sources.iter().find_map(|(_, fed)| fed.failure.get())
    });
    let state = Memo::new(
        move |_| match (lines.with(Option::is_some), failure.get()) {
            (true, _) => CardState::Ready,
            (false, Some(error)) => CardState::Failed(error.to_string()),
            (false, None) if parts.is_near.get() => CardState::Loading,
            (false, None) => CardState::Waiting,
        },
    );
    let lines = Signal::derive(move || lines.get().unwrap_or_default());
    let view = Memo::new(move |_| {
        let line = parts.view.with(|view| view.line.clone());
        let zoom = context.state.view.with(|view| view.zoom);
        linked(line, zoom)
    });
    let on_view = Callback::new(move |(line, entry): (LineView, HistoryEntry)| {
        change(parts, line, entry);
    });
    let retry = Callback::new(move |()| {
        for (one, _) in sources.read_untracked().iter() {
            parts
                .name
                .with_value(|name| feed.want(one.experiment.id, name));
        }
    });
    let navigator = use_navigator();
    let actions = Callback::new(move |key: String| line_actions(parts, navigator, &key));
    view! {
        <LineCard
            name=parts.title()
            state
            on_retry=Some(retry)
            lines
            view
            on_view
            marked=context.marked
            actions=Some(actions)
            theme
            card_view=parts.card_view()
            on_card_view=parts.on_card_view()
            menu=parts.menu()
        />
    }
}

/// What a click on the line of that key offers; for the line of a group its members.
fn line_actions(parts: CompareParts, navigator: Navigator, key: &str) -> Vec<MenuItem> {
    let context = parts.context;
    let state = context.state;
    let compared = context.experiments.compared.get_untracked();
    let names = compared.iter().map(|one| one.name.as_str());
    let Some(name) = owner_of_key(names, key).map(str::to_owned) else {
        let show_members = move || {
            state.push(|view| {
                if let Some(grouping) = &mut view.grouping {
                    grouping.members = Members::Shown;
                }
            });
        };
        return vec![MenuItem::action("Show the members", show_members)];
    };
    let change = move |label: &str, change: fn(&CompareView, &str) -> CompareView| {
        let own = name.clone();
        MenuItem::action(&format!("{label} {name}"), move || {
            state.push(|view| *view = change(view, &own));
        })
    };
    let open = context.dashboard_of(key);
    let mut items = vec![
        change("Show only", CompareView::with_solo),
        change("Hide", CompareView::with_hidden_toggled),
        change("Baseline", CompareView::with_baseline),
    ];
    items.extend(open.map(|(label, href)| {
        MenuItem::action(&label, move || navigator.go(&href, HistoryEntry::Push))
    }));
    items
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
    let name = parts.title();
    parts.context.state.change(entry, &name, |view| {
        let mut log = view.dashboard.log(&name);
        let own_x = log.line.view_box.x;
        log.line = line;
        if let (Zoom::Linked(_), XAxis::Step) = (view.zoom, log.line.x_axis) {
            view.zoom = Zoom::Linked(log.line.view_box.x);
            log.line.view_box.x = own_x;
        }
        view.dashboard = view.dashboard.with_log(&name, log);
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
