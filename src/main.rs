//! Starts the page.

fn main() {
    leptos::mount::mount_to_body(runboard_ui::app::App);
}
