//! Parameters against values: parallel coordinates and a scatter plot whose brushes select experiments.

use super::experiments::Experiments;
use super::state::CompareState;
use crate::browser::theme::ThemeContext;
use crate::components::relation_charts::{BrushList, ParallelChart, RelationInputs, ScatterChart};
use crate::components::select_field::{SelectField, SelectOption};
use leptos::prelude::*;
use runboard_chart::interval::Interval;
use runboard_chart::relation::{Individual, Quantity, Standing};

/// Both charts, and the brush as numbers for the keyboard.
#[component]
pub fn RelationSection(
    /// The experiments.
    experiments: Experiments,
    /// What the person chose.
    state: CompareState,
) -> impl IntoView {
    let theme = expect_context::<ThemeContext>().theme;
    let quantities = experiments.quantities;
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
    let on_brush = Callback::new(move |changes: Vec<(String, Option<Interval>)>| {
        state.push(|view| {
            for (name, range) in changes {
                match range {
                    Some(range) => view.brushes.insert(name, range),
                    None => view.brushes.remove(&name),
                };
            }
        });
    });
    let inputs = RelationInputs {
        names: names.into(),
        individuals: individuals.into(),
        brushes: brushes.into(),
        on_brush,
        theme,
    };
    let axes = Memo::new(move |_| quantities.read().axes());
    let pair = Memo::new(move |_| {
        let (x, y) = state
            .view
            .with(|view| (view.scatter.x.clone(), view.scatter.y.clone()));
        quantities.read().pair(x.as_deref(), y.as_deref())
    });
    let shown_pair = Signal::derive(move || {
        let none = || Quantity::new(String::new(), []);
        pair.get().unwrap_or_else(|| (none(), none()))
    });
    let options = Memo::new(move |_| {
        let quantities = quantities.read();
        let all = quantities.all();
        all.map(|it| SelectOption::new(it.name.clone(), it.name.clone()))
            .collect::<Vec<_>>()
    });
    let x = Memo::new(move |_| shown_pair.get().0.name);
    let y = Memo::new(move |_| shown_pair.get().1.name);
    let has_axes = Memo::new(move |_| axes.with(|axes| axes.len() > 1));
    view! {
        <section class="compare-section" aria-label="Relations">
            <h2 class="compare-section__title">"Relations" <BrushList inputs /></h2>
            <Show
                when=move || has_axes.get()
                fallback=|| view! { <p class="compare-section__note">"No two numbers differ."</p> }
            >
                <div class="relations">
                    <div class="relations__chart">
                        <ParallelChart inputs axes />
                        <BrushForm options on_brush />
                    </div>
                    <div class="relations__chart">
                        <ScatterChart inputs pair=shown_pair />
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
                    </div>
                </div>
            </Show>
        </section>
    }
}

/// A brush by numbers: the quantity, from, to.
#[component]
fn BrushForm(
    options: Memo<Vec<SelectOption>>,
    on_brush: Callback<Vec<(String, Option<Interval>)>>,
) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let name = Memo::new(move |_| {
        let options = options.read();
        let known = options.iter().find(|option| option.key == *chosen.read());
        known
            .or(options.first())
            .map(|option| option.key.clone())
            .unwrap_or_default()
    });
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let number = |text: RwSignal<String>| text.get_untracked().trim().parse::<f64>().ok();
        let ends = number(from).zip(number(to));
        if let Some(range) = ends.and_then(|(from, to)| Interval::new(from, to)) {
            on_brush.run(vec![(name.get_untracked(), Some(range))]);
        }
    };
    let field = move |label: &'static str, text: RwSignal<String>| {
        view! {
            <input
                class="field brush-form__number"
                type="number"
                step="any"
                aria-label=label
                placeholder=label
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
            />
        }
    };
    view! {
        <form class="panes__tools" on:submit=submit>
            <SelectField label="Keep" options chosen=name on_choose=move |name| chosen.set(name) />
            {field("from", from)}
            {field("to", to)}
            <button type="submit" class="button">"Brush"</button>
        </form>
    }
}
