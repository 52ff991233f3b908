//! The tools of a line card: reset, logarithmic axis, smoothing, and the items of its menu.

use super::line_download::{Download, download};
use super::line_model::LineModel;
use super::{Glyph, Icon, MenuItem, MenuMark, ResetZoom};
use crate::browser::history::HistoryEntry;
use leptos::prelude::*;
use runboard_chart::line_view::{Smoothing, ViewBox, XAxis};
use runboard_chart::scale::ScaleKind;

/// What the tools of a line card act on.
#[derive(Clone, Copy)]
pub struct LineToolParts {
    /// The chart.
    pub(super) model: LineModel,
    /// Whether the slider of the smoothing is shown.
    pub(super) smoothing_shown: Memo<bool>,
    /// Whether the slider stays, though it was moved to 0.
    pub(super) smoothing_at_zero: RwSignal<bool>,
    /// The menu items that all cards have.
    pub(super) menu: Signal<Vec<MenuItem>>,
    /// Filled with those and the lines' own, as long as the tools are there.
    pub(super) menu_with_own: RwSignal<Option<Signal<Vec<MenuItem>>>>,
}

/// The buttons before the tools that all cards have.
#[component]
pub(super) fn LineTools(
    /// What they act on.
    parts: LineToolParts,
) -> impl IntoView {
    let LineToolParts {
        model,
        smoothing_shown,
        smoothing_at_zero,
        menu,
        menu_with_own,
    } = parts;
    menu_with_own.set(Some(line_menu(model, menu)));
    on_cleanup(move || {
        menu_with_own.try_set(None);
    });
    let is_zoomed = Memo::new(move |_| model.view.read().view_box.is_zoomed());
    let is_log = Memo::new(move |_| model.view.read().y_scale == ScaleKind::Log);
    let toggle_smoothing = move |_| {
        // Put away, it is also turned off: no chart is smoothed without saying so, and none says so without.
        if smoothing_shown.get_untracked() {
            model.change(HistoryEntry::Push, |view| view.smoothing = Smoothing::OFF);
        } else {
            // Turning it on and moving the slider are one entry: Back returns to the lines as they were logged.
            model.change(HistoryEntry::Replace, |view| {
                view.smoothing = Smoothing::USUAL;
            });
        }
        smoothing_at_zero.set(false);
    };
    view! {
        <ResetZoom is_zoomed on_reset=move |()| reset(model) />
        <button
            type="button"
            class="icon-button"
            aria-label="Log scale"
            title="Logarithmic y axis"
            aria-pressed=move || is_log.get().to_string()
            on:click=move |_| toggle_scale(model)
        >
            <Icon glyph=Glyph::LogScale />
        </button>
        <button
            type="button"
            class="icon-button"
            aria-label="Smoothing"
            title="Smoothing"
            aria-pressed=move || smoothing_shown.get().to_string()
            on:click=toggle_smoothing
        >
            <Icon glyph=Glyph::Smooth />
        </button>
    }
}

fn reset(model: LineModel) {
    model.zoom(ViewBox::default());
    // The button goes away, and must not take the focus with it.
    if let Some(area) = model.area.get_untracked() {
        let _ = area.focus();
    }
}

fn toggle_scale(model: LineModel) {
    model.change(HistoryEntry::Push, |view| {
        view.y_scale = match view.y_scale {
            ScaleKind::Linear => ScaleKind::Log,
            ScaleKind::Log => ScaleKind::Linear,
        };
    });
}

/// The slider of the smoothing, with its weight.
#[component]
pub(super) fn SmoothingSlider(
    /// The chart.
    model: LineModel,
    /// Told whether the slider stands at 0, and stays all the same.
    at_zero: RwSignal<bool>,
) -> impl IntoView {
    let weight = Memo::new(move |_| model.view.read().smoothing.weight());
    // The first change of a run is an entry of its own: Back returns to what was before the slider was taken, not
    // through all its positions.
    let set = move |weight: f64| {
        let smoothing = Smoothing::new(weight);
        // It never goes away in between, and keeps the focus.
        at_zero.set(true);
        model.change(HistoryEntry::Replace, |view| view.smoothing = smoothing);
        at_zero.set(!smoothing.is_on());
    };
    view! {
        <label class="line-tools__smoothing">
            "Smoothing"
            <input
                type="range"
                min="0"
                max="0.99"
                step="0.01"
                prop:value=move || weight.get().to_string()
                on:input:target=move |event| {
                    if let Ok(weight) = event.target().value().parse() {
                        set(weight);
                    }
                }
            />
            <output class="line-tools__weight">{move || format!("{:.2}", weight.get())}</output>
        </label>
    }
}

/// The menu of a line card: x axis, downloads, and whatever all cards have.
fn line_menu(model: LineModel, common: Signal<Vec<MenuItem>>) -> Signal<Vec<MenuItem>> {
    let x_axis = Memo::new(move |_| model.view.read().x_axis);
    Signal::derive(move || {
        let axis = |label: &str, axis: XAxis| MenuItem {
            label: label.to_owned(),
            mark: MenuMark::Radio {
                checked: x_axis.get() == axis,
            },
            on_select: Callback::new(move |()| model.set_x_axis(axis)),
        };
        let save =
            |label: &str, what: Download| MenuItem::action(label, move || download(model, what));
        let mut items = vec![
            axis("Over steps", XAxis::Step),
            axis("Over relative time", XAxis::Relative),
            axis("Over wall time", XAxis::Wall),
            save("Download PNG", Download::Png),
            save("Download SVG", Download::Svg),
            save("Download CSV", Download::Csv),
        ];
        items.extend(common.get());
        items
    })
}
