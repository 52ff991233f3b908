//! Waiting for conditions. The only place that lets time pass.

use std::fmt::Debug;
use std::thread;
use std::time::{Duration, Instant};

/// How long a test waits for what should come soon. Generous: a busy machine is no failure.
pub const PATIENCE: Duration = Duration::from_secs(20);

const INTERVAL: Duration = Duration::from_millis(25);

/// What `probe` answers first that is something; `None` when the time is over.
pub fn poll<T>(timeout: Duration, mut probe: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + timeout;
    loop {
        if let Some(found) = probe() {
            return Some(found);
        }
        if Instant::now() >= deadline {
            return None;
        }
        thread::park_timeout(INTERVAL);
    }
}

/// What `probe` answers first that is something.
///
/// # Panics
///
/// When nothing comes; `what` says what was waited for.
#[track_caller]
pub fn eventually<T>(what: &str, probe: impl FnMut() -> Option<T>) -> T {
    match poll(PATIENCE, probe) {
        Some(found) => found,
        None => panic!("waited {} s in vain for {what}", PATIENCE.as_secs()),
    }
}

/// Waits until `probe` answers the expected value.
///
/// # Panics
///
/// When it does not come; the message shows the last answer.
#[track_caller]
pub fn eventually_eq<T: PartialEq + Debug>(expected: &T, mut probe: impl FnMut() -> T) {
    let mut last = None;
    let came = poll(PATIENCE, || {
        let now = probe();
        let is_equal = now == *expected;
        last = Some(now);
        is_equal.then_some(())
    });
    if came.is_none() {
        panic!("expected {expected:?}, but it stays {last:?}");
    }
}
