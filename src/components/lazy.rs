//! A view whose code is downloaded when it is first shown.

use super::states::Failure;
use crate::browser::chunk::ChunkError;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use std::pin::Pin;

type Arriving = Pin<Box<dyn Future<Output = Result<AnyView, ChunkError>>>>;

/// Asks for a view of another chunk.
pub struct LazyView(Box<dyn Fn() -> Arriving>);

impl<F, View> From<F> for LazyView
where
    F: Fn() -> View + 'static,
    View: Future<Output = Result<AnyView, ChunkError>> + 'static,
{
    fn from(view: F) -> Self {
        Self(Box::new(move || Box::pin(view())))
    }
}

/// What has come of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    Pending,
    Here,
    Failed(ChunkError),
}

/// Shows the view once its code is here, and a button to try again where it did not come.
#[component]
pub fn Lazy(
    /// The view; a function that `chunk!` declared.
    #[prop(into)]
    view: LazyView,
    /// What stands in its place until then.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView {
    let arrival = RwSignal::new(Arrival::Pending);
    let arrived = StoredValue::new_local(None::<AnyView>);
    let view = StoredValue::new_local(view);
    let ask = move || {
        arrival.set(Arrival::Pending);
        let arriving = view.with_value(|LazyView(view)| view());
        // What arrives after the place is gone must not be built: its signals are gone too.
        spawn_local_scoped_with_cancellation(async move {
            arrival.set(match arriving.await {
                Ok(view) => {
                    arrived.set_value(Some(view));
                    Arrival::Here
                }
                Err(error) => Arrival::Failed(error),
            });
        });
    };
    let retry = Callback::new({
        let owner = Owner::current();
        move |()| match &owner {
            Some(owner) => owner.with(ask),
            None => ask(),
        }
    });
    ask();
    (move || match arrival.get() {
        Arrival::Pending => fallback.run(),
        Arrival::Here => arrived.try_update_value(Option::take).flatten().into_any(),
        Arrival::Failed(error) => view! {
            <Failure
                title="A part of the page could not be loaded"
                reason=error.to_string()
                on_retry=retry
            />
        }
        .into_any(),
    })
    .into_any()
}
