//! A name that is cut in its middle where there is no room for it.
//!
//! What it stands in is a block, or an item of a flexible one, that hides what it has no room for; it says the whole name
//! in its `title`, and what is found by its name says it in its `aria-label`: two parts are read with a space between.

use leptos::prelude::*;
use runboard_chart::name_parts::name_parts;
use runboard_chart::text_fit::width_in_digits;

/// The name: its beginning gives way, its end does not.
///
/// Text without an element of its own where it is one part.
pub(super) fn cut_name(name: &str) -> AnyView {
    let (start, end) = name_parts(name);
    if end.is_empty() {
        return name.to_owned().into_any();
    }
    // The room for the end is reserved by an estimate, so that nothing is measured.
    let end_width = format!("{}ch", width_in_digits(&[end]));
    let start_width = format!("calc(100% - {end_width})");
    view! {
        <span class="name-start" style:max-width=start_width>{start.to_owned()}</span>
        <span class="name-end" style:width=end_width>{end.to_owned()}</span>
    }
    .into_any()
}

/// Whether the name has an end that is kept.
pub(super) fn is_cut_in_middle(name: &str) -> bool {
    !name_parts(name).1.is_empty()
}
