//! Why the store refused or failed; it knows nothing of HTTP.

use super::lines::DamagedChunk;
use runboard_model::LogType;
use runboard_model::error::InvalidData;
use std::fmt;
use std::io;

/// What SQLite calls a full disk.
const SQLITE_FULL: &str = "13";

/// What a request names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A project.
    Project,
    /// An experiment.
    Experiment,
    /// A log of an experiment.
    Log,
    /// The data of one step of a log.
    Entry,
    /// An artifact of an experiment.
    Artifact,
    /// A file that was sent under a name of its own.
    Upload,
    /// The console's output as a file.
    ConsoleFile,
    /// The bytes of a picture.
    Blob,
    /// A stored view of the page.
    View,
    /// An issued token.
    Token,
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Project => "project",
            Self::Experiment => "experiment",
            Self::Log => "log",
            Self::Entry => "entry",
            Self::Artifact => "artifact",
            Self::Upload => "uploaded file",
            Self::ConsoleFile => "logging file",
            Self::Blob => "blob",
            Self::View => "view",
            Self::Token => "token",
        })
    }
}

/// Why the store did not do what it was asked; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The caller named something that is not there.
    #[error("there is no {0} {1:?}")]
    NotFound(Thing, String),
    /// The caller may try another name.
    #[error("the name {1:?} is taken by another {0}")]
    NameTaken(Thing, String),
    /// The caller has to log under another name.
    #[error("the log {name:?} is a {logged} since it was first logged, so it takes no {found}")]
    TypeConflict {
        /// The log's name.
        name: String,
        /// Its type.
        logged: String,
        /// The type of the refused data.
        found: LogType,
    },
    /// The caller has to mend the data.
    #[error("{0}")]
    Invalid(#[from] InvalidData),
    /// The caller may try again later.
    #[error("the server is busy or stopping, try again")]
    Unavailable,
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
    /// The database's tables could not be brought up to date.
    #[error("the database's tables could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The database knows more than this program.
    #[error("it was written by a newer Runboard")]
    Newer,
    /// A file could not be read or written.
    #[error("a file could not be read or written")]
    File(#[source] io::Error),
    /// The caller may try again when somebody has made room.
    #[error("there is no room left on the server's disk")]
    DiskFull,
    /// A blob of points cannot be read.
    #[error(transparent)]
    Damaged(#[from] DamagedChunk),
    /// A value in the database cannot be read.
    #[error("the database holds {0:?}, which is no {1}")]
    Unreadable(String, &'static str),
    /// Another server works on the same directory.
    #[error("{0} is in use by another Runboard server")]
    InUse(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Unavailable,
            sqlx::Error::Database(error) if error.code().as_deref() == Some(SQLITE_FULL) => {
                Self::DiskFull
            }
            error => Self::Database(error),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::File(error),
        }
    }
}

impl StoreError {
    /// The error for a database failure, where a broken unique constraint means a taken name.
    pub(super) fn or_name_taken(error: sqlx::Error, thing: Thing, name: &str) -> Self {
        match error.as_database_error() {
            Some(database) if database.is_unique_violation() => {
                Self::NameTaken(thing, name.to_owned())
            }
            _ => error.into(),
        }
    }
}
