//! The card of an `IMAGE` log: the pictures of all experiments at one step, and pairs of them over each other.

use super::CompareParts;
use super::members::{MemberData, use_members};
use super::table::pane;
use crate::components::compare_card::PaneCard;
use crate::components::image_pair::{ImagePair, Overlay};
use crate::components::select_field::{SelectField, SelectOption};
use crate::pages::experiment::cards::image::shown_image;
use crate::state::compare::view::Pairing;
use leptos::prelude::*;
use runboard_chart::image_place::is_sharp_when_fitted;
use runboard_model::{LogData, LogType};
use std::sync::Arc;

/// The choices of the list, by the value of their option.
const PAIRINGS: [(&str, &str, Pairing); 4] = [
    ("", "side by side", Pairing::Apart),
    ("swipe", "swiped", Pairing::Swipe),
    ("blink", "in turn", Pairing::Blink),
    ("difference", "difference", Pairing::Difference),
];

/// The pictures of the chosen step.
#[component]
pub fn CompareImages(parts: CompareParts) -> impl IntoView {
    let members = use_members(parts, LogType::Image);
    let panes = Memo::new(move |_| members.all.read().iter().map(pane).collect::<Vec<_>>());
    let description = Memo::new(move |_| {
        let n_images = panes.read().len();
        format!("Images of {n_images} experiments")
    });
    let title = StoredValue::new(parts.title());
    let body = Callback::new(move |key: String| {
        let alt = format!("{} of {key}", title.get_value());
        let shown = Memo::new(move |_| {
            let all = members.all.read();
            let own = all.iter().find(|member| member.name == key);
            own.and_then(image_of)
        });
        let image = move || {
            let alt = alt.clone();
            shown.get().map(|image| {
                let is_sharp = is_sharp_when_fitted(image.size);
                view! {
                    <img
                        class="pane__image"
                        class:image--sharp=is_sharp
                        alt=alt
                        src=image.src.clone()
                        title=image.caption.clone()
                        decoding="async"
                    />
                }
            })
        };
        view! { {image} }.into_any()
    });
    let above = move || view! { <PairSection parts all=members.all title /> };
    view! {
        <PaneCard
            name=parts.title()
            description
            state=members.state
            on_retry=members.retry
            panes
            steps=members.steps
            view=parts.card_view()
            on_view=parts.on_card_view()
            menu=parts.menu()
            above
            body
        />
    }
}

/// The choice of how a pair is laid over each other, and the pair: the first experiment with another one.
#[component]
fn PairSection(
    parts: CompareParts,
    all: Memo<Vec<MemberData>>,
    title: StoredValue<String>,
) -> impl IntoView {
    let state = parts.context.state;
    let pairing = Memo::new(move |_| state.view.with(|view| view.pairing));
    let options: Vec<SelectOption> = PAIRINGS
        .iter()
        .map(|(key, label, _)| SelectOption::new(*key, *label))
        .collect();
    let chosen = Memo::new(move |_| {
        let choice = PAIRINGS
            .iter()
            .find(|(.., choice)| *choice == pairing.get());
        choice.map_or(String::new(), |(key, ..)| (*key).to_owned())
    });
    let on_choose = move |key: String| {
        let choice = PAIRINGS.iter().find(|(other, ..)| *other == key);
        if let Some((.., pairing)) = choice {
            state.push(|view| view.pairing = *pairing);
        }
    };
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
    let on_partner = move |name: String| state.push(|view| view.partner = Some(name));
    let overlay = Memo::new(move |_| match pairing.get() {
        Pairing::Apart => None,
        Pairing::Swipe => Some(Overlay::Swipe),
        Pairing::Blink => Some(Overlay::Blink),
        Pairing::Difference => Some(Overlay::Difference),
    });
    let named = move |member: &MemberData| {
        let name = format!("{} of {}", title.get_value(), member.name);
        Some((name, image_of(member)?))
    };
    let first = Memo::new(move |_| all.read().first().and_then(named));
    let second = Memo::new(move |_| {
        let all = all.read();
        let partner = partner.read();
        all.iter()
            .find(|member| member.name == *partner)
            .and_then(named)
    });
    let options = Signal::stored(options);
    view! {
        <Show when=move || !others.read().is_empty()>
            <div class="panes__tools">
                <SelectField label="Images" options chosen on_choose />
                <Show when=move || overlay.read().is_some()>
                    <SelectField label="with" options=others chosen=partner on_choose=on_partner />
                </Show>
            </div>
            {move || overlay.get().map(|overlay| view! { <ImagePair overlay=Signal::stored(overlay) first second /> })}
        </Show>
    }
}

fn image_of(member: &MemberData) -> Option<Arc<crate::components::ShownImage>> {
    match member.data.as_deref()? {
        LogData::Image(image) => Some(Arc::new(shown_image(image))),
        _ => None,
    }
}
