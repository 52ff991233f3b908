//! How quantities of experiments relate: parallel coordinates and a scatter plot, both with brushes.

use super::bar_model::PointedBy;
use super::canvas_input::{canvas_point, shift_of};
use super::chart_canvas::ChartCanvas;
use super::data_table::table_when_read;
use super::tooltip::{RowName, Tooltip, TooltipPlace, row_name};
use super::{Card, CardInputs, CardTable};
use crate::browser::capture::capture_pointer;
use crate::browser::element_size::use_element_size;
use crate::browser::in_window::in_window;
use crate::browser::keyboard::is_modified;
use crate::browser::scroll;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::line::keys::{Command, command};
use runboard_chart::palette::Theme;
use runboard_chart::relation::plot::{RelationKind, RelationPlot};
use runboard_chart::relation::reading::{RelationReading, table};
use runboard_chart::relation::{Brush, Brushes, Individual, Overlay, Quantity};
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
    /// Called with the brushes that the person chose now, by quantity; `None` takes a brush away.
    pub on_brush: Callback<Vec<(String, Option<Brush>)>>,
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

/// The height of a row of the tooltip, as in `style/tooltip.css`.
const ROW_HEIGHT_PX: usize = 17;
/// What is around the rows: the name, what is left out, padding, and the distance to the point.
const FRAME_HEIGHT_PX: usize = 60;

/// A card with the quantities of all experiments in one chart.
#[component]
pub fn RelationCard(
    /// What every card gets; it is called like its chart.
    card: CardInputs,
    /// What both charts get from outside.
    inputs: RelationInputs,
    /// Which chart.
    kind: RelationKind,
    /// What is put against each other.
    #[prop(into)]
    quantities: Signal<Vec<Quantity>>,
    /// What stands below the chart.
    #[prop(into)]
    footer: ViewFn,
) -> impl IntoView {
    let description = Memo::new(move |_| {
        let plot = RelationPlot::new(kind, quantities.get(), SizePx::default());
        plot.description(kind, &inputs.individuals.read())
    });
    let data = table_when_read(move || table(&inputs.names.read(), &quantities.read()));
    view! {
        <Card card description data=Some(CardTable::Ready(data)) footer>
            <RelationChart inputs kind label=card.name quantities />
        </Card>
    }
    .into_any()
}

