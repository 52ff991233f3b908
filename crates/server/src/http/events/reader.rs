//! One reader of a stream: where it is, and what comes next for it.

use super::cursor::Cursor;
use super::hub::{Change, Hub, Interest, News, written};
use super::standing::Standing;
use crate::http::error::ApiError;
use crate::store::{Store, StoreError, Thing};
use axum::response::sse::Event;
use futures_util::{Stream, stream};
use runboard_model::{ErrorCode, ExperimentId, ProjectId};
use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::time::Instant;

/// How long a stream lasts: then its reader connects again, and shows its token again.
const LONGEST: Duration = Duration::from_secs(10 * 60);
/// How long a stream that has nothing to tell may outlast the token of its reader.
const BETWEEN_CHECKS: Duration = Duration::from_secs(2);

/// A reader of some experiments.
pub(super) struct Reader {
    store: Arc<Store>,
    /// In the order of the stream; `None` for one that is not heard of: it was not there when the stream was
    /// opened, or it was lost by a reader of one project.
    ids: Vec<Option<ExperimentId>>,
    cursor: Cursor,
    ready: VecDeque<Event>,
    changes: broadcast::Receiver<Arc<Change>>,
    ends_at: Instant,
    /// When its token is asked for next where nothing is told until then.
    check_at: Instant,
    standing: Option<Standing>,
    /// The only project that it may hear of.
    only: Option<ProjectId>,
    // Given up with the reader.
    _interest: Interest,
}

/// Refuses experiments of which one is outside of the project.
async fn refuse_outside(
    store: &Store,
    project: ProjectId,
    found: &HashMap<ExperimentId, u64>,
) -> Result<(), ApiError> {
    let visible = store.experiments_of(project).await?;
    if found.keys().all(|id| visible.contains(id)) {
        return Ok(());
    }
    let message = "this token is for one project only, and an experiment is outside of it";
    Err(ApiError::new(ErrorCode::Forbidden, message))
}

impl Reader {
    /// A reader that goes on after a cursor, or else starts now; of experiments that are not there it tells
    /// that they are gone. Where none is there, there is nothing to read; with `only`, all that are there have to
    /// be in that project.
    pub(super) async fn open(
        store: Arc<Store>,
        hub: &Hub,
        ids: Vec<ExperimentId>,
        since: Option<Cursor>,
        only: Option<ProjectId>,
    ) -> Result<Self, ApiError> {
        // Before asking where the experiments are: what comes in between is heard, not missed.
        let (interest, changes) = hub.listen(&ids).ok_or_else(|| {
            ApiError::new(ErrorCode::Unavailable, "the server is stopping, try again")
        })?;
        let found = store.revisions(&ids).await?;
        if let Some(id) = ids.first().filter(|_| found.is_empty()) {
            return Err(ApiError::unknown_experiment(*id));
        }
        if let Some(only) = only {
            // After asking what is there: what is made meanwhile is not heard of.
            refuse_outside(&store, only, &found).await?;
        }
        let now: Vec<Option<u64>> = ids.iter().map(|id| found.get(id).copied()).collect();
        let from_now = || Cursor(now.iter().map(|revision| revision.unwrap_or(0)).collect());
        let is_new = since.is_none();
        let is_there = |id: &ExperimentId| found.contains_key(id).then_some(*id);
        let mut reader = Self {
            store,
            ids: ids.iter().map(is_there).collect(),
            cursor: since.unwrap_or_else(from_now),
            ready: VecDeque::new(),
            changes,
            ends_at: Instant::now() + LONGEST,
            check_at: Instant::now() + BETWEEN_CHECKS,
            standing: None,
            only,
            _interest: interest,
        };
        if is_new {
            // Whoever is cut off before anything is logged can still go on from here.
            let start = Event::default()
                .event("start")
                .id(reader.cursor.to_string());
            reader.ready.push_back(start.data("{}"));
        }
        for (idx, (id, revision)) in ids.into_iter().zip(now).enumerate() {
            match revision {
                None => reader.push_gone(id),
                Some(_) if revision != reader.cursor.0.get(idx).copied() => {
                    reader.catch_up(idx).await?;
                }
                Some(_) => {}
            }
        }
        Ok(reader)
    }

