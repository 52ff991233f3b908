//! What the dashboard shows once the experiment is known: header, values, tabs and cards.

use super::artifacts::ArtifactSection;
use super::cards::{CardContext, LogCard};
use super::console::ConsoleSection;
use super::header::ExperimentHeader;
use super::live::LiveExperiment;
use super::live_logs::LiveLog;
use super::summary::ValueSummarySection;
use super::view_state::ViewState;
use crate::browser::chunk::chunk;
use crate::browser::clock::use_now;
use crate::browser::history::HistoryEntry;
use crate::browser::idle::use_idle_turn;
use crate::browser::page::page_origin;
use crate::components::Lazy;
use crate::components::states::{CodeBlock, Notice};
use crate::components::tab_list::{TabItem, TabList};
use crate::pages::card_choices::LogChoices;
use crate::pages::line_feed::LineFeed;
use crate::pages::no_match::NoMatch;
use crate::state::getting_started;
use crate::state::log_filter::LogFilter;
use crate::state::shown_logs::LogChoice;
use crate::state::tabs::{Tab, neighbour, tabs};
use leptos::prelude::*;
use runboard_chart::card_view::CardSize;
use runboard_model::wire::Experiment;
use runboard_model::{ExperimentId, LogType};
use std::sync::Arc;
use std::time::Duration;

const CLOCK_PERIOD: Duration = Duration::from_secs(1);
/// The id of the region that the tabs change.
const CARDS_ID: &str = "cards";

/// The dashboard.
#[component]
pub fn Dashboard(
    /// The experiment; it and its logs are known.
    live: LiveExperiment,
    /// What the person chose.
    state: ViewState,
    /// The points of the lines.
    lines: LineFeed,
    /// The filter of logs; `None` until it is read.
    filter: Signal<Option<LogFilter>>,
    /// Filled with what moves to a neighbouring tab.
    on_tab_step: RwSignal<Option<Callback<isize>>>,
) -> impl IntoView {
    let Some(first) = live.experiment.get_untracked() else {
        return ().into_any();
    };
    let experiment = Memo::new(move |_| live.experiment.get().unwrap_or_else(|| first.clone()));
    let id = experiment.with_untracked(|experiment| experiment.id);
    let logs = Memo::new(move |_| Logs(live.logs.get().unwrap_or_default()));
    let all_tabs =
        Memo::new(move |_| logs.with(|Logs(logs)| tabs(logs.iter().map(|log| &*log.name))));
    let tab_items =
        Memo::new(move |_| all_tabs.with(|tabs| tabs.iter().map(tab_item).collect::<Vec<_>>()));
    let chosen = Memo::new(move |_| {
        let tab = state.view.with(|view| view.tab.clone());
        // A tab that is not there (yet) shows all logs.
        tab.filter(|tab| all_tabs.with(|tabs| tabs.iter().any(|t| t.group.as_ref() == Some(tab))))
    });
    let choose =
        move |tab: Option<String>| state.change(HistoryEntry::Push, "tab", |view| view.tab = tab);
    on_tab_step.set(Some(Callback::new(move |n_tabs| {
        choose(
            all_tabs
                .with_untracked(|tabs| neighbour(tabs, chosen.get_untracked().as_deref(), n_tabs)),
        );
    })));
    on_cleanup(move || {
        on_tab_step.try_set(None);
    });

    let filter_text = Memo::new(move |_| state.view.with(|view| view.filter.clone()));
    let shown = Memo::new(move |_| {
        let Some(filter) = filter.get() else {
            return Logs(Vec::new());
        };
        let choice = LogChoice {
            tab: chosen.get(),
            filter,
        };
        let is_shown = |log: &&LiveLog| choice.shows(&log.name);
        logs.with(|Logs(logs)| Logs(logs.iter().filter(is_shown).cloned().collect()))
    });
    let cards = Memo::new(move |_| {
        let is_card = |log: &&LiveLog| &*log.log_type != LogType::Value.as_str();
        shown.with(|Logs(logs)| Logs(logs.iter().filter(is_card).cloned().collect()))
    });
    let context = CardContext::new(id, experiment, lines, state);
    let now = use_now(CLOCK_PERIOD);
    // What stands below the cards comes after them.
    let is_quiet = use_idle_turn();
    let has_no_logs = Memo::new(move |_| logs.with(|Logs(logs)| logs.is_empty()));
    let all_logs = Signal::derive(move || logs.with(|Logs(logs)| logs.clone()));
    let has_values = Memo::new(move |_| {
        let is_value = |log: &LiveLog| &*log.log_type == LogType::Value.as_str();
        logs.with(|Logs(logs)| logs.iter().any(is_value))
    });
    let emptiness = Memo::new(move |_| {
        let is_empty = |logs: &Logs| logs.0.is_empty();
        match (
            logs.with(is_empty),
            shown.with(is_empty),
            cards.with(is_empty),
        ) {
            _ if filter.with(Option::is_none) => Emptiness::None,
            (false, true, _) => Emptiness::NoMatch,
            (false, false, true) => Emptiness::ValuesOnly,
            _ => Emptiness::None,
        }
    });
    // A link may name what is not logged yet, or was deleted.
    let missing = Memo::new(move |_| {
        let view = state.view.read();
        let name = view.full_log()?;
        let is_missing = logs.with(|Logs(logs)| {
            let mut others = logs.iter();
            !logs.is_empty() && others.all(|log| &*log.name != name)
        });
        is_missing.then(|| name.to_owned())
    });
    view! {
        <ExperimentHeader experiment now />
        <Show when=move || has_values.get()>
            <Lazy
                view=move || values_section(id, all_logs, now)
                fallback=|| view! { <div class="skeleton skeleton--summary" aria-hidden="true"></div> }
            />
        </Show>
        <Show
            when=move || !has_no_logs.get()
            fallback=move || view! { <Lazy view=move || nothing_logged(id) /> }
        >
            <TabList
                label="Groups of logs"
                tabs=tab_items
                chosen
                on_choose=choose
                controls=CARDS_ID
            />
        </Show>
        <Show when=move || missing.with(Option::is_some)>
            <Lazy view=move || missing_log(missing, state) />
        </Show>
        <div id=CARDS_ID class="card-grid card-grid--tabbed" role="tabpanel" aria-label="Logs">
            <For each=move || cards.get().0 key=|log| (log.name.clone(), log.log_type.clone()) let:log>
                <LogCard log context />
            </For>
            <Show when=move || emptiness.get() == Emptiness::ValuesOnly>
                <p class="quiet-note">"Single values only: they stand in the summary above."</p>
            </Show>
            <Show when=move || emptiness.get() == Emptiness::NoMatch>
                <NoMatch
                    tab=chosen
                    on_all_tabs=move |()| choose(None)
                    on_clear=move |()| state.change(HistoryEntry::Push, "filter", |view| view.filter.clear())
                />
            </Show>
        </div>
        <Show when=move || is_quiet.get() && chosen.get().is_none() && filter_text.with(String::is_empty)>
            <Lazy view=move || beside_logs(id, experiment, state) />
        </Show>
    }
    .into_any()
}

