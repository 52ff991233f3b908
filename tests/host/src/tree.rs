//! The files of the repository.

use std::fs;
use std::io;
use std::path::Path;

use crate::Source;

/// Directories that hold code or styles of the project's own.
const DIRECTORIES: &[&str] = &[
    "src", "crates", "style", "tests", "xtask", "examples", "python",
];
/// Directories in these that programs write.
const WRITTEN: &[&str] = &["target", "build"];
const ENDINGS: &[&str] = &[".rs", ".css", ".py"];

/// Every Rust and Python file and every style sheet of the repository.
///
/// # Errors
///
/// When a file or a directory cannot be read.
pub fn sources_of_the_repository() -> io::Result<Vec<Source>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut sources = Vec::new();
    for directory in DIRECTORIES {
        collect(&root.join(directory), directory, &mut sources)?;
    }
    Ok(sources)
}

fn collect(directory: &Path, name: &str, sources: &mut Vec<Source>) -> io::Result<()> {
    if !directory.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let own_name = entry.file_name();
        let own_name = own_name.to_string_lossy();
        let path = format!("{name}/{own_name}");
        if entry.file_type()?.is_dir() {
            if !own_name.starts_with('.') && !WRITTEN.contains(&own_name.as_ref()) {
                collect(&entry.path(), &path, sources)?;
            }
        } else if ENDINGS.iter().any(|ending| path.ends_with(ending)) {
            sources.push(Source::new(&path, &fs::read_to_string(entry.path())?));
        }
    }
    Ok(())
}
