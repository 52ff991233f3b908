//! Whether the page is being printed, for what is drawn only while it is seen.

use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;

/// What stands in the place of a card that has not come yet.
const PLACEHOLDER: &str = ".skeleton";
/// How often is looked whether all cards have come, and how often at most.
const LOOK_PERIOD: Duration = Duration::from_millis(100);
const MAX_LOOKS: u32 = 50;

/// A context of the whole page.
#[derive(Debug, Clone, Copy)]
struct Printing(RwSignal<bool>);

/// Makes the context. Ctrl P has the cards below the window asked for, and prints when they are there or after five
/// seconds; printed from the browser's menu, they are drawn as far as their data is here.
pub fn provide_printing() {
    let printing = RwSignal::new(false);
    provide_context(Printing(printing));
    let before = window_event_listener(ev::beforeprint, move |_| printing.set(true));
    let after = window_event_listener(ev::afterprint, move |_| printing.set(false));
    let key = window_event_listener(ev::keydown, move |event| {
        let is_meant = (event.ctrl_key() || event.meta_key())
            && !event.shift_key()
            && !event.alt_key()
            && event.key().eq_ignore_ascii_case("p");
        if is_meant && !event.default_prevented() {
            event.prevent_default();
            if !printing.get_untracked() {
                printing.set(true);
                print_when_all_is_here(MAX_LOOKS);
            }
        }
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
        key.remove();
    });
}

/// Whether the page is being printed; never outside of a page.
pub fn use_printing() -> Signal<bool> {
    use_context::<Printing>().map_or_else(|| Signal::stored(false), |printing| printing.0.into())
}

fn print_when_all_is_here(n_looks: u32) {
    set_timeout(
        move || {
            let is_waiting = matches!(document().query_selector(PLACEHOLDER), Ok(Some(_)));
            if is_waiting && n_looks > 0 {
                print_when_all_is_here(n_looks - 1);
            } else {
                // What has just come is painted in the next frame.
                request_animation_frame(|| {
                    request_animation_frame(|| drop(window().print()));
                });
            }
        },
        LOOK_PERIOD,
    );
}
