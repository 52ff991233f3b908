//! The frame around every log: name, tools, states, full size, data as a table.

use super::card_state::CardPlaceholder;
use super::card_tools::{CardTools, Tools};
use super::data_table::table_when_read;
use super::{CardState, DataTable, Lazy, MenuItem};
use crate::browser::chunk::chunk;
use crate::browser::focus;
use crate::browser::idle::use_idle_turn;
use crate::browser::modal::{Modal, has_open_dialog};
use crate::browser::unique_id::unique_id;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::card_view::{CardShows, CardSize, CardView};
use runboard_chart::line::ChartLine;
use runboard_chart::line::export::table;
use runboard_chart::table::Table;
use runboard_chart::table_view::TableView;
use send_wrapper::SendWrapper;
use std::sync::Arc;

/// How high a card is; known before its data, so that nothing jumps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardKind {
    /// One row of the grid.
    #[default]
    Normal,
    /// Two rows of the grid: a heatmap with what belongs to it.
    Tall,
    /// One row of the grid, over its whole width: several things side by side.
    Wide,
    /// Two rows of the grid, over its whole width.
    WideTall,
}

impl CardKind {
    /// The class of its place in the grid.
    pub fn slot_class(self) -> &'static str {
        match self {
            Self::Normal => "card-slot",
            Self::Tall => "card-slot card-slot--tall",
            Self::Wide => "card-slot card-slot--wide",
            Self::WideTall => "card-slot card-slot--tall card-slot--wide",
        }
    }
}

/// The data of a chart as a table.
#[derive(Clone, Copy)]
pub enum CardTable {
    /// The table.
    Ready(Signal<Arc<Table>>),
    /// Lines, of which the code of tables makes one: every dashboard has lines, and hardly any shows their data.
    OfLines(Signal<Vec<ChartLine>>),
}

impl CardTable {
    fn signal(self) -> Signal<Arc<Table>> {
        match self {
            Self::Ready(table) => table,
            Self::OfLines(lines) => table_when_read(move || table(&lines.read())),
        }
    }
}

/// What every card gets of its log, whatever is drawn in it.
#[derive(Clone, Copy)]
pub struct CardInputs {
    /// The log's name: the title and the accessible name.
    pub name: Signal<String>,
    /// Whether there is something to show.
    pub state: Signal<CardState>,
    /// Called by the button `Retry` of a failed card.
    pub on_retry: Option<Callback<()>>,
    /// What the person chose for this card.
    pub view: Signal<CardView>,
    /// Called with what the person chose now.
    pub on_view: Callback<CardView>,
    /// The items of the menu; without any there is no menu.
    pub menu: Signal<Vec<MenuItem>>,
}

impl CardInputs {
    /// How the card's table is shown, and what is called with how the person wants it shown now.
    pub fn table_view(self) -> (Signal<TableView>, Callback<TableView>) {
        let view = self.view;
        let on_table_view = Callback::new(move |table| {
            let view = view.get_untracked();
            self.on_view.run(CardView { table, ..view });
        });
        let table_view = Signal::derive(move || view.with(|view| view.table.clone()));
        (table_view, on_table_view)
    }
}

