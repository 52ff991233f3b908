//! The only component that owns canvases: four, stacked, each showing a scene.
//!
//! Axes and grid lie behind, the data above them, then what is raised of it, and on top what follows the pointer.
//! A moving crosshair repaints only the top; a line that is pointed at repaints the canvas of what is raised, while the
//! data below steps back without being painted. At most one frame is pending; nothing is painted while the chart is far
//! from the window.

use crate::browser::element_near::use_element_near;
use crate::browser::frame::use_frame;
use crate::browser::pixel_ratio::use_pixel_ratio;
use crate::browser::printing::use_printing;
use leptos::html;
use leptos::prelude::*;
use plotters_canvas::CanvasBackend;
use runboard_chart::draw::{Painter, Part, Resolution, UNITS_PER_DEVICE_PX};
use runboard_chart::palette::{Ink, Palette, Theme};
use runboard_chart::raster::Raster;
use runboard_chart::scene::{Scene, Shape};
use runboard_chart::space::RectPx;
use std::sync::Arc;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, ImageData};

/// Stacked scenes in a focusable element that is named like a picture.
///
/// Listeners for pointer and keys are put on the component from outside (`on:…`); positions are those
/// of the scenes' whole size.
#[component]
pub fn ChartCanvas(
    /// What the picture is, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The element whose size the scenes have; the caller measures it.
    area: NodeRef<html::Div>,
    /// Axes and grid.
    #[prop(into)]
    back: Signal<Arc<Scene>>,
    /// The data.
    #[prop(into)]
    marks: Signal<Arc<Scene>>,
    /// What stands out of the data; nothing if not given.
    #[prop(optional, into)]
    raised: Signal<Arc<Scene>>,
    /// Crosshair, selection and whatever else follows the pointer.
    #[prop(into)]
    overlay: Signal<Arc<Scene>>,
    /// Light or dark.
    #[prop(into)]
    theme: Signal<Theme>,
    /// Whether the data steps back, so that what the overlay raises stands out; nothing is painted for it.
    #[prop(optional, into)]
    is_faded: Signal<bool>,
) -> impl IntoView {
    let is_near = use_element_near(area);
    let ratio = use_pixel_ratio();
    let printing = use_printing();
    let layers = [back, marks, raised, overlay].map(|scene| Layer {
        scene,
        canvas: NodeRef::new(),
        is_stale: StoredValue::new(true),
        fitted: StoredValue::new(None),
    });
    let look = move || Look {
        theme: theme.get_untracked(),
        resolution: Resolution::new(ratio.get_untracked()),
    };
    let frame = use_frame(move || {
        for layer in layers.iter().filter(|layer| layer.is_stale.get_value()) {
            layer.paint(look());
        }
    });
    for layer in layers {
        let frame = frame.clone();
        Effect::new(move |_| {
            theme.track();
            ratio.track();
            // Far away, the scene is not even asked for.
            if is_near.get() && layer.canvas.read().is_some() {
                layer.scene.track();
                layer.is_stale.set_value(true);
                if printing.get_untracked() {
                    // There is no frame before the page is on paper; and what is cleared now is cleared on the paper,
                    // with what lies behind.
                    layer.throw_away();
                    layer.paint(look());
                } else {
                    frame.request();
                }
            }
        });
    }
    let [back, marks, raised, overlay] = layers.map(|layer| layer.canvas);
    view! {
        <div class="chart-canvas" node_ref=area role="img" tabindex="0" aria-label=label>
            <canvas class="chart-canvas__layer" node_ref=back></canvas>
            <canvas
                class="chart-canvas__layer"
                class:chart-canvas__layer--faded=move || is_near.get() && is_faded.get()
                node_ref=marks
            ></canvas>
            <canvas class="chart-canvas__layer" node_ref=raised></canvas>
            <canvas class="chart-canvas__layer" node_ref=overlay></canvas>
        </div>
    }
}

/// In which colours and how finely is painted.
#[derive(Debug, Clone, Copy)]
struct Look {
    theme: Theme,
    resolution: Resolution,
}

#[derive(Clone, Copy)]
struct Layer {
    scene: Signal<Arc<Scene>>,
    canvas: NodeRef<html::Canvas>,
    is_stale: StoredValue<bool>,
    /// What its canvas was fitted to; nothing while that has no picture.
    fitted: StoredValue<Option<Fit>>,
}

