//! The recorded example project, kept inside the program.

use flate2::read::GzDecoder;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::io::{self, Read};

#[derive(RustEmbed)]
#[folder = "../../examples/digits/recording"]
struct Recording;

/// Returns the recorded requests: JSON, one a line (see [`super::recording`]).
pub(super) fn requests() -> io::Result<Vec<u8>> {
    let packed = embedded("requests.jsonl.gz")?;
    let mut json_lines = Vec::new();
    GzDecoder::new(&*packed).read_to_end(&mut json_lines)?;
    Ok(json_lines)
}

/// Returns the bytes of an uploaded file, by the name that the requests give it.
pub(super) fn upload(name: &str) -> io::Result<Cow<'static, [u8]>> {
    embedded(&format!("files/{name}"))
}

fn embedded(path: &str) -> io::Result<Cow<'static, [u8]>> {
    Recording::get(path)
        .map(|file| file.data)
        .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, format!("{path} is not recorded")))
}
