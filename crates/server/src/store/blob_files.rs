//! Content-addressed files: written to a temporary name, synced, renamed to their hash, synced.

use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;

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
            sha256: hex(&self.hash.finalize()),
            size_bytes: self.size_bytes,
        })
    }
}

impl BlobFiles {
    /// The files under `data_dir`; temporary files of an earlier run go.
    pub(super) fn open(data_dir: &Path) -> io::Result<Self> {
        let files = Self {
            blobs: data_dir.join("blobs"),
            tmp: data_dir.join("tmp"),
        };
        std::fs::create_dir_all(&files.blobs)?;
        if files.tmp.exists() {
            std::fs::remove_dir_all(&files.tmp)?;
        }
        std::fs::create_dir_all(&files.tmp)?;
        Ok(files)
    }

    /// A new, empty temporary file.
    pub(super) async fn create(&self) -> io::Result<BlobWriter> {
        let tmp = self.tmp.clone();
        let (file, path) = blocking(move || NamedTempFile::new_in(tmp))
            .await?
            .into_parts();
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

    /// Removes every file that is not in `used`: what a crash left behind.
    pub(super) fn sweep(&self, used: &HashSet<String>) -> io::Result<usize> {
        let mut n_removed = 0;
        for dir in std::fs::read_dir(&self.blobs)? {
            for file in std::fs::read_dir(dir?.path())? {
                let file = file?;
                if !file
                    .file_name()
                    .to_str()
                    .is_some_and(|name| used.contains(name))
                {
                    std::fs::remove_file(file.path())?;
                    n_removed += 1;
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

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn sync_dir(dir: &Path) -> io::Result<()> {
    // Only Unix lets a directory be opened and synced.
    if cfg!(unix) {
        std::fs::File::open(dir)?.sync_all()?;
    }
    Ok(())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)?
}
