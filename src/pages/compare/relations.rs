//! Parameters against values: parallel coordinates and a scatter plot whose brushes select experiments.

use super::experiments::Experiments;
use super::lit::Lit;
use super::state::CompareState;
use crate::browser::theme::ThemeContext;
use crate::components::column_chooser::{ColumnChooser, OfferedColumn};
use crate::components::relation_charts::{BrushList, RelationCard, RelationInputs};
use crate::components::select_field::{SelectField, SelectOption};
use crate::components::{CardInputs, CardState, MenuItem, MenuMark};
use crate::pages::card_choices::CardOwner;
use crate::state::compare::quantities::Quantities;
use crate::state::compare::view::AxisScale;
use leptos::prelude::*;
use runboard_chart::interval::Interval;
use runboard_chart::relation::plot::RelationKind;
use runboard_chart::relation::{Brush, Brushes, Individual, Quantity, Standing};
use std::collections::BTreeSet;
use std::sync::Arc;

/// More axes take the whole width; fewer share it with the scatter plot, so that the logs below stay in sight.
const MAX_NARROW_AXES: usize = 6;

/// Both charts, and the brush as numbers for the keyboard.
#[component]
pub fn RelationSection(
    /// The experiments.
    experiments: Experiments,
    /// What the person chose.
    state: CompareState,
    /// Which experiments are lit.
    lit: Lit,
) -> impl IntoView {
    let theme = expect_context::<ThemeContext>().theme;
    let axis_scale = Memo::new(move |_| state.view.with(|view| view.axis_scale));
    let quantities = Memo::new(move |_| {
        let quantities = experiments.quantities.get();
        match axis_scale.get() {
            AxisScale::Fitting => quantities,
            AxisScale::Linear => Arc::new(quantities.on_linear_axes()),
        }
    });
    let brushes = Memo::new(move |_| state.view.with(|view| view.brushes.clone()));
    let individuals = Memo::new(move |_| {
        let hidden = experiments.hidden.read();
        let compared = experiments.compared.read();
        let individual = compared.iter().map(|one| Individual {
            slot: one.slot,
            standing: if hidden.contains(&one.name) {
                Standing::Excluded
            } else {
                Standing::Selected
            },
        });
        individual.collect::<Vec<_>>()
    });
    let names = Memo::new(move |_| {
        let compared = experiments.compared.read();
        compared
            .iter()
            .map(|one| one.name.clone())
            .collect::<Vec<_>>()
    });
    let on_brush = Callback::new(move |changes: Vec<(String, Option<Brush>)>| {
        state.push(|view| {
            for (name, brush) in changes {
                match brush {
                    Some(brush) => view.brushes.insert(name, brush),
                    None => view.brushes.remove(&name),
                };
            }
        });
    });
    let lit_names = lit.names();
    let lit_positions = Memo::new(move |_| {
        let lit = lit_names.read();
        let positions = names.read();
        let positions = positions
            .iter()
            .enumerate()
            .filter(|(_, name)| lit.contains(*name));
        Arc::new(positions.map(|(idx, _)| idx).collect::<BTreeSet<_>>())
    });
    let on_point = Callback::new(move |idx: Option<usize>| {
        names.with_untracked(|names| lit.light(idx.and_then(|idx| names.get(idx))));
    });
    let inputs = RelationInputs {
        names: names.into(),
        individuals: individuals.into(),
        brushes: brushes.into(),
        on_brush,
        lit: lit_positions.into(),
        on_point,
        theme,
    };
    let chosen_axes = Memo::new(move |_| state.view.with(|view| view.axes.clone()));
    let axes = Memo::new(move |_| quantities.read().axes(&chosen_axes.read()));
    let pair = Memo::new(move |_| {
        let (x, y) = state
            .view
            .with(|view| (view.scatter.x.clone(), view.scatter.y.clone()));
        quantities.read().pair(x.as_deref(), y.as_deref())
    });
    let shown_pair = Memo::new(move |_| {
        let pair = pair.get();
        pair.map_or_else(Vec::new, |(x, y)| vec![x, y])
    });
    let option = |it: &Quantity| SelectOption::new(it.name.clone(), it.name.clone());
    let options = Memo::new(move |_| quantities.read().numbers().map(option).collect::<Vec<_>>());
    let name_of =
        move |quantity: Option<&Quantity>| quantity.map_or_else(String::new, |it| it.name.clone());
    let x = Memo::new(move |_| name_of(shown_pair.read().first()));
    let y = Memo::new(move |_| name_of(shown_pair.read().get(1)));
    let is_wide = Memo::new(move |_| axes.read().len() > MAX_NARROW_AXES);
    let has_axes = Memo::new(move |_| quantities.read().all().count() > 1);
    let has_pair = Memo::new(move |_| pair.read().is_some());
    view! {
        <section class="compare-section" aria-label="Relations">
            <h2 class="compare-section__title">"Relations" <BrushList inputs /></h2>
            <KeptLine experiments state />
            <Show
                when=move || has_axes.get()
                fallback=|| view! { <p class="compare-section__note">"No two parameters or values differ."</p> }
            >
                <div class="relations" class:relations--wide=is_wide>
                    <RelationCard
                        card=card_of(state, "Parallel coordinates")
                        inputs
                        kind=RelationKind::Parallel
                        quantities=axes
                        footer=move || view! {
                            <div class="panes__tools">
                                <AxesButton quantities axes state />
                                <BrushForm quantities brushes on_brush />
                            </div>
                        }
                    />
                    <Show when=move || has_pair.get()>
                        <RelationCard
                            card=card_of(state, "Scatter plot")
                            inputs
                            kind=RelationKind::Scatter
                            quantities=shown_pair
                            footer=move || view! {
                                <div class="panes__tools">
                                    <SelectField
                                        label="Across"
                                        options
                                        chosen=x
                                        on_choose=move |name| state.push(|view| view.scatter.x = Some(name))
                                    />
                                    <SelectField
                                        label="Up"
                                        options
                                        chosen=y
                                        on_choose=move |name| state.push(|view| view.scatter.y = Some(name))
                                    />
                                </div>
                            }
                        />
                    </Show>
                </div>
            </Show>
        </section>
    }
}

