//! Experiments: making, changing, deleting and reading them.

use super::Store;
use super::bases;
use super::blobs::{self, BlobsOf};
use super::checked::{checked_description, checked_label, checked_name};
use super::details;
use super::error::{StoreError, Thing};
use super::experiment_rows::row_of;
use super::former_names;
use super::log_list;
use super::logs::{self, LogContent, LogWrite};
use super::projects;
use super::revisions;
use super::rows::parsed;
use super::writer::{FreedSpace, WriteTx};
use runboard_model::error::InvalidData;
use runboard_model::wire::{Dashboard, Experiment, ExperimentPatch, LABELMAP, PARAMETERS, Status};
use runboard_model::{ExperimentId, LabelmapData, LogData, TableData, Timestamp};
use sqlx::SqliteConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The most tags of an experiment.
const MAX_TAGS: usize = 100;

/// What a new experiment is made of; all of it is taken or nothing.
#[derive(Debug, Clone)]
pub struct CreateExperiment {
    /// Name, unique in the project.
    pub name: String,
    /// The client's choice; where there is such an experiment in the project, it is the answer.
    pub id: Option<ExperimentId>,
    /// Free text.
    pub description: String,
    /// Becomes the `TABLE` log `parameters`.
    pub parameters: Option<TableData>,
    /// Becomes the `LABELMAP` log `labelmap`.
    pub labelmap: Option<LabelmapData>,
    /// Tags.
    pub tags: Vec<String>,
    /// The experiment of the same project that it starts from.
    pub base: Option<ExperimentId>,
}

impl CreateExperiment {
    /// Refuses names and texts that are none.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        checked_name("name", &self.name)?;
        checked_description(&self.description)?;
        check_tags(&self.tags)
    }
}

/// How an experiment is named.
#[derive(Debug, Clone)]
pub enum ExperimentPlace {
    /// By its identifier.
    Id(ExperimentId),
    /// By its identifier or name in a project, which is named by its identifier or name.
    InProject {
        /// The project.
        project: String,
        /// The experiment.
        experiment: String,
    },
}

impl Store {
    /// One experiment.
    pub async fn experiment(&self, place: ExperimentPlace) -> Result<Experiment, StoreError> {
        read_at(&mut *self.read().await?, place).await
    }

    /// One experiment and all its logs, of one moment.
    pub async fn dashboard(&self, place: ExperimentPlace) -> Result<Dashboard, StoreError> {
        let mut tx = self.read().await?;
        let experiment = read_at(&mut tx, place).await?;
        let logs = log_list::read(&mut tx, experiment.id, None).await?;
        Ok(Dashboard { experiment, logs })
    }

    /// Makes an experiment, which runs.
    pub async fn create_experiment(
        &self,
        project: String,
        new: CreateExperiment,
        now: Timestamp,
    ) -> Result<Experiment, StoreError> {
        new.check()?;
        self.writer
            .write(move |tx| Box::pin(create(tx, project, new, now)))
            .await
    }

    /// Changes what the patch names.
    ///
    /// Leaving `running` sets the end, and going back to it takes the end away. A patch that sets
    /// everything to what it is already is no change.
    pub async fn patch_experiment(
        &self,
        id: ExperimentId,
        patch: ExperimentPatch,
        now: Timestamp,
    ) -> Result<Experiment, StoreError> {
        if let Some(name) = &patch.name {
            checked_name("name", name)?;
        }
        checked_description(patch.description.as_deref().unwrap_or_default())?;
        check_tags(patch.tags.as_deref().unwrap_or_default())?;
        self.writer
            .write(move |tx| Box::pin(change(tx, id, patch, now)))
            .await
    }

    /// Removes an experiment and everything in it.
    pub async fn delete_experiment(&self, id: ExperimentId) -> Result<(), StoreError> {
        self.writer.write(move |tx| Box::pin(delete(tx, id))).await
    }
}

