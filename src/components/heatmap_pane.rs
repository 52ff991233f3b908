//! One of several heatmaps side by side.

use super::ResetZoom;
use super::heatmap_chart::HeatmapChart;
use super::heatmap_model::{HeatmapInputs, HeatmapModel};
use crate::browser::history::HistoryEntry;
use leptos::prelude::*;
use runboard_chart::heatmap::ColourScale;
use runboard_chart::heatmap::difference::ChangedCell;
use runboard_chart::heatmap::frame::AxisTitles;
use runboard_chart::heatmap_view::{CellWindow, HeatmapView};
use runboard_chart::palette::Theme;
use runboard_model::data::HeatmapData;
use std::sync::Arc;

/// A matrix in colours that stand for what the caller says.
#[component]
pub fn HeatmapPane(
    /// What it is called.
    #[prop(into)]
    name: Signal<String>,
    /// The cells.
    #[prop(into)]
    data: Signal<Arc<HeatmapData>>,
    /// What the colours stand for.
    #[prop(into)]
    scale: Signal<ColourScale>,
    /// What rows and columns are, the same for all.
    #[prop(into)]
    titles: Signal<AxisTitles>,
    /// Normalisation and zoom, the same for all.
    #[prop(into)]
    view: Signal<HeatmapView>,
    /// Called with what the person chose now, and whether Back returns.
    on_view: Callback<(HeatmapView, HistoryEntry)>,
    /// Light or dark.
    #[prop(into)]
    theme: Signal<Theme>,
) -> impl IntoView {
    let model = HeatmapModel::new(HeatmapInputs {
        name,
        data,
        view,
        on_view,
        theme,
        scale,
        titles,
    });
    view! { <HeatmapChart model /> }
}

/// A button that shows all cells again, while a heatmap is zoomed.
#[component]
pub fn ResetCells(
    /// Normalisation and zoom.
    #[prop(into)]
    view: Signal<HeatmapView>,
    /// Called with the view that shows all.
    on_view: Callback<(HeatmapView, HistoryEntry)>,
) -> impl IntoView {
    let is_zoomed = Memo::new(move |_| view.read().window.is_zoomed());
    let on_reset = move |()| {
        let whole = HeatmapView {
            window: CellWindow::default(),
            ..view.get_untracked()
        };
        on_view.run((whole, HistoryEntry::Push));
    };
    view! {
        <ResetZoom is_zoomed on_reset />
    }
}

/// The cells that changed most.
#[component]
pub fn ChangedCells(
    /// The largest change first.
    #[prop(into)]
    cells: Signal<Vec<ChangedCell>>,
) -> impl IntoView {
    let item = |cell: ChangedCell| {
        let name = format!("{} → {}", cell.row, cell.column);
        view! {
            <li>
                <span class="changed-cells__name" title=name.clone()>{name.clone()}</span>
                " "
                <span class="changed-cells__value">{cell.change_text()}</span>
            </li>
        }
    };
    view! {
        <ul class="changed-cells" aria-label="Most changed cells">
            {move || cells.get().into_iter().map(item).collect_view()}
        </ul>
    }
}
