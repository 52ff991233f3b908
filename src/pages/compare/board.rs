//! What the compare page shows once the experiments are known: who is compared, the options, parameters and
//! values, and a card for each log.

use super::cards::{CardContext, CompareCard};
use super::data_feed::use_data_feed;
use super::experiments::Experiments;
use super::lit::Lit;
use super::log_lists::LogLists;
use super::options::Options;
use super::parameters::ParameterSection;
use super::relations::RelationSection;
use super::state::CompareState;
use super::strip::ExperimentStrip;
use super::values::ValueSection;
use crate::browser::page::page_origin;
use crate::browser::scroll::unscrolled;
use crate::components::states::{CodeBlock, LoadingCards, Notice};
use crate::components::tab_list::{TabItem, TabList};
use crate::pages::line_feed::{LineFeed, use_line_feed};
use crate::pages::no_match::NoMatch;
use crate::state::compare::log_union::ComparedLog;
use crate::state::compare::view::Relations;
use crate::state::getting_started;
use crate::state::log_filter::LogFilter;
use crate::state::shown_logs::{LogChoice, first_lines, n_cards_in};
use crate::state::tabs::{Tab, neighbour, tabs};
use leptos::prelude::*;
use std::sync::Arc;

/// The id of the region that the tabs change.
const CARDS_ID: &str = "cards";
/// How much of the window's height is left to the cards at first; above them stand the experiments and their values.
const CARDS_SHARE: f64 = 0.5;

/// The board.
#[component]
pub fn Board(
    /// The project's name.
    project: String,
    /// The experiments.
    experiments: Experiments,
    /// Their logs.
    lists: LogLists,
    /// What the person chose.
    state: CompareState,
    /// Which experiments are lit.
    lit: Lit,
    /// The filter of logs; `None` until it is read.
    filter: Signal<Option<LogFilter>>,
    /// Filled with what moves to a neighbouring tab.
    on_tab_step: RwSignal<Option<Callback<isize>>>,
) -> impl IntoView {
    let union = Memo::new(move |_| lists.union.get().unwrap_or_default());
    let all_tabs = Memo::new(move |_| tabs(union.read().iter().map(|log| &*log.name)));
    let tab_items = Memo::new(move |_| all_tabs.read().iter().map(tab_item).collect::<Vec<_>>());
    let chosen = Memo::new(move |_| {
        let tab = state.view.with(|view| view.dashboard.tab.clone());
        // A tab that is not there (yet) shows all logs.
        tab.filter(|tab| all_tabs.with(|tabs| tabs.iter().any(|t| t.group.as_ref() == Some(tab))))
    });
    let choose = move |tab: Option<String>| state.push(|view| view.dashboard.tab = tab);
    on_tab_step.set(Some(Callback::new(move |n_tabs| {
        let chosen = chosen.get_untracked();
        choose(all_tabs.with_untracked(|tabs| neighbour(tabs, chosen.as_deref(), n_tabs)));
    })));
    on_cleanup(move || {
        on_tab_step.try_set(None);
    });
    let shown = Memo::new(move |_| {
        let Some(filter) = filter.get() else {
            return Vec::new();
        };
        let choice = LogChoice {
            tab: chosen.get(),
            filter,
        };
        let is_shown = |log: &&ComparedLog| choice.shows(&log.name);
        let keys = |log: &ComparedLog| (Arc::clone(&log.name), Arc::clone(&log.log_type));
        union.with(|union| union.iter().filter(is_shown).map(keys).collect::<Vec<_>>())
    });
    let feed = use_line_feed();
    // Before anything is built, which takes as long as the points are under way.
    shown.with_untracked(|shown| want_first_lines(feed, experiments, shown));
    let context = CardContext {
        experiments,
        lists,
        feed,
        data: use_data_feed(),
        state,
        lit,
        marked: RwSignal::new(None),
    };
    let n_compared = Memo::new(move |_| experiments.compared.with(|list| list.len()));
    let has_none = move || n_compared.get() == 0;
    let has_no_log = Memo::new(move |_| {
        n_compared.get() > 0
            && lists
                .union
                .with(|it| it.as_ref().is_some_and(|it| it.is_empty()))
    });
    let first_log = Signal::derive(move || {
        let compared = experiments.compared.read();
        let first = compared.first();
        let id = first.map(|one| one.experiment.id.to_string());
        getting_started::first_log(&page_origin(), &id.unwrap_or_default())
    });
    let shows_relations =
        Memo::new(move |_| state.view.with(|view| view.relations == Relations::Shown));
    let is_loading = Memo::new(move |_| lists.union.with(Option::is_none));
    let has_no_match = Memo::new(move |_| {
        let is_known = filter.with(Option::is_some);
        is_known && !union.with(|union| union.is_empty()) && shown.with(Vec::is_empty)
    });
    view! {
        <h1 class="app-main__heading">
            {move || heading(n_compared.get())}
        </h1>
        <ExperimentStrip project experiments state lit />
        <Options experiments state />
        <div class="compare-sections">
            <ValueSection experiments state />
            <ParameterSection experiments state />
        </div>
        <Show when=move || shows_relations.get()>
            <RelationSection experiments state lit />
        </Show>
        <Show when=move || !is_loading.get() fallback=|| view! { <LoadingCards label="Loading the logs" /> }>
            <TabList
                label="Groups of logs"
                tabs=tab_items
                chosen
                on_choose=choose
                controls=CARDS_ID
            />
            <div id=CARDS_ID class="card-grid card-grid--tabbed card-grid--compare" role="tabpanel" aria-label="Logs">
                <For each=move || shown.get() key=|log| log.clone() let:log>
                    <CompareCard name=log.0 log_type=log.1 context />
                </For>
            </div>
        </Show>
        <Show when=has_none>
            <Notice title="None of these experiments is there">
                <p>"They may have been deleted. Choose others in the sidebar; two or more make a comparison."</p>
            </Notice>
        </Show>
        <Show when=move || has_no_log.get()>
            <Notice title="No logs to compare yet">
                <p>"Each line, chart, table and picture gets a card here as soon as it is logged. This logs to the first one:"</p>
                <CodeBlock label="Log something from Python" code=first_log />
            </Notice>
        </Show>
        <Show when=move || has_no_match.get()>
            <NoMatch
                tab=chosen
                on_all_tabs=move |()| choose(None)
                on_clear=move |()| state.push(|view| view.dashboard.filter.clear())
            />
        </Show>
    }
}

fn heading(n_compared: usize) -> String {
    match n_compared {
        1 => "Compare 1 experiment".to_owned(),
        n_compared => format!("Compare {n_compared} experiments"),
    }
}

/// Asks for the points of the first line cards, of all experiments at once.
fn want_first_lines(feed: LineFeed, experiments: Experiments, shown: &[(Arc<str>, Arc<str>)]) {
    let seen = unscrolled();
    let n_cards = n_cards_in(seen.viewport_width_px, seen.viewport_px * CARDS_SHARE);
    let names = first_lines(shown.iter().map(|(name, kind)| (&**name, &**kind)), n_cards);
    let compared = experiments.compared.get_untracked();
    feed.want_now(names.iter().flat_map(|name| {
        let with_log = compared.iter().filter(move |one| {
            let mut lines = one.experiment.lines.iter();
            lines.any(|line| *line.log == **name)
        });
        with_log.map(|one| (one.experiment.id, Arc::clone(name)))
    }));
}

fn tab_item(tab: &Tab) -> TabItem {
    TabItem {
        key: tab.group.clone(),
        label: tab.label().to_owned(),
        n_items: tab.n_logs,
    }
}
