//! Two pictures of an `IMAGE` log over each other: that of the first experiment, and that of another one.

use super::image::{ImageParts, image_of};
use super::members::MemberData;
use crate::browser::history::HistoryEntry;
use crate::components::image_pair::{ImagePair, Overlay, PairSide};
use crate::components::select_field::{SelectField, SelectOption};
use crate::components::states::Notice;
use crate::pages::experiment_colour::colour_property;
use crate::state::compare::view::ImageLayout;
use leptos::prelude::*;
use runboard_chart::image_window::SwipeShare;

/// The two experiments of a pair.
#[derive(Clone, Copy)]
pub struct Pair {
    /// All but the first one.
    others: Memo<Vec<SelectOption>>,
    /// The name of the one that was chosen of them.
    partner: Memo<String>,
}

/// The pair that the address names; the second experiment where it names none that is here.
pub fn use_pair(image_parts: ImageParts) -> Pair {
    let state = image_parts.parts.context.state;
    let all = image_parts.members.all;
    let others = Memo::new(move |_| {
        let all = all.read();
        let others = all.iter().skip(1);
        others
            .map(|member| SelectOption::new(member.name.clone(), member.name.clone()))
            .collect::<Vec<_>>()
    });
    let partner = Memo::new(move |_| {
        let wanted = state.view.with(|view| view.partner.clone());
        let others = others.read();
        let known = others
            .iter()
            .find(|other| Some(&other.key) == wanted.as_ref());
        known
            .or(others.first())
            .map(|other| other.key.clone())
            .unwrap_or_default()
    });
    Pair { others, partner }
}

/// The choice of the other experiment.
#[component]
pub fn PartnerChoice(
    /// The log's pictures and all that they need.
    image_parts: ImageParts,
    /// Which two.
    pair: Pair,
) -> impl IntoView {
    let state = image_parts.parts.context.state;
    let on_partner = move |name: String| state.push(|view| view.partner = Some(name));
    view! {
        <Show when=move || !pair.others.read().is_empty()>
            <SelectField label="with" options=pair.others chosen=pair.partner on_choose=on_partner />
        </Show>
    }
}

/// The pair.
#[component]
pub fn PairedImages(
    /// The log's pictures and all that they need.
    image_parts: ImageParts,
    /// Which two.
    pair: Pair,
    /// How they are put together.
    layout: Memo<ImageLayout>,
) -> impl IntoView {
    let all = image_parts.members.all;
    let side = move |member: &MemberData| PairSide {
        title: member.name.clone(),
        colour_property: colour_property(member.slot.0 as u64),
        alt: image_parts.alt(member),
        step: member.shown.step,
        image: image_of(member),
    };
    let first = Memo::new(move |_| all.read().first().map(side));
    let second = Memo::new(move |_| {
        let all = all.read();
        let partner = pair.partner.read();
        all.iter().find(|member| member.name == *partner).map(side)
    });
    let overlay = Signal::derive(move || match layout.get() {
        ImageLayout::Blink => Overlay::Blink,
        ImageLayout::Difference => Overlay::Difference,
        _ => Overlay::Swipe,
    });
    let swipe = Signal::derive(move || image_parts.view.read().swipe);
    let on_swipe = Callback::new(move |swipe: SwipeShare| {
        image_parts.change(HistoryEntry::Replace, |view| view.swipe = swipe);
    });
    view! {
        <Show
            when=move || !pair.others.read().is_empty()
            fallback=|| {
                view! {
                    <Notice title="A pair needs two">
                        <p>"Only one experiment has this image; add another one in the sidebar."</p>
                    </Notice>
                }
            }
        >
            <ImagePair overlay first second swipe on_swipe />
        </Show>
    }
}
