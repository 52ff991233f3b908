//! The cells of one row of a large table, written straight into the page.
//!
//! A thousand of them change with every sort and every row that is scrolled to. Here a change costs what differs in a
//! cell; a view of each would take its attributes away and set them again.

use super::new_element::new_element;
use leptos::prelude::document;
use web_sys::{Element, HtmlElement, Text};

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
    shown: Vec<Cell>,
}

/// A cell, and what was written into it.
struct Cell {
    element: HtmlElement,
    /// Its text; written itself, since a new text for the element would be a new node.
    text: Text,
    content: CellContent,
}

impl RowCells {
    /// Makes the row show these, in order, before its last own cell.
    pub fn show(&mut self, row: &Element, cells: Vec<CellContent>) {
        let n_kept = cells.len().min(self.shown.len());
        for cell in self.shown.drain(n_kept..) {
            cell.element.remove();
        }
        let mut contents = cells.into_iter();
        for (cell, content) in self.shown.iter_mut().zip(contents.by_ref()) {
            cell.write(content);
        }
        let end = row.last_element_child();
        for content in contents {
            let Some(mut cell) = Cell::new() else {
                return;
            };
            cell.write(content);
            // Fails only where the row has lost its last cell.
            let _ = row.insert_before(&cell.element, end.as_deref());
            self.shown.push(cell);
        }
    }
}

impl Cell {
    /// One that shows nothing yet.
    fn new() -> Option<Self> {
        let element = new_element("td")?;
        let text = document().create_text_node("");
        element.append_child(&text).ok()?;
        Some(Self {
            element,
            text,
            content: CellContent::default(),
        })
    }

    /// Writes what differs from what is shown.
    fn write(&mut self, content: CellContent) {
        let (element, shown) = (&self.element, &self.content);
        if shown.class != content.class {
            element.set_class_name(&content.class);
        }
        if shown.column != content.column {
            // A name without spaces is a name of an attribute.
            let _ = element.set_attribute("aria-colindex", &content.column.to_string());
        }
        if shown.text != content.text {
            self.text.set_data(&content.text);
        }
        if shown.tags != content.tags {
            while let Some(tag) = element.last_element_child() {
                tag.remove();
            }
            for tag in &content.tags {
                append_tag(element, tag);
            }
        }
        if shown.title != content.title {
            element.set_title(&content.title);
        }
        self.content = content;
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
