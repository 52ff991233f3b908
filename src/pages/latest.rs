//! The answer to the latest question.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

/// Asks whenever the question is another one, and takes the answer when it comes; `None` asks nothing.
///
/// A new question drops the one before, as the end of the page does: what is taken is never the answer to an old one.
pub fn use_latest<Question, Answer, Asked>(
    question: impl Fn() -> Option<Question> + 'static,
    ask: impl Fn(Question) -> Asked + 'static,
    take: impl Fn(Answer) + Copy + 'static,
) where
    Asked: Future<Output = Answer> + 'static,
{
    // What was spawned in the effect's scope is cancelled before it runs again.
    Effect::new(move |_| {
        if let Some(question) = question() {
            let asked = ask(question);
            spawn_local_scoped_with_cancellation(async move { take(asked.await) });
        }
    });
}
