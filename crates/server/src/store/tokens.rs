//! Issued tokens: reading them, for each request that brings one.

use super::Store;
use super::error::StoreError;
use super::rows::parsed;
use crate::access::{Rights, TokenDigests, Writing};
use runboard_model::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};

/// What is kept of an issued token.
#[derive(Debug, Clone)]
pub struct StoredToken {
    /// Its identifier, which is no secret.
    pub id: String,
    /// Its name, unique among the tokens.
    pub name: String,
    /// The hashes of its secret.
    pub digests: TokenDigests,
    /// What it was issued for.
    pub rights: Rights,
    /// The name of the only project that it may see.
    pub project_name: Option<String>,
    /// When it was issued.
    pub created_at: Timestamp,
    /// When it ends; `None` for never.
    pub expires_at: Option<Timestamp>,
}

impl StoredToken {
    /// Whether its time is over.
    pub fn has_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

impl<'r> FromRow<'r, SqliteRow> for StoredToken {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        let project: Option<String> = row.try_get("project_id")?;
        let project = project
            .map(|id| parsed(&id, "identifier of a project"))
            .transpose()
            .map_err(|error: StoreError| sqlx::Error::Decode(error.into()))?;
        let writing = if row.try_get("read_only")? {
            Writing::Refused
        } else {
            Writing::Allowed
        };
        let expires_at: Option<i64> = row.try_get("expires_at")?;
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            digests: TokenDigests {
                secret: row.try_get("secret_sha256")?,
                cookie: row.try_get("cookie_sha256")?,
            },
            rights: Rights { writing, project },
            project_name: row.try_get("project_name")?,
            created_at: Timestamp::from_unix_millis(row.try_get("created_at")?),
            expires_at: expires_at.map(Timestamp::from_unix_millis),
        })
    }
}

/// The statement that reads tokens; which ones, or in which order, comes after it.
macro_rules! select_tokens {
    ($rest:literal) => {
        concat!(
            "SELECT t.*, p.name AS project_name FROM tokens t \
             LEFT JOIN projects p ON p.id = t.project_id ",
            $rest
        )
    };
}

/// All tokens in the order of their names.
pub(super) async fn all(conn: &mut SqliteConnection) -> Result<Vec<StoredToken>, sqlx::Error> {
    sqlx::query_as(select_tokens!("ORDER BY t.name"))
        .fetch_all(conn)
        .await
}

impl Store {
    /// Whether any token was issued and not revoked.
    pub async fn has_tokens(&self) -> Result<bool, StoreError> {
        let found: Option<String> = sqlx::query_scalar("SELECT id FROM tokens LIMIT 1")
            .fetch_optional(&mut *self.read().await?)
            .await?;
        Ok(found.is_some())
    }

    /// The token of this identifier, whether or not its time is over.
    pub async fn token(&self, id: &str) -> Result<Option<StoredToken>, StoreError> {
        let found = sqlx::query_as(select_tokens!("WHERE t.id = $1"))
            .bind(id)
            .fetch_optional(&mut *self.read().await?)
            .await?;
        Ok(found)
    }

    /// Whether any issued token still lets somebody in.
    pub async fn has_valid_token(&self, now: Timestamp) -> Result<bool, StoreError> {
        let tokens = all(&mut *self.read().await?).await?;
        Ok(tokens.iter().any(|token| !token.has_expired(now)))
    }
}
