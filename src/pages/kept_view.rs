//! Views that are too long for an address: the server keeps them, and the address carries their identifier.

use super::frame::PageFrame;
use super::latest::use_latest;
use super::session::SessionContext;
use crate::api::{self, ApiError};
use crate::browser::chunk::chunk;
use crate::browser::clock::pause;
use crate::browser::history::{Navigator, use_navigator};
use crate::browser::page::page_origin;
use crate::components::states::{Failure, LoadingRows, Notice};
use crate::paths::PagePath;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;
use std::time::Duration;

/// Longer addresses break in chat programs, proxies and logs.
const MAX_ADDRESS_CHARS: usize = 2_000;
/// A view is kept when it has not changed for so long: a word that is typed is kept once.
const QUIET: Duration = Duration::from_millis(400);

/// The only parameter of a query that stands for a longer one.
const KEY: &str = "kept=";

/// Keeps the view on the server whenever the address grows too long.
///
/// Answers the identifier in an address whose view is not known yet.
pub fn use_kept_views(navigator: Navigator, session: SessionContext) -> Memo<Option<String>> {
    Effect::new(move |_| {
        let address = navigator.address().get();
        let n_chars = page_origin().len() + address.path.len() + 1 + address.query.len();
        if n_chars > MAX_ADDRESS_CHARS && !navigator.is_abbreviated() {
            spawn_local(async move {
                pause(QUIET).await;
                if navigator.address().try_get_untracked().as_ref() == Some(&address) {
                    kept(&address.query, navigator, session).await;
                }
            });
        }
    });
    Memo::new(move |_| {
        navigator
            .address()
            .with(|address| address.query.strip_prefix(KEY).map(str::to_owned))
    })
}

/// The link for other people: of one that is too long the server keeps the view at once, if it can.
pub async fn sendable(link: String, navigator: Navigator, session: SessionContext) -> String {
    let long = link.split_once('?');
    if let Some((page, view)) = long.filter(|_| link.len() > MAX_ADDRESS_CHARS)
        && let Some(short) = kept(view, navigator, session).await
    {
        return format!("{page}?{short}");
    }
    link
}

/// Has the server keep a view; the query that stands for it, from now on in the address bar, too.
///
/// `None` without the server, or the code: the long query goes on to say it all.
async fn kept(view: &str, navigator: Navigator, session: SessionContext) -> Option<String> {
    start_keeping(view.to_owned(), navigator, session)
        .await
        .ok()?
        .await
}

type Keeping = Pin<Box<dyn Future<Output = Option<String>>>>;

async fn keep(view: String, navigator: Navigator, session: SessionContext) -> Option<String> {
    // Whoever may only read keeps nothing.
    if session.is_read_only.get_untracked() {
        return None;
    }
    let kept = api::views::keep(view.clone()).await;
    session.report(&kept);
    let short = format!("{KEY}{}", kept.ok()?.id);
    navigator.abbreviate(&view, &short);
    Some(short)
}

chunk! {
    dashboard:
    fn start_keeping(view: String, navigator: Navigator, session: SessionContext) -> Keeping {
        Box::pin(keep(view, navigator, session))
    }
}

/// In the place of the page while its view is fetched.
#[component]
pub fn KeptViewPage(
    /// The view's identifier.
    id: String,
) -> impl IntoView {
    let navigator = use_navigator();
    let session = expect_context::<SessionContext>();
    let error = RwSignal::new(None::<ApiError>);
    let id = StoredValue::new(id);
    let n_retries = RwSignal::new(0_u32);
    use_latest(
        move || {
            n_retries.track();
            Some(id.get_value())
        },
        async |id| (api::views::by_id(&id).await, id),
        move |(kept, id)| {
            session.report(&kept);
            match kept {
                Ok(kept) => navigator.abbreviate(&kept.view, &format!("{KEY}{id}")),
                Err(reason) => error.set(Some(reason)),
            }
        },
    );
    let retry = move |()| {
        error.set(None);
        n_retries.update(|n_retries| *n_retries += 1);
    };
    let path = move || navigator.address().with(|address| address.path.clone());
    view! {
        <PageFrame crumbs=Vec::new()>
            {move || match error.get() {
                None => view! { <LoadingRows label="Loading the view" /> }.into_any(),
                Some(reason) if reason.is_not_found() => view! {
                    <Notice title="There is no such view" is_whole_page=true>
                        <p>"The link may be cut off, or it belongs to another server."</p>
                        <a class="button" href=path>"The same page without it"</a>
                        <a class="button" href=PagePath::Projects.href()>"All projects"</a>
                    </Notice>
                }.into_any(),
                Some(reason) => view! {
                    <Failure
                        title="The view could not be loaded"
                        reason=reason.to_string()
                        on_retry=retry
                    />
                }.into_any(),
            }}
        </PageFrame>
    }
    .into_any()
}
