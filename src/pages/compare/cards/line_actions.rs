//! What can be done with one line of a comparison.

use super::CompareParts;
use crate::browser::history::{HistoryEntry, Navigator};
use crate::components::MenuItem;
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
) -> Vec<MenuItem> {
    let owners = owners_of_key(lines, key);
    let is_own = |line: &&ComparedLine| line.line.key == key;
    if lines
        .iter()
        .find(is_own)
        .is_some_and(ComparedLine::is_middle)
    {
        return group_actions(parts, owners);
    }
    let Some(name) = owners.first() else {
        return Vec::new();
    };
    let change = |label: &str, change: fn(&CompareView, &str) -> CompareView| {
        let own = name.clone();
        let change = Box::new(move |view: &mut CompareView| *view = change(view, &own));
        act(parts, &format!("{label} {name}"), change)
    };
    let mut items = vec![
        change("Show only", CompareView::with_solo),
        change("Hide", CompareView::with_hidden_toggled),
        change("Baseline", CompareView::with_baseline),
    ];
    items.extend(dashboard_of(parts, name).map(|href| {
        MenuItem::action(&format!("Open {name}"), move || {
            navigator.go(&href, HistoryEntry::Push);
        })
    }));
    items
}

fn group_actions(parts: CompareParts, members: &[String]) -> Vec<MenuItem> {
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

/// An item that changes the view; the reading that led to it is given up in the same entry of the history.
fn act(parts: CompareParts, label: &str, change: Change) -> MenuItem {
    let key = parts.owner.key.get_value();
    MenuItem::action(label, move || {
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
