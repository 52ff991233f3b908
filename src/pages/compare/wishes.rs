//! What one card wants of the data feed, kept in step with what it needs.

use super::data_feed::DataFeed;
use crate::pages::session::SessionContext;
use crate::state::compare::data_requests::{CardLog, DataKey, Part};
use leptos::prelude::*;

/// What was wished for last.
struct Wished {
    keys: Vec<DataKey>,
    n_attempts: u32,
    n_recoveries: u32,
}

/// Asks for what `keys` says, by `want`, and no more for what it does not say any more; returns what tries again.
///
/// What failed is asked for again when it is wanted anew, when the person tries again, and when the server
/// answers again after it had not.
pub fn use_wishes(
    feed: DataFeed,
    card: CardLog,
    part: Part,
    keys: Memo<Vec<DataKey>>,
    want: impl Fn(&DataKey) + 'static,
) -> Callback<()> {
    let session = expect_context::<SessionContext>();
    let attempts = RwSignal::new(0_u32);
    let left = card.clone();
    Effect::new(move |before: Option<Wished>| {
        let now = Wished {
            keys: keys.get(),
            n_attempts: attempts.get(),
            n_recoveries: session.n_recoveries.get(),
        };
        feed.want_only(&now.keys, part, &card);
        for key in &now.keys {
            let known = before.as_ref().filter(|before| {
                let mut keys = before.keys.iter();
                before.n_attempts == now.n_attempts && keys.any(|other| other.is_same_entry(key))
            });
            match known {
                None => feed.forget_failure(key, part),
                Some(before) if before.n_recoveries != now.n_recoveries => {
                    feed.doubt_failure(key, part);
                }
                Some(_) => {}
            }
            want(key);
        }
        now
    });
    on_cleanup(move || feed.want_only(&[], part, &left));
    Callback::new(move |()| attempts.update(|n_attempts| *n_attempts += 1))
}
