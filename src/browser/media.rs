//! Media queries: what the window and the system are like.

use leptos::ev;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::MediaQueryList;

/// Whether the query holds now; a browser that cannot read it says no.
pub fn matches(query: &str) -> bool {
    list(query).is_some_and(|query| query.matches())
}

/// Whether the query holds, now and after each change.
pub fn use_media(query: &str) -> Signal<bool> {
    let query = list(query);
    let holds = RwSignal::new(query.as_ref().is_some_and(MediaQueryList::matches));
    if let Some(query) = query {
        let now = query.clone();
        let closure = Closure::<dyn FnMut(ev::Event)>::new(move |_| holds.set(now.matches()));
        query.set_onchange(Some(closure.as_ref().unchecked_ref()));
        let held = SendWrapper::new((query, closure));
        on_cleanup(move || held.0.set_onchange(None));
    }
    holds.into()
}

fn list(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok().flatten()
}
