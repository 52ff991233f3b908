//! The compressed siblings of the page's files: `name.br` and `name.gz` beside `name`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// The sizes of one file, as it is and compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) raw_bytes: u64,
    pub(crate) gzip_bytes: u64,
    pub(crate) brotli_bytes: u64,
}

/// Writes both siblings of a file, each at its format's highest level.
pub(crate) fn beside(file: &Path) -> anyhow::Result<()> {
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    fs::write(sibling(file, "br"), brotli(&content)?)?;
    fs::write(sibling(file, "gz"), gzip(&content)?)?;
    Ok(())
}

/// The sizes of a file and of its siblings.
pub(crate) fn sizes(file: &Path) -> anyhow::Result<Sizes> {
    let size_of = |path: &Path| {
        fs::metadata(path)
            .map(|metadata| metadata.len())
            .with_context(|| format!("{} is missing: cargo xtask page", path.display()))
    };
    Ok(Sizes {
        raw_bytes: size_of(file)?,
        gzip_bytes: size_of(&sibling(file, "gz"))?,
        brotli_bytes: size_of(&sibling(file, "br"))?,
    })
}

fn sibling(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn brotli(content: &[u8]) -> anyhow::Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &params)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    const CONTENT: &[u8] = b"steps steps steps steps steps steps values values values values";

    #[test]
    fn brotli_unpacks_to_what_went_in() {
        let packed = brotli(CONTENT).unwrap();
        assert!(packed.len() < CONTENT.len());
        let mut unpacked = Vec::new();
        brotli::Decompressor::new(&packed[..], 4096)
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, CONTENT);
    }

    #[test]
    fn gzip_unpacks_to_what_went_in() {
        let packed = gzip(CONTENT).unwrap();
        assert!(packed.len() < CONTENT.len());
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&packed[..])
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, CONTENT);
    }
}
