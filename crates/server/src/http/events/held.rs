//! Texts for all readers, held for those that are behind as far as memory allows.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// How many bytes are held for readers that do not read, as one whose machine sleeps.
const MAX_BYTES: usize = 8 << 20;

/// A text until it is given up; whoever comes too late asks the store.
#[derive(Debug)]
pub(super) struct Text(Mutex<Option<Arc<str>>>);

impl Text {
    /// The text, unless it was given up.
    pub(super) fn get(&self) -> Option<Arc<str>> {
        self.locked().clone()
    }

    fn give_up(&self) {
        *self.locked() = None;
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Option<Arc<str>>> {
        // It is there or not wherever a thread may have panicked.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The last texts, with the bytes of each.
#[derive(Debug, Default)]
pub(super) struct Texts {
    held: VecDeque<(Weak<Text>, usize)>,
    n_bytes: usize,
}

impl Texts {
    /// Holds a text, and gives up the oldest that are too much beside it.
    pub(super) fn hold(&mut self, text: String) -> Arc<Text> {
        let n_bytes = text.len();
        let text = Arc::new(Text(Mutex::new(Some(text.into()))));
        self.held.push_back((Arc::downgrade(&text), n_bytes));
        self.n_bytes += n_bytes;
        while self.n_bytes > MAX_BYTES && self.held.len() > 1 {
            let Some((oldest, n_bytes)) = self.held.pop_front() else {
                break;
            };
            self.n_bytes -= n_bytes;
            // Mostly all have read it, and it is gone already.
            if let Some(oldest) = oldest.upgrade() {
                oldest.give_up();
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_texts_are_given_up() {
        let mut texts = Texts::default();
        let half = "x".repeat(MAX_BYTES / 2);
        let first = texts.hold(half.clone());
        let second = texts.hold(half.clone());
        assert!(first.get().is_some());
        let third = texts.hold("y".to_owned());
        assert!(first.get().is_none());
        assert_eq!(second.get().as_deref(), Some(half.as_str()));
        assert_eq!(third.get().as_deref(), Some("y"));
    }

    #[test]
    fn a_text_that_is_too_much_alone_is_held_until_the_next() {
        let mut texts = Texts::default();
        let large = texts.hold("x".repeat(2 * MAX_BYTES));
        assert!(large.get().is_some());
        texts.hold(String::new());
        assert!(large.get().is_none());
    }
}
