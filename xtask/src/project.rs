//! Where things are: the root of the repository, the target directory, the cache of tools.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};

/// The paths that the tasks share.
pub(crate) struct Project {
    /// The root of the repository.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target_dir: PathBuf,
    /// The built page.
    pub(crate) dist: PathBuf,
    /// What is kept for this user between clones: tools.
    pub(crate) cache: PathBuf,
}

impl Project {
    /// Finds the repository that this task was compiled in.
    pub(crate) fn find() -> anyhow::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask has no parent directory")?
            .to_owned();
        let target_dir = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self {
            dist: root.join("dist"),
            cache: cache_dir()?,
            root,
            target_dir,
        })
    }

    /// The release-built server.
    pub(crate) fn server_binary(&self) -> PathBuf {
        let name = format!("runboard{}", env::consts::EXE_SUFFIX);
        self.target_dir.join("release").join(name)
    }
}

fn cache_dir() -> anyhow::Result<PathBuf> {
    let absolute = |name| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    absolute("XDG_CACHE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
        .or_else(|| absolute("LOCALAPPDATA"))
        .map(|dir| dir.join("runboard"))
        .ok_or_else(|| anyhow!("none of XDG_CACHE_HOME, HOME and LOCALAPPDATA names a directory"))
}
