//! Issuing and revoking tokens, beside a running server or without one.

use super::checked::checked_label;
use super::error::{StoreError, Thing};
use super::tokens::{self, StoredToken};
use super::{locked, projects, schema};
use crate::access::{IssuedToken, Writing};
use runboard_model::{ProjectId, Timestamp};
use sqlx::SqliteConnection;
use std::fs::File;
use std::path::Path;

/// What a new token is for.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// Its name, unique among the tokens.
    pub name: String,
    /// Whether it lets write.
    pub writing: Writing,
    /// The identifier or the name of the only project that it may see; `None` for all.
    pub project: Option<String>,
    /// When it ends; `None` for never.
    pub expires_at: Option<Timestamp>,
}

/// A connection to the database that only deals with tokens.
///
/// A server that works on the same directory sees each change at its next request.
pub struct TokenDesk {
    conn: SqliteConnection,
    // Held where no server runs, so that none starts in the middle.
    _lock: Option<File>,
}

impl TokenDesk {
    /// Opens the data directory, which is made where it is missing.
    pub async fn open(data_dir: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(data_dir)?;
        let (lock, conn) = match locked(data_dir) {
            Ok(lock) => (Some(lock), schema::open_writer(data_dir).await?),
            // Its server has brought the tables up to date.
            Err(StoreError::InUse(_)) => (None, schema::join_writer(data_dir).await?),
            Err(error) => return Err(error),
        };
        Ok(Self { conn, _lock: lock })
    }

    /// All tokens in the order of their names.
    pub async fn tokens(&mut self) -> Result<Vec<StoredToken>, StoreError> {
        Ok(tokens::all(&mut self.conn).await?)
    }

    /// Keeps what is to be known of a new token.
    pub async fn issue(
        &mut self,
        token: &IssuedToken,
        new: NewToken,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        checked_label("name", &new.name)?;
        let project: Option<ProjectId> = match &new.project {
            Some(project) => Some(projects::find(&mut self.conn, project).await?),
            None => None,
        };
        let digests = token.digests();
        sqlx::query(
            "INSERT INTO tokens (id, name, secret_sha256, cookie_sha256, read_only, project_id, \
             created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(token.id())
        .bind(&new.name)
        .bind(digests.secret)
        .bind(digests.cookie)
        .bind(new.writing == Writing::Refused)
        .bind(project.map(|id| id.to_string()))
        .bind(now.unix_millis())
        .bind(new.expires_at.map(Timestamp::unix_millis))
        .execute(&mut self.conn)
        .await
        .map_err(|e| StoreError::or_name_taken(e, Thing::Token, &new.name))?;
        Ok(())
    }

    /// Ends a token at once.
    pub async fn revoke(&mut self, name: &str) -> Result<(), StoreError> {
        let done = sqlx::query("DELETE FROM tokens WHERE name = $1")
            .bind(name)
            .execute(&mut self.conn)
            .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound(Thing::Token, name.to_owned()));
        }
        Ok(())
    }
}
