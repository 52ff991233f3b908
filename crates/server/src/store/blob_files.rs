//! Content-addressed files: written to a temporary name, synced, renamed to their hash, synced.

use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// How the names of temporary files start, now and in every earlier version; six letters and digits follow.
const TEMPORARY: &str = ".tmp";
/// Copied at once.
const COPIED_BYTES: usize = 256 << 10;

/// The directories of the files, `blobs/ab/abcd…` and `tmp/`.
#[derive(Debug, Clone)]
pub(super) struct BlobFiles {
    blobs: PathBuf,
    tmp: PathBuf,
}

/// A file that is whole and synced but not yet in its place; dropped, it goes.
#[derive(Debug)]
pub struct StagedBlob {
    path: TempPath,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub(super) sha256: String,
    /// Length in bytes.
    pub(super) size_bytes: u64,
}

impl StagedBlob {
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Length in bytes.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// The first bytes, `n_bytes` of them if there are as many.
    pub async fn head(&self, n_bytes: u64) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        let file = tokio::fs::File::open(&self.path).await?;
        file.take(n_bytes).read_to_end(&mut head).await?;
        Ok(head)
    }

    /// A file that is whole and synced at this path.
    pub(super) fn at(path: PathBuf, sha256: String, size_bytes: u64) -> io::Result<Self> {
        Ok(Self {
            path: TempPath::try_from_path(path)?,
            sha256,
            size_bytes,
        })
    }

    /// Moves the file to a path of the same disk, where it stays.
    pub(super) fn persist_as(self, path: &Path) -> io::Result<()> {
        Ok(self.path.persist(path)?)
    }

    /// What reading the file, which may block, tells.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(std::fs::File) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let path = self.path.to_path_buf();
        blocking(move || read(std::fs::File::open(path)?)).await
    }

    /// Adds all the bytes at the end of another file, a few at a time.
    pub(super) async fn copy_to(&self, target: &mut BlobWriter) -> io::Result<()> {
        let mut file = tokio::fs::File::open(&self.path).await?;
        let mut block = vec![0; COPIED_BYTES];
        loop {
            let n_read = file.read(&mut block).await?;
            match block.get(..n_read) {
                None | Some([]) => return Ok(()),
                Some(bytes) => target.write(bytes).await?,
            }
        }
    }
}

/// A file that is being written; dropped before [`BlobWriter::finish`], it goes.
pub struct BlobWriter {
    file: tokio::fs::File,
    path: TempPath,
    hash: Sha256,
    size_bytes: u64,
}

impl BlobWriter {
    /// Adds bytes at the end.
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.size_bytes += bytes.len() as u64;
        self.file.write_all(bytes).await
    }

    /// How many bytes were written.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// The whole file, on disk.
    pub async fn finish(mut self) -> io::Result<StagedBlob> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        Ok(StagedBlob {
            path: self.path,
            sha256: hex::encode(self.hash.finalize()),
            size_bytes: self.size_bytes,
        })
    }
}

