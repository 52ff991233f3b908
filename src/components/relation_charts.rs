//! How quantities of experiments relate: parallel coordinates and a scatter plot, both with brushes.

use super::chart_canvas::ChartCanvas;
use super::tooltip::{Tooltip, TooltipPlace};
use crate::browser::capture::capture_pointer;
use crate::browser::element_size::use_element_size;
use crate::browser::in_window::in_window;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::format;
use runboard_chart::interval::Interval;
use runboard_chart::palette::Theme;
use runboard_chart::relation::parallel::{self, parallel_frame};
use runboard_chart::relation::scatter::{self, scatter_frame};
use runboard_chart::relation::{Brushes, Individual, Quantity};
use runboard_chart::space::{PointPx, SizePx};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What both charts get from outside.
#[derive(Clone, Copy)]
pub struct RelationInputs {
    /// The names of the experiments, in their order.
    pub names: Signal<Vec<String>>,
    /// How each is drawn.
    pub individuals: Signal<Vec<Individual>>,
    /// What is kept.
    pub brushes: Signal<Brushes>,
    /// Called with the ranges that the person chose now, by quantity; `None` takes a brush away.
    pub on_brush: Callback<Vec<(String, Option<Interval>)>>,
    /// The positions of the experiments that are pointed at, here or elsewhere.
    pub lit: Signal<Arc<BTreeSet<usize>>>,
    /// Called with the position of the experiment that is pointed at now.
    pub on_point: Callback<Option<usize>>,
    /// Light or dark.
    pub theme: Signal<Theme>,
}

impl RelationInputs {
    /// Whether the others step back.
    fn is_faded(self) -> Memo<bool> {
        Memo::new(move |_| !self.lit.read().is_empty())
    }
}

/// The pointer while it draws: where it went down, and where it is.
type Stroke = Option<(PointPx, PointPx)>;

/// An axis for each quantity and a path for each experiment; a stroke along an axis keeps a range of it.
#[component]
pub fn ParallelChart(
    /// What both charts get from outside.
    inputs: RelationInputs,
    /// The axes.
    #[prop(into)]
    axes: Signal<Vec<Quantity>>,
) -> impl IntoView {
    let area = NodeRef::<html::Div>::new();
    let size = use_element_size(area);
    let frame = Memo::new(move |_| {
        let size = size.get();
        let size = SizePx::new(size.width_px, size.height_px);
        Arc::new(parallel_frame(&axes.read(), size))
    });
    let stroke = RwSignal::new(Stroke::None);
    let drawn = move |(from, to): (PointPx, PointPx)| {
        let frame = frame.read();
        let name = frame.axis_at(from)?.to_owned();
        let range = frame.range(&name, from, to);
        Some((name, range))
    };
    let back = Memo::new(move |_| Arc::new(parallel::back_scene(&frame.read())));
    let marks = Memo::new(move |_| {
        let individuals = inputs.individuals.read();
        Arc::new(parallel::lines_scene(
            &frame.read(),
            &axes.read(),
            &individuals,
        ))
    });
    let overlay = Memo::new(move |_| {
        let mut brushes = inputs.brushes.get();
        if let Some((name, Some(range))) = stroke.get().and_then(drawn) {
            brushes.insert(name, range);
        }
        let overlay = parallel::Overlay {
            brushes,
            lit: (*inputs.lit.read()).as_ref().clone(),
        };
        Arc::new(parallel::overlay_scene(
            &frame.read(),
            &axes.read(),
            &inputs.individuals.read(),
            &overlay,
        ))
    });
    let moved = move |event: ev::PointerEvent| {
        follow(stroke, &event);
        let pointed = untrack(|| {
            let (frame, axes) = (frame.read(), axes.read());
            let is_free = stroke.read().is_none();
            is_free.then(|| {
                parallel::individual_at(&frame, &axes, &inputs.individuals.read(), at(&event))
            })
        });
        let _ = inputs.on_point.try_run(pointed.flatten());
    };
    let down = move |event: ev::PointerEvent| start(area, stroke, &event);
    let up = move |_: ev::PointerEvent| {
        let brush = untrack(|| stroke.get().and_then(drawn));
        stroke.set(None);
        inputs.on_brush.run(brush.into_iter().collect());
    };
    let n_axes = move || axes.read().len().to_string();
    view! {
        <div class="relation relation--parallel" style=("--n-axes", n_axes)>
            <ChartCanvas
                label="Parallel coordinates"
                area
                back
                marks
                overlay
                theme=inputs.theme
                on:pointerdown=down
                is_faded=inputs.is_faded()
                on:pointermove=moved
                on:pointerleave=move |_: ev::PointerEvent| {
                    let _ = inputs.on_point.try_run(None);
                }
                on:pointerup=up
                on:pointercancel=move |_: ev::PointerEvent| stroke.set(None)
            />
        </div>
    }
}

