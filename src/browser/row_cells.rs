//! The cells of one row of a large table, written straight into the page.
//!
//! A thousand of them change with every sort and every row that is scrolled to. Here a change costs what differs in a
//! cell; a view of each would take its attributes away and set them again.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellContent {
    /// Its classes.
    pub class: String,
    /// The number of its column among all there are, from one.
    pub column: usize,
    /// Its text.
    pub text: String,
    /// Each shown by itself after the text.
    pub tags: Vec<String>,
    /// What is said to who points at it; nothing where that is empty.
    pub title: String,
}

/// The cells that a row shows.
#[derive(Default)]
pub struct RowCells {
    shown: Vec<(HtmlElement, CellContent)>,
}

impl RowCells {
    /// Makes the row show these, in order, before its last own cell.
    pub fn show(&mut self, row: &Element, cells: Vec<CellContent>) {
        let n_kept = cells.len().min(self.shown.len());
        for (element, _) in self.shown.drain(n_kept..) {
            element.remove();
        }
        let mut cells = cells.into_iter();
        for ((element, shown), cell) in self.shown.iter_mut().zip(cells.by_ref()) {
            write(element, shown, &cell);
            *shown = cell;
        }
        let end = row.last_element_child();
        for cell in cells {
            let Some(element) = new_element("td") else {
                return;
            };
            write(&element, &CellContent::default(), &cell);
            // Fails only where the row has lost its last cell.
            let _ = row.insert_before(&element, end.as_deref());
            self.shown.push((element, cell));
        }
    }
}

/// Writes what of `cell` differs from what is shown.
fn write(element: &HtmlElement, shown: &CellContent, cell: &CellContent) {
    if shown.class != cell.class {
        element.set_class_name(&cell.class);
    }
    if shown.column != cell.column {
        // A name without spaces is a name of an attribute.
        let _ = element.set_attribute("aria-colindex", &cell.column.to_string());
    }
    if shown.text != cell.text || shown.tags != cell.tags {
        element.set_text_content(Some(&cell.text));
        for tag in &cell.tags {
            append_tag(element, tag);
        }
    }
    if shown.title != cell.title {
        element.set_title(&cell.title);
    }
}

fn append_tag(element: &HtmlElement, text: &str) {
    let Some(tag) = new_element("span") else {
        return;
    };
    tag.set_class_name("tag");
    tag.set_text_content(Some(text));
    let _ = element.append_child(&tag);
}

fn new_element(name: &str) -> Option<HtmlElement> {
    document().create_element(name).ok()?.dyn_into().ok()
}
