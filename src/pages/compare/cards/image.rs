//! The card of an `IMAGE` log: the pictures of all experiments at one step, by steps in a grid, or two of them over
//! each other; zoomed and shifted together.

use super::CompareParts;
use super::image_pair::{PairedImages, PartnerChoice, use_pair};
use super::image_rows::{ImageRows, use_image_rows};
use super::members::{MemberData, Members, MissingMembers, use_members};
use super::table::pane;
use crate::browser::history::HistoryEntry;
use crate::components::compare_card::PaneRow;
use crate::components::image_frame::ImageFrame;
use crate::components::image_grid::ImageGrid;
use crate::components::select_field::{SelectField, SelectOption};
use crate::components::zoom_area::{PlainWheel, ResetWindow, ZoomArea, ZoomButtons};
use crate::components::{Card, CardKind, ShownImage, StepSlider};
use crate::pages::experiment::cards::image::shown_image;
use crate::state::compare::view::ImageLayout;
use leptos::prelude::*;
use runboard_chart::card_view::{CardSize, CardView, StepChoice};
use runboard_chart::format;
use runboard_chart::image_window::{ImageView, ImageWindow};
use runboard_model::{LogData, LogType};
use std::ops::Range;
use std::sync::Arc;

/// What the ways to show the pictures share.
#[derive(Clone, Copy)]
pub struct ImageParts {
    pub(super) parts: CompareParts,
    pub(super) members: Members,
    pub(super) title: StoredValue<String>,
    pub(super) view: Memo<ImageView>,
}

impl ImageParts {
    /// What the picture of one experiment is called.
    pub(super) fn alt(self, member: &MemberData) -> String {
        let name = format!("{} of {}", self.title.get_value(), member.name);
        match member.shown.step {
            Some(step) => format!("{name} at step {}", format::number(step)),
            None => name,
        }
    }

    /// Puts a changed choice into the address.
    pub(super) fn change(self, entry: HistoryEntry, change: impl FnOnce(&mut ImageView)) {
        self.parts
            .owner
            .change(entry, |view| change(&mut view.image));
    }
}

/// The pictures.
#[component]
pub fn CompareImages(
    /// The log's card and all that it needs.
    parts: CompareParts,
) -> impl IntoView {
    let layout = Memo::new(move |_| parts.context.state.view.with(|view| view.images));
    let is_grid = Memo::new(move |_| layout.get() == ImageLayout::Grid);
    // Only what the layout shows is asked for.
    let near_when =
        move |wanted: bool| Signal::derive(move || parts.is_near.get() && is_grid.get() == wanted);
    let members = use_members(
        CompareParts {
            is_near: near_when(false),
            ..parts
        },
        LogType::Image,
    );
    let seen_rows = RwSignal::new(0..0);
    let rows = use_image_rows(
        CompareParts {
            is_near: near_when(true),
            ..parts
        },
        seen_rows.into(),
    );
    let image_parts = ImageParts {
        parts,
        members,
        title: StoredValue::new(parts.owner.title()),
        view: Memo::new(move |_| parts.owner.view.with(|view| view.image)),
    };
    let pair = use_pair(image_parts);
    let is_pair =
        Memo::new(move |_| !matches!(layout.get(), ImageLayout::Apart | ImageLayout::Grid));
    let window = Memo::new(move |_| image_parts.view.read().window);
    let on_window = Callback::new(move |(window, entry): (ImageWindow, HistoryEntry)| {
        image_parts.change(entry, |view| view.window = window);
    });
    let kind = Signal::derive(move || match layout.get() {
        ImageLayout::Apart => CardKind::Wide,
        _ => CardKind::WideTall,
    });
    let state = Memo::new(move |_| match is_grid.get() {
        true => rows.state.get(),
        false => members.state.get(),
    });
    let on_retry = Callback::new(move |()| match is_grid.get_untracked() {
        true => rows.retry.run(()),
        false => members.retry.run(()),
    });
    let card = parts.owner.card(state, Some(on_retry));
    let description = Memo::new(move |_| {
        let n_steps = members.steps.read().len();
        let zoom = window.read().zoom();
        let zoomed = match window.read().is_zoomed() {
            true => format!(", zoomed {} times", format::number(zoom)),
            false => String::new(),
        };
        match is_grid.get() {
            true => format!(
                "Images of {} experiments by {n_steps} steps{zoomed}",
                rows.rows.read().len()
            ),
            false => format!("Images of {} experiments{zoomed}", members.all.read().len()),
        }
    });
    let plain_wheel = Signal::derive(move || match (card.view.read().size, layout.get()) {
        // A grid scrolls, at full size too.
        (CardSize::Full, ImageLayout::Grid) | (CardSize::Fitted, _) => PlainWheel::Scrolls,
        (CardSize::Full, _) => PlainWheel::Zooms,
    });
    let body = move || match layout.get() {
        ImageLayout::Apart => view! { <Panes image_parts /> }.into_any(),
        ImageLayout::Grid => {
            view! { <Grid image_parts rows seen_rows view=card.view on_view=card.on_view /> }
                .into_any()
        }
        _ => view! { <PairedImages image_parts pair layout /> }.into_any(),
    };
    view! {
        <Card
            card
            description
            kind
            tools=move || view! { <ResetWindow window on_window /> }
            footer=move || view! { <StepSlider steps=members.steps view=card.view on_view=card.on_view /> }
        >
            <div class="panes">
                <div class="panes__tools">
                    <LayoutChoice parts layout />
                    <Show when=move || is_pair.get()>
                        <PartnerChoice image_parts pair />
                        <MissingMembers members />
                    </Show>
                    <ZoomButtons window on_window />
                </div>
                <ZoomArea window on_window plain_wheel>{body}</ZoomArea>
            </div>
        </Card>
    }
    .into_any()
}

