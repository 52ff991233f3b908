//! A wait before each refusal of a wrong token, so that guessing is slow.
//!
//! Only refusals wait: who brings the right token is answered at once, whatever others try.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The wait of a refusal that waits alone; each other one that waits makes it as much longer.
const FIRST_WAIT: Duration = Duration::from_millis(250);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// How many refusals wait.
#[derive(Debug, Clone, Default)]
pub(super) struct Penalty {
    n_waiting: Arc<AtomicU32>,
}

/// A refusal that waits; counted until it is dropped, also when its client goes away.
struct Waiting(Arc<AtomicU32>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Penalty {
    /// Returns when the refusal may be sent.
    pub(super) async fn wait(&self) {
        let n_before = self.n_waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(self.n_waiting.clone());
        tokio::time::sleep(wait_among(n_before)).await;
    }
}

/// The wait of a refusal that `n_others` wait beside.
fn wait_among(n_others: u32) -> Duration {
    FIRST_WAIT
        .saturating_mul(n_others.saturating_add(1))
        .min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_refusals_wait_longer_but_not_for_ever() {
        assert_eq!(wait_among(0), FIRST_WAIT);
        assert_eq!(wait_among(3), 4 * FIRST_WAIT);
        assert_eq!(wait_among(u32::MAX), LONGEST_WAIT);
    }
}
