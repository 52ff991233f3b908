//! What the parts of one heatmap share: signals over the pure chain from data to scenes.

use crate::browser::element_size::use_element_size;
use crate::browser::history::HistoryEntry;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::heatmap::frame::{AxisTitles, HeatmapFrame, heatmap_frame};
use runboard_chart::heatmap::picture::picture_scenes;
use runboard_chart::heatmap::reading::{HeatmapReading, reading};
use runboard_chart::heatmap::scene::{cells_scene, labels_scene};
use runboard_chart::heatmap::{CellAt, ColourScale, Matrix};
use runboard_chart::heatmap_view::{CellWindow, HeatmapView};
use runboard_chart::palette::Theme;
use runboard_chart::scene::Scene;
use runboard_chart::space::{PointPx, RectPx, SizePx};
use runboard_model::data::HeatmapData;
use std::sync::Arc;

/// The size of a picture of a chart that is not on the page.
const USUAL_PICTURE: SizePx = SizePx {
    width_px: 560.0,
    height_px: 420.0,
};

/// What a heatmap gets from outside.
#[derive(Clone, Copy)]
pub struct HeatmapInputs {
    pub name: Signal<String>,
    pub data: Signal<Arc<HeatmapData>>,
    pub view: Signal<HeatmapView>,
    pub on_view: Callback<(HeatmapView, HistoryEntry)>,
    pub theme: Signal<Theme>,
    /// What the colours stand for.
    pub scale: Signal<ColourScale>,
    /// What rows and columns are.
    pub titles: Signal<AxisTitles>,
}

/// Who points at a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PointedBy {
    /// The pointer, at this point of the canvas.
    Pointer(PointPx),
    /// The keys, at this cell.
    Keys(CellAt),
}

/// The signals of one heatmap; `Copy`, so that every closure can have them.
#[derive(Clone, Copy)]
pub struct HeatmapModel {
    pub inputs: HeatmapInputs,
    /// The element that the scenes fill.
    pub area: NodeRef<html::Div>,
    pub matrix: Memo<Arc<Matrix>>,
    pub is_confusion: Memo<bool>,
    pub frame: Memo<Arc<HeatmapFrame>>,
    pub pointed_by: RwSignal<Option<PointedBy>>,
    pub reading: Memo<Option<HeatmapReading>>,
    /// The rectangle that is being drawn.
    pub selection: RwSignal<Option<RectPx>>,
    /// The labels of rows and columns.
    pub labels: Memo<Arc<Scene>>,
    /// The cells that are shown.
    pub cells: Memo<Arc<Scene>>,
}

impl HeatmapModel {
    pub fn new(inputs: HeatmapInputs) -> Self {
        let area = NodeRef::new();
        let element_size = use_element_size(area);
        let pointed_by = RwSignal::new(None);
        let matrix = Memo::new(move |_| {
            let data = inputs.data.read();
            let matrix = Matrix::new(&data.x, &data.y, &data.values);
            Arc::new(matrix.with_scale(inputs.scale.get()))
        });
        let window = Memo::new(move |_| inputs.view.read().window);
        let titles = Memo::new(move |_| inputs.titles.get());
        let is_confusion = Memo::new(move |_| titles.get() == AxisTitles::TruthAndPrediction);
        let frame = Memo::new(move |_| {
            let size = element_size.get();
            let size = SizePx::new(size.width_px, size.height_px);
            let titles = titles.get();
            Arc::new(heatmap_frame(&matrix.read(), window.get(), size, titles))
        });
        let reading = Memo::new(move |_| {
            let at = match pointed_by.get()? {
                PointedBy::Pointer(at) => frame.read().cell_at(at)?,
                PointedBy::Keys(at) => at,
            };
            reading(&matrix.read(), at)
        });
        let normalisation = Memo::new(move |_| inputs.view.read().normalisation);
        let labels = Memo::new(move |_| Arc::new(labels_scene(&matrix.read(), &frame.read())));
        let cells = Memo::new(move |_| {
            let scene = cells_scene(&matrix.read(), &frame.read(), normalisation.get());
            Arc::new(scene)
        });
        Self {
            inputs,
            area,
            matrix,
            is_confusion,
            frame,
            pointed_by,
            reading,
            selection: RwSignal::new(None),
            labels,
            cells,
        }
    }

    /// The scenes of a picture of what is shown, with its legend; while the chart is not on the page, in a usual size.
    pub fn picture(self) -> Vec<Arc<Scene>> {
        let on_page = self.frame.read();
        let size = if on_page.size.width_px > 0.0 {
            on_page.size
        } else {
            USUAL_PICTURE
        };
        let view = self.inputs.view.get();
        let scenes = picture_scenes(&self.matrix.read(), view, size, on_page.titles);
        scenes.into_iter().map(Arc::new).collect()
    }

    /// The cell that is pointed at.
    pub fn pointed(self) -> Option<CellAt> {
        self.reading
            .with(|reading| reading.as_ref().map(|reading| reading.at))
    }

    /// Reports another view.
    pub fn change(self, view: HeatmapView, entry: HistoryEntry) {
        if view != self.inputs.view.get_untracked() {
            self.inputs.on_view.run((view, entry));
        }
    }

    /// The window that is shown.
    pub fn window(self) -> CellWindow {
        self.inputs.view.with_untracked(|view| view.window)
    }

    /// Reports another window.
    pub fn show(self, window: CellWindow, entry: HistoryEntry) {
        let view = self.inputs.view.get_untracked();
        self.change(HeatmapView { window, ..view }, entry);
    }
}