/// The card of a chart; what is chosen for it stands in the address as if it were a log of that name.
fn card_of(state: CompareState, name: &'static str) -> CardInputs {
    let name: Arc<str> = name.into();
    let owner = CardOwner {
        view: state.log(&name),
        key: StoredValue::new(Arc::clone(&name)),
        name: StoredValue::new(name),
        state,
    };
    let card = owner.card(Signal::stored(CardState::Ready), None);
    let menu = Signal::derive(move || {
        let mut items = card.menu.get();
        items.insert(0, log_axes_item(state));
        items
    });
    CardInputs { menu, ..card }
}

/// The item that chooses whether values over several decades get a logarithmic axis, in both charts.
fn log_axes_item(state: CompareState) -> MenuItem {
    let is_fitting = state
        .view
        .with(|view| view.axis_scale == AxisScale::Fitting);
    MenuItem {
        label: "Logarithmic axes".to_owned(),
        mark: MenuMark::Checkbox {
            checked: is_fitting,
        },
        on_select: Callback::new(move |()| {
            state.push(|view| {
                view.axis_scale = view.axis_scale.toggled();
            });
        }),
    }
}

/// How many experiments the brushes keep, and what can be done with just these; nothing without a brush.
#[component]
fn KeptLine(
    /// The experiments.
    experiments: Experiments,
    /// What the person chose.
    state: CompareState,
) -> impl IntoView {
    let is_brushed = Memo::new(move |_| state.view.with(|view| !view.brushes.is_empty()));
    let counts = Memo::new(move |_| {
        let n_all = experiments.compared.read().len();
        (experiments.kept().len(), n_all)
    });
    let show_only = move |_| {
        let kept = untrack(|| experiments.kept());
        let kept = kept.into_iter().map(|one| one.name).collect();
        state.push(|view| *view = view.with_kept(&kept));
    };
    view! {
        <Show when=move || is_brushed.get()>
            <p class="kept" role="status">
                <span>
                    {move || format!("{} of {} experiments are in the brushes", counts.get().0, counts.get().1)}
                </span>
                <button
                    type="button"
                    class="button"
                    disabled=move || counts.get().0 == 0
                    title="Compare the others no longer"
                    on:click=show_only
                >
                    "Show only these"
                </button>
                <a class="button" href=move || experiments.table_of_kept()>
                    "Select in the table"
                </a>
            </p>
        </Show>
    }
}