/// How the pictures are put together.
#[component]
fn LayoutChoice(
    /// The log's card and all that it needs.
    parts: CompareParts,
    /// How they are put together.
    layout: Memo<ImageLayout>,
) -> impl IntoView {
    let options = ImageLayout::ALL.map(|layout| SelectOption::new(layout.label(), layout.label()));
    let options = Vec::from(options);
    let chosen = Memo::new(move |_| layout.get().label().to_owned());
    let on_choose = move |key: String| {
        let mut all = ImageLayout::ALL.into_iter();
        if let Some(layout) = all.find(|layout| layout.label() == key) {
            parts.context.state.push(|view| view.images = layout);
        }
    };
    view! { <SelectField label="Images" options=Signal::stored(options) chosen on_choose /> }
}

/// The pictures of the chosen step side by side.
#[component]
fn Panes(
    /// The log's pictures and all that they need.
    image_parts: ImageParts,
) -> impl IntoView {
    let all = image_parts.members.all;
    let panes = Memo::new(move |_| all.read().iter().map(pane).collect::<Vec<_>>());
    let body = Callback::new(move |key: String| {
        let own = Memo::new(move |_| all.read().iter().find(|member| member.name == key).cloned());
        let image = Memo::new(move |_| own.read().as_ref().and_then(image_of));
        let alt = move || {
            let own = own.read();
            own.as_ref()
                .map(|own| image_parts.alt(own))
                .unwrap_or_default()
        };
        view! { <ImageFrame alt=Signal::derive(alt) image /> }.into_any()
    });
    view! { <PaneRow panes on_retry=Some(image_parts.members.retry) body /> }
}

/// The pictures by step; the chosen step is the slider's.
#[component]
fn Grid(
    /// The log's pictures and all that they need.
    image_parts: ImageParts,
    /// The rows.
    rows: ImageRows,
    /// The rows that are seen.
    seen_rows: RwSignal<Range<usize>>,
    /// How the card is shown.
    view: Signal<CardView>,
    /// Called with how the person wants the card shown now.
    on_view: Callback<CardView>,
) -> impl IntoView {
    let steps = image_parts.members.steps;
    let step_choice = Memo::new(move |_| view.read().step);
    let chosen = Memo::new(move |_| {
        let steps = steps.read();
        let step = step_choice.get().index_in(&steps);
        let step = step.and_then(|idx| steps.get(idx).copied());
        let columns = rows.columns.read();
        columns.iter().position(|column| *column == step)
    });
    let on_choose = Callback::new(move |step: Option<f64>| {
        let steps = steps.read_untracked();
        let Some(idx) = steps.iter().position(|other| Some(*other) == step) else {
            return;
        };
        on_view.run(CardView {
            step: StepChoice::of_index(&steps, idx),
            ..view.get_untracked()
        });
    });
    let on_rows = Callback::new(move |seen: Range<usize>| seen_rows.set(seen));
    let aspect = Memo::new(move |_| {
        let rows = rows.rows.read();
        let first = rows.iter().find_map(|row| row.images.as_ref()?.first());
        first.map_or(1.0, |image| image.size.width_px / image.size.height_px)
    });
    let name = Signal::derive(move || image_parts.title.get_value());
    view! { <ImageGrid name rows=rows.rows columns=rows.columns chosen on_choose on_retry=rows.retry on_rows aspect /> }
}

pub(super) fn image_of(member: &MemberData) -> Option<Arc<ShownImage>> {
    match member.shown.data.as_deref()? {
        LogData::Image(image) => Some(Arc::new(shown_image(image))),
        _ => None,
    }
}
