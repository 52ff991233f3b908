//! The compared experiments as chips, each with what can be done to it.

use super::cut_name::cut_name;
use super::keyed::use_own;
use super::{Glyph, Icon};
use crate::browser::idle::use_built_count;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// More chips than are seen before the strip is scrolled.
const N_FIRST: usize = 48;

/// One compared experiment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ComparedChip {
    /// What it is reported by.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Where its dashboard is.
    pub href: String,
    /// The custom property that holds its colour.
    pub colour_property: String,
    /// Whether the others are measured against it.
    pub is_baseline: bool,
    /// Whether the person hid its lines.
    pub is_hidden: bool,
    /// Whether a brush leaves it out, so that its lines are not drawn either.
    pub is_left_out: bool,
}

/// A list of chips: baseline, hide, remove.
#[component]
pub fn ComparedStrip(
    /// The experiments in their order.
    #[prop(into)]
    chips: Signal<Vec<ComparedChip>>,
    /// One is to be the baseline, or not any more.
    #[prop(into)]
    on_baseline: Callback<String>,
    /// The lines of one are to be hidden or shown.
    #[prop(into)]
    on_hide: Callback<String>,
    /// One is to be taken out.
    #[prop(into)]
    on_remove: Callback<String>,
    /// The keys of those that are pointed at, here or elsewhere.
    #[prop(into)]
    lit: Signal<Arc<BTreeSet<String>>>,
    /// Told which chip is pointed at, or has the focus, now.
    on_point: Callback<Option<String>>,
) -> impl IntoView {
    let n_built = use_built_count(N_FIRST);
    let built = move || {
        chips.with(|chips| {
            chips
                .iter()
                .take(n_built.get())
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    view! {
        <ul class="compared" aria-label="Compared experiments">
            <For each=built key=|chip| chip.key.clone() let:chip>
                <Chip chip chips on_baseline on_hide on_remove lit on_point />
            </For>
        </ul>
    }
}

/// One chip; what changes about it changes in place, so that a focused button stays focused.
#[component]
fn Chip(
    /// The chip as it is at first.
    chip: ComparedChip,
    /// All chips as they are now.
    chips: Signal<Vec<ComparedChip>>,
    /// Called with the key of the one that is to be the baseline, or no longer.
    on_baseline: Callback<String>,
    /// Called with the key of the one whose lines are to be hidden or shown.
    on_hide: Callback<String>,
    /// Called with the key of the one that is to leave the comparison.
    on_remove: Callback<String>,
    /// The keys of those that are lit.
    lit: Signal<Arc<BTreeSet<String>>>,
    /// Told which one is pointed at, or has the focus, now.
    on_point: Callback<Option<String>>,
) -> impl IntoView {
    let key = StoredValue::new(chip.key.clone());
    let name = chip.name.clone();
    let now = use_own(chips, chip, |chip, other| chip.key == other.key);
    let colour = move || format!("var({})", now.read().colour_property);
    let is_baseline = move || now.read().is_baseline;
    let is_hidden = move || now.read().is_hidden;
    let is_left_out = move || now.read().is_left_out;
    let is_lit = Memo::new(move |_| key.with_value(|key| lit.read().contains(key)));
    // A name that leads to another page has the focus while this one goes away.
    let point = move |key: Option<String>| {
        let _ = on_point.try_run(key);
    };
    view! {
        <li
            class="compared__chip"
            class:compared__chip--hidden=is_hidden
            class:compared__chip--left-out=is_left_out
            class:compared__chip--baseline=is_baseline
            class:compared__chip--lit=is_lit
            on:pointerenter=move |_| point(key.try_get_value())
            on:pointerleave=move |_| point(None)
            on:focusin=move |_| point(key.try_get_value())
            on:focusout=move |_| point(None)
        >
            <span class="swatch" style:background-color=colour aria-hidden="true"></span>
            <a
                class="compared__name"
                href=move || now.read().href.clone()
                title=name.clone()
                aria-label=name.clone()
            >
                {cut_name(&name)}
            </a>
            <Show when=is_baseline>
                <span class="compared__mark">"baseline"</span>
            </Show>
            <Show when=is_left_out>
                <span class="compared__mark" title="A brush leaves it out: its lines are not drawn">"brushed out"</span>
            </Show>
            <ChipButton
                label=format!("Baseline {name}")
                glyph=Glyph::Baseline
                pressed=Signal::derive(is_baseline)
                on_press=move || on_baseline.run(key.get_value())
            />
            <ChipButton
                label=format!("Hide {name}")
                glyph=Glyph::Hide
                pressed=Signal::derive(is_hidden)
                on_press=move || on_hide.run(key.get_value())
            />
            <ChipButton
                label=format!("Remove {name}")
                glyph=Glyph::Close
                on_press=move || on_remove.run(key.get_value())
            />
        </li>
    }
}

/// A button of a chip; a toggle where it is told whether it is pressed.
#[component]
fn ChipButton(
    /// What it does, and to which experiment.
    label: String,
    /// What is drawn on it.
    glyph: Glyph,
    /// Whether it is pressed.
    #[prop(optional)]
    pressed: Option<Signal<bool>>,
    /// Called when it is pressed.
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    let title = label.clone();
    let pressed = move || pressed.map(|pressed| pressed.get().to_string());
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=title
            aria-pressed=pressed
            on:click=move |_| on_press()
        >
            <Icon glyph />
        </button>
    }
}

/// What the address names that there is not; nothing where all is there.
#[component]
pub fn MissingList(
    /// The names.
    #[prop(into)]
    names: Signal<Vec<String>>,
    /// One is to be taken out of the address.
    #[prop(into)]
    on_remove: Callback<String>,
) -> impl IntoView {
    view! {
        <Show when=move || !names.with(Vec::is_empty)>
            <div class="compared-missing" role="status">
                <span>"Missing in this project:"</span>
                <For each=move || names.get() key=|name| name.clone() let:name>
                    <span class="compared-missing__name">
                        <code>{name.clone()}</code>
                        <ChipButton
                            label=format!("Remove {name}")
                            glyph=Glyph::Close
                            on_press=move || on_remove.run(name.clone())
                        />
                    </span>
                </For>
            </div>
        </Show>
    }
}
