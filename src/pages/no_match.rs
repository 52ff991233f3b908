//! What stands in the place of the cards where the filter leaves no log of the chosen tab.

use crate::components::states::Notice;
use leptos::prelude::*;

/// Says so, and offers the other tabs and all logs.
#[component]
pub fn NoMatch(
    /// The chosen tab; `None` is that of all.
    #[prop(into)]
    tab: Signal<Option<String>>,
    /// Chooses the tab of all.
    #[prop(into)]
    on_all_tabs: Callback<()>,
    /// Clears the filter.
    #[prop(into)]
    on_clear: Callback<()>,
) -> impl IntoView {
    view! {
        <Notice title=Signal::derive(move || title(tab.get().as_deref()))>
            <div class="notice__actions">
                <Show when=move || tab.with(Option::is_some)>
                    <button type="button" class="button" on:click=move |_| on_all_tabs.run(())>
                        "Look in all tabs"
                    </button>
                </Show>
                <button type="button" class="button" on:click=move |_| on_clear.run(())>
                    "Clear the filter"
                </button>
            </div>
        </Notice>
    }
}

fn title(tab: Option<&str>) -> String {
    match tab {
        Some(tab) => format!("No log of the tab {tab} has this in its name"),
        None => "No log has this in its name".to_owned(),
    }
}
