//! The one task that asks what has changed, for all readers.
//!
//! It wakes with commits, looks at the revisions of the experiments that somebody reads, asks once what
//! is new in each, and hands that to all readers. However many pages are open, logging waits for none
//! of them, and pays for one question every tenth of a second.

use super::held::{Text, Texts};
use crate::store::{Store, StoreError, Thing};
use runboard_model::ExperimentId;
use runboard_model::wire::{ExperimentNews, LogList};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast;

/// The pause after a look that nobody hears of; what is committed meanwhile is one change.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
/// How much longer each reader makes it: telling many takes longer than telling one.
const PAUSE_FOR_READER: Duration = Duration::from_millis(1);
/// After a look that failed in part: how soon it is repeated where nothing is committed.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);
/// The longest pause; a point has to be on the screen within half a second.
const LONGEST_PAUSE: Duration = Duration::from_millis(350);
/// How many changes a reader may be behind before it is dropped; of their texts, `held` bounds the bytes.
const MAX_BEHIND: usize = 1024;

/// A change of one experiment.
#[derive(Debug)]
pub(super) struct Change {
    /// The experiment.
    pub(super) id: ExperimentId,
    /// What is new.
    pub(super) news: News,
}

/// What is new of an experiment.
#[derive(Debug)]
pub(super) enum News {
    /// The logs that changed after the revision `before`, written once for all readers.
    Logs {
        before: u64,
        revision: u64,
        data: Arc<Text>,
    },
    /// Something; whoever is behind this revision asks by itself.
    Something { revision: u64 },
    /// It was deleted.
    Gone,
}

/// Where readers hear of changes.
#[derive(Clone)]
pub(in crate::http) struct Hub {
    shared: Arc<Shared>,
}

struct Shared {
    store: Arc<Store>,
    /// Made with the first reader; its task ends with the server.
    changes: OnceLock<broadcast::WeakSender<Arc<Change>>>,
    watched: Mutex<HashMap<ExperimentId, Watched>>,
    texts: Mutex<Texts>,
}

/// An experiment that somebody reads.
#[derive(Debug, Default)]
struct Watched {
    n_readers: usize,
    told: Told,
}

/// What all readers of an experiment were told last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Told {
    /// Nothing yet.
    #[default]
    Nothing,
    /// What there was at this revision.
    At(u64),
    /// That it was deleted.
    Gone,
}

/// The interest of one reader in some experiments, for as long as it lives.
pub(super) struct Interest {
    shared: Arc<Shared>,
    ids: Vec<ExperimentId>,
}

impl Hub {
    /// A hub that works with the first reader.
    pub(in crate::http) fn new(store: Arc<Store>) -> Self {
        Self {
            shared: Arc::new(Shared {
                store,
                changes: OnceLock::new(),
                watched: Mutex::new(HashMap::new()),
                texts: Mutex::default(),
            }),
        }
    }

    /// Hears of changes of these experiments from now on; `None` when the server is about to end.
    pub(super) fn listen(
        &self,
        ids: &[ExperimentId],
    ) -> Option<(Interest, broadcast::Receiver<Arc<Change>>)> {
        let shared = &self.shared;
        for id in ids {
            shared.watched().entry(*id).or_default().n_readers += 1;
        }
        let interest = Interest {
            shared: shared.clone(),
            ids: ids.to_vec(),
        };
        let mut first = None;
        let changes = shared.changes.get_or_init(|| {
            let (sender, receiver) = broadcast::channel(MAX_BEHIND);
            first = Some(receiver);
            let weak = sender.downgrade();
            tokio::spawn(tell_all(shared.clone(), sender));
            weak
        });
        let receiver = match first {
            Some(receiver) => receiver,
            None => changes.upgrade()?.subscribe(),
        };
        Some((interest, receiver))
    }
}

impl Drop for Interest {
    fn drop(&mut self) {
        let mut watched = self.shared.watched();
        for id in &self.ids {
            if let Some(of_id) = watched.get_mut(id) {
                of_id.n_readers -= 1;
                if of_id.n_readers == 0 {
                    watched.remove(id);
                }
            }
        }
    }
}

