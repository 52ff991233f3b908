//! Experiments of a project side by side.

pub mod board;
pub mod cards;
pub mod data_feed;
pub mod events;
pub mod experiments;
pub mod former_names;
pub mod lit;
pub mod log_lists;
pub mod options;
pub mod parameters;
pub mod relations;
pub mod sidebar;
pub mod state;
pub mod strip;
pub mod values;
pub mod wishes;

use super::answer::{Answer, use_answer};
use super::frame::PageFrame;
use super::palette::PaletteSource;
use super::palette::compare::compare_commands;
use super::project::{NoSuchProject, crumb};
use crate::browser::focus::focus_by_id;
use crate::browser::history::HistoryEntry;
use crate::browser::page::use_title;
use crate::components::filter_field::FilterField;
use crate::components::shell::Crumb;
use crate::components::states::{Failure, LoadingCards, Notice};
use crate::pages::log_filter::use_log_filter;
use crate::paths::PagePath;
use board::Board;
use experiments::use_experiments;
use former_names::find_former_names;
use leptos::prelude::*;
use lit::Lit;
use log_lists::use_log_lists;
use sidebar::Sidebar;
use state::use_compare_state;

/// The id of the field that `/` focuses.
const FILTER_ID: &str = "log-filter";

/// The compare page of the project of that name; the address says which experiments.
#[component]
pub fn ComparePage(
    /// The project's name.
    project: String,
) -> impl IntoView {
    use_title(Signal::stored(format!("Compare · {project}")));
    let state = use_compare_state();
    let experiments = use_experiments(project.clone(), state.view);
    find_former_names(project.clone(), experiments, state);
    let lists = use_log_lists(experiments.compared);
    let lit = Lit::default();
    let name = StoredValue::new(project.clone());
    let crumbs = Signal::derive(move || {
        let mut table = crumb(&name.get_value());
        // What the brushes keep is selected there, too.
        if state.view.with(|view| !view.brushes.is_empty()) {
            table.href = experiments.table_of_kept();
        }
        let here = PagePath::Compare {
            project: name.get_value(),
        };
        vec![
            table,
            Crumb {
                name: "Compare".to_owned(),
                href: here.href(),
            },
        ]
    });
    let filter_text = Memo::new(move |_| state.view.with(|view| view.dashboard.filter.clone()));
    let typed = use_log_filter(filter_text);
    let tools = move || {
        let on_text = move |text: String| {
            state.change(HistoryEntry::Replace, "filter", |view| {
                view.dashboard.filter = text;
            });
        };
        view! { <FilterField label="Filter logs" id=FILTER_ID text=filter_text on_text error=typed.error /> }
    };
    let project = StoredValue::new(project);
    let sidebar = move || view! { <Sidebar project=project.get_value() experiments state lit /> };
    let palette = PaletteSource::Page(Callback::new(move |()| {
        project.with_value(|project| compare_commands(project, experiments, lists, state))
    }));
    let on_tab_step = RwSignal::new(None::<Callback<isize>>);
    let on_key = Callback::new(move |key: String| {
        let step = match key.as_str() {
            "/" => return focus_by_id(FILTER_ID),
            "[" => -1,
            "]" => 1,
            _ => return false,
        };
        on_tab_step.with_untracked(|callback| callback.map(|callback| callback.run(step)).is_some())
    });
    let answer = use_answer(
        move || experiments.all.with(Option::is_some),
        experiments.polling.error,
    );
    let is_empty = Memo::new(move |_| state.view.with(|view| view.experiments.is_empty()));
    view! {
        <PageFrame crumbs tools sidebar on_key palette>
            {move || match answer.get() {
                Answer::Here if is_empty.get() => {
                    view! {
                        <Notice title="Nothing to compare yet">
                            <p>"Choose experiments in the sidebar; two or more make a comparison."</p>
                        </Notice>
                    }
                        .into_any()
                }
                Answer::Here => {
                    view! { <Board project=project.get_value() experiments lists state filter=typed.filter lit on_tab_step /> }.into_any()
                }
                Answer::Pending => view! { <LoadingCards label="Loading the experiments" /> }.into_any(),
                Answer::Missing(_) => {
                    view! { <NoSuchProject name=project.get_value() /> }.into_any()
                }
                Answer::Failed(error) => {
                    view! {
                        <Failure
                            title="The experiments could not be loaded"
                            reason=error.to_string()
                            on_retry=move |()| experiments.polling.retry()
                        />
                    }
                        .into_any()
                }
            }}
        </PageFrame>
    }
}
