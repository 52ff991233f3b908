//! Files that were sent and wait for what they are for, for a day at most; a restart keeps them. One that is
//! being sent in parts is forgotten by a restart, since the addresses of its parts are.

use super::Store;
use super::blob_files::StagedBlob;
use super::error::{StoreError, Thing};
use super::waiting_files::{WaitingFile, WaitingFiles};
use runboard_model::Timestamp;
use runboard_model::error::InvalidData;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// How long a file waits for a use.
const MAX_WAIT_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// The most parts of a file; S3 takes as many.
const MAX_PARTS: u32 = 10_000;

/// What waits.
pub(super) struct Uploads {
    files: WaitingFiles,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    /// Whole files, by what they will be used as.
    objects: HashMap<String, WaitingFile>,
    in_parts: HashMap<Uuid, InParts>,
}

/// A file that is being sent in parts.
struct InParts {
    object: String,
    since: Timestamp,
    // Shared with who puts them together: until that is done, they stay.
    parts: BTreeMap<u32, Arc<StagedBlob>>,
}

impl InParts {
    /// How many bytes a part of this number may have.
    fn room(&self, part: u32, limit_bytes: u64) -> u64 {
        let others = self.parts.iter().filter(|(number, _)| **number != part);
        let n_held: u64 = others.map(|(_, bytes)| bytes.size_bytes()).sum();
        limit_bytes.saturating_sub(n_held)
    }
}

/// A part, as the client names it when it has sent all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedPart {
    /// From 1 on.
    pub number: u32,
    /// What the server answered when it was sent.
    pub etag: String,
}