impl Shared {
    fn watched(&self) -> MutexGuard<'_, HashMap<ExperimentId, Watched>> {
        // Counts stay right wherever a thread may have panicked.
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells readers what is new since the last look, of each experiment that can be read.
    async fn look(&self, changes: &broadcast::Sender<Arc<Change>>) -> Look {
        let told: Vec<(ExperimentId, Told)> = {
            let watched = self.watched();
            watched
                .iter()
                .map(|(id, of_id)| (*id, of_id.told))
                .collect()
        };
        let ids: Vec<ExperimentId> = told.iter().map(|(id, _)| *id).collect();
        let revisions = match self.store.revisions(&ids).await {
            Ok(revisions) => revisions,
            Err(error) => return Look::failed(&error, None),
        };
        let mut look = Look::Whole;
        for (id, told) in told {
            let now = revisions.get(&id).copied().map_or(Told::Gone, Told::At);
            if now == told {
                continue;
            }
            let news = match (now, told) {
                (Told::At(_), Told::At(before)) => self.new_logs(id, before).await,
                (Told::At(revision), _) => Ok(News::Something { revision }),
                _ => Ok(News::Gone),
            };
            match news {
                Ok(news) => self.tell(changes, id, news),
                Err(error) => look = Look::failed(&error, Some(id)),
            }
        }
        look
    }

    fn tell(&self, changes: &broadcast::Sender<Arc<Change>>, id: ExperimentId, news: News) {
        if let Some(of_id) = self.watched().get_mut(&id) {
            of_id.told = match &news {
                News::Logs { revision, .. } | News::Something { revision } => Told::At(*revision),
                News::Gone => Told::Gone,
            };
        }
        // Nobody may be there any more.
        let _ = changes.send(Arc::new(Change { id, news }));
    }

    fn held(&self, text: String) -> Arc<Text> {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.hold(text)
    }

    async fn new_logs(&self, id: ExperimentId, before: u64) -> Result<News, StoreError> {
        match self.store.log_list(id, Some(before)).await {
            Ok(list) => Ok(News::Logs {
                before,
                revision: list.revision,
                data: self.held(written(id, list)),
            }),
            Err(StoreError::NotFound(Thing::Experiment, _)) => Ok(News::Gone),
            Err(error) => Err(error),
        }
    }
}

/// The data of an event: numbers, names and JSON as it was stored, which can always be written.
pub(super) fn written(id: ExperimentId, list: LogList) -> String {
    serde_json::to_string(&ExperimentNews::new(id, list)).unwrap_or_default()
}

/// How a look went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Everything that is new was told.
    Whole,
    /// Something could not be read.
    InPart,
}

impl Look {
    fn failed(error: &StoreError, of: Option<ExperimentId>) -> Self {
        let error: &dyn std::error::Error = error;
        let experiment = of.map(tracing::field::display);
        tracing::warn!(error, experiment, "looking for changes failed");
        Self::InPart
    }
}

/// Looks after commits until the server is about to end; then every stream ends.
async fn tell_all(shared: Arc<Shared>, changes: broadcast::Sender<Arc<Change>>) {
    let mut commits = shared.store.commits();
    let ending = shared.store.ending();
    let looking = async {
        let mut last = Look::Whole;
        loop {
            let committed = match last {
                Look::Whole => commits.changed().await,
                Look::InPart => tokio::time::timeout(PAUSE_AFTER_FAILURE, commits.changed())
                    .await
                    .unwrap_or(Ok(())),
            };
            if committed.is_err() {
                return;
            }
            last = shared.look(&changes).await;
            tokio::time::sleep(pause(changes.receiver_count())).await;
        }
    };
    tokio::select! {
        () = ending.cancelled() => {}
        () = looking => {}
    }
}

/// How long to wait between two looks.
fn pause(n_readers: usize) -> Duration {
    let n_readers = u32::try_from(n_readers).unwrap_or(u32::MAX);
    (SHORTEST_PAUSE + PAUSE_FOR_READER.saturating_mul(n_readers)).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_readers_are_told_less_often() {
        assert_eq!(pause(0), SHORTEST_PAUSE);
        assert_eq!(pause(100), Duration::from_millis(200));
        assert_eq!(pause(usize::MAX), LONGEST_PAUSE);
    }
}
