//! Views: texts of the page that are too long for an address, found by a hash of themselves.

use super::Store;
use super::error::{StoreError, Thing};
use super::writer::WriteTx;
use runboard_model::Timestamp;
use runboard_model::error::InvalidData;
use runboard_model::wire::{MAX_VIEW_BYTES, StoredView};
use sha2::{Digest, Sha256};

/// Bytes of the hash that name a view: no two views are ever found to have the same.
const ID_BYTES: usize = 16;

impl Store {
    /// Keeps a view; one that is there already stays as it is.
    pub async fn keep_view(&self, view: String, now: Timestamp) -> Result<StoredView, StoreError> {
        if view.is_empty() {
            return Err(InvalidData::new("view", "must not be empty").into());
        }
        if view.len() > MAX_VIEW_BYTES {
            let reason = format!("is {} bytes long, at most {MAX_VIEW_BYTES}", view.len());
            return Err(InvalidData::new("view", reason).into());
        }
        let hash = Sha256::digest(&view);
        let id = hex::encode(hash.get(..ID_BYTES).unwrap_or_default());
        let view = StoredView { id, view };
        self.writer
            .write(move |tx| Box::pin(keep(tx, view, now)))
            .await
    }

    /// The view of this identifier.
    pub async fn view(&self, id: &str) -> Result<StoredView, StoreError> {
        let content: Option<String> = sqlx::query_scalar("SELECT content FROM views WHERE id = $1")
            .bind(id)
            .fetch_optional(&mut *self.read().await?)
            .await?;
        match content {
            Some(view) => Ok(StoredView {
                id: id.to_owned(),
                view,
            }),
            None => Err(StoreError::NotFound(Thing::View, id.to_owned())),
        }
    }
}

async fn keep(
    tx: &mut WriteTx,
    view: StoredView,
    now: Timestamp,
) -> Result<StoredView, StoreError> {
    sqlx::query(
        "INSERT INTO views (id, content, created_at) VALUES ($1, $2, $3) \
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(&view.id)
    .bind(&view.view)
    .bind(now.unix_millis())
    .execute(&mut tx.conn)
    .await?;
    Ok(view)
}
