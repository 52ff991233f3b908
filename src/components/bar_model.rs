//! What the parts of one bar chart share: signals over the pure chain from data to scenes.

use crate::browser::element_size::use_element_size;
use crate::browser::history::HistoryEntry;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::bar::Bars;
use runboard_chart::bar::frame::{BarFrame, bar_frame};
use runboard_chart::bar::picture::picture_scenes;
use runboard_chart::bar::reading::{BarKey, BarReading, key_at, place_of, reading};
use runboard_chart::bar::scene::{back_scene, bars_scene};
use runboard_chart::bar_view::BarView;
use runboard_chart::line::beside::ChangeReading;
use runboard_chart::palette::{Slot, Theme};
use runboard_chart::scene::Scene;
use runboard_chart::space::{PointPx, SizePx};
use runboard_model::data::BarData;
use std::sync::Arc;

/// The size of a picture of a chart that is not on the page.
const USUAL_PICTURE: SizePx = SizePx {
    width_px: 640.0,
    height_px: 280.0,
};

/// What a bar chart gets from outside.
#[derive(Clone, Copy)]
pub struct BarInputs {
    pub name: Signal<String>,
    pub data: Signal<Arc<BarData>>,
    pub view: Signal<BarView>,
    pub on_view: Callback<(BarView, HistoryEntry)>,
    pub theme: Signal<Theme>,
    pub slot: Slot,
    /// A colour for each bar as logged, where they have different ones.
    pub slots: Signal<Vec<Slot>>,
    /// How each bar as logged stands to what it is measured against, if it is.
    pub changes: Signal<Vec<Option<ChangeReading>>>,
}

/// Who points at something, which the keys know by a `K`: its place, or what stays when places change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PointedBy<K = usize> {
    /// The pointer, at this point of the canvas; scrolling brings something else under it.
    Pointer(PointPx),
    /// The keys, at what is known so.
    Keys(K),
}

/// The signals of one chart; `Copy`, so that every closure can have them.
#[derive(Clone, Copy)]
pub struct BarModel {
    pub inputs: BarInputs,
    /// The element that scrolls; the canvas is as large as what can be seen of it.
    pub scroller: NodeRef<html::Div>,
    pub scroll_px: RwSignal<PointPx>,
    pub bars: Memo<Arc<Bars>>,
    pub frame: Memo<Arc<BarFrame>>,
    /// The keys point at a bar wherever what is logged makes it stand.
    pub pointed_by: RwSignal<Option<PointedBy<BarKey>>>,
    pub reading: Memo<Option<BarReading>>,
    /// The value axis.
    pub back: Memo<Arc<Scene>>,
    /// The bars that can be seen.
    pub marks: Memo<Arc<Scene>>,
}

impl BarModel {
    pub fn new(inputs: BarInputs) -> Self {
        let scroller = NodeRef::new();
        let element_size = use_element_size(scroller);
        let scroll_px = RwSignal::new(PointPx::default());
        let pointed_by = RwSignal::new(None::<PointedBy<BarKey>>);
        let sort = Memo::new(move |_| inputs.view.read().sort);
        let bars = Memo::new(move |_| {
            let data = inputs.data.read();
            let slots = inputs.slots.read();
            Arc::new(Bars::coloured(&data.x, &data.y, &slots, sort.get()))
        });
        let frame = Memo::new(move |_| {
            let size = element_size.get();
            let size = SizePx::new(size.width_px, size.height_px);
            let scroll_px = scroll_px.get();
            // Only one of the two is ever scrolled.
            let scroll_px = scroll_px.x_px + scroll_px.y_px;
            Arc::new(bar_frame(&bars.read(), inputs.view.get(), size, scroll_px))
        });
        let reading = Memo::new(move |_| {
            let place = match pointed_by.get()? {
                PointedBy::Pointer(at) => frame.read().place_at_canvas(at)?,
                PointedBy::Keys(key) => place_of(&bars.read(), &key)?,
            };
            reading(&bars.read(), place)
        });
        let back = Memo::new(move |_| Arc::new(back_scene(&frame.read())));
        let marks =
            Memo::new(move |_| Arc::new(bars_scene(&bars.read(), &frame.read(), inputs.slot)));
        Self {
            inputs,
            scroller,
            scroll_px,
            bars,
            frame,
            pointed_by,
            reading,
            back,
            marks,
        }
    }

    /// The place of the bar that is pointed at.
    pub fn place(self) -> Option<usize> {
        self.reading
            .with(|reading| reading.as_ref().map(|reading| reading.place))
    }

    /// Lets the keys point at the bar in this place.
    pub fn point_by_keys(self, place: usize) {
        let key = key_at(&self.bars.read_untracked(), place);
        self.pointed_by.set(key.map(PointedBy::Keys));
    }

    /// The scenes of a picture of all bars; while the chart is not on the page, in a usual size.
    pub fn picture(self) -> Vec<Arc<Scene>> {
        let on_page = self.frame.read().size;
        let size = if on_page.width_px > 0.0 {
            on_page
        } else {
            USUAL_PICTURE
        };
        let scenes = picture_scenes(&self.bars.read(), size, self.inputs.slot);
        scenes.into_iter().map(Arc::new).collect()
    }

    /// How the bar of that label stands to what it is measured against.
    pub fn change_of(self, label: &str) -> Option<ChangeReading> {
        let data = self.inputs.data.read();
        let place = data.x.iter().position(|own| own == label)?;
        self.inputs.changes.read().get(place).copied().flatten()
    }

    /// Reports another view.
    pub fn change(self, view: BarView, entry: HistoryEntry) {
        if view != self.inputs.view.get_untracked() {
            self.inputs.on_view.run((view, entry));
        }
    }

    /// Reports the view zoomed `factor` times more.
    pub fn zoom(self, factor: f64, entry: HistoryEntry) {
        let view = self.inputs.view.get_untracked();
        let zoomed = self.frame.read_untracked().zoomed(view, factor);
        self.change(zoomed, entry);
    }
}
