//! Experiments of a project that are deleted together.

use super::Store;
use super::error::StoreError;
use super::experiment_rows::row_of;
use super::experiments;
use super::projects;
use super::writer::WriteTx;
use runboard_model::{ExperimentId, ProjectId};

impl Store {
    /// Removes experiments of a project, all or none; those that are not in it are let be.
    pub async fn delete_experiments(
        &self,
        project: ProjectId,
        ids: Vec<ExperimentId>,
    ) -> Result<(), StoreError> {
        self.writer
            .write(move |tx| Box::pin(delete_all(tx, project, ids)))
            .await
    }
}

async fn delete_all(
    tx: &mut WriteTx,
    project: ProjectId,
    ids: Vec<ExperimentId>,
) -> Result<(), StoreError> {
    let project = projects::find(&mut tx.conn, &project.to_string()).await?;
    for id in ids {
        match row_of(&mut tx.conn, id).await {
            Ok(row) if row.project_id == project.to_string() => experiments::delete(tx, id).await?,
            Ok(_) | Err(StoreError::NotFound(..)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
