//! Moving and asking for the keyboard's focus.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, Node};

/// Focuses the element after the next frame, when what was just shown is in the page.
pub fn focus_soon(find: impl Fn() -> Option<HtmlElement> + 'static) {
    request_animation_frame(move || {
        if let Some(element) = find() {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
    });
}

/// Focuses the element of that id after the next frame.
pub fn focus_soon_by_id(id: String) {
    focus_soon(move || document().get_element_by_id(&id)?.dyn_into().ok());
}

/// Moves the focus to the element of that id; tells whether there is one.
pub fn focus_by_id(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// All elements inside `container` that match the selector.
fn matching(container: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = container.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|idx| found.item(idx)?.dyn_into().ok())
        .collect()
}

/// The element inside `container` at `index` among those that match the selector.
pub fn nth_matching(container: &Element, selector: &str, index: usize) -> Option<HtmlElement> {
    matching(container, selector).into_iter().nth(index)
}

/// How many elements inside `container` match the selector.
pub fn count_matching(container: &Element, selector: &str) -> usize {
    matching(container, selector).len()
}

/// Focuses and presses the element inside `container` at `index` among those that match the selector.
pub fn press_nth(container: &Element, selector: &str, index: usize) {
    if let Some(element) = nth_matching(container, selector, index) {
        // An element that cannot take the focus is pressed all the same.
        let _ = element.focus();
        element.click();
    }
}

/// The position of the focused element among those inside `container` that match the selector.
pub fn focused_index(container: &Element, selector: &str) -> Option<usize> {
    let focused = container.owner_document()?.active_element()?;
    matching(container, selector)
        .iter()
        .position(|element| element.is_same_node(Some(&focused)))
}

/// Whether the focus is on `container` or inside it.
pub fn has_focus_within(container: &Element) -> bool {
    container
        .owner_document()
        .and_then(|document| document.active_element())
        .is_some_and(|focused| container.contains(Some(&focused)))
}

/// Gives the focus to the nearest element around `element` that matches, if `element` has it and is about to go away.
pub fn leave_focus_to(element: &Element, selector: &str) {
    let next = has_focus_within(element).then(|| element.closest(selector));
    if let Some(Ok(Some(next))) = next
        && let Some(next) = next.dyn_ref::<HtmlElement>()
    {
        next.set_tab_index(-1);
        // An element that cannot take the focus leaves it where it goes.
        let _ = next.focus();
    }
}

/// Takes the focus away from `container` and what is inside it.
pub fn drop_focus_within(container: &Element) {
    if has_focus_within(container)
        && let Some(focused) = document().active_element()
        && let Some(focused) = focused.dyn_ref::<HtmlElement>()
    {
        // An element that is just going away has lost it already.
        let _ = focused.blur();
    }
}

/// Whether the target of an event is `container` or inside it.
pub fn is_within(container: &Element, target: Option<EventTarget>) -> bool {
    target
        .and_then(|target| target.dyn_into::<Node>().ok())
        .is_some_and(|node| container.contains(Some(&node)))
}