fn check_tags(tags: &[String]) -> Result<(), StoreError> {
    if tags.len() > MAX_TAGS {
        let reason = format!("{} tags, at most {MAX_TAGS}", tags.len());
        return Err(InvalidData::new("tags", reason).into());
    }
    let check = |(idx, tag): (usize, &String)| checked_label(&format!("tags[{idx}]"), tag);
    tags.iter().enumerate().try_for_each(check)
}

async fn read_at(
    conn: &mut SqliteConnection,
    place: ExperimentPlace,
) -> Result<Experiment, StoreError> {
    let id = match place {
        ExperimentPlace::Id(id) => id,
        ExperimentPlace::InProject {
            project,
            experiment,
        } => find(conn, &project, &experiment).await?,
    };
    read(conn, id).await
}

async fn read(conn: &mut SqliteConnection, id: ExperimentId) -> Result<Experiment, StoreError> {
    let row = row_of(conn, id).await?;
    let experiment = details::experiments(conn, vec![row]).await?.pop();
    experiment.ok_or_else(|| StoreError::NotFound(Thing::Experiment, id.to_string()))
}

/// The experiment of a project with this identifier, or else this name, or else it before.
async fn find(
    conn: &mut SqliteConnection,
    project: &str,
    id_or_name: &str,
) -> Result<ExperimentId, StoreError> {
    let project = projects::find(conn, project).await?;
    // Identifiers may be written in capitals.
    let id = id_or_name
        .parse()
        .map_or_else(|_| String::new(), |id: ExperimentId| id.to_string());
    let found: Option<String> = sqlx::query_scalar(
        "SELECT id FROM experiments WHERE project_id = $1 AND (id = $2 OR name = $3) \
         ORDER BY CASE WHEN id = $2 THEN 0 ELSE 1 END LIMIT 1",
    )
    .bind(project.to_string())
    .bind(id)
    .bind(id_or_name)
    .fetch_optional(&mut *conn)
    .await?;
    let found = match found {
        Some(id) => Some(id),
        None => former_names::experiment(conn, project, id_or_name).await?,
    };
    match found {
        Some(id) => parsed(&id, "identifier of an experiment"),
        None => Err(StoreError::NotFound(
            Thing::Experiment,
            id_or_name.to_owned(),
        )),
    }
}

pub(super) async fn create(
    tx: &mut WriteTx,
    project: String,
    new: CreateExperiment,
    now: Timestamp,
) -> Result<Experiment, StoreError> {
    let id = new.id.unwrap_or_else(|| ExperimentId(Uuid::new_v4()));
    let project_id = projects::find(&mut tx.conn, &project).await?.to_string();
    if new.id.is_some() && is_in_project(&mut tx.conn, id, &project_id).await? {
        return read(&mut tx.conn, id).await;
    }
    let ordinal: i64 = sqlx::query_scalar(
        "UPDATE projects SET next_ordinal = next_ordinal + 1 WHERE id = $1 \
         RETURNING next_ordinal - 1",
    )
    .bind(&project_id)
    .fetch_one(&mut tx.conn)
    .await?;
    let revision = revisions::first(&mut tx.conn).await?;
    // Only one that had a chosen identifier can be known, with its logs, from before.
    let version_floor = new.id.map_or(0, |_| revision - 1);
    sqlx::query(
        "INSERT INTO experiments (id, project_id, name, description, status, archived, ordinal, \
         created_at, last_activity_at, revision, relisted_revision, next_position, version_floor) \
         VALUES ($1, $2, $3, $4, $5, FALSE, $6, $7, $7, $8, $8, 0, $9)",
    )
    .bind(id.to_string())
    .bind(&project_id)
    .bind(&new.name)
    .bind(&new.description)
    .bind(Status::Running.as_str())
    .bind(ordinal)
    .bind(now.unix_millis())
    .bind(revision)
    .bind(version_floor)
    .execute(&mut tx.conn)
    .await
    .map_err(|e| StoreError::or_name_taken(e, Thing::Experiment, &new.name))?;
    set_tags(&mut tx.conn, id, &new.tags).await?;
    let parameters = new
        .parameters
        .map(|data| (PARAMETERS, LogData::Table(data)));
    let labelmap = new.labelmap.map(|data| (LABELMAP, LogData::Labelmap(data)));
    for (name, data) in parameters.into_iter().chain(labelmap) {
        let write = LogWrite {
            name: name.to_owned(),
            content: LogContent::Data { data, step: None },
        };
        logs::write(tx, id, write, now).await?;
    }
    if let Some(base) = new.base {
        bases::start_from(tx, id, base, now).await?;
    }
    read(&mut tx.conn, id).await
}

