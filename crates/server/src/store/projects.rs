//! Projects.

use super::Store;
use super::blobs::{self, BlobsOf};
use super::checked::{checked_description, checked_name};
use super::error::{StoreError, Thing};
use super::former_names;
use super::revisions;
use super::rows::parsed;
use super::writer::{FreedSpace, WriteTx};
use runboard_model::wire::{NewProject, Project, ProjectPatch};
use runboard_model::{ProjectId, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};
use uuid::Uuid;

/// The statement that reads projects; which ones comes after it.
macro_rules! select_projects {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.name, p.description, p.archived, p.created_at, p.changed_at, \
             (SELECT MAX(e.last_activity_at) FROM experiments e WHERE e.project_id = p.id) \
             AS logged_at, \
             (SELECT COUNT(*) FROM experiments e WHERE e.project_id = p.id) AS n_experiments, \
             (SELECT COUNT(*) FROM experiments e \
             WHERE e.project_id = p.id AND e.status = 'running') AS n_running, \
             (SELECT CAST(COALESCE(SUM(e.revision), 0) AS BIGINT) FROM experiments e \
             WHERE e.project_id = p.id) AS revision FROM projects p ",
            $rest
        )
    };
}

struct ProjectRow {
    id: String,
    name: String,
    description: String,
    archived: bool,
    created_at: i64,
    changed_at: i64,
    logged_at: Option<i64>,
    n_experiments: i64,
    n_running: i64,
    revision: i64,
}

impl<'r> FromRow<'r, SqliteRow> for ProjectRow {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            description: row.try_get("description")?,
            archived: row.try_get("archived")?,
            created_at: row.try_get("created_at")?,
            changed_at: row.try_get("changed_at")?,
            logged_at: row.try_get("logged_at")?,
            n_experiments: row.try_get("n_experiments")?,
            n_running: row.try_get("n_running")?,
            revision: row.try_get("revision")?,
        })
    }
}

impl ProjectRow {
    fn into_wire(self) -> Result<Project, StoreError> {
        let last_activity = self.changed_at.max(self.logged_at.unwrap_or(0));
        Ok(Project {
            id: parsed(&self.id, "identifier of a project")?,
            name: self.name,
            description: self.description,
            created_at: Timestamp::from_unix_millis(self.created_at),
            last_activity_at: Timestamp::from_unix_millis(last_activity),
            archived: self.archived,
            n_experiments: self.n_experiments.unsigned_abs(),
            n_running: self.n_running.unsigned_abs(),
            revision: self.revision.unsigned_abs(),
        })
    }
}

/// The identifier of the project with this identifier, or else this name, or else it before.
pub(super) async fn find(
    conn: &mut SqliteConnection,
    id_or_name: &str,
) -> Result<ProjectId, StoreError> {
    let found = match find_present(conn, id_or_name).await? {
        Some(id) => Some(id),
        None => former_names::project(conn, id_or_name).await?,
    };
    match found {
        Some(id) => parsed(&id, "identifier of a project"),
        None => Err(StoreError::NotFound(Thing::Project, id_or_name.to_owned())),
    }
}

/// The same, but of what they are called now.
async fn find_present(
    conn: &mut SqliteConnection,
    id_or_name: &str,
) -> Result<Option<String>, sqlx::Error> {
    // Identifiers may be written in capitals.
    let id = id_or_name
        .parse()
        .map_or_else(|_| String::new(), |id: ProjectId| id.to_string());
    sqlx::query_scalar(
        "SELECT id FROM projects WHERE id = $1 OR name = $2 \
         ORDER BY CASE WHEN id = $1 THEN 0 ELSE 1 END LIMIT 1",
    )
    .bind(id)
    .bind(id_or_name)
    .fetch_optional(conn)
    .await
}

async fn read_all(conn: &mut SqliteConnection) -> Result<Vec<Project>, StoreError> {
    let rows: Vec<ProjectRow> = sqlx::query_as(select_projects!("")).fetch_all(conn).await?;
    rows.into_iter().map(ProjectRow::into_wire).collect()
}

async fn read_one(conn: &mut SqliteConnection, id: ProjectId) -> Result<Project, StoreError> {
    let found: Option<ProjectRow> = sqlx::query_as(select_projects!("WHERE p.id = $1"))
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    match found {
        Some(row) => row.into_wire(),
        None => Err(StoreError::NotFound(Thing::Project, id.to_string())),
    }
}

