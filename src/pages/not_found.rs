//! No page stands under this address.

use super::frame::PageFrame;
use crate::browser::page::use_title;
use crate::components::states::Notice;
use crate::paths::PagePath;
use leptos::prelude::*;

/// Says so, and leads to the projects.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    use_title(Signal::stored("Not found".to_owned()));
    view! {
        <PageFrame crumbs=Vec::new()>
            <Notice title="There is no page here" is_whole_page=true>
                <p>"The link may be old, or a letter is missing."</p>
                <a class="button" href=PagePath::Projects.href()>
                    "All projects"
                </a>
            </Notice>
        </PageFrame>
    }
}
