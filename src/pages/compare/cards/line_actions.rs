//! What can be done with one line of a comparison.

use super::CompareParts;
use crate::browser::history::{HistoryEntry, Navigator};
use crate::components::line_pin_actions::{LineAction, LineOffer};
use crate::paths::PagePath;
use crate::state::compare::chart_lines::{ComparedLine, owners_of_key};
use crate::state::compare::view::{CompareView, Members};
use leptos::prelude::*;
use std::collections::BTreeSet;

type Change = Box<dyn Fn(&mut CompareView) + Send + Sync>;

/// What a click on the line of that key offers; for the line of a group its members.
pub(super) fn line_actions(
    parts: CompareParts,
    navigator: Navigator,
    lines: &[ComparedLine],
    key: &str,
) -> LineOffer {
    let owners = owners_of_key(lines, key);
    let is_own = |line: &&ComparedLine| line.line.key == key;
    let own = lines.iter().find(is_own);
    if let Some(group) = own.filter(|line| line.is_middle()) {
        return LineOffer {
            subject: group.line.name.clone(),
            actions: group_actions(parts, owners),
        };
    }
    let Some(name) = owners.first() else {
        return LineOffer::default();
    };
    let change = |label: &'static str, change: fn(&CompareView, &str) -> CompareView| {
        let own = name.clone();
        let change = Box::new(move |view: &mut CompareView| *view = change(view, &own));
        act(parts, label, change)
    };
    let is_baseline = |view: &CompareView| view.baseline.as_ref() == Some(name);
    let baseline = if parts.context.state.view.with(is_baseline) {
        "No baseline"
    } else {
        "Baseline"
    };
    let mut actions = vec![
        change("Show only", CompareView::with_solo),
        change("Hide", CompareView::with_hidden_toggled),
        change(baseline, CompareView::with_baseline),
    ];
    actions.extend(
        dashboard_of(parts, name)
            .map(|href| LineAction::new("Open", move || navigator.go(&href, HistoryEntry::Push))),
    );
    LineOffer {
        subject: name.clone(),
        actions,
    }
}

fn group_actions(parts: CompareParts, members: &[String]) -> Vec<LineAction> {
    let show_members: Change = Box::new(|view| {
        if let Some(grouping) = &mut view.grouping {
            grouping.members = Members::Shown;
        }
    });
    let members: BTreeSet<String> = members.iter().cloned().collect();
    let show_only: Change = Box::new(move |view| *view = view.with_only(&members));
    vec![
        act(parts, "Show the members", show_members),
        act(parts, "Show only this group", show_only),
    ]
}

/// An action that changes the view; the reading that led to it is given up in the same entry of the history.
fn act(parts: CompareParts, label: &'static str, change: Change) -> LineAction {
    let key = parts.owner.key.get_value();
    LineAction::new(label, move || {
        parts.context.state.push(|view| {
            view.dashboard = view.dashboard.without_pin(&key);
            change(view);
        });
    })
}

/// Where the dashboard of the compared experiment of that name is.
fn dashboard_of(parts: CompareParts, name: &str) -> Option<String> {
    let compared = parts.context.experiments.compared.get_untracked();
    let one = compared.iter().find(|one| one.name == name)?;
    let path = PagePath::Experiment {
        project: one.experiment.project_name.clone(),
        experiment: one.experiment.name.clone(),
    };
    Some(path.href())
}
