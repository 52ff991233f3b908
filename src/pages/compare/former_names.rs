//! Former names in the address: a link from before a renaming finds the experiment, under its name of now.

use super::experiments::Experiments;
use super::state::CompareState;
use crate::api;
use crate::pages::session::SessionContext;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_model::ExperimentId;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Asks the server for former names whenever a name of the address becomes one that no experiment has.
pub fn find_former_names(project: String, experiments: Experiments, state: CompareState) {
    let session = expect_context::<SessionContext>();
    let owner = Owner::current();
    let project: Arc<str> = project.into();
    Effect::new(move |before: Option<BTreeSet<String>>| {
        let missing: BTreeSet<String> = experiments.missing.get().into_iter().collect();
        if !missing.is_subset(&before.unwrap_or_default()) {
            let project = Arc::clone(&project);
            let ask = move || {
                spawn_local_scoped_with_cancellation(async move {
                    let answer = api::experiments::former_names(&project).await;
                    session.report(&answer);
                    // Where the server does not answer, the names stay missing until the page is opened again.
                    for former in answer.unwrap_or_default() {
                        take(&former.name, former.experiment_id, experiments, state);
                    }
                });
            };
            // Of the page, not of this run of the effect: what is missing next does not end the request.
            match &owner {
                Some(owner) => owner.with(ask),
                None => ask(),
            }
        }
        missing
    });
}

/// Calls the experiment by its name of now, where the address calls it by that former one.
fn take(former: &str, id: ExperimentId, experiments: Experiments, state: CompareState) {
    let is_asked = state
        .view
        .with_untracked(|view| view.experiments.iter().any(|it| it == former));
    let name = experiments.all.with_untracked(|all| {
        let mut all = all.iter().flatten();
        all.find(|experiment| experiment.id == id)
            .map(|it| it.name.clone())
    });
    if let Some(name) = name.filter(|_| is_asked) {
        state.correct(|view| *view = view.with_renamed(former, &name));
    }
}