impl BlobFiles {
    /// The files under `data_dir`; temporary files of an earlier run go, and nothing else that is there.
    pub(super) fn open(data_dir: &Path) -> io::Result<Self> {
        let files = Self {
            blobs: data_dir.join("blobs"),
            tmp: data_dir.join("tmp"),
        };
        std::fs::create_dir_all(&files.blobs)?;
        std::fs::create_dir_all(&files.tmp)?;
        for entry in std::fs::read_dir(&files.tmp)? {
            let entry = entry?;
            if is_temporary(&entry.path()) && entry.file_type()?.is_file() {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(files)
    }

    /// A new, empty temporary file.
    pub(super) async fn create(&self) -> io::Result<BlobWriter> {
        let tmp = self.tmp.clone();
        let (file, path) = blocking(move || new_temporary(&tmp)).await?.into_parts();
        Ok(BlobWriter {
            file: tokio::fs::File::from_std(file),
            path,
            hash: Sha256::new(),
            size_bytes: 0,
        })
    }

    /// Puts a file in its place, for good when this returns.
    pub(super) async fn put_in_place(&self, staged: StagedBlob) -> io::Result<()> {
        let target = self.path(&staged.sha256);
        blocking(move || {
            if target.exists() {
                return Ok(());
            }
            let dir = target.parent().unwrap_or(Path::new("."));
            if !dir.exists() {
                std::fs::create_dir_all(dir)?;
                sync_dir(dir.parent().unwrap_or(dir))?;
            }
            staged.path.persist(&target)?;
            sync_dir(dir)
        })
        .await
    }

    /// Removes a file, if it is there.
    pub(super) async fn remove(&self, sha256: &str) -> io::Result<()> {
        match tokio::fs::remove_file(self.path(sha256)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes every file that is named like a blob and not in `used`: what a crash left behind.
    ///
    /// What others put there stays, and what cannot be removed is no reason not to start.
    pub(super) fn sweep(&self, used: &HashSet<String>) -> io::Result<usize> {
        let mut n_removed = 0;
        for shelf in std::fs::read_dir(&self.blobs)? {
            let shelf = shelf?;
            if !shelf.file_type()?.is_dir() {
                continue;
            }
            for file in std::fs::read_dir(shelf.path())? {
                let file = file?;
                let name = file.file_name();
                let Some(name) = name.to_str().filter(|name| is_sha256(name)) else {
                    continue;
                };
                if used.contains(name) {
                    continue;
                }
                match std::fs::remove_file(file.path()) {
                    Ok(()) => n_removed += 1,
                    Err(error) => {
                        let error = &error as &dyn std::error::Error;
                        tracing::warn!(error, name, "an unused file stays");
                    }
                }
            }
        }
        Ok(n_removed)
    }

    /// Where the file of this hash is, if there is one.
    pub(super) fn path(&self, sha256: &str) -> PathBuf {
        let shelf = sha256.get(..2).unwrap_or("00");
        self.blobs.join(shelf).join(sha256)
    }
}

fn is_sha256(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A new, empty file that is known as a temporary one by its name.
pub(super) fn new_temporary(dir: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(dir)
}

/// Whether a file is named like those of [`new_temporary`].
pub(super) fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.strip_prefix(TEMPORARY))
        .is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

pub(super) fn sync_dir(dir: &Path) -> io::Result<()> {
    // Only Unix lets a directory be opened and synced.
    if cfg!(unix) {
        std::fs::File::open(dir)?.sync_all()?;
    }
    Ok(())
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A `.DS_Store` among the blobs once kept the server from starting.
    #[test]
    fn only_blobs_are_swept() {
        let dir = tempfile::TempDir::new().unwrap();
        let files = BlobFiles::open(dir.path()).unwrap();
        let (kept, unused) = ("a".repeat(64), "b".repeat(64));
        let shelf = dir.path().join("blobs/aa");
        std::fs::create_dir_all(shelf.join("folder")).unwrap();
        let stray = [dir.path().join("blobs/.DS_Store"), shelf.join(".DS_Store")];
        let blobs = [shelf.join(&kept), shelf.join(unused)];
        for path in stray.iter().chain(&blobs) {
            std::fs::write(path, "x").unwrap();
        }
        assert_eq!(files.sweep(&HashSet::from([kept])).unwrap(), 1);
        assert!(stray.iter().all(|path| path.exists()));
        assert!(blobs[0].exists() && !blobs[1].exists());
    }

    /// A server on a directory that had a `tmp` of its own emptied it.
    #[tokio::test]
    async fn only_temporary_files_of_ours_go() {
        let dir = tempfile::TempDir::new().unwrap();
        let tmp = dir.path().join("tmp");
        std::fs::create_dir_all(tmp.join("folder")).unwrap();
        let theirs = [
            tmp.join("thesis.tex"),
            tmp.join(".tmp"),
            tmp.join("folder/a"),
        ];
        for path in &theirs {
            std::fs::write(path, "x").unwrap();
        }
        let files = BlobFiles::open(dir.path()).unwrap();
        let written = files.create().await.unwrap();
        let ours = written.path.to_path_buf();
        // As a crash leaves it.
        std::mem::forget(written);
        assert!(ours.exists());
        BlobFiles::open(dir.path()).unwrap();
        assert!(!ours.exists());
        assert!(theirs.iter().all(|path| path.exists()));
    }
}
