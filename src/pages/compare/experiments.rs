//! The experiments that are compared, kept up to date while the page is open.

use super::events::ask_after_events;
use crate::api::{self, ApiError};
use crate::pages::fresh_list::refreshed;
use crate::pages::polling::{Polling, use_polling};
use crate::paths::PagePath;
use crate::state::compare::groups::{Ranks, ranks_apart, ranks_in_project};
use crate::state::compare::quantities::Quantities;
use crate::state::compare::view::{Colours, CompareView};
use crate::state::experiments::codec::selected_query;
use crate::state::experiments::merge::{is_same, merged};
use leptos::prelude::*;
use runboard_chart::palette::Slot;
use runboard_chart::relation::{Quantity, excluded};
use runboard_model::wire::{Experiment, Status};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// How often the experiments are asked for while one of those compared is running.
const RUNNING_PERIOD: Duration = Duration::from_secs(1);
/// How often they are asked for otherwise.
const ENDED_PERIOD: Duration = Duration::from_secs(5);

/// One compared experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Its name.
    pub name: String,
    /// What is known of it.
    pub experiment: Arc<Experiment>,
    /// Its colour.
    pub slot: Slot,
}

/// A compared experiment that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// The experiment.
    pub one: Compared,
    /// Whether the others are measured against it.
    pub is_baseline: bool,
}

/// The project's experiments, and those of them that are compared.
#[derive(Clone, Copy)]
pub struct Experiments {
    /// All of the project; `None` before the first answer.
    pub all: RwSignal<Option<Vec<Arc<Experiment>>>>,
    /// Those that are compared, the baseline first.
    pub compared: Memo<Arc<Vec<Compared>>>,
    /// The position of the baseline among them.
    pub baseline_idx: Memo<Option<usize>>,
    /// The places of groups in the order of colours; nothing without groups.
    pub group_ranks: Memo<Arc<Ranks>>,
    /// The numbers that tell the compared ones apart.
    pub quantities: Memo<Arc<Quantities>>,
    /// The names of those that a brush leaves out.
    pub left_out: Memo<Arc<BTreeSet<String>>>,
    /// The names of those whose lines are not drawn: hidden ones, and those that a brush leaves out.
    pub hidden: Memo<Arc<BTreeSet<String>>>,
    /// The names of the address that no experiment has.
    pub missing: Memo<Vec<String>>,
    /// The poll that keeps them up to date.
    pub polling: Polling,
    project: StoredValue<String>,
}

impl Experiments {
    /// Those that are drawn.
    pub fn kept(self) -> Vec<Compared> {
        let hidden = self.hidden.read();
        let compared = self.compared.read();
        let kept = compared.iter().filter(|one| !hidden.contains(&one.name));
        kept.cloned().collect()
    }

    /// Those that are drawn, and which of them is the baseline.
    pub fn drawn(self) -> Vec<Drawn> {
        let compared = self.compared.get();
        let baseline_idx = self.baseline_idx.get();
        let hidden = self.hidden.get();
        let drawn = compared.iter().enumerate().map(|(idx, one)| Drawn {
            one: one.clone(),
            is_baseline: Some(idx) == baseline_idx,
        });
        drawn
            .filter(|drawn| !hidden.contains(&drawn.one.name))
            .collect()
    }

    /// Where the table of the project is, with those that are drawn selected in it.
    pub fn table_of_kept(self) -> String {
        let kept = self.kept();
        let project = self.project.get_value();
        let table = PagePath::Project { project }.href();
        let query = selected_query(kept.iter().map(|one| one.experiment.ordinal));
        format!("{table}?{query}")
    }
}

