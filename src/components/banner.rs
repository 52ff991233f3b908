//! A quiet line at the top of the page, such as while the server is away.

use leptos::prelude::*;

/// The banner; absent without a text.
#[component]
pub fn Banner(
    /// What is the matter.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="banner-place" role="status">
            {move || text.get().map(|text| view! { <p class="banner">{text}</p> })}
        </div>
    }
}
