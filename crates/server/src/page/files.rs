//! The files of the page, which the build puts into the program.

use percent_encoding::percent_decode_str;
use rust_embed::RustEmbed;
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "../../dist"]
struct Dist;

/// How bytes are coded on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// As they are.
    Identity,
    /// Gzip.
    Gzip,
    /// Brotli.
    Brotli,
}

impl Coding {
    /// The best coding that a client's `Accept-Encoding` names.
    pub fn accepted(accept_encoding: &str) -> Vec<Self> {
        let is_accepted = |name: &str| {
            accept_encoding.split(',').any(|part| {
                let (coding, quality) = part.split_once(';').unwrap_or((part, ""));
                coding.trim().eq_ignore_ascii_case(name) && !is_zero(quality)
            })
        };
        let mut codings = Vec::new();
        codings.extend(is_accepted("br").then_some(Self::Brotli));
        codings.extend(is_accepted("gzip").then_some(Self::Gzip));
        codings.push(Self::Identity);
        codings
    }

    /// The name in a `Content-Encoding`; none for bytes as they are.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Identity => "",
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }
}

fn is_zero(quality: &str) -> bool {
    let value = quality.trim().strip_prefix("q=");
    value.is_some_and(|value| value.trim().parse() == Ok(0.0))
}

/// What answers a path.
#[derive(Debug)]
pub enum PageFile {
    /// The page itself: its routes are its own.
    Index(Cow<'static, [u8]>),
    /// A file of the page.
    Asset {
        /// Its bytes, coded.
        bytes: Cow<'static, [u8]>,
        /// How they are coded.
        coding: Coding,
        /// Its media type.
        media_type: &'static str,
        /// Whether its name changes with its bytes, so that it may be kept for ever.
        naming: Naming,
    },
    /// There is no such file.
    Missing,
    /// The program was built without the page.
    NotBuilt,
}

/// Whether a file's name tells its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// The name holds a hash of the bytes.
    ByContent,
    /// The name stays while the bytes may change.
    Fixed,
}

/// The file for a path, in the first of the accepted codings in which it is there.
pub fn file_for(path: &str, codings: &[Coding]) -> PageFile {
    let name = percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy();
    if name != "index.html" && !name.ends_with(".br") && !name.ends_with(".gz") {
        for coding in codings {
            if let Some(file) = Dist::get(&format!("{name}{}", coding.suffix())) {
                return PageFile::Asset {
                    bytes: file.data,
                    coding: *coding,
                    media_type: media_type(&name),
                    naming: naming(&name),
                };
            }
        }
    }
    if names_a_file(&name) {
        return PageFile::Missing;
    }
    match Dist::get("index.html") {
        Some(index) => PageFile::Index(index.data),
        None => PageFile::NotBuilt,
    }
}

/// Whether a path asks for a file rather than a route of the page; names of projects and
/// experiments may hold dots.
fn names_a_file(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name != "index.html" && !name.starts_with("projects/") && last.contains('.')
}

fn naming(name: &str) -> Naming {
    // The release build writes a hash of 64 bits, trunk one without leading zeros.
    let is_hash = |part: &str| {
        (12..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if name.split(['-', '_', '.', '/']).any(is_hash) {
        Naming::ByContent
    } else {
        Naming::Fixed
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_chooses_the_coding() {
        use Coding::{Brotli, Gzip, Identity};
        assert_eq!(Coding::accepted(""), [Identity]);
        assert_eq!(
            Coding::accepted("gzip, deflate, BR"),
            [Brotli, Gzip, Identity]
        );
        assert_eq!(Coding::accepted("br;q=0, gzip;q=0.5"), [Gzip, Identity]);
    }

    #[test]
    fn routes_are_told_from_files() {
        assert!(names_a_file("missing-0123456789abcdef.js"));
        assert!(names_a_file("favicon.ico"));
        assert!(!names_a_file("projects/v1.0/experiments/run.json"));
        assert!(!names_a_file(""));
        assert!(!names_a_file("anything/else"));
    }

    #[test]
    fn hashed_names_tell_their_bytes() {
        assert_eq!(
            naming("runboard-ui-0123456789abcdef_bg.wasm"),
            Naming::ByContent
        );
        assert_eq!(naming("style-0123456789abcdef.css"), Naming::ByContent);
        assert_eq!(naming("line-b27edeb6aa69da4.css"), Naming::ByContent);
        assert_eq!(naming("favicon.svg"), Naming::Fixed);
        assert_eq!(naming("style-0123456789abcdeg.css"), Naming::Fixed);
    }
}