/// Whether the project has this experiment; one of another project is refused.
async fn is_in_project(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    project_id: &str,
) -> Result<bool, StoreError> {
    let found: Option<String> =
        sqlx::query_scalar("SELECT project_id FROM experiments WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?;
    match found {
        Some(found) if found != project_id => {
            Err(InvalidData::new("id", "is that of an experiment of another project").into())
        }
        found => Ok(found.is_some()),
    }
}

async fn set_tags(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    tags: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM experiment_tags WHERE experiment_id = $1")
        .bind(id.to_string())
        .execute(&mut *conn)
        .await?;
    for tag in tags {
        sqlx::query(
            "INSERT INTO experiment_tags (experiment_id, tag) VALUES ($1, $2) \
             ON CONFLICT (experiment_id, tag) DO NOTHING",
        )
        .bind(id.to_string())
        .bind(tag)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

async fn change(
    tx: &mut WriteTx,
    id: ExperimentId,
    patch: ExperimentPatch,
    now: Timestamp,
) -> Result<Experiment, StoreError> {
    let before = read(&mut tx.conn, id).await?;
    if !changes(&patch, &before) {
        return Ok(before);
    }
    let status = patch.status.unwrap_or(before.status);
    let ended_at = match (before.status, status) {
        (_, Status::Running) => None,
        (Status::Running, _) => Some(now),
        _ => before.ended_at,
    };
    if patch.name.as_ref().is_some_and(|name| *name != before.name) {
        former_names::keep_of_experiment(&mut tx.conn, id, &before.name).await?;
    }
    sqlx::query(
        "UPDATE experiments SET name = COALESCE($2, name), \
         description = COALESCE($3, description), archived = COALESCE($4, archived), \
         status = $5, ended_at = $6, last_activity_at = $7, revision = revision + 1 WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(&patch.name)
    .bind(&patch.description)
    .bind(patch.archived)
    .bind(status.as_str())
    .bind(ended_at.map(Timestamp::unix_millis))
    .bind(now.unix_millis())
    .execute(&mut tx.conn)
    .await
    .map_err(|e| {
        let name = patch.name.as_deref().unwrap_or(&before.name);
        StoreError::or_name_taken(e, Thing::Experiment, name)
    })?;
    if let Some(tags) = &patch.tags {
        set_tags(&mut tx.conn, id, tags).await?;
    }
    read(&mut tx.conn, id).await
}

/// Whether anything is not as the patch says.
fn changes(patch: &ExperimentPatch, present: &Experiment) -> bool {
    let as_set = |tags: &[String]| tags.iter().cloned().collect::<BTreeSet<_>>();
    let tags = patch.tags.as_deref().map(as_set);
    patch.name.as_ref().is_some_and(|it| *it != present.name)
        || (patch.description.as_ref()).is_some_and(|it| *it != present.description)
        || patch.status.is_some_and(|it| it != present.status)
        || patch.archived.is_some_and(|it| it != present.archived)
        || tags.is_some_and(|it| it != as_set(&present.tags))
}

pub(super) async fn delete(tx: &mut WriteTx, id: ExperimentId) -> Result<(), StoreError> {
    blobs::touch_all(tx, BlobsOf::Experiment(id)).await?;
    tx.space = FreedSpace::Much;
    let deleted: Option<i64> =
        sqlx::query_scalar("DELETE FROM experiments WHERE id = $1 RETURNING revision")
            .bind(id.to_string())
            .fetch_optional(&mut tx.conn)
            .await?;
    let not_found = || StoreError::NotFound(Thing::Experiment, id.to_string());
    let revision = deleted.ok_or_else(not_found)?;
    Ok(revisions::retire(&mut tx.conn, revision).await?)
}