/// A `figure` named by its log, with the tools that all logs have in common.
///
/// A key that a child handled and must not leave full size is one whose default it prevented.
#[component]
pub fn Card(
    /// What every card gets of its log.
    card: CardInputs,
    /// One sentence that says what is shown, for screen readers.
    #[prop(into)]
    description: Signal<String>,
    /// How high it is.
    #[prop(optional, into)]
    kind: Signal<CardKind>,
    /// The data of a chart as a table, computed when it is looked at; without it there is no `Show data`.
    #[prop(default = None)]
    data: Option<CardTable>,
    /// Further buttons before the common ones.
    #[prop(optional, into)]
    tools: ViewFn,
    /// What stands below the body whichever is shown, a legend or a slider.
    #[prop(optional, into)]
    footer: ViewFn,
    /// The log itself; called only when the card is ready and shows it.
    children: ChildrenFn,
) -> impl IntoView {
    let CardInputs {
        name,
        state,
        on_retry,
        view,
        on_view,
        menu,
    } = card;
    let figure = NodeRef::<html::Figure>::new();
    let size_button = NodeRef::<html::Button>::new();
    let description_id = unique_id("card-description");
    let described_by = description_id.clone();
    let size = Memo::new(move |_| view.read().size);
    let shows = Memo::new(move |_| view.read().shows);
    let is_ready = Memo::new(move |_| *state.read() == CardState::Ready);
    let is_full = move || size.get() == CardSize::Full;
    let toggle_size =
        Callback::new(move |()| on_view.run(view.get_untracked().with_size_toggled()));
    hold_while_full(size, figure, size_button, toggle_size);
    // The tools of cards off screen come when there is time for them.
    let has_turn = use_idle_turn();
    let is_awake = Memo::new(move |_| has_turn.get() || *state.read() != CardState::Waiting);
    let tools = CardTools {
        is_ready,
        size,
        size_button,
        toggle_size,
        shows: data.map(|_| shows),
        view,
        on_view,
        menu,
        own: tools,
    };

    let description = move || match &*state.read() {
        CardState::Ready | CardState::UnknownType(_) => description.get(),
        CardState::Waiting | CardState::Loading => "Loading".to_owned(),
        CardState::Failed(_) => "Not loaded".to_owned(),
    };
    let body = move || {
        if !is_ready.get() {
            return view! { <CardPlaceholder state on_retry /> }.into_any();
        }
        match (data, shows.get()) {
            (Some(data), CardShows::Data) => {
                let (view, on_view) = card.table_view();
                view! { <Lazy view=move || card_data(name, data, view, on_view) /> }.into_any()
            }
            _ => children(),
        }
    };

    view! {
        <div class=move || kind.get().slot_class()>
            <figure
                class="card"
                class:card--full=is_full
                node_ref=figure
                tabindex="-1"
                aria-label=name
                aria-describedby=described_by
            >
                <header class="card__header">
                    <h2 class="card__title" title=name>{name}</h2>
                    <div class="card__tools">
                        <Show when=move || is_awake.get()>
                            <Lazy view={
                                let tools = tools.clone();
                                move || card_tools(tools.clone())
                            } />
                        </Show>
                    </div>
                </header>
                <p class="visually-hidden" id=description_id>{description}</p>
                <div class="card__body">{body}</div>
                <Show when=move || is_ready.get()>{footer.run()}</Show>
            </figure>
        </div>
    }
    .into_any()
}

chunk! {
    dashboard:
    fn card_tools(tools: CardTools) -> AnyView {
        view! { <Tools tools /> }.into_any()
    }
}

chunk! {
    dashboard:
    fn card_data(
        name: Signal<String>,
        data: CardTable,
        view: Signal<TableView>,
        on_view: Callback<TableView>
    ) -> AnyView {
        view! { <DataTable name table=data.signal() view on_view /> }.into_any()
    }
}

/// While the card has full size, nothing else can be reached and Escape leaves; then the focus
/// returns to the button.
fn hold_while_full(
    size: Memo<CardSize>,
    figure: NodeRef<html::Figure>,
    size_button: NodeRef<html::Button>,
    on_leave: Callback<()>,
) {
    Effect::new(move |was_full: Option<bool>| {
        let is_full = size.get() == CardSize::Full;
        let Some(figure) = figure.get() else {
            return false;
        };
        if is_full {
            let modal = SendWrapper::new(Modal::hold(&figure));
            let escape = window_event_listener(leptos::ev::keydown, move |event| {
                // A dialog over the card is the one that Escape closes.
                let is_meant = event.key() == "Escape" && !event.default_prevented();
                if is_meant && !has_open_dialog() {
                    on_leave.run(());
                }
            });
            if !focus::has_focus_within(&figure) {
                focus::focus_soon(move || Some(figure.clone()));
            }
            on_cleanup(move || {
                escape.remove();
                drop(modal);
            });
        } else if was_full == Some(true) {
            focus::focus_soon(move || size_button.try_get_untracked().flatten().map(Into::into));
        }
        is_full
    });
}
