//! The card of a `LINE` log.

use super::legend::Legend;
use super::line_chart::LineChart;
use super::line_model::{LineInputs, LineModel};
use super::line_pin_actions::LineOffer;
use super::line_tools::{LineToolParts, LineTools, SmoothingSlider};
use super::raising::Raising;
use super::{Card, CardInputs, CardTable, Lazy};
use crate::browser::chunk::chunk;
use crate::browser::history::HistoryEntry;
use leptos::prelude::*;
use runboard_chart::line::ChartLine;
use runboard_chart::line::cursor::MarkedX;
use runboard_chart::line_view::LineView;
use runboard_chart::palette::Theme;

/// One or many lines, with all that can be done to them.
///
/// The component keeps no view of its own: what the person does is reported, and comes back through
/// `view`.
#[component]
pub fn LineCard(
    /// What every card gets of its log.
    card: CardInputs,
    /// The lines in logged order, hidden ones included.
    #[prop(into)]
    lines: Signal<Vec<ChartLine>>,
    /// Zoom, axes, smoothing and hidden lines.
    #[prop(into)]
    view: Signal<LineView>,
    /// Called with what the person chose now, and whether Back returns to what was before.
    on_view: Callback<(LineView, HistoryEntry)>,
    /// The position that all charts of the page mark.
    marked: RwSignal<Option<MarkedX>>,
    /// Light or dark.
    #[prop(into)]
    theme: Signal<Theme>,
    /// What can be done with the line of a key, offered by a click on it; it can be hidden if not given.
    #[prop(default = None)]
    actions: Option<Callback<String, LineOffer>>,
    /// Which lines stand out; the one that is pointed at if not given.
    #[prop(default = Raising::of_one_chart())]
    raising: Raising,
) -> impl IntoView {
    let model = LineModel::new(LineInputs {
        name: card.name,
        lines,
        view,
        on_view,
        marked,
        theme,
        raising,
        actions,
    });
    // A slider that was moved to 0 stays to be moved on; else what the address says counts, after Back, too.
    let smoothing_at_zero = RwSignal::new(false);
    let is_smoothing = Memo::new(move |_| smoothing_at_zero.get() || view.read().smoothing.is_on());
    let tools = LineToolParts {
        model,
        smoothing_shown: is_smoothing,
        smoothing_at_zero,
        menu: card.menu,
        menu_with_own: RwSignal::new(None),
    };
    let card = CardInputs {
        menu: Signal::derive(move || tools.menu_with_own.get().unwrap_or(card.menu).get()),
        ..card
    };
    view! {
        <Card
            card
            description=model.description()
            data=Some(CardTable::OfLines(lines))
            tools=move || view! { <Lazy view=move || line_tools(tools) /> }
            footer=move || view! {
                <div class="line-footer">
                    <Show when=move || is_smoothing.get()>
                        <Lazy view=move || smoothing_slider(model, smoothing_at_zero) />
                    </Show>
                    <Legend lines view on_view raising />
                </div>
            }
        >
            <LineChart model />
        </Card>
    }
}

chunk! {
    dashboard:
    fn line_tools(parts: LineToolParts) -> AnyView {
        view! { <LineTools parts /> }.into_any()
    }
}

chunk! {
    dashboard:
    fn smoothing_slider(model: LineModel, at_zero: RwSignal<bool>) -> AnyView {
        view! { <SmoothingSlider model at_zero /> }.into_any()
    }
}
