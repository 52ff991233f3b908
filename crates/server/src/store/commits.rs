//! Hearing of commits, for those who push what changed.

use super::Store;
use super::error::StoreError;
use super::rows::parsed;
use runboard_model::ExperimentId;
use sqlx::{QueryBuilder, Row, Sqlite};
use std::collections::HashMap;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

impl Store {
    /// Changes with every commit; whoever looks late sees only that there were some.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.writer.commits()
    }

    /// Cancelled when those who wait for commits should end.
    pub fn ending(&self) -> CancellationToken {
        self.ending.clone()
    }

    /// Lets those who wait for commits end.
    pub fn end_waiting(&self) {
        self.ending.cancel();
    }

    /// The revision of each of these experiments that there is.
    pub async fn revisions(
        &self,
        ids: &[ExperimentId],
    ) -> Result<HashMap<ExperimentId, u64>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let mut query =
            QueryBuilder::<Sqlite>::new("SELECT id, revision FROM experiments WHERE id IN (");
        let mut parts = query.separated(", ");
        for id in ids {
            parts.push_bind(id.to_string());
        }
        query.push(")");
        // As many statements as there are numbers of experiments are not worth keeping.
        let query = query.build().persistent(false);
        let rows = query.fetch_all(&mut *self.read().await?).await?;
        let revision = |row: &sqlx::sqlite::SqliteRow| {
            let id: String = row.try_get("id")?;
            let revision: i64 = row.try_get("revision")?;
            let id = parsed(&id, "identifier of an experiment")?;
            Ok((id, revision.unsigned_abs()))
        };
        rows.iter().map(revision).collect()
    }
}
