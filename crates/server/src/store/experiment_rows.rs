//! The rows of experiments, without what their logs hold.

use super::Store;
use super::error::{StoreError, Thing};
use super::projects;
use super::rows::parsed;
use runboard_model::wire::Experiment;
use runboard_model::{ExperimentId, ProjectId, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};

/// An experiment's own row, with its project's name and how many logs it has.
#[derive(Debug, Clone)]
pub(super) struct ExperimentRow {
    pub(super) id: String,
    pub(super) project_id: String,
    project_name: String,
    pub(super) name: String,
    description: String,
    pub(super) status: String,
    archived: bool,
    pub(super) ordinal: i64,
    pub(super) created_at: i64,
    pub(super) ended_at: Option<i64>,
    pub(super) last_activity_at: i64,
    pub(super) revision: i64,
    n_logs: i64,
}

impl<'r> FromRow<'r, SqliteRow> for ExperimentRow {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            project_id: row.try_get("project_id")?,
            project_name: row.try_get("project_name")?,
            name: row.try_get("name")?,
            description: row.try_get("description")?,
            status: row.try_get("status")?,
            archived: row.try_get("archived")?,
            ordinal: row.try_get("ordinal")?,
            created_at: row.try_get("created_at")?,
            ended_at: row.try_get("ended_at")?,
            last_activity_at: row.try_get("last_activity_at")?,
            revision: row.try_get("revision")?,
            n_logs: row.try_get("n_logs")?,
        })
    }
}

impl ExperimentRow {
    /// The experiment as it is answered; tags, parameters, values and lines are still empty.
    pub(super) fn into_wire(self) -> Result<Experiment, StoreError> {
        Ok(Experiment {
            id: parsed(&self.id, "identifier of an experiment")?,
            project_id: parsed(&self.project_id, "identifier of a project")?,
            project_name: self.project_name,
            name: self.name,
            description: self.description,
            status: parsed(&self.status, "status")?,
            tags: Vec::new(),
            archived: self.archived,
            ordinal: self.ordinal.unsigned_abs(),
            created_at: Timestamp::from_unix_millis(self.created_at),
            ended_at: self.ended_at.map(Timestamp::from_unix_millis),
            last_activity_at: Timestamp::from_unix_millis(self.last_activity_at),
            revision: self.revision.unsigned_abs(),
            n_logs: self.n_logs.unsigned_abs(),
            parameters: Vec::new(),
            values: Vec::new(),
            lines: Vec::new(),
        })
    }
}

impl Store {
    /// The experiment of a project with this identifier, or else with exactly this name now; without what
    /// its logs hold.
    pub async fn head_in(
        &self,
        project: ProjectId,
        id: Option<ExperimentId>,
        name: &str,
    ) -> Result<Experiment, StoreError> {
        let mut tx = self.read().await?;
        let project = projects::find(&mut tx, &project.to_string()).await?;
        let (statement, wanted) = match id {
            Some(id) => (
                "SELECT id FROM experiments WHERE project_id = $1 AND id = $2",
                id.to_string(),
            ),
            None => (
                "SELECT id FROM experiments WHERE project_id = $1 AND name = $2",
                name.to_owned(),
            ),
        };
        let found: Option<String> = sqlx::query_scalar(statement)
            .bind(project.to_string())
            .bind(&wanted)
            .fetch_optional(&mut *tx)
            .await?;
        let Some(found) = found else {
            return Err(StoreError::NotFound(Thing::Experiment, wanted));
        };
        let id = parsed(&found, "identifier of an experiment")?;
        row_of(&mut tx, id).await?.into_wire()
    }
}

/// The statement that reads whole rows; what is chosen of them comes after it.
macro_rules! select_rows {
    ($chosen:literal) => {
        concat!(
            "SELECT e.id, e.project_id, p.name AS project_name, e.name, e.description, e.status, \
             e.archived, e.ordinal, e.created_at, e.ended_at, e.last_activity_at, e.revision, \
             (SELECT COUNT(*) FROM logs l WHERE l.experiment_id = e.id) AS n_logs \
             FROM experiments e JOIN projects p ON p.id = e.project_id WHERE ",
            $chosen
        )
    };
}

/// The rows of a project's experiments.
pub(super) async fn rows_of(
    conn: &mut SqliteConnection,
    project: ProjectId,
) -> Result<Vec<ExperimentRow>, sqlx::Error> {
    sqlx::query_as(select_rows!("e.project_id = $1"))
        .bind(project.to_string())
        .fetch_all(conn)
        .await
}

/// The row of one experiment.
pub(super) async fn row_of(
    conn: &mut SqliteConnection,
    id: ExperimentId,
) -> Result<ExperimentRow, StoreError> {
    let row = sqlx::query_as(select_rows!("e.id = $1"))
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    row.ok_or_else(|| StoreError::NotFound(Thing::Experiment, id.to_string()))
}

/// Refuses an experiment that is not there.
pub(super) async fn check_is_there(
    conn: &mut SqliteConnection,
    id: ExperimentId,
) -> Result<(), StoreError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM experiments WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    match found {
        Some(_) => Ok(()),
        None => Err(StoreError::NotFound(Thing::Experiment, id.to_string())),
    }
}