impl Layer {
    /// Empties the canvas without drawing anything.
    fn throw_away(self) {
        if let Some(canvas) = self.canvas.get_untracked() {
            canvas.set_width(0);
            self.fitted.set_value(None);
        }
    }

    fn paint(self, look: Look) {
        if let Some(canvas) = self.canvas.get_untracked() {
            self.is_stale.set_value(false);
            let scene = self.scene.get_untracked();
            let fitted = self.fitted.get_value();
            // What was never painted on needs no pixels to stay empty.
            if scene.shapes.is_empty() && fitted.is_none() {
                return;
            }
            let fit = Fit::of(&scene, look.resolution);
            let is_new = fitted != Some(fit);
            if is_new {
                fit.apply(&canvas);
                self.fitted.set_value(Some(fit));
            }
            if let Some(context) = context(&canvas) {
                if !is_new {
                    clear(&canvas, &context);
                }
                paint_scene(&canvas, &context, &scene, look);
            }
        }
    }
}

/// One picture of stacked scenes on the card's colour, as large as the first scene.
pub fn picture(
    scenes: &[Arc<Scene>],
    theme: Theme,
    resolution: Resolution,
) -> Option<HtmlCanvasElement> {
    let look = Look { theme, resolution };
    let canvas = new_canvas()?;
    let first = scenes.first()?;
    Fit::of(first, resolution).apply(&canvas);
    let context = context(&canvas)?;
    let card = Scene {
        plot: RectPx::default(),
        shapes: vec![Shape::Fill {
            rect: RectPx::of_size(first.size),
            paint: Ink::Surface.into(),
        }],
        ..**first
    };
    paint_scene(&canvas, &context, &card, look);
    for scene in scenes {
        // An image put into a canvas replaces what is there, so each scene gets a canvas of its own.
        let layer = new_canvas()?;
        Fit::of(scene, resolution).apply(&layer);
        paint_scene(&layer, &self::context(&layer)?, scene, look);
        reset_transform(&context);
        context
            .draw_image_with_html_canvas_element(&layer, 0.0, 0.0)
            .ok()?;
    }
    Some(canvas)
}

fn new_canvas() -> Option<HtmlCanvasElement> {
    document().create_element("canvas").ok()?.dyn_into().ok()
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// What a canvas needs to show a scene: whole device pixels, and exactly their size on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Fit {
    device: (u32, u32),
    device_per_px: f64,
}

impl Fit {
    fn of(scene: &Scene, resolution: Resolution) -> Self {
        Self {
            device: resolution.device_size(scene.size),
            device_per_px: resolution.device_per_px(),
        }
    }

    /// Throws the picture away, too, even where nothing changes.
    fn apply(self, canvas: &HtmlCanvasElement) {
        let (width, height) = self.device;
        canvas.set_width(width);
        canvas.set_height(height);
        let css = |device: u32| format!("{}px", f64::from(device) / self.device_per_px);
        let style = HtmlElement::style(canvas);
        // Only an invalid name of a property could fail.
        let _ = style.set_property("width", &css(width));
        let _ = style.set_property("height", &css(height));
    }
}

fn clear(canvas: &HtmlCanvasElement, context: &CanvasRenderingContext2d) {
    reset_transform(context);
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.clear_rect(0.0, 0.0, width, height);
}

fn reset_transform(context: &CanvasRenderingContext2d) {
    // Finite numbers are always accepted.
    let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
}

fn paint_scene(
    canvas: &HtmlCanvasElement,
    context: &CanvasRenderingContext2d,
    scene: &Scene,
    look: Look,
) {
    let painter = Painter::new(Palette::of(look.theme), look.resolution);
    if scene.shapes.iter().any(Shape::is_dense) {
        let mut raster = Raster::new((canvas.width(), canvas.height()));
        // The raster's error type has no values.
        let _ = painter.paint_dense(&mut raster, scene);
        put_raster(context, raster);
    }
    let unit = 1.0 / f64::from(UNITS_PER_DEVICE_PX);
    let _ = context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0);
    context.set_line_join("round");
    context.set_line_cap("round");
    if let Some(mut backend) = CanvasBackend::with_canvas_object(canvas.clone())
        && let Err(error) = painter.paint(&mut backend, scene, Part::Sparse)
    {
        leptos::logging::error!("a chart could not be painted: {error}");
    }
}

fn put_raster(context: &CanvasRenderingContext2d, raster: Raster) {
    let (width, height) = raster.size();
    let rgba = raster.into_rgba();
    // An empty canvas has no image to put.
    if let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&rgba), width, height) {
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}