/// Follows the project's experiments until the page goes away.
pub fn use_experiments(project: String, view: Memo<CompareView>) -> Experiments {
    let all = RwSignal::new(None::<Vec<Arc<Experiment>>>);
    let chosen = Memo::new(move |_| view.with(CompareView::ordered));
    let colours = Memo::new(move |_| view.with(|view| view.colours));
    let compared = Memo::new(move |_| {
        let chosen = chosen.get();
        let listed = all.read();
        Arc::new(compared(
            &chosen,
            listed.as_deref().unwrap_or_default(),
            colours.get(),
        ))
    });
    let missing: Memo<Vec<String>> = Memo::new(move |_| {
        let is_missing = |name: &String| {
            let is_compared = compared.with(|list| list.iter().any(|one| one.name == *name));
            !is_compared && all.with(Option::is_some)
        };
        chosen.with(|names| {
            names
                .iter()
                .filter(|name| is_missing(name))
                .cloned()
                .collect()
        })
    });
    let baseline_idx = Memo::new(move |_| {
        let baseline = view.with(|view| view.baseline.clone())?;
        compared.with(|list| list.iter().position(|one| one.name == baseline))
    });
    let group_by = Memo::new(move |_| view.with(|view| Some(view.grouping.as_ref()?.by.clone())));
    let group_ranks = Memo::new(move |_| {
        let Some(by) = group_by.get() else {
            return Arc::default();
        };
        Arc::new(match colours.get() {
            Colours::Own => {
                let all = all.read();
                ranks_in_project(all.iter().flatten().map(|it| &**it), &by)
            }
            Colours::Spread => {
                let compared = compared.get();
                let experiments: Vec<&Experiment> =
                    compared.iter().map(|one| &*one.experiment).collect();
                ranks_apart(&experiments, &by)
            }
        })
    });
    let quantities = Memo::new(move |_| {
        let compared = compared.get();
        let experiments: Vec<&Experiment> = compared.iter().map(|one| &*one.experiment).collect();
        Arc::new(Quantities::of(&experiments))
    });
    let brushes = Memo::new(move |_| view.with(|view| view.brushes.clone()));
    let left_out = Memo::new(move |_| {
        let brushes = brushes.read();
        if brushes.is_empty() {
            return Arc::default();
        }
        let quantities = quantities.get();
        let all: Vec<Quantity> = quantities.all().cloned().collect();
        let compared = compared.get();
        let left_out = excluded(&all, &brushes).into_iter();
        let names = left_out.filter_map(|idx| Some(compared.get(idx)?.name.clone()));
        Arc::new(names.collect::<BTreeSet<_>>())
    });
    let hidden = Memo::new(move |_| {
        let mut hidden = view.with(|view| view.hidden.clone());
        hidden.extend(left_out.read().iter().cloned());
        Arc::new(hidden)
    });
    let period = move || {
        let is_running = |one: &Compared| one.experiment.status == Status::Running;
        if compared.with_untracked(|list| list.iter().any(is_running)) {
            RUNNING_PERIOD
        } else {
            ENDED_PERIOD
        }
    };
    let project = StoredValue::new(project);
    let attempt = move || async move {
        let project = project.get_value();
        let next = match all.get_untracked() {
            None => newest_first(merged(&Vec::new(), api::experiments::list(&project).await?)),
            // The list of the table is in the order of creation.
            Some(known) => newest_first(refreshed(&project, newest_first(known)).await?.1),
        };
        if all.with_untracked(|known| known.as_ref().is_none_or(|it| !is_same(it, &next))) {
            all.set(Some(next));
        }
        Ok::<(), ApiError>(())
    };
    let polling = use_polling(period, attempt);
    ask_after_events(compared, polling);
    Experiments {
        all,
        compared,
        baseline_idx,
        group_ranks,
        quantities,
        left_out,
        hidden,
        missing,
        polling,
        project,
    }
}

/// A list that is in the order of creation, the other way round, or back.
fn newest_first(mut experiments: Vec<Arc<Experiment>>) -> Vec<Arc<Experiment>> {
    experiments.reverse();
    experiments
}

fn compared(chosen: &[String], listed: &[Arc<Experiment>], colours: Colours) -> Vec<Compared> {
    let find = |name: &String| {
        let experiment = listed.iter().find(|experiment| experiment.name == *name)?;
        Some((name.clone(), Arc::clone(experiment)))
    };
    let mut compared: Vec<Compared> = Vec::new();
    for (name, experiment) in chosen.iter().filter_map(find) {
        let own = usize::try_from(experiment.ordinal).unwrap_or_default();
        let slot = match colours {
            Colours::Own => own,
            Colours::Spread => compared.len(),
        };
        compared.push(Compared {
            name,
            experiment,
            slot: Slot(slot),
        });
    }
    compared
}
