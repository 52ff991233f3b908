//! Files on disk that wait for their use: `uploads/KEY` has the bytes, `uploads/KEY.json` says what they are.
//!
//! The note is written last and removed first. So whatever a crash leaves, bytes without a note are of no use
//! to anybody, and go at the next start. What others put there stays.

use super::blob_files::{StagedBlob, blocking, is_temporary, new_temporary, sync_dir};
use runboard_model::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The extension of notes.
const NOTE: &str = "json";

/// The directory of files that wait.
#[derive(Debug, Clone)]
pub(super) struct WaitingFiles {
    dir: PathBuf,
}

/// What is known of a file that waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct WaitingFile {
    key: Uuid,
    /// What it will be used as.
    pub(super) object: String,
    /// When it came.
    pub(super) since: Timestamp,
    sha256: String,
    size_bytes: u64,
}

impl WaitingFiles {
    /// The directory under `data_dir`, and what waits there, one file of each name; what a crash left of
    /// others goes.
    pub(super) fn open(data_dir: &Path) -> io::Result<(Self, Vec<WaitingFile>)> {
        let dir = data_dir.join("uploads");
        std::fs::create_dir_all(&dir)?;
        let files = Self { dir };
        let mut waiting = Vec::new();
        for entry in std::fs::read_dir(&files.dir)? {
            let path = entry?.path();
            if path.extension().is_some_and(|it| it == NOTE) {
                let note = std::fs::read(&path)?;
                let note = serde_json::from_slice::<WaitingFile>(&note).ok();
                waiting.extend(note.filter(|note| files.is_whole(note)));
            }
        }
        let waiting = newest_of_each_name(waiting);
        files.sweep(&waiting)?;
        Ok((files, waiting))
    }

    /// Keeps a file until it is used or forgotten; on disk when this returns.
    pub(super) async fn keep(
        &self,
        object: String,
        bytes: StagedBlob,
        since: Timestamp,
    ) -> io::Result<WaitingFile> {
        let waiting = WaitingFile {
            key: Uuid::new_v4(),
            object,
            since,
            sha256: bytes.sha256().to_owned(),
            size_bytes: bytes.size_bytes(),
        };
        let (files, kept) = (self.clone(), waiting.clone());
        blocking(move || {
            bytes.persist_as(&files.path(&kept))?;
            let mut note = new_temporary(&files.dir)?;
            note.write_all(&serde_json::to_vec(&kept)?)?;
            note.as_file().sync_all()?;
            note.persist(files.note_path(&kept))?;
            sync_dir(&files.dir)
        })
        .await?;
        Ok(waiting)
    }

    /// Takes a file that waits, to use it; unused, it goes.
    pub(super) async fn take(&self, waiting: WaitingFile) -> io::Result<StagedBlob> {
        let files = self.clone();
        blocking(move || {
            std::fs::remove_file(files.note_path(&waiting))?;
            let path = files.path(&waiting);
            StagedBlob::at(path, waiting.sha256, waiting.size_bytes)
        })
        .await
    }

    /// Removes files that nobody used.
    pub(super) async fn remove(&self, forgotten: Vec<WaitingFile>) {
        for waiting in forgotten {
            // Taken again, it goes.
            if let Err(error) = self.take(waiting).await {
                let error: &dyn std::error::Error = &error;
                tracing::warn!(error, "a file that was not used stays");
            }
        }
    }

    fn is_whole(&self, note: &WaitingFile) -> bool {
        let found = std::fs::metadata(self.path(note));
        found.is_ok_and(|found| found.len() == note.size_bytes)
    }

    fn sweep(&self, waiting: &[WaitingFile]) -> io::Result<()> {
        let used: HashSet<PathBuf> = waiting
            .iter()
            .flat_map(|note| [self.path(note), self.note_path(note)])
            .collect();
        for entry in std::fs::read_dir(&self.dir)? {
            let path = entry?.path();
            let is_ours = is_temporary(&path) || has_key(&path);
            if is_ours && path.is_file() && !used.contains(&path) {
                std::fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    fn path(&self, waiting: &WaitingFile) -> PathBuf {
        self.dir.join(waiting.key.to_string())
    }

    fn note_path(&self, waiting: &WaitingFile) -> PathBuf {
        self.path(waiting).with_extension(NOTE)
    }
}

/// A crash can leave an older file beside the one that was to take its place.
fn newest_of_each_name(mut found: Vec<WaitingFile>) -> Vec<WaitingFile> {
    found.sort_by_key(|file| file.since);
    let by_name = found.into_iter().map(|file| (file.object.clone(), file));
    by_name.collect::<HashMap<_, _>>().into_values().collect()
}

/// Whether a file is named by a key, as all are that wait.
fn has_key(path: &Path) -> bool {
    let is_note = path.extension().is_some_and(|it| it == NOTE);
    let key = if is_note {
        path.file_stem()
    } else {
        path.file_name()
    };
    key.and_then(|key| key.to_str())
        .is_some_and(|key| Uuid::try_parse(key).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a crash left of an older file of the name was never erased, and came back as the newest one
    /// when that had been used.
    #[tokio::test]
    async fn only_the_newest_file_of_a_name_waits_after_a_crash() {
        let data_dir = tempfile::TempDir::new().unwrap();
        let (files, _) = WaitingFiles::open(data_dir.path()).unwrap();
        for (text, since_millis) in [("newest", 3), ("old", 1), ("older", 2)] {
            let mut bytes = new_temporary(data_dir.path()).unwrap();
            bytes.write_all(text.as_bytes()).unwrap();
            let path = bytes.into_temp_path().keep().unwrap();
            let bytes = StagedBlob::at(path, text.to_owned(), text.len() as u64).unwrap();
            let since = Timestamp::from_unix_millis(since_millis);
            files.keep("name".to_owned(), bytes, since).await.unwrap();
        }
        let (files, waiting) = WaitingFiles::open(data_dir.path()).unwrap();
        let hashes: Vec<&str> = waiting.iter().map(|file| file.sha256.as_str()).collect();
        assert_eq!(hashes, ["newest"]);
        for file in waiting {
            files.take(file).await.unwrap();
        }
        let (files, waiting) = WaitingFiles::open(data_dir.path()).unwrap();
        assert!(waiting.is_empty());
        assert_eq!(std::fs::read_dir(&files.dir).unwrap().count(), 0);
    }

    /// A server on a directory that had `uploads` of its own erased them.
    #[test]
    fn only_files_of_ours_are_swept() {
        let data_dir = tempfile::TempDir::new().unwrap();
        let dir = data_dir.path().join("uploads");
        std::fs::create_dir_all(&dir).unwrap();
        let theirs = ["photo.jpg", "settings.json", "notes"].map(|name| dir.join(name));
        let key = Uuid::new_v4();
        let ours = [
            format!("{key}"),
            format!("{key}.json"),
            ".tmpAbC123".to_owned(),
        ];
        let ours = ours.map(|name| dir.join(name));
        for path in theirs.iter().chain(&ours) {
            std::fs::write(path, "x").unwrap();
        }
        let (_, waiting) = WaitingFiles::open(data_dir.path()).unwrap();
        assert!(waiting.is_empty());
        assert!(theirs.iter().all(|path| path.exists()));
        assert!(ours.iter().all(|path| !path.exists()));
    }
}