    /// The same reader; it hears nothing more once its token has ended.
    pub(super) fn with_standing(self, standing: Standing) -> Self {
        let standing = Some(standing);
        Self { standing, ..self }
    }

    /// The events, until the stream is to end.
    pub(super) fn into_events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, async |mut reader| {
            let event = reader.next().await?;
            Some((Ok(event), reader))
        })
    }

    /// The next event; `None` at the end: of the server, of the stream's time, of the reader's token, or
    /// of the patience with a reader that is too far behind.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return self.may_read().await.then_some(event);
            }
            let change = tokio::select! {
                change = self.changes.recv() => change.ok()?,
                () = tokio::time::sleep_until(self.ends_at) => return None,
                () = tokio::time::sleep_until(self.check_at) => {
                    self.check_at = Instant::now() + BETWEEN_CHECKS;
                    if self.may_read().await {
                        continue;
                    }
                    return None;
                }
            };
            if let Err(error) = self.take(&change).await {
                let error: &dyn std::error::Error = &error;
                tracing::warn!(error, "a stream of events failed");
                return None;
            }
        }
    }

    async fn may_read(&mut self) -> bool {
        match &mut self.standing {
            // Where nobody can be asked, the reader connects again and is asked itself.
            Some(standing) => standing.holds().await.unwrap_or(false),
            None => true,
        }
    }

    async fn take(&mut self, change: &Change) -> Result<(), StoreError> {
        let Some(idx) = self.ids.iter().position(|id| *id == Some(change.id)) else {
            return Ok(());
        };
        let held = self.cursor.0.get(idx).copied().unwrap_or(0);
        match &change.news {
            News::Logs { revision, .. } | News::Something { revision } if *revision <= held => {}
            News::Logs {
                before,
                revision,
                data,
            } if *before == held => match data.get() {
                Some(data) => self.tell(idx, change.id, *revision, &data).await?,
                None => self.catch_up(idx).await?,
            },
            News::Logs { .. } | News::Something { .. } => self.catch_up(idx).await?,
            News::Gone => self.lose(idx, change.id),
        }
        Ok(())
    }

    /// Asks what is new of one experiment, and tells it.
    async fn catch_up(&mut self, idx: usize) -> Result<(), StoreError> {
        let held = self.cursor.0.get(idx).copied();
        let Some(id) = self.ids.get(idx).copied().flatten() else {
            return Ok(());
        };
        let list = self.store.log_list(id, held).await?;
        let revision = list.revision;
        if Some(revision) != held {
            self.tell(idx, id, revision, &written(id, list)).await?;
        }
        Ok(())
    }

    /// Tells what was read of an experiment, unless it was read of one in a project that is not this reader's.
    async fn tell(
        &mut self,
        idx: usize,
        id: ExperimentId,
        revision: u64,
        data: &str,
    ) -> Result<(), StoreError> {
        // After the data was read: nothing that another project made meanwhile is in it.
        if self.may_hear_of(id).await? {
            self.push(idx, revision, data);
        } else {
            self.lose(idx, id);
        }
        Ok(())
    }

    async fn may_hear_of(&self, id: ExperimentId) -> Result<bool, StoreError> {
        let Some(only) = self.only else {
            return Ok(true);
        };
        match self.store.project_of(id).await {
            Ok(project) => Ok(project == only),
            Err(StoreError::NotFound(Thing::Experiment, _)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Tells that an experiment is gone. Whoever may hear of one project only hears nothing more of it then: another
    /// project may make one with its identifier.
    fn lose(&mut self, idx: usize, id: ExperimentId) {
        if self.only.is_some()
            && let Some(lost) = self.ids.get_mut(idx)
        {
            *lost = None;
        }
        self.push_gone(id);
    }

    fn push(&mut self, idx: usize, revision: u64, data: &str) {
        if let Some(held) = self.cursor.0.get_mut(idx) {
            *held = revision;
        }
        let event = Event::default().event("logs").id(self.cursor.to_string());
        self.ready.push_back(event.data(data));
    }

    fn push_gone(&mut self, id: ExperimentId) {
        let event = Event::default().event("gone").id(self.cursor.to_string());
        let data = serde_json::json!({"experiment_id": id});
        self.ready.push_back(event.data(data.to_string()));
    }
}
