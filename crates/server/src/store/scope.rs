//! In which project things are, for callers who may see only one.

use super::Store;
use super::error::{StoreError, Thing};
use super::projects;
use super::rows::parsed;
use runboard_model::{ExperimentId, ProjectId};
use std::collections::HashSet;

impl Store {
    /// The identifier of the project with this identifier or name.
    pub async fn project_id(&self, id_or_name: &str) -> Result<ProjectId, StoreError> {
        projects::find(&mut *self.read().await?, id_or_name).await
    }

    /// The project of an experiment.
    pub async fn project_of(&self, id: ExperimentId) -> Result<ProjectId, StoreError> {
        let found: Option<String> =
            sqlx::query_scalar("SELECT project_id FROM experiments WHERE id = $1")
                .bind(id.to_string())
                .fetch_optional(&mut *self.read().await?)
                .await?;
        match found {
            Some(project) => parsed(&project, "identifier of a project"),
            None => Err(StoreError::NotFound(Thing::Experiment, id.to_string())),
        }
    }

    /// The experiments of a project.
    pub async fn experiments_of(
        &self,
        project: ProjectId,
    ) -> Result<HashSet<ExperimentId>, StoreError> {
        let found: Vec<String> =
            sqlx::query_scalar("SELECT id FROM experiments WHERE project_id = $1")
                .bind(project.to_string())
                .fetch_all(&mut *self.read().await?)
                .await?;
        found
            .iter()
            .map(|id| parsed(id, "identifier of an experiment"))
            .collect()
    }

    /// Whether a log in the project holds this picture.
    pub async fn project_has_blob(
        &self,
        project: ProjectId,
        sha256: &str,
    ) -> Result<bool, StoreError> {
        let n_found: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM log_entries n JOIN logs l ON l.id = n.log_id \
             JOIN experiments e ON e.id = l.experiment_id \
             WHERE n.blob_sha256 = $1 AND e.project_id = $2",
        )
        .bind(sha256)
        .bind(project.to_string())
        .fetch_one(&mut *self.read().await?)
        .await?;
        Ok(n_found > 0)
    }
}
