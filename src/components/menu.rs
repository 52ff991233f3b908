//! A button that opens a menu.

use super::{Glyph, Icon, menu_keys};
use crate::browser::focus;
use crate::browser::in_window::in_window;
use crate::browser::keyboard::is_modified;
use crate::browser::unique_id::unique_id;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// What stands before a menu item's label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuMark {
    /// It does something.
    Action,
    /// It can be on or off, by itself.
    Checkbox {
        /// Whether it is on.
        checked: bool,
    },
    /// It can be chosen, in place of its neighbours.
    Radio {
        /// Whether it is the chosen one.
        checked: bool,
    },
}

impl MenuMark {
    fn role(self) -> &'static str {
        match self {
            Self::Action => "menuitem",
            Self::Checkbox { .. } => "menuitemcheckbox",
            Self::Radio { .. } => "menuitemradio",
        }
    }

    fn checked(self) -> Option<bool> {
        match self {
            Self::Action => None,
            Self::Checkbox { checked } | Self::Radio { checked } => Some(checked),
        }
    }
}

/// One line of a menu.
#[derive(Debug, Clone)]
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// Whether it does something or is chosen.
    pub mark: MenuMark,
    /// Called when the person picks it; the menu has closed by then.
    pub on_select: Callback<()>,
}

impl MenuItem {
    /// An item that does something.
    pub fn action(label: &str, on_select: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.to_owned(),
            mark: MenuMark::Action,
            on_select: Callback::new(move |()| on_select()),
        }
    }
}

/// A button with three dots that opens a menu of `items`.
///
/// Arrow keys, Home, End and letters move; Escape and Tab close; the focus returns to the button.
#[component]
pub fn Menu(
    /// The button's accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The items in order.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let wrapper = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let menu_id = unique_id("menu");
    let controls = menu_id.clone();

    let focus_item = move |index: usize| {
        focus::focus_soon(move || {
            let wrapper = wrapper.try_get_untracked().flatten()?;
            focus::nth_matching(&wrapper, "[role^=menuitem]", index)
        });
    };
    let opens_above = RwSignal::new(false);
    let open_at = move |index: usize| {
        let place = wrapper.get_untracked().and_then(|it| in_window(&it));
        opens_above.set(place.is_some_and(|place| place.top_px > place.window_height_px * 0.5));
        open.set(true);
        focus_item(index);
    };
    let close = move || {
        open.set(false);
        focus::focus_soon(move || button.try_get_untracked().flatten().map(Into::into));
    };
    let on_button_key = move |event: ev::KeyboardEvent| {
        let index = match event.key().as_str() {
            "ArrowDown" => 0,
            "ArrowUp" => items.read_untracked().len().saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        open_at(index);
    };
    let on_menu_key = move |event: ev::KeyboardEvent| {
        // What is pressed here is for the menu, never for the chart or the page around it; but with Ctrl it is
        // the page's everywhere.
        if is_modified(&event) {
            return;
        }
        event.stop_propagation();
        match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                close();
            }
            "Tab" => open.set(false),
            "Enter" | " " => {}
            key => {
                let labels: Vec<String> = items
                    .read_untracked()
                    .iter()
                    .map(|item| item.label.clone())
                    .collect();
                let current = wrapper
                    .get_untracked()
                    .and_then(|wrapper| focus::focused_index(&wrapper, "[role^=menuitem]"));
                if let Some(index) = menu_keys::moved(key, current, &labels) {
                    event.prevent_default();
                    focus_item(index);
                }
            }
        }
    };
    let on_focus_out = move |event: ev::FocusEvent| {
        // A menu that is removed while it has the focus is told so after its signals are gone.
        let Some(wrapper) = wrapper.try_get_untracked() else {
            return;
        };
        let stays =
            wrapper.is_some_and(|wrapper| focus::is_within(&wrapper, event.related_target()));
        if !stays {
            open.set(false);
        }
    };
    let pick = move |item: MenuItem| {
        close();
        item.on_select.run(());
    };

    view! {
        <div class="menu" node_ref=wrapper on:focusout=on_focus_out>
            <button
                type="button"
                class="icon-button"
                node_ref=button
                aria-label=label
                title=label
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-controls=controls
                on:click=move |_| if open.get_untracked() { close() } else { open_at(0) }
                on:keydown=on_button_key
            >
                <Icon glyph=Glyph::More />
            </button>
            <Show when=move || open.get()>
                <div
                    class="menu__items"
                    class:menu__items--above=opens_above
                    role="menu"
                    tabindex="-1"
                    id=menu_id.clone()
                    aria-label=label
                    on:keydown=on_menu_key
                >
                    {move || items.get().into_iter().map(|item| view! { <Item item pick /> }).collect_view()}
                </div>
            </Show>
        </div>
    }
}

#[component]
fn Item(
    /// The item.
    item: MenuItem,
    /// Called with the item that is chosen.
    pick: impl Fn(MenuItem) + Copy + 'static,
) -> impl IntoView {
    let checked = item.mark.checked();
    let label = item.label.clone();
    view! {
        <button
            type="button"
            class="menu__item"
            tabindex="-1"
            role=item.mark.role()
            aria-checked=checked.map(|checked| checked.to_string())
            on:click=move |_| pick(item.clone())
        >
            <span class="menu__mark">
                {(checked == Some(true)).then(|| view! { <Icon glyph=Glyph::Check /> })}
            </span>
            {label}
        </button>
    }
}
