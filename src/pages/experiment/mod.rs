//! The dashboard of one experiment.

pub mod artifacts;
pub mod cards;
pub mod console;
pub mod dashboard;
pub mod header;
pub mod live;
pub mod live_logs;
pub mod log_data;
pub mod sidebar;
pub mod summary;
pub mod view_state;

use super::answer::{Answer, use_answer};
use super::frame::PageFrame;
use super::palette::PaletteSource;
use super::present_path::use_present_path;
use super::project::{NoSuchProject, crumb};
use crate::api::ApiError;
use crate::browser::chunk::chunk;
use crate::browser::focus::focus_by_id;
use crate::browser::history::HistoryEntry;
use crate::browser::page::use_title;
use crate::browser::scroll::unscrolled;
use crate::components::Lazy;
use crate::components::filter_field::FilterField;
use crate::components::shell::Crumb;
use crate::components::states::{Failure, LoadingCards, LoadingRows, Notice};
use crate::pages::line_feed::use_line_feed;
use crate::pages::log_filter::use_log_filter;
use crate::paths::PagePath;
use crate::state::log_filter::LogFilter;
use crate::state::shown_logs::{LogChoice, first_lines, is_card, n_cards_in};
use dashboard::Dashboard;
use leptos::prelude::*;
use live::use_live_experiment;
use sidebar::Sidebar;
use view_state::use_view_state;

/// The id of the field that `/` focuses.
const FILTER_ID: &str = "log-filter";

/// The dashboard of the experiment of that name.
#[component]
pub fn ExperimentPage(
    /// The project's name.
    project: String,
    /// The experiment's name.
    experiment: String,
) -> impl IntoView {
    use_title(Signal::stored(format!("{experiment} · {project}")));
    let own_href = PagePath::Experiment {
        project: project.clone(),
        experiment: experiment.clone(),
    }
    .href();
    let crumbs = vec![
        crumb(&project),
        Crumb {
            name: experiment.clone(),
            href: own_href,
        },
    ];
    let state = use_view_state();
    let lines = use_line_feed();
    let live = use_live_experiment(project.clone(), experiment.clone(), move |id, logs| {
        let (tab, filter) = state
            .view
            .with_untracked(|view| (view.tab.clone(), LogFilter::of_nothing(&view.filter)));
        // Which logs a filter leaves is known once it is read.
        let Some(filter) = filter else { return };
        let choice = LogChoice { tab, filter };
        let seen = unscrolled();
        let n_cards = n_cards_in(seen.viewport_width_px, seen.viewport_px);
        let cards = logs.items.iter().filter(|log| is_card(&log.log_type));
        let shown = cards.filter(|log| choice.shows(&log.name));
        let first = first_lines(shown.map(|log| (&*log.name, &*log.log_type)), n_cards);
        lines.want_now(first.into_iter().map(|name| (id, name)));
    });
    use_present_path(move || {
        live.experiment.get().map(|it| PagePath::Experiment {
            project: it.project_name.clone(),
            experiment: it.name.clone(),
        })
    });
    let filter_text = Memo::new(move |_| state.view.with(|view| view.filter.clone()));
    let typed = use_log_filter(filter_text);
    let tools = move || {
        let on_text = move |text: String| {
            state.change(HistoryEntry::Replace, "filter", |view| view.filter = text);
        };
        view! { <FilterField label="Filter logs" id=FILTER_ID text=filter_text on_text error=typed.error /> }
    };
    let palette = PaletteSource::Experiment {
        project: StoredValue::new(project.clone()),
        live,
        state,
    };
    let names = StoredValue::new((project, experiment));
    let sidebar = move || {
        let (project, experiment) = names.get_value();
        view! {
            <Lazy
                view=move || sidebar_list(project.clone(), experiment.clone())
                fallback=|| view! { <LoadingRows label="Loading the experiments" /> }
            />
        }
    };
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
    // An experiment that was deleted meanwhile is missing; any other failure leaves what is known.
    let answer = use_answer(
        move || live.logs.with(Option::is_some) && live.experiment.with(Option::is_some),
        live.polling.error,
    );
    view! {
        <PageFrame crumbs tools sidebar on_key palette>
            {move || match answer.get() {
                Answer::Here => view! { <Dashboard live state lines filter=typed.filter on_tab_step /> }.into_any(),
                Answer::Pending => {
                    view! {
                        <div aria-hidden="true">
                            <div class="skeleton skeleton--header"></div>
                            <div class="skeleton skeleton--summary"></div>
                            <div class="skeleton skeleton--tabs"></div>
                        </div>
                        <LoadingCards label="Loading the experiment" />
                    }
                        .into_any()
                }
                Answer::Missing(error) => {
                    let (project, experiment) = names.get_value();
                    view! { <Missing project experiment error /> }.into_any()
                }
                Answer::Failed(error) => {
                    view! {
                        <Failure
                            title="The experiment could not be loaded"
                            reason=error.to_string()
                            on_retry=move |()| live.polling.retry()
                        />
                    }
                        .into_any()
                }
            }}
        </PageFrame>
    }
}

/// The project or the experiment does not exist.
#[component]
fn Missing(
    /// The project's name.
    project: String,
    /// The experiment's name.
    experiment: String,
    /// Why there is none.
    error: ApiError,
) -> impl IntoView {
    if error.names_field("project") {
        return view! { <NoSuchProject name=project /> }.into_any();
    }
    view! {
        <Notice
            title=format!("There is no experiment “{experiment}” in “{project}”")
            is_whole_page=true
        >
            <p>"It may have been deleted."</p>
            <a class="button" href=PagePath::Project { project: project.clone() }.href()>
                {format!("All experiments of “{project}”")}
            </a>
        </Notice>
    }
    .into_any()
}

chunk! {
    dashboard:
    fn sidebar_list(project: String, experiment: String) -> AnyView {
        view! { <Sidebar project experiment /> }.into_any()
    }
}
