//! The rows of a reading that follows the pointer, written straight into the page.
//!
//! All of them change with every move. Here a move costs what differs; a view of each row would take its attributes
//! away and set them again, with style and layout anew for those that stay as they are.

use super::new_element::new_element;
use leptos::prelude::document;
use web_sys::{Element, HtmlElement, Text};

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowContent {
    /// The classes of the row.
    pub class: &'static str,
    /// The classes of the ink before the name.
    pub swatch: String,
    /// Whose value it is: the part of its name that may be cut.
    pub name: String,
    /// The end of the name, which tells it from those that begin alike.
    pub name_end: String,
    /// How much of the row the name leaves to the rest, where it has to, as a width of the style sheet.
    pub beside: String,
    /// How much of that the value and what is said after it need.
    pub texts_width: String,
    /// The value.
    pub value: String,
    /// What is said after the value, and the classes of that.
    pub change: Option<(String, &'static str)>,
}

/// The rows that a list shows.
#[derive(Default)]
pub struct ReadingRows {
    shown: Vec<Row>,
}

impl ReadingRows {
    /// Makes the list show these, in order.
    pub fn show(&mut self, list: &Element, rows: impl IntoIterator<Item = RowContent>) {
        let mut n_rows = 0;
        for content in rows {
            if n_rows == self.shown.len() {
                let Some(row) = Row::at_end_of(list) else {
                    break;
                };
                self.shown.push(row);
            }
            if let Some(row) = self.shown.get_mut(n_rows) {
                row.write(content);
            }
            n_rows += 1;
        }
        for row in self.shown.drain(n_rows..) {
            row.item.remove();
        }
    }
}

/// A row with the parts that change.
struct Row {
    item: HtmlElement,
    whole: Written,
    swatch: Written,
    name: Written,
    name_end: Written,
    value: Written,
    change: Written,
    beside: String,
    texts_width: String,
}

impl Row {
    /// A new row that says nothing yet.
    fn at_end_of(list: &Element) -> Option<Self> {
        let item = new_element("li")?;
        let whole = Written::within(&item, "")?;
        let swatch = Written::within(&whole.element, "")?;
        let name = Written::within(&whole.element, "tooltip__name")?;
        let name_end = Written::within(&whole.element, "tooltip__name-end")?;
        whole.element.append_with_str_1(" ").ok()?;
        let both = Written::within(&whole.element, "tooltip__value")?;
        let value = Written::within(&both.element, "")?;
        let change = Written::within(&both.element, "")?;
        list.append_child(&item).ok()?;
        Some(Self {
            item,
            whole,
            swatch,
            name,
            name_end,
            value,
            change,
            beside: String::new(),
            texts_width: String::new(),
        })
    }

    fn write(&mut self, content: RowContent) {
        let (change, change_class) = content.change.unwrap_or_default();
        self.whole.set_class(content.class);
        self.swatch.set_class(&content.swatch);
        self.name.set_text(content.name);
        self.name_end.set_text(content.name_end);
        self.write_widths(content.beside, content.texts_width);
        self.value.set_text(content.value);
        self.change.set_class(change_class);
        self.change.set_text(change);
    }

    /// A style that is not heard costs a shorter name.
    fn write_widths(&mut self, beside: String, texts_width: String) {
        let style = self.whole.element.style();
        if self.beside != beside {
            let _ = style.set_property("--beside", &beside);
            self.beside = beside;
        }
        if self.texts_width != texts_width {
            let _ = style.set_property("--texts", &texts_width);
            self.texts_width = texts_width;
        }
    }
}

/// An element with a text, and what was written into both.
struct Written {
    element: HtmlElement,
    class: String,
    /// Written itself: a new text for the element would be a new node, with style and layout of its own.
    node: Text,
    text: String,
}

impl Written {
    /// A `span` at the end of another element.
    fn within(parent: &Element, class: &str) -> Option<Self> {
        let element = new_element("span")?;
        let node = document().create_text_node("");
        element.append_child(&node).ok()?;
        parent.append_child(&element).ok()?;
        let mut written = Self {
            element,
            class: String::new(),
            node,
            text: String::new(),
        };
        written.set_class(class);
        Some(written)
    }

    fn set_class(&mut self, class: &str) {
        if self.class != class {
            self.element.set_class_name(class);
            class.clone_into(&mut self.class);
        }
    }

    fn set_text(&mut self, text: String) {
        if self.text != text {
            self.node.set_data(&text);
            self.text = text;
        }
    }
}
