//! The options of the whole page: baseline, differences, groups, zoom and colours.

use super::experiments::Experiments;
use super::state::CompareState;
use crate::components::select_field::{SelectField, SelectOption};
use crate::state::compare::group_choices::{GroupChoice, group_choices, key_of, label_of};
use crate::state::compare::view::{
    Colours, CompareView, GroupBy, Grouping, LinesShown, Members, Relations, Zoom,
};
use leptos::prelude::*;
use runboard_model::wire::Experiment;
use runboard_series::group::{Middle, Spread};

/// The row of options.
#[component]
pub fn Options(
    /// The experiments.
    experiments: Experiments,
    /// What the person chose.
    state: CompareState,
) -> impl IntoView {
    let baselines = Memo::new(move |_| {
        let none = SelectOption::new("", "none");
        let compared = experiments.compared.read();
        let options = compared
            .iter()
            .map(|one| SelectOption::new(one.name.clone(), one.experiment.name.clone()));
        std::iter::once(none).chain(options).collect::<Vec<_>>()
    });
    let baseline = Memo::new(move |_| {
        let baseline = state.view.with(|view| view.baseline.clone());
        baseline.unwrap_or_default()
    });
    let on_baseline = move |name: String| {
        state.push(|view| {
            let is_new = view.baseline.as_deref() != Some(name.as_str());
            if name.is_empty() {
                let before = view.baseline.clone().unwrap_or_default();
                *view = view.with_baseline(&before);
            } else if is_new {
                *view = view.with_baseline(&name);
            }
        });
    };
    let has_baseline = Memo::new(move |_| experiments.baseline_idx.get().is_some());
    let is_on = move |test: fn(&CompareView) -> bool| {
        let pressed = Memo::new(move |_| state.view.with(test));
        move || pressed.get().to_string()
    };
    let toggle_delta = move |_| state.push(|view| view.lines = view.lines.toggled());
    let toggle_relations = move |_| state.push(|view| view.relations = view.relations.toggled());
    let toggle_zoom = move |_| state.push(|view| view.zoom = view.zoom.toggled());
    let toggle_colours = move |_| state.push(|view| view.colours = view.colours.toggled());
    view! {
        <div class="compare-options" role="group" aria-label="Options">
            <SelectField label="Baseline" options=baselines chosen=baseline on_choose=on_baseline />
            <button
                type="button"
                class="button"
                title="Draw each line as its difference to the baseline at the same step"
                disabled=move || !has_baseline.get()
                aria-pressed=is_on(|view| view.lines == LinesShown::Differences)
                on:click=toggle_delta
            >
                "Delta"
            </button>
            <GroupOptions experiments state />
            <button
                type="button"
                class="button"
                title="Put parameters against values: parallel coordinates and a scatter plot"
                aria-pressed=is_on(|view| view.relations == Relations::Shown)
                on:click=toggle_relations
            >
                "Relations"
            </button>
            <button
                type="button"
                class="button"
                title="Zoom all charts over steps together"
                aria-pressed=is_on(|view| view.zoom != Zoom::Single)
                on:click=toggle_zoom
            >
                "Link zoom"
            </button>
            <button
                type="button"
                class="button"
                title="Spread the colours over the experiments that are compared"
                aria-pressed=is_on(|view| view.colours == Colours::Spread)
                on:click=toggle_colours
            >
                "Spread colours"
            </button>
        </div>
    }
}

/// What experiments are grouped by, and what is drawn of a group.
#[component]
fn GroupOptions(
    /// The experiments.
    experiments: Experiments,
    /// What the person chose.
    state: CompareState,
) -> impl IntoView {
    let offered = Memo::new(move |_| {
        let compared = experiments.compared.get();
        let compared: Vec<&Experiment> = compared.iter().map(|one| &*one.experiment).collect();
        group_choices(&compared)
    });
    let grouping = Memo::new(move |_| state.view.with(|view| view.grouping.clone()));
    let by = Memo::new(move |_| grouping.read().as_ref().map(|grouping| grouping.by.clone()));
    let options = Memo::new(move |_| {
        let offered = offered.read();
        let option = |choice: &GroupChoice| SelectOption::new(choice.key(), choice.label());
        let is_offered = |by: &GroupBy| offered.iter().any(|choice| choice.by == *by);
        // What the address groups by and no experiment has.
        let missing = by.get().filter(|by| !is_offered(by));
        let missing = missing
            .map(|by| SelectOption::new(key_of(&by), format!("{} (missing)", label_of(&by))));
        std::iter::once(SelectOption::new("", "none"))
            .chain(offered.iter().map(option))
            .chain(missing)
            .collect::<Vec<_>>()
    });
    let chosen = Memo::new(move |_| by.read().as_ref().map(key_of).unwrap_or_default());
    let on_by = move |key: String| {
        let by = offered.with_untracked(|offered| {
            let chosen = offered.iter().find(|choice| choice.key() == key);
            chosen.map(|choice| choice.by.clone())
        });
        state.push(|view| {
            view.grouping = by.map(|by| match view.grouping.take() {
                Some(grouping) => Grouping { by, ..grouping },
                None => Grouping::by(by),
            });
        });
    };
    let change = move |change: fn(&mut Grouping, &str), key: String| {
        state.push(|view| {
            if let Some(grouping) = &mut view.grouping {
                change(grouping, &key);
            }
        });
    };
    let middle = Memo::new(
        move |_| match grouping.read().as_ref().map(|it| it.middle) {
            Some(Middle::Median) => "median".to_owned(),
            _ => "mean".to_owned(),
        },
    );
    let spread = Memo::new(
        move |_| match grouping.read().as_ref().map(|it| it.spread) {
            Some(Spread::Error) => "error".to_owned(),
            Some(Spread::Range) => "range".to_owned(),
            _ => "deviation".to_owned(),
        },
    );
    let shows_members = move || {
        let members = grouping.read().as_ref().map(|grouping| grouping.members);
        (members == Some(Members::Shown)).to_string()
    };
    let middles = vec![
        SelectOption::new("mean", "mean"),
        SelectOption::new("median", "median"),
    ];
    let spreads = vec![
        SelectOption::new("deviation", "± standard deviation"),
        SelectOption::new("error", "± standard error"),
        SelectOption::new("range", "min to max"),
    ];
    let on_middle = move |key: String| {
        change(
            |grouping, key| {
                grouping.middle = if key == "median" {
                    Middle::Median
                } else {
                    Middle::Mean
                };
            },
            key,
        );
    };
    let on_spread = move |key: String| {
        change(
            |grouping, key| {
                grouping.spread = match key {
                    "error" => Spread::Error,
                    "range" => Spread::Range,
                    _ => Spread::Deviation,
                };
            },
            key,
        );
    };
    let on_members = move |_| {
        change(
            |grouping, _| grouping.members = grouping.members.toggled(),
            String::new(),
        );
    };
    let (middles, spreads) = (Signal::stored(middles), Signal::stored(spreads));
    view! {
        <SelectField label="Group by" options chosen on_choose=on_by />
        <Show when=move || grouping.read().is_some()>
            <SelectField label="Middle" options=middles chosen=middle on_choose=on_middle />
            <SelectField label="Band" options=spreads chosen=spread on_choose=on_spread />
            <button type="button" class="button" aria-pressed=shows_members on:click=on_members>
                "Show members"
            </button>
        </Show>
    }
}