impl Store {
    /// All projects by name.
    pub async fn projects(&self) -> Result<Vec<Project>, StoreError> {
        let mut projects = read_all(&mut *self.read().await?).await?;
        projects.sort_by_cached_key(|project| (project.name.to_lowercase(), project.name.clone()));
        Ok(projects)
    }

    /// The project with this identifier or name.
    pub async fn project(&self, id_or_name: &str) -> Result<Project, StoreError> {
        let mut tx = self.read().await?;
        let id = find(&mut tx, id_or_name).await?;
        read_one(&mut tx, id).await
    }

    /// Makes a project.
    pub async fn create_project(
        &self,
        new: NewProject,
        now: Timestamp,
    ) -> Result<Project, StoreError> {
        checked_name("name", &new.name)?;
        checked_description(&new.description)?;
        self.writer
            .write(move |tx| Box::pin(create(tx, new, now)))
            .await
    }

    /// Changes what the patch names, unless all of it is so already.
    pub async fn patch_project(
        &self,
        id_or_name: String,
        patch: ProjectPatch,
        now: Timestamp,
    ) -> Result<Project, StoreError> {
        if let Some(name) = &patch.name {
            checked_name("name", name)?;
        }
        checked_description(patch.description.as_deref().unwrap_or_default())?;
        self.writer
            .write(move |tx| Box::pin(change(tx, id_or_name, patch, now)))
            .await
    }

    /// Removes a project and everything in it; one that only once had the name stays.
    pub async fn delete_project(&self, id_or_name: String) -> Result<(), StoreError> {
        self.writer
            .write(move |tx| Box::pin(delete(tx, id_or_name)))
            .await
    }
}

async fn create(tx: &mut WriteTx, new: NewProject, now: Timestamp) -> Result<Project, StoreError> {
    let id = ProjectId(Uuid::new_v4());
    sqlx::query(
        "INSERT INTO projects \
         (id, name, description, archived, created_at, changed_at, next_ordinal) \
         VALUES ($1, $2, $3, FALSE, $4, $4, 0)",
    )
    .bind(id.to_string())
    .bind(&new.name)
    .bind(&new.description)
    .bind(now.unix_millis())
    .execute(&mut tx.conn)
    .await
    .map_err(|e| StoreError::or_name_taken(e, Thing::Project, &new.name))?;
    read_one(&mut tx.conn, id).await
}

async fn change(
    tx: &mut WriteTx,
    id_or_name: String,
    patch: ProjectPatch,
    now: Timestamp,
) -> Result<Project, StoreError> {
    let id = find(&mut tx.conn, &id_or_name).await?;
    let before = read_one(&mut tx.conn, id).await?;
    if !changes(&patch, &before) {
        return Ok(before);
    }
    if patch.name.as_ref().is_some_and(|name| *name != before.name) {
        former_names::keep_of_project(&mut tx.conn, id, &before.name).await?;
    }
    sqlx::query(
        "UPDATE projects SET name = COALESCE($2, name), description = COALESCE($3, description), \
         archived = COALESCE($4, archived), changed_at = $5 WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(&patch.name)
    .bind(&patch.description)
    .bind(patch.archived)
    .bind(now.unix_millis())
    .execute(&mut tx.conn)
    .await
    .map_err(|e| {
        StoreError::or_name_taken(e, Thing::Project, patch.name.as_deref().unwrap_or(""))
    })?;
    read_one(&mut tx.conn, id).await
}

/// Whether anything is not as the patch says.
fn changes(patch: &ProjectPatch, present: &Project) -> bool {
    patch.name.as_ref().is_some_and(|it| *it != present.name)
        || (patch.description.as_ref()).is_some_and(|it| *it != present.description)
        || patch.archived.is_some_and(|it| it != present.archived)
}

async fn delete(tx: &mut WriteTx, id_or_name: String) -> Result<(), StoreError> {
    let found = find_present(&mut tx.conn, &id_or_name).await?;
    let id = found.ok_or(StoreError::NotFound(Thing::Project, id_or_name))?;
    let id: ProjectId = parsed(&id, "identifier of a project")?;
    blobs::touch_all(tx, BlobsOf::Project(id)).await?;
    tx.space = FreedSpace::Much;
    let revision: Option<i64> =
        sqlx::query_scalar("SELECT MAX(revision) FROM experiments WHERE project_id = $1")
            .bind(id.to_string())
            .fetch_one(&mut tx.conn)
            .await?;
    revisions::retire(&mut tx.conn, revision.unwrap_or(0)).await?;
    sqlx::query("DELETE FROM projects WHERE id = $1")
        .bind(id.to_string())
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}
