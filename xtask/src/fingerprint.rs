//! A number that tells whether files have changed since they were last looked at.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// A hash over the names and contents of these files, and of all files below these directories.
/// What does not exist counts as such.
pub(crate) fn of(root: &Path, names: &[&str]) -> anyhow::Result<u64> {
    let mut hasher = DefaultHasher::new();
    for name in names {
        for file in files_below(&root.join(name))? {
            let content =
                fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
            content.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// The files at or below a path, sorted; none where nothing is.
pub(crate) fn files_below(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let Ok(entries) = fs::read_dir(path) else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    for entry in entries {
        files.extend(files_below(&entry?.path())?);
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprint_follows_names_and_contents() {
        let root = std::env::temp_dir().join(format!("xtask-fingerprint-{}", std::process::id()));
        fs::create_dir_all(root.join("src/inner")).unwrap();
        fs::write(root.join("src/inner/a.rs"), "a").unwrap();
        let first = of(&root, &["src", "missing"]).unwrap();
        assert_eq!(of(&root, &["src", "missing"]).unwrap(), first);

        fs::write(root.join("src/inner/a.rs"), "b").unwrap();
        let changed = of(&root, &["src", "missing"]).unwrap();
        assert_ne!(changed, first);

        fs::rename(root.join("src/inner/a.rs"), root.join("src/inner/b.rs")).unwrap();
        assert_ne!(of(&root, &["src", "missing"]).unwrap(), changed);
        fs::remove_dir_all(&root).unwrap();
    }
}
