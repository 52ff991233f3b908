//! Which lines of a chart stand out, and who is told which one is pointed at.

use leptos::prelude::*;
use runboard_chart::line::Shown;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The keys of the lines that are raised above the others.
pub type RaisedKeys = Arc<BTreeSet<String>>;

/// What a chart raises, and what it tells; `Copy`, so that every closure can have it.
#[derive(Clone, Copy)]
pub struct Raising {
    /// The keys of the lines that are raised.
    pub raised: Signal<RaisedKeys>,
    on_point: Callback<Option<String>>,
}

impl Raising {
    /// Raises what it is told to; `on_point` is called with the key of the line that is pointed at now, often with
    /// the same one.
    pub fn new(
        raised: impl Into<Signal<RaisedKeys>>,
        on_point: impl Fn(Option<String>) + Send + Sync + 'static,
    ) -> Self {
        Self {
            raised: raised.into(),
            on_point: Callback::new(on_point),
        }
    }

    /// Raises the line that is pointed at in the chart itself.
    pub fn of_one_chart() -> Self {
        let raised = RwSignal::new(RaisedKeys::default());
        Self::new(raised, move |key| {
            let keys: BTreeSet<String> = key.into_iter().collect();
            if raised
                .try_get_untracked()
                .is_some_and(|raised| *raised != keys)
            {
                raised.set(Arc::new(keys));
            }
        })
    }

    /// Tells which line is pointed at.
    pub fn point(self, key: Option<&str>) {
        // An element that is removed from under the pointer is told so after its signals are gone.
        let _ = self.on_point.try_run(key.map(str::to_owned));
    }

    /// Whether a line that is shown is raised, so that the others step back.
    pub fn is_any_shown(self, shown: Shown<'_>) -> bool {
        let raised = self.raised.read();
        !raised.is_empty() && shown.visible().any(|line| raised.contains(&line.key))
    }
}
