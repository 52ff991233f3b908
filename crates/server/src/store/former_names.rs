//! The names that projects and experiments had before: old links still find them.
//!
//! A name of today always wins over a former one. Of several that had a name, the last one is found.

use super::rows::parsed;
use super::{Store, StoreError, projects};
use runboard_model::wire::{FormerName, Items};
use runboard_model::{ExperimentId, ProjectId};
use sqlx::SqliteConnection;

impl Store {
    /// The names that experiments of a project had, and no experiment of it has now.
    pub async fn former_names(&self, project: &str) -> Result<Items<FormerName>, StoreError> {
        let mut tx = self.read().await?;
        let project = projects::find(&mut tx, project).await?;
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT former.name, former.experiment_id FROM former_experiment_names AS former \
             LEFT JOIN experiments AS present \
             ON present.project_id = former.project_id AND present.name = former.name \
             WHERE former.project_id = $1 AND present.id IS NULL ORDER BY former.name",
        )
        .bind(project.to_string())
        .fetch_all(&mut *tx)
        .await?;
        let former_name = |(name, id): (String, String)| {
            let experiment_id = parsed(&id, "identifier of an experiment")?;
            Ok(FormerName {
                name,
                experiment_id,
            })
        };
        Ok(Items {
            items: rows
                .into_iter()
                .map(former_name)
                .collect::<Result<_, StoreError>>()?,
            next: None,
        })
    }
}

/// Keeps the name that a project is about to lose.
pub(super) async fn keep_of_project(
    conn: &mut SqliteConnection,
    id: ProjectId,
    name: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO former_project_names (name, project_id) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET project_id = excluded.project_id",
    )
    .bind(name)
    .bind(id.to_string())
    .execute(conn)
    .await
    .map(drop)
}

/// Keeps the name that an experiment is about to lose.
pub(super) async fn keep_of_experiment(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    name: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO former_experiment_names (project_id, name, experiment_id) \
         SELECT project_id, $2, id FROM experiments WHERE id = $1 \
         ON CONFLICT (project_id, name) DO UPDATE SET experiment_id = excluded.experiment_id",
    )
    .bind(id.to_string())
    .bind(name)
    .execute(conn)
    .await
    .map(drop)
}

/// The identifier of the project that last had this name.
pub(super) async fn project(
    conn: &mut SqliteConnection,
    name: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT project_id FROM former_project_names WHERE name = $1")
        .bind(name)
        .fetch_optional(conn)
        .await
}

/// The identifier of the experiment of a project that last had this name.
pub(super) async fn experiment(
    conn: &mut SqliteConnection,
    project: ProjectId,
    name: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT experiment_id FROM former_experiment_names WHERE project_id = $1 AND name = $2",
    )
    .bind(project.to_string())
    .bind(name)
    .fetch_optional(conn)
    .await
}
