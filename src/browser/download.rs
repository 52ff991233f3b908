//! Gives the person a file that was made in the page.

use js_sys::{Array, Uint8Array};
use leptos::prelude::{document, set_timeout};
use std::time::Duration;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, Url};

/// How long the bytes stay readable; a browser may start to read them some time after the click.
const READABLE_FOR: Duration = Duration::from_secs(60);

/// Saves the bytes as a file of this name, as if its link had been clicked.
pub fn download(file_name: &str, media_type: &str, bytes: &[u8]) {
    // Every step can only fail for want of memory; then there is no file, and nothing to undo.
    let _ = try_download(file_name, media_type, bytes);
}

fn try_download(file_name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    save(file_name, &blob)
}

/// Saves what a canvas shows as a PNG file of this name.
pub fn download_canvas(file_name: String, canvas: &HtmlCanvasElement) {
    let on_blob = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            let _ = save(&file_name, &blob);
        }
    });
    // A canvas drawn by this page can always be read.
    let _ = canvas.to_blob(on_blob.unchecked_ref());
}

/// Downloads what is at this address, under the name that the server gives it.
pub fn follow(address: &str) {
    if let Ok(link) = document().create_element("a") {
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(address);
        link.set_download("");
        link.click();
    }
}

fn save(file_name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(file_name);
    link.click();
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        READABLE_FOR,
    );
    Ok(())
}
