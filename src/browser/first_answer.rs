//! The answer that the page shows first: its head (`index.html`) asks for it, so that it is mostly here when the
//! program starts.
//!
//! Whoever takes it does not give the browser a turn, in which it would lay out and paint a page that is about to
//! change.

use super::clock::pause;
use js_sys::{Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The property of the window in which the head leaves the URL and the promise of an answer.
const PROPERTY: &str = "runboardFirst";

/// How long a page that has nothing else to show waits; a longer wait is one that has to be seen.
const PATIENCE: Duration = Duration::from_millis(100);

/// Waits until the answer is here, where one was asked for and nobody took it, but not for long.
pub async fn wait() {
    let Some((_, answer)) = asked() else { return };
    let too_long = future_to_promise(async {
        pause(PATIENCE).await;
        Ok(JsValue::UNDEFINED)
    });
    // Neither of the two is ever rejected.
    let _ = JsFuture::from(Promise::race(&js_sys::Array::of2(&answer, &too_long))).await;
}

/// An answer, read to its end.
pub struct FirstAnswer {
    /// Its HTTP status.
    pub status: u16,
    /// Its body.
    pub bytes: Vec<u8>,
}

/// The answer from this URL for the one who first wants it; `None` where the head did not ask for it, or in vain.
pub async fn take(href: &str) -> Option<FirstAnswer> {
    let (_, answer) = asked().filter(|(url, _)| url == href)?;
    Reflect::set(&window(), &PROPERTY.into(), &JsValue::UNDEFINED).ok()?;
    let answer = JsFuture::from(answer).await.ok()?;
    Some(FirstAnswer {
        status: part(&answer, "status")?.as_f64()? as u16,
        bytes: Uint8Array::new(&part(&answer, "bytes")?).to_vec(),
    })
}

fn asked() -> Option<(String, Promise)> {
    let asked = part(&window(), PROPERTY)?;
    Some((
        part(&asked, "href")?.as_string()?,
        part(&asked, "answer")?.dyn_into().ok()?,
    ))
}

/// A property; `None` of what is no object.
fn part(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}
