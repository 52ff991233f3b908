//! What the pixels of pictures say, read in a canvas that is never shown.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

/// Larger pictures are read smaller: the largest of many differences hardly changes by that.
const MAX_SIDE_PX: f64 = 1024.0;

/// How far each colour of one picture is from the other's, as red, green, blue and opacity of each pixel; `None` where
/// one cannot be had.
pub async fn difference_rgba(first: &str, second: &str) -> Option<Vec<u8>> {
    let (first, second) = (loaded(first).await.ok()?, loaded(second).await.ok()?);
    difference(&first, &second).ok().flatten()
}

async fn loaded(src: &str) -> Result<HtmlImageElement, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(src);
    JsFuture::from(image.decode()).await?;
    Ok(image)
}

fn difference(
    first: &HtmlImageElement,
    second: &HtmlImageElement,
) -> Result<Option<Vec<u8>>, JsValue> {
    let (width, height) = (
        f64::from(first.natural_width()),
        f64::from(first.natural_height()),
    );
    let scale = (MAX_SIDE_PX / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).ceil(), (height * scale).ceil());
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let Some(context) = canvas.get_context("2d")? else {
        return Ok(None);
    };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.set_image_smoothing_enabled(false);
    // What is transparent in both is no difference.
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_html_image_element_and_dw_and_dh(first, 0.0, 0.0, width, height)?;
    context.set_global_composite_operation("difference")?;
    context.draw_image_with_html_image_element_and_dw_and_dh(second, 0.0, 0.0, width, height)?;
    let data = context.get_image_data(0.0, 0.0, width, height)?;
    Ok(Some(data.data().0))
}