/// Why there is no card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Emptiness {
    /// There is one, or nothing was logged at all, or it is not known yet.
    None,
    /// Tab and filter leave only single values, which have no card.
    ValuesOnly,
    /// Tab and filter leave nothing.
    NoMatch,
}

/// Logs that are the same as long as their names and places are; what is in them has its own signals.
#[derive(Clone)]
struct Logs(Vec<LiveLog>);

impl PartialEq for Logs {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self
                .0
                .iter()
                .zip(&other.0)
                .all(|(log, other)| log.name == other.name && log.log_type == other.log_type)
    }
}

fn tab_item(tab: &Tab) -> TabItem {
    TabItem {
        key: tab.group.clone(),
        label: tab.label().to_owned(),
        n_items: tab.n_logs,
    }
}

#[component]
fn NothingLogged(
    /// The experiment.
    id: ExperimentId,
) -> impl IntoView {
    let origin = page_origin();
    let id = id.to_string();
    view! {
        <Notice title="Nothing logged yet">
            <p>"What the training logs appears here at once. Three lines to try it:"</p>
            <CodeBlock label="Log something from Python" code=getting_started::first_log(&origin, &id) />
        </Notice>
    }
}

chunk! {
    dashboard:
    fn beside_logs(
        id: ExperimentId,
        experiment: Memo<Arc<Experiment>>,
        state: ViewState
    ) -> AnyView {
        view! {
            <ArtifactSection id />
            <ConsoleSection experiment state />
        }
        .into_any()
    }
}

chunk! {
    dashboard:
    fn values_section(id: ExperimentId, logs: Signal<Vec<LiveLog>>, now: Signal<i64>) -> AnyView {
        view! { <ValueSummarySection id logs now /> }.into_any()
    }
}

chunk! {
    dashboard:
    fn missing_log(name: Memo<Option<String>>, state: ViewState) -> AnyView {
        let title = move || format!("No log is called {}", name.get().unwrap_or_default());
        let give_up = move |_| {
            if let Some(name) = name.get_untracked() {
                state.change_log(&name, HistoryEntry::Push, |log| {
                    log.card.size = CardSize::Fitted;
                });
            }
        };
        view! {
            <Notice title=Signal::derive(title)>
                <p>"It is shown here as soon as it is logged."</p>
                <div class="notice__actions">
                    <button type="button" class="button" on:click=give_up>
                        "Show only what there is"
                    </button>
                </div>
            </Notice>
        }
        .into_any()
    }
}

chunk! {
    dashboard:
    fn nothing_logged(id: ExperimentId) -> AnyView {
        view! { <NothingLogged id /> }.into_any()
    }
}