/// The chart; a stroke keeps what lies in it, and keys go through the experiments.
#[component]
fn RelationChart(
    /// What both charts get from outside.
    inputs: RelationInputs,
    /// Which chart.
    kind: RelationKind,
    /// What it is called.
    label: Signal<String>,
    /// What is put against each other.
    quantities: Signal<Vec<Quantity>>,
) -> impl IntoView {
    let area = NodeRef::<html::Div>::new();
    let scroller = NodeRef::<html::Div>::new();
    let size = use_element_size(area);
    let plot = Memo::new(move |_| {
        let size = size.get();
        let size = SizePx::new(size.width_px, size.height_px);
        Arc::new(RelationPlot::new(kind, quantities.get(), size))
    });
    let stroke = RwSignal::new(Stroke::None);
    let pointed_by = RwSignal::new(None::<PointedBy>);
    let reading = Memo::new(move |_| {
        let pointed_by = pointed_by.get().filter(|_| stroke.read().is_none())?;
        let plot = plot.read();
        let individual = match pointed_by {
            PointedBy::Pointer(at) => plot.individual_at(&inputs.individuals.read(), at)?,
            PointedBy::Keys(individual) => {
                let order = plot.in_order(&inputs.individuals.read());
                Some(individual).filter(|it| order.contains(it))?
            }
        };
        plot.reading(&inputs.names.read(), individual)
    });
    let spoken = move || {
        // What the pointer reads is not spoken, it would never end.
        let is_by_keys = matches!(pointed_by.get(), Some(PointedBy::Keys(_)));
        let reading = reading.get().filter(|_| is_by_keys)?;
        plot.read().spoken(&inputs.individuals.read(), &reading)
    };
    let place = Memo::new(move |_| {
        let n_rows = reading.read().as_ref()?.rows.len();
        let scroller = scroller.get()?;
        let at = match pointed_by.get()? {
            PointedBy::Pointer(at) => at,
            PointedBy::Keys(individual) => plot.read().place(individual)?,
        };
        // The beginning of a path may be scrolled away.
        let left_px = (at.x_px - scroll::scrolled(&scroller).left_px).max(0.0);
        Some(TooltipPlace {
            at: PointPx::new(left_px, at.y_px),
            area: plot.read().size(),
            height_px: (n_rows * ROW_HEIGHT_PX + FRAME_HEIGHT_PX) as f64,
            in_window: in_window(&scroller),
        })
    });
    let back = Memo::new(move |_| Arc::new(plot.read().back_scene()));
    let marks = Memo::new(move |_| Arc::new(plot.read().marks_scene(&inputs.individuals.read())));
    let overlay = Memo::new(move |_| {
        let plot = plot.read();
        let overlay = Overlay {
            brushes: plot.brushes_with(inputs.brushes.get(), stroke.get()),
            lit: (*inputs.lit.read()).as_ref().clone(),
        };
        Arc::new(plot.overlay_scene(&inputs.individuals.read(), &overlay))
    });
    let light = move || {
        // The chart may have gone away under the pointer.
        let read = reading.try_get_untracked().flatten();
        let _ = inputs.on_point.try_run(read.map(|read| read.individual));
    };
    let point = move |by: Option<PointedBy>| {
        pointed_by.try_set(by);
        light();
    };
    let down = move |event: ev::PointerEvent| start(area, stroke, &event);
    let moved = move |event: ev::PointerEvent| {
        follow(stroke, &event);
        point(Some(PointedBy::Pointer(canvas_point(&event))));
    };
    let leave = move |_: ev::PointerEvent| {
        let by = pointed_by.try_get_untracked().flatten();
        // What the keys point at stays.
        point(by.filter(|by| matches!(by, PointedBy::Keys(_))));
    };
    let press = move |event: ev::KeyboardEvent| {
        let is_used = match command(&event.key(), shift_of(&event)) {
            _ if is_modified(&event) => false,
            Some(Command::Move(by)) => {
                let from = reading.get_untracked().map(|read| read.individual);
                let individuals = inputs.individuals.read_untracked();
                let next = plot.read_untracked().moved(&individuals, from, by);
                point(next.map(PointedBy::Keys));
                true
            }
            Some(Command::Leave) => {
                // Without anything to leave, Escape is for the card at full size.
                let was_pointing = pointed_by.get_untracked().is_some();
                point(None);
                was_pointing
            }
            _ => false,
        };
        if is_used {
            event.prevent_default();
        }
    };
    let up = move |_: ev::PointerEvent| {
        let drawn = stroke.get_untracked();
        stroke.set(None);
        let brushed = drawn.map(|(from, to)| plot.read_untracked().brushed(from, to));
        inputs.on_brush.run(brushed.unwrap_or_default());
    };
    let n_axes = move || match kind {
        RelationKind::Parallel => quantities.read().len().to_string(),
        RelationKind::Scatter => "0".to_owned(),
    };
    view! {
        <div class="relation">
            <div class="relation__scroller" node_ref=scroller>
                <div class="relation__track" style=("--n-axes", n_axes)>
                    <ChartCanvas
                        label
                        area
                        back
                        marks
                        overlay
                        theme=inputs.theme
                        is_faded=inputs.is_faded()
                        on:pointerdown=down
                        on:pointermove=moved
                        on:pointerleave=leave
                        on:pointerup=up
                        on:pointercancel=move |_: ev::PointerEvent| stroke.set(None)
                        on:keydown=press
                        on:blur=move |_: ev::FocusEvent| point(None)
                    />
                </div>
            </div>
            <RelationTooltip reading place />
            <p class="visually-hidden" aria-live="polite">
                {spoken}
            </p>
        </div>
    }
}

/// The name of an experiment, and its value of each quantity.
#[component]
fn RelationTooltip(
    /// What is read.
    reading: Memo<Option<RelationReading>>,
    /// Where it stands.
    place: Memo<Option<TooltipPlace>>,
) -> impl IntoView {
    let row = |(name, value): (String, String)| {
        let RowName { name, beside, .. } = row_name(&name, 0, &[&value]);
        view! {
            <p class="tooltip__row" style=("--beside", beside)>
                <span class="tooltip__name">{name}</span>
                " "
                <span class="tooltip__value">{value}</span>
            </p>
        }
    };
    let content = move || {
        let read = reading.get()?;
        let more = (read.n_more > 0).then(|| format!("and {} more", read.n_more));
        Some(view! {
            <p class="tooltip__title">{read.name}</p>
            {read.rows.into_iter().map(row).collect_view()}
            {more.map(|more| view! { <p class="tooltip__title">{more}</p> })}
        })
    };
    view! { <Tooltip place>{content}</Tooltip> }
}

/// What the brushes keep, each with a button that takes it away.
#[component]
pub fn BrushList(
    /// What both charts get from outside.
    inputs: RelationInputs,
) -> impl IntoView {
    let item = move |(name, brush): (String, Brush)| {
        let label = format!("Remove the brush of {name}");
        let text = format!("{name} {}", brush.text());
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

fn start(area: NodeRef<html::Div>, stroke: RwSignal<Stroke>, event: &ev::PointerEvent) {
    if event.button() != 0 {
        return;
    }
    if let Some(area) = area.get_untracked() {
        capture_pointer(&area, event);
    }
    stroke.set(Some((canvas_point(event), canvas_point(event))));
}

fn follow(stroke: RwSignal<Stroke>, event: &ev::PointerEvent) {
    if let Some((from, _)) = stroke.get_untracked() {
        stroke.set(Some((from, canvas_point(event))));
    }
}
