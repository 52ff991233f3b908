//! What can be done with the line of a kept reading.

use super::line_model::LineModel;
use crate::browser::history::HistoryEntry;
use leptos::prelude::*;
use runboard_chart::line::reading::Reading;
use runboard_chart::line_view::LineView;
use runboard_chart::text_fit::apart;
use std::sync::Arc;

/// What is offered for one line.
#[derive(Clone, Default)]
pub struct LineOffer {
    /// What it is done with: the name of the line, or of what it shows.
    pub subject: String,
    /// What can be done.
    pub actions: Vec<LineAction>,
}

/// One thing that can be done with a line.
#[derive(Clone)]
pub struct LineAction {
    /// What is done, without the subject: `Hide`.
    pub label: &'static str,
    /// Does it.
    pub act: Arc<dyn Fn() + Send + Sync>,
}

impl LineAction {
    /// An action that does this.
    pub fn new(label: &'static str, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label,
            act: Arc::new(act),
        }
    }
}

/// The name of the line that is meant, and what can be done with it; nothing while it is not read: hidden, or not
/// there any more.
#[component]
pub(super) fn LinePinActions(
    /// What the chart shows.
    model: LineModel,
    /// The reading that is kept.
    reading: Memo<Option<Reading>>,
) -> impl IntoView {
    let key = Memo::new(move |_| {
        let reading = reading.read();
        let meant = reading.as_ref().and_then(Reading::meant);
        meant.map(|entry| entry.key.clone())
    });
    let offer = move || {
        let offer = key.get().map(|key| match model.actions {
            Some(actions) => actions.run(key),
            None => own_offer(model, &key),
        });
        offer.unwrap_or_default()
    };
    // What is logged meanwhile makes no new buttons: a focused one stays focused.
    let offered = Memo::new(move |_| {
        let LineOffer { subject, actions } = offer();
        let labels: Vec<_> = actions.iter().map(|action| action.label).collect();
        (!labels.is_empty()).then_some((subject, labels))
    });
    // A group may have other members than when its button was made: what is done is what is offered now.
    let act = move |label: &str| {
        let mut actions = untrack(offer).actions.into_iter();
        if let Some(action) = actions.find(|action| action.label == label) {
            (action.act)();
        }
    };
    move || {
        let (subject, labels) = offered.get()?;
        // What tells the name from others is more often at its end.
        let (beginning, end) = apart(&subject, subject.len());
        let button = |label: &'static str| {
            view! {
                <button
                    type="button"
                    class="menu__item"
                    title=format!("{label} {subject}")
                    on:click=move |_| act(label)
                >
                    {label}
                    <span class="visually-hidden">{format!(" {subject}")}</span>
                </button>
            }
        };
        let buttons = labels.into_iter().map(button).collect_view();
        Some(view! {
            <div class="line-pin__actions">
                <p class="line-pin__subject" title=subject.clone() aria-hidden="true">
                    <span>{beginning.to_owned()}</span>
                    <span>{end.to_owned()}</span>
                </p>
                {buttons}
            </div>
        })
    }
}

/// What can be done with a line within its chart; nothing with the only one.
fn own_offer(model: LineModel, key: &str) -> LineOffer {
    let lines = model.lines.read();
    let line = lines.iter().find(|line| line.key == key);
    let Some(line) = line.filter(|_| lines.len() > 1) else {
        return LineOffer::default();
    };
    let action = |label, change: fn(&LineView, &str, &[String]) -> LineView| {
        let key = key.to_owned();
        let keys: Vec<String> = lines.iter().map(|line| line.key.clone()).collect();
        LineAction::new(label, move || {
            model.change(HistoryEntry::Push, |view| {
                let without_pin = LineView {
                    pin: None,
                    ..view.clone()
                };
                *view = change(&without_pin, &key, &keys);
            });
        })
    };
    LineOffer {
        subject: line.name.clone(),
        actions: vec![
            action("Show only", |view, key, keys| {
                view.with_solo(key, keys.iter().map(String::as_str))
            }),
            action("Hide", |view, key, _| view.with_toggled(key)),
        ],
    }
}