/// A dot for each experiment; a rectangle keeps what lies in it.
#[component]
pub fn ScatterChart(
    /// What both charts get from outside.
    inputs: RelationInputs,
    /// What is put against what.
    #[prop(into)]
    pair: Signal<(Quantity, Quantity)>,
) -> impl IntoView {
    let area = NodeRef::<html::Div>::new();
    let size = use_element_size(area);
    let frame = Memo::new(move |_| {
        let size = size.get();
        let size = SizePx::new(size.width_px, size.height_px);
        let pair = pair.read();
        scatter_frame(&pair.0, &pair.1, size)
    });
    let stroke = RwSignal::new(Stroke::None);
    let pointer = RwSignal::new(None::<PointPx>);
    let pointed = Memo::new(move |_| {
        let pair = pair.read();
        scatter::individual_at(&frame.get(), &pair.0, &pair.1, pointer.get()?)
    });
    let drawn = move |(from, to): (PointPx, PointPx)| {
        let (x, y) = pair.with(|pair| (pair.0.name.clone(), pair.1.name.clone()));
        match scatter::ranges(&frame.get(), from, to) {
            Some((across, up)) => vec![(x, Some(across)), (y, Some(up))],
            None => vec![(x, None), (y, None)],
        }
    };
    let back = Memo::new(move |_| {
        let pair = pair.read();
        Arc::new(scatter::back_scene(&frame.get(), &pair.0, &pair.1))
    });
    let marks = Memo::new(move |_| {
        let pair = pair.read();
        let individuals = inputs.individuals.read();
        Arc::new(scatter::dots_scene(
            &frame.get(),
            &pair.0,
            &pair.1,
            &individuals,
        ))
    });
    let overlay = Memo::new(move |_| {
        let mut brushes = inputs.brushes.get();
        for (name, range) in stroke.get().map(drawn).unwrap_or_default() {
            if let Some(range) = range {
                brushes.insert(name, range);
            }
        }
        let pair = pair.read();
        let overlay = scatter::Overlay {
            brushes,
            lit: (*inputs.lit.read()).as_ref().clone(),
        };
        Arc::new(scatter::overlay_scene(
            &frame.get(),
            (&pair.0, &pair.1),
            &inputs.individuals.read(),
            &overlay,
        ))
    });
    let down = move |event: ev::PointerEvent| start(area, stroke, &event);
    let moved = move |event: ev::PointerEvent| {
        pointer.set(Some(at(&event)));
        follow(stroke, &event);
        let is_free = stroke.with_untracked(Option::is_none);
        inputs
            .on_point
            .run(pointed.get_untracked().filter(|_| is_free));
    };
    let leave = move |_: ev::PointerEvent| {
        pointer.set(None);
        let _ = inputs.on_point.try_run(None);
    };
    let up = move |_: ev::PointerEvent| {
        let brushes = untrack(|| stroke.get().map(drawn));
        stroke.set(None);
        inputs.on_brush.run(brushes.unwrap_or_default());
    };
    let place = Memo::new(move |_| {
        pointed.get()?;
        Some(TooltipPlace {
            at: pointer.get()?,
            area: frame.get().size,
            height_px: 0.0,
            in_window: area.get().and_then(|area| in_window(&area)),
        })
    });
    let reading = Memo::new(move |_| {
        let idx = pointed.get()?;
        let pair = pair.read();
        let value = |quantity: &Quantity| {
            let value = quantity.values.get(idx).copied().flatten();
            format!(
                "{} {}",
                quantity.name,
                value.map_or("–".to_owned(), format::number)
            )
        };
        let name = inputs.names.read().get(idx).cloned()?;
        Some((name, value(&pair.0), value(&pair.1)))
    });
    let part = move |pick: fn((String, String, String)) -> String| move || reading.get().map(pick);
    let (name, x, y) = (part(|it| it.0), part(|it| it.1), part(|it| it.2));
    view! {
        <div class="relation">
            <ChartCanvas
                label="Scatter plot"
                area
                back
                marks
                overlay
                theme=inputs.theme
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointerleave=leave
                is_faded=inputs.is_faded()
                on:pointercancel=move |_: ev::PointerEvent| stroke.set(None)
            />
            <Tooltip place>
                <p class="tooltip__title">{name}</p>
                <p>{x}</p>
                <p>{y}</p>
            </Tooltip>
        </div>
    }
}

/// What the brushes keep, each with a button that takes it away.
#[component]
pub fn BrushList(
    /// What both charts get from outside.
    inputs: RelationInputs,
) -> impl IntoView {
    let item = move |(name, range): (String, Interval)| {
        let label = format!("Remove the brush of {name}");
        let text = format!(
            "{name} {} to {}",
            format::significant(range.min(), 4),
            format::significant(range.max(), 4)
        );
        view! {
            <li class="brush">
                {text}
                <button
                    type="button"
                    class="icon-button"
                    aria-label=label
                    on:click=move |_| inputs.on_brush.run(vec![(name.clone(), None)])
                >
                    <super::Icon glyph=super::Glyph::Close />
                </button>
            </li>
        }
    };
    view! {
        <ul class="brushes" aria-label="Brushes">
            {move || inputs.brushes.get().into_iter().map(item).collect_view()}
        </ul>
    }
}

fn at(event: &ev::PointerEvent) -> PointPx {
    PointPx::new(event.offset_x().into(), event.offset_y().into())
}

fn start(area: NodeRef<html::Div>, stroke: RwSignal<Stroke>, event: &ev::PointerEvent) {
    if event.button() != 0 {
        return;
    }
    if let Some(area) = area.get_untracked() {
        capture_pointer(&area, event);
    }
    stroke.set(Some((at(event), at(event))));
}

fn follow(stroke: RwSignal<Stroke>, event: &ev::PointerEvent) {
    if let Some((from, _)) = stroke.get_untracked() {
        stroke.set(Some((from, at(event))));
    }
}
