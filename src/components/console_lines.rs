//! The lines of a console, which follow their end until the person scrolls away from it.

use crate::browser::scroll::{is_at_end, to_end};
use leptos::html;
use leptos::prelude::*;

/// A line to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLine {
    /// Its place, which tells it from all others.
    pub position: u64,
    /// The section of the output, where another one begins with this line.
    pub part: Option<String>,
    /// The line.
    pub text: String,
    /// When it came.
    pub time: String,
}

/// Lines in a box that scrolls; a button brings the end back.
#[component]
pub fn ConsoleLines(
    /// The lines, the oldest first.
    #[prop(into)]
    lines: Signal<Vec<ShownLine>>,
    /// Whether there are earlier ones to be had.
    #[prop(into)]
    has_earlier: Signal<bool>,
    /// The person wants them.
    #[prop(into)]
    on_earlier: Callback<()>,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let follows = RwSignal::new(true);
    let show_end = move || {
        if let Some(Some(element)) = element.try_get_untracked() {
            to_end(&element);
        }
    };
    Effect::new(move |_| {
        lines.track();
        if follows.get_untracked() {
            // The lines stand in the page by the next frame.
            request_animation_frame(show_end);
        }
    });
    let on_scroll = move |_| {
        if let Some(element) = element.get_untracked() {
            follows.set(is_at_end(&element));
        }
    };
    let on_follow = move |_| {
        follows.set(true);
        show_end();
    };
    view! {
        <div class="console">
            <div
                node_ref=element
                class="console__lines"
                role="log"
                aria-live="off"
                aria-label="Console"
                tabindex="0"
                on:scroll=on_scroll
            >
                <Show when=move || has_earlier.get()>
                    <button
                        type="button"
                        class="button console__earlier"
                        on:click=move |_| on_earlier.run(())
                    >
                        "Show earlier lines"
                    </button>
                </Show>
                <For each=move || lines.get() key=|line| (line.position, line.part.is_some()) let:line>
                    <Line line />
                </For>
            </div>
            <Show when=move || !follows.get()>
                <button type="button" class="button console__follow" on:click=on_follow>
                    "Follow the end"
                </button>
            </Show>
        </div>
    }
}

#[component]
fn Line(
    /// The line.
    line: ShownLine,
) -> impl IntoView {
    let ShownLine {
        part, text, time, ..
    } = line;
    let part = part.map(|part| view! { <div class="console__part">{part}</div> });
    view! {
        {part}
        <div class="console__line" title=time>
            {text}
        </div>
    }
}