/// How many axes are shown, and the dialog that chooses them.
#[component]
fn AxesButton(
    /// All that there are.
    quantities: Memo<Arc<Quantities>>,
    /// Those that have an axis.
    axes: Memo<Vec<Quantity>>,
    /// What the person chose.
    state: CompareState,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let offer = |quantity: &Quantity, group: &'static str| OfferedColumn {
        key: quantity.name.clone(),
        title: quantity.name.clone(),
        group,
    };
    let offered = Memo::new(move |_| {
        let quantities = quantities.read();
        let parameters = quantities
            .parameters
            .iter()
            .map(|it| offer(it, "Parameters"));
        let results = quantities.results.iter().map(|it| offer(it, "Values"));
        parameters.chain(results).collect::<Vec<_>>()
    });
    let shown = Memo::new(move |_| {
        let axes = axes.read();
        axes.iter().map(|it| offer(it, "")).collect::<Vec<_>>()
    });
    let names = move || {
        let axes = axes.read_untracked();
        axes.iter().map(|it| it.name.clone()).collect::<Vec<_>>()
    };
    let on_toggle = move |name: String| {
        state.push(|view| *view = view.with_axis_toggled(&names(), &name));
    };
    let on_move = move |(name, by): (String, isize)| {
        state.push(|view| *view = view.with_axis_moved(&names(), &name, by));
    };
    let text = move || format!("{} of {} axes", shown.read().len(), offered.read().len());
    view! {
        <button
            type="button"
            class="button"
            title="Choose the axes and their order"
            aria-haspopup="dialog"
            on:click=move |_| is_open.set(true)
        >
            {text}
        </button>
        <ColumnChooser
            what="axes"
            is_open
            offered
            shown
            on_toggle
            on_move
            on_reset=move |()| state.push(|view| view.axes.clear())
            on_close=move |()| is_open.set(false)
        />
    }
}

/// A brush by keys: the quantity, then from and to, or the categories that are kept.
#[component]
fn BrushForm(
    /// The quantities that a brush can be on.
    quantities: Memo<Arc<Quantities>>,
    /// The brushes as they are.
    brushes: Memo<Brushes>,
    /// Called with the brushes as they are then.
    on_brush: Callback<Vec<(String, Option<Brush>)>>,
) -> impl IntoView {
    let options = Memo::new(move |_| {
        let quantities = quantities.read();
        let option = |it: &Quantity| SelectOption::new(it.name.clone(), it.name.clone());
        quantities.all().map(option).collect::<Vec<_>>()
    });
    let chosen = RwSignal::new(String::new());
    let name = Memo::new(move |_| {
        let options = options.read();
        let known = options.iter().find(|option| option.key == *chosen.read());
        known
            .or(options.first())
            .map(|option| option.key.clone())
            .unwrap_or_default()
    });
    let categories = Memo::new(move |_| {
        let quantities = quantities.read();
        let quantity = quantities.find(&name.read());
        quantity.map_or_else(Vec::new, |it| it.categories.clone())
    });
    let has_categories = Memo::new(move |_| !categories.read().is_empty());
    let category = move |category: String| {
        let own = category.clone();
        let is_kept = move || {
            let brushes = brushes.read();
            let brush = brushes.get(&*name.read());
            brush
                .is_some_and(|brush| brush.keeps_category(&own))
                .to_string()
        };
        let label = category.clone();
        let toggle = move |_| {
            let name = name.get_untracked();
            let brush = Brush::with_toggled(brushes.read_untracked().get(&name), &category);
            on_brush.run(vec![(name, brush)]);
        };
        view! {
            <button type="button" class="button" aria-pressed=is_kept on:click=toggle>
                {label}
            </button>
        }
    };
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let ends = number(&from.read_untracked()).zip(number(&to.read_untracked()));
        if let Some(range) = ends.and_then(|(from, to)| Interval::new(from, to)) {
            on_brush.run(vec![(name.get_untracked(), Some(Brush::Range(range)))]);
        }
    };
    let field = move |label: &'static str, text: RwSignal<String>| {
        let is_wrong = move || {
            let text = text.read();
            (!text.is_empty() && number(&text).is_none()).then_some("true")
        };
        view! {
            // Not of the type `number`: such a field forgets the point of a number that is being typed.
            <input
                class="field brush-form__number"
                type="text"
                inputmode="decimal"
                aria-label=label
                aria-invalid=is_wrong
                placeholder=label
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
            />
        }
    };
    view! {
        <form class="brush-form" on:submit=submit>
            <SelectField label="Keep" options chosen=name on_choose=move |name| chosen.set(name) />
            <Show
                when=move || has_categories.get()
                fallback=move || view! {
                    {field("from", from)}
                    {field("to", to)}
                    <button type="submit" class="button">"Brush"</button>
                }
            >
                {move || categories.get().into_iter().map(category).collect_view()}
            </Show>
        </form>
    }
}

/// The finite number that a person typed.
fn number(text: &str) -> Option<f64> {
    let number = text.trim().parse::<f64>().ok();
    number.filter(|number| number.is_finite())
}