impl Uploads {
    /// What waits in a data directory.
    pub(super) fn open(data_dir: &Path) -> io::Result<Self> {
        let (files, found) = WaitingFiles::open(data_dir)?;
        let objects = found.into_iter().map(|file| (file.object.clone(), file));
        let waiting = Waiting {
            objects: objects.collect(),
            ..Waiting::default()
        };
        Ok(Self {
            files,
            waiting: Mutex::new(waiting),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // Nothing that holds the lock can leave it half changed.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// Forgets what has waited too long; answers the files of it.
    fn forget_old(&mut self, now: Timestamp) -> Vec<WaitingFile> {
        let waits = |since: Timestamp| now.unix_millis() - since.unix_millis() < MAX_WAIT_MILLIS;
        self.in_parts.retain(|_, upload| waits(upload.since));
        let old = self.objects.extract_if(|_, file| !waits(file.since));
        old.map(|(_, file)| file).collect()
    }

    fn upload(&mut self, id: Uuid, object: &str) -> Result<&mut InParts, StoreError> {
        let upload = self.in_parts.get_mut(&id);
        upload
            .filter(|upload| upload.object == object)
            .ok_or_else(|| StoreError::NotFound(Thing::Upload, object.to_owned()))
    }
}

impl Store {
    /// Keeps a file for a use that is yet to come; one of the same name gives way.
    pub async fn hold_upload(
        &self,
        object: String,
        bytes: StagedBlob,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.forget_old_uploads(now).await;
        let files = &self.uploads.files;
        let kept = files.keep(object.clone(), bytes, now).await?;
        let before = self.uploads.lock().objects.insert(object, kept);
        files.remove(before.into_iter().collect()).await;
        Ok(())
    }

    /// Takes a file that waits, to use it.
    pub async fn take_upload(&self, object: &str) -> Result<StagedBlob, StoreError> {
        let held = self.uploads.lock().objects.remove(object);
        let held = held.ok_or_else(|| StoreError::NotFound(Thing::Upload, object.to_owned()))?;
        Ok(self.uploads.files.take(held).await?)
    }

    /// Erases files that nobody used for a day.
    pub async fn forget_old_uploads(&self, now: Timestamp) {
        let old = self.uploads.lock().forget_old(now);
        self.uploads.files.remove(old).await;
    }

    /// Begins a file that comes in parts.
    pub async fn begin_upload(&self, object: String, now: Timestamp) -> Uuid {
        self.forget_old_uploads(now).await;
        let id = Uuid::new_v4();
        let upload = InParts {
            object,
            since: now,
            parts: BTreeMap::new(),
        };
        self.uploads.lock().in_parts.insert(id, upload);
        id
    }

    /// How many bytes the parts of a file may still have, that with this number apart.
    pub fn upload_room(
        &self,
        id: Uuid,
        object: &str,
        part: u32,
        limit_bytes: u64,
    ) -> Result<u64, StoreError> {
        if !(1..=MAX_PARTS).contains(&part) {
            let reason = format!("is {part}, parts have numbers from 1 to {MAX_PARTS}");
            return Err(InvalidData::new("part_no", reason).into());
        }
        let mut waiting = self.uploads.lock();
        Ok(waiting.upload(id, object)?.room(part, limit_bytes))
    }

    /// Keeps a part of a file; one of the same number gives way. Answers its tag, or `None` where there
    /// is no room: others may have come while this one did.
    pub fn hold_part(
        &self,
        id: Uuid,
        object: &str,
        part: u32,
        bytes: StagedBlob,
        limit_bytes: u64,
    ) -> Result<Option<String>, StoreError> {
        let etag = etag(&bytes);
        let mut waiting = self.uploads.lock();
        let upload = waiting.upload(id, object)?;
        if bytes.size_bytes() > upload.room(part, limit_bytes) {
            return Ok(None);
        }
        upload.parts.insert(part, Arc::new(bytes));
        Ok(Some(etag))
    }

    /// Puts the parts together, which the client names, and keeps the file for its use; where that fails,
    /// it may be tried again.
    pub async fn finish_upload(
        &self,
        id: Uuid,
        object: &str,
        named: &[UploadedPart],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let parts = {
            let mut waiting = self.uploads.lock();
            let upload = waiting.upload(id, object)?;
            check_parts(&upload.parts, named)?;
            upload.parts.clone()
        };
        let mut whole = self.create_blob().await?;
        for part in parts.values() {
            part.copy_to(&mut whole).await?;
        }
        let whole = whole.finish().await?;
        self.hold_upload(object.to_owned(), whole, now).await?;
        self.uploads.lock().in_parts.remove(&id);
        Ok(())
    }
}

fn etag(bytes: &StagedBlob) -> String {
    format!("\"{}\"", bytes.sha256())
}

/// Refuses a list of parts that is not that of the parts that came.
fn check_parts(
    held: &BTreeMap<u32, Arc<StagedBlob>>,
    named: &[UploadedPart],
) -> Result<(), InvalidData> {
    if named.is_empty() || named.len() != held.len() {
        let reason = format!("{} named, {} were sent", named.len(), held.len());
        return Err(InvalidData::new("parts", reason));
    }
    let mut numbers = HashSet::new();
    for part in named {
        if !numbers.insert(part.number) {
            let reason = format!("part {} is named twice", part.number);
            return Err(InvalidData::new("parts", reason));
        }
        let is_right = held
            .get(&part.number)
            .is_some_and(|bytes| etag(bytes) == part.etag);
        if !is_right {
            let reason = format!("part {} is not as it was sent", part.number);
            return Err(InvalidData::new("parts", reason));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn now() -> Timestamp {
        Timestamp::from_unix_millis(0)
    }

    async fn staged(store: &Store, bytes: &[u8]) -> StagedBlob {
        let mut file = store.create_blob().await.unwrap();
        file.write(bytes).await.unwrap();
        file.finish().await.unwrap()
    }

    /// A store with a file in two parts, and what the client says of them.
    async fn with_parts(dir: &TempDir) -> (Store, Uuid, [UploadedPart; 2]) {
        let store = Store::open(dir.path()).await.unwrap();
        let id = store.begin_upload("file".to_owned(), now()).await;
        let mut parts = Vec::new();
        for (number, bytes) in [(1, "one "), (2, "two")] {
            let bytes = staged(&store, bytes.as_bytes()).await;
            let held = store.hold_part(id, "file", number, bytes, u64::MAX);
            let etag = held.unwrap().unwrap();
            parts.push(UploadedPart { number, etag });
        }
        (store, id, parts.try_into().unwrap())
    }

    /// The parts were given up before they were copied: a full disk cost all that was sent, and the
    /// client heard that it had sent nothing.
    #[tokio::test]
    async fn parts_stay_until_they_are_one_file() {
        let dir = TempDir::new().unwrap();
        let (store, id, parts) = with_parts(&dir).await;
        // Where the new file is written, and where it would wait.
        for place in ["tmp", "uploads"] {
            let (there, away) = (dir.path().join(place), dir.path().join("away"));
            std::fs::rename(&there, &away).unwrap();
            let failed = store.finish_upload(id, "file", &parts, now()).await;
            assert!(matches!(failed, Err(StoreError::File(_))), "{failed:?}");
            std::fs::rename(&away, &there).unwrap();
        }
        store
            .finish_upload(id, "file", &parts, now())
            .await
            .unwrap();
        let whole = store.take_upload("file").await.unwrap();
        assert_eq!(whole.head(100).await.unwrap(), b"one two");
    }

    /// Each had room when it began, and all were kept.
    #[tokio::test]
    async fn parts_that_come_at_once_keep_to_the_limit_together() {
        let dir = TempDir::new().unwrap();
        let store = Store::open(dir.path()).await.unwrap();
        let id = store.begin_upload("file".to_owned(), now()).await;
        let mut parts = Vec::new();
        for number in [1, 2] {
            let room = store.upload_room(id, "file", number, 10).unwrap();
            assert_eq!(room, 10);
            parts.push((number, staged(&store, &[0; 6]).await));
        }
        let held = parts
            .into_iter()
            .map(|(number, bytes)| store.hold_part(id, "file", number, bytes, 10).unwrap());
        let is_held: Vec<bool> = held.map(|etag| etag.is_some()).collect();
        assert_eq!(is_held, [true, false]);
        assert_eq!(store.upload_room(id, "file", 2, 10).unwrap(), 4);
    }

    /// It counted as the other part, which became part of the file unnamed.
    #[tokio::test]
    async fn a_part_that_is_named_twice_is_refused() {
        let dir = TempDir::new().unwrap();
        let (store, id, [first, _]) = with_parts(&dir).await;
        let twice = [first.clone(), first];
        let refused = store.finish_upload(id, "file", &twice, now()).await;
        assert_eq!(
            refused.unwrap_err().to_string(),
            "parts: part 1 is named twice"
        );
    }
}
