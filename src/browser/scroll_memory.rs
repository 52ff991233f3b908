//! Where each entry of the history was scrolled to, and going there again.
//!
//! Browsers do so by themselves where a document is there at once. What an entry of this page shows is fetched and built
//! after it was gone back to, so its place is waited for. It is kept in the entry's state, which outlasts a reload.

use super::clock::{Sleeper, pause};
use super::scroll::{scroll_to, scrolled};
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use send_wrapper::SendWrapper;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// How often a place is written down while something scrolls; browsers limit how often an entry changes.
const WRITING: Duration = Duration::from_millis(200);
/// How long it sleeps when nothing scrolls; scrolling wakes it.
const IDLE: Duration = Duration::from_secs(3_600);
/// How often, and how many times, is looked whether a place is there again.
const LOOKING: Duration = Duration::from_millis(16);
const MAX_LOOKS: usize = 250;
/// How many looks in a row must find the place: what comes above it moves it.
const LOOKS_TO_STAY: usize = 12;
/// What scrolls beside the page itself, and is remembered with it; one a page.
const KEPT: &str = "[data-scroll-kept]";

/// Writes down where the page is scrolled to, until its owner goes away; begins by going where the present entry of the
/// history was left, as soon as there is enough to scroll, unless the person does something before.
pub fn use_scroll_memory() {
    let is_left_alone = StoredValue::new(true);
    let writer = Sleeper::new();
    // An inner element's scrolling is only seen on its way down.
    listen(&["scroll"], move || writer.wake());
    listen(&["wheel", "pointerdown", "keydown"], move || {
        is_left_alone.try_set_value(false);
    });
    let places = window().history().and_then(|history| history.state());
    let places = places.ok().and_then(|state| places_of(&state));
    spawn_local_scoped_with_cancellation(async move {
        if let Some(places) = places {
            restore(places, is_left_alone).await;
        }
        loop {
            writer.sleep(IDLE).await;
            pause(WRITING).await;
            write_down();
        }
    });
}

async fn restore(places: Places, is_left_alone: StoredValue<bool>) {
    let mut n_there = 0;
    for _ in 0..MAX_LOOKS {
        if n_there == LOOKS_TO_STAY || is_left_alone.try_get_value() != Some(true) {
            return;
        }
        n_there = if go_there(places) { n_there + 1 } else { 0 };
        pause(LOOKING).await;
    }
}

/// Writes into the present entry where the page is scrolled to.
fn write_down() {
    let state = Array::new();
    for element in scrollers() {
        let now = element.map(|element| scrolled(&element));
        let (left_px, top_px) = now.map_or((0.0, 0.0), |now| (now.left_px, now.top_px));
        state.push(&left_px.into());
        state.push(&top_px.into());
    }
    if let Ok(history) = window().history() {
        // A browser that limits the rate of changes keeps the place before.
        let _ = history.replace_state(&state, "");
    }
}

/// Distances from the left and upper edges: of the page, and of what scrolls in it.
type Places = [(f64, f64); 2];

fn places_of(state: &JsValue) -> Option<Places> {
    let numbers = state.dyn_ref::<Array>()?;
    let number = |idx| numbers.get(idx).as_f64();
    Some([(number(0)?, number(1)?), (number(2)?, number(3)?)])
}

fn scrollers() -> [Option<Element>; 2] {
    let document = document();
    [
        document.scrolling_element(),
        document.query_selector(KEPT).ok().flatten(),
    ]
}

/// Whether everything is where it was; scrolls what is not, as far as it can.
fn go_there(places: Places) -> bool {
    let pairs = scrollers().into_iter().zip(places);
    pairs.fold(true, |are_there, (element, (left_px, top_px))| {
        are_there && is_there(element, left_px, top_px)
    })
}

fn is_there(element: Option<Element>, left_px: f64, top_px: f64) -> bool {
    let Some(element) = element else {
        return left_px == 0.0 && top_px == 0.0;
    };
    let is_close = |(now, wanted): (f64, f64)| (now - wanted).abs() < 2.0;
    let are_close = |element: &Element| {
        let now = scrolled(element);
        is_close((now.left_px, left_px)) && is_close((now.top_px, top_px))
    };
    if are_close(&element) {
        return true;
    }
    let room_px = f64::from(element.scroll_height() - element.client_height());
    if room_px + 1.0 >= top_px {
        scroll_to(&element, left_px, top_px);
    }
    are_close(&element)
}

/// Acts on events anywhere in the document, those of elements that do not bubble included, until the owner goes away.
fn listen(events: &'static [&'static str], act: impl Fn() + 'static) {
    let act = SendWrapper::new(Closure::<dyn Fn()>::new(act));
    for event in events {
        // Only an invalid kind of listener could be refused.
        let _ = document().add_event_listener_with_callback_and_bool(
            event,
            act.as_ref().unchecked_ref(),
            true,
        );
    }
    on_cleanup(move || {
        for event in events {
            let _ = document().remove_event_listener_with_callback_and_bool(
                event,
                act.as_ref().unchecked_ref(),
                true,
            );
        }
    });
}
