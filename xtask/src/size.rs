//! The size of the page, and the ceiling that it has to stay under.

use std::path::Path;

use anyhow::{bail, ensure};

use crate::compress::{self, Sizes};
use crate::fingerprint::files_below;
use crate::project::Project;

/// All that the browser loads to draw the first chart, brotli. Raised only by a commit that says
/// what the bytes are for.
///
/// What is aimed at is 250,000: `docs/performance.md` says where the bytes are.
const CEILING_BROTLI_BYTES: u64 = 316_000;

/// `cargo xtask size`.
pub(crate) fn run(project: &Project, _: &[String]) -> anyhow::Result<()> {
    check(project)
}

/// Prints the size of every file of the built page; fails above the ceiling.
pub(crate) fn check(project: &Project) -> anyhow::Result<()> {
    let files: Vec<(String, Sizes)> = files_below(&project.dist)?
        .iter()
        .filter(|file| !is_compressed(file))
        .map(|file| {
            let name = file.strip_prefix(&project.dist).unwrap_or(file);
            Ok((name.display().to_string(), compress::sizes(file)?))
        })
        .collect::<anyhow::Result<_>>()?;
    ensure!(!files.is_empty(), "the page is not built: cargo xtask page");
    let (later, first): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| is_chunk(name));
    print!("{}", table(&first, &later));
    verdict(total(&first))
}

/// Whether a file of the page is only the compressed sibling of another.
pub(crate) fn is_compressed(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "br" || extension == "gz")
}

/// Whether a file is loaded when a part of the page is first shown.
fn is_chunk(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.ends_with(".wasm") && (file.starts_with("chunk_") || file.starts_with("split_"))
}

fn total(files: &[(String, Sizes)]) -> Sizes {
    files
        .iter()
        .fold(Sizes::default(), |sum, (_, sizes)| Sizes {
            raw_bytes: sum.raw_bytes + sizes.raw_bytes,
            gzip_bytes: sum.gzip_bytes + sizes.gzip_bytes,
            brotli_bytes: sum.brotli_bytes + sizes.brotli_bytes,
        })
}

fn verdict(total: Sizes) -> anyhow::Result<()> {
    if total.brotli_bytes > CEILING_BROTLI_BYTES {
        bail!(
            "the page is {} bytes brotli, {} more than its ceiling",
            total.brotli_bytes,
            total.brotli_bytes - CEILING_BROTLI_BYTES
        );
    }
    Ok(())
}

fn table(first: &[(String, Sizes)], later: &[(String, Sizes)]) -> String {
    let row = |name: &str, sizes: &Sizes| {
        let (raw, gzip, brotli) = (sizes.raw_bytes, sizes.gzip_bytes, sizes.brotli_bytes);
        format!("{name:<48} {raw:>10} {gzip:>10} {brotli:>10}\n")
    };
    let mut text = format!(
        "{:<48} {:>10} {:>10} {:>10}\n",
        "page size, bytes", "raw", "gzip", "brotli"
    );
    for (name, sizes) in first.iter().chain(later) {
        text.push_str(&row(name, sizes));
    }
    text.push_str(&row("sent when a part is first shown", &total(later)));
    text.push_str(&row("all that is sent first", &total(first)));
    for (_, wasm) in first.iter().filter(|(name, _)| name.ends_with(".wasm")) {
        text.push_str(&format!(
            "wasm size: {} raw, {} gzip, {} brotli (ceiling of the page: {CEILING_BROTLI_BYTES} brotli)\n",
            wasm.raw_bytes, wasm.gzip_bytes, wasm.brotli_bytes
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, brotli_bytes: u64) -> (String, Sizes) {
        let sizes = Sizes {
            raw_bytes: brotli_bytes * 3,
            gzip_bytes: brotli_bytes * 2,
            brotli_bytes,
        };
        (name.to_owned(), sizes)
    }

    #[test]
    fn page_at_the_ceiling_passes_and_one_byte_more_fails() {
        let at = [file("a.wasm", CEILING_BROTLI_BYTES - 7), file("a.js", 7)];
        assert!(verdict(total(&at)).is_ok());
        let above = [file("a.wasm", CEILING_BROTLI_BYTES - 7), file("a.js", 8)];
        assert!(verdict(total(&above)).is_err());
    }

    #[test]
    fn table_names_the_first_wasm_in_all_three_sizes() {
        let first = [file("app/runboard_bg.wasm", 100), file("index.html", 10)];
        let text = table(&first, &[file("app/split_bars.wasm", 40)]);
        assert!(
            text.contains("wasm size: 300 raw, 200 gzip, 100 brotli"),
            "{text}"
        );
        assert!(!text.contains("wasm size: 120"), "{text}");
    }

    #[test]
    fn chunks_are_told_from_what_is_sent_first() {
        assert!(is_chunk("app-0/chunk_9.wasm"));
        assert!(is_chunk("app-0/split_bars.wasm"));
        assert!(!is_chunk("app-0/runboard-ui_bg.wasm"));
        assert!(!is_chunk("app-0/__wasm_split.js"));
    }
}
