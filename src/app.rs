//! The application: contexts and routes.

use leptos::prelude::*;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    view! { <main>"Runboard"</main> }
}
