//! Makes one element the only one that can be reached, and gives the page back afterwards; dialogs do so by themselves.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

/// Set on the root element while an element covers the page: the page behind does not scroll.
const COVERED_CLASS: &str = "is-covered";

/// An element that is alone reachable until this is dropped.
pub struct Modal {
    made_inert: Vec<HtmlElement>,
    root: Option<Element>,
}

impl Modal {
    /// Takes everything but `element` and what is inside it out of reach of pointer and keyboard.
    pub fn hold(element: &Element) -> Self {
        let mut made_inert = Vec::new();
        let mut current = element.clone();
        while let Some(parent) = current.parent_element() {
            let children = parent.children();
            for idx in 0..children.length() {
                let sibling = children
                    .item(idx)
                    .filter(|sibling| !sibling.is_same_node(Some(&current)))
                    // A dialog comes to the front by itself, over what is held here too.
                    .filter(|sibling| !sibling.is_instance_of::<HtmlDialogElement>())
                    .and_then(|sibling| sibling.dyn_into::<HtmlElement>().ok());
                if let Some(sibling) = sibling
                    && !sibling.inert()
                {
                    sibling.set_inert(true);
                    made_inert.push(sibling);
                }
            }
            current = parent;
        }
        let root = element
            .owner_document()
            .and_then(|document| document.document_element());
        if let Some(root) = &root {
            // Only an invalid class name could fail.
            let _ = root.class_list().add_1(COVERED_CLASS);
        }
        Self { made_inert, root }
    }
}

/// Whether a dialog is open, which takes the keys for itself.
pub fn has_open_dialog() -> bool {
    let open = document().query_selector("dialog[open]");
    open.is_ok_and(|dialog| dialog.is_some())
}

/// Shows a `dialog` over the page as long as it is to be open.
pub fn use_modal(dialog: NodeRef<html::Dialog>, is_open: impl Fn() -> bool + 'static) {
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (is_open(), dialog.open()) {
            // It can only fail for a dialog that is open already or not in the page.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
}

impl Drop for Modal {
    fn drop(&mut self) {
        for element in &self.made_inert {
            element.set_inert(false);
        }
        if let Some(root) = &self.root {
            let _ = root.class_list().remove_1(COVERED_CLASS);
        }
    }
}
