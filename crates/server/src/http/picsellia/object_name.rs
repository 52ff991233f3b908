//! Names of files for the client: `{experiment}/{key}/{file name}`. Pure.
//!
//! The key is a random identifier, or the hash of a picture. A name is never a path on the server's
//! disk, but its last part becomes one on the client's, so it is one segment and nothing else.

use runboard_model::error::InvalidData;
use runboard_model::{ExperimentId, ImageData};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The longest file name, in bytes: file systems take no more.
const MAX_FILE_NAME_BYTES: usize = 255;
/// The letters of a picture's hash.
const SHA256_LETTERS: usize = 64;

/// The name of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ObjectName {
    experiment_id: ExperimentId,
    key: String,
    file_name: String,
}

impl ObjectName {
    /// The name of a file that a script is about to send.
    pub(super) fn new(
        experiment_id: ExperimentId,
        key: Uuid,
        file_name: String,
    ) -> Result<Self, InvalidData> {
        check_file_name("filename", &file_name)?;
        Ok(Self {
            experiment_id,
            key: key.to_string(),
            file_name,
        })
    }

    /// The name under which the picture of a log can be downloaded.
    pub(super) fn of_picture(experiment: ExperimentId, log_name: &str, data: &ImageData) -> Self {
        let ending = match data.media_type.strip_prefix("image/") {
            Some("jpeg") => "jpg",
            Some(kind) => kind,
            None => "bin",
        };
        let stem = file_name_of(log_name).unwrap_or("image");
        let has_ending = stem.rsplit_once('.').is_some_and(|(_, own)| own == ending);
        Self {
            experiment_id: experiment,
            key: data.sha256.clone(),
            file_name: if has_ending {
                stem.to_owned()
            } else {
                format!("{stem}.{ending}")
            },
        }
    }

    /// The experiment that the file belongs to.
    pub(super) fn experiment_id(&self) -> ExperimentId {
        self.experiment_id
    }

    /// The random identifier or the hash.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// What the file is called on the client's disk.
    pub(super) fn file_name(&self) -> &str {
        &self.file_name
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.experiment_id, self.key, self.file_name)
    }
}

impl FromStr for ObjectName {
    type Err = InvalidData;

    fn from_str(text: &str) -> Result<Self, InvalidData> {
        let wrong =
            || InvalidData::new("object_name", format!("{text:?} is no name of a file here"));
        let mut parts = text.splitn(3, '/');
        let (Some(experiment), Some(key), Some(file_name)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let is_hash =
            key.len() == SHA256_LETTERS && key.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hash && key.parse::<Uuid>().is_err() {
            return Err(wrong());
        }
        check_file_name("object_name", file_name)?;
        Ok(Self {
            experiment_id: experiment.parse().map_err(|_| wrong())?,
            key: key.to_owned(),
            file_name: file_name.to_owned(),
        })
    }
}

/// Refuses what would not be one file in the directory where the client puts it.
pub(super) fn check_file_name(field: &str, name: &str) -> Result<(), InvalidData> {
    let reason = if name.is_empty() {
        "is empty".to_owned()
    } else if name.len() > MAX_FILE_NAME_BYTES {
        format!(
            "is {} bytes long, at most {MAX_FILE_NAME_BYTES}",
            name.len()
        )
    } else if name == "." || name == ".." || name.contains(['/', '\\']) {
        format!("{name:?} is a path")
    } else if name.contains(char::is_control) {
        "holds a control character".to_owned()
    } else {
        return Ok(());
    };
    Err(InvalidData::new(field, reason))
}

/// The last part of a name, if it may be that of a file.
pub(super) fn file_name_of(name: &str) -> Option<&str> {
    let last = name.rsplit(['/', '\\']).next()?;
    // Room for the ending of a picture.
    let is_short = last.len() + 5 <= MAX_FILE_NAME_BYTES;
    (is_short && check_file_name("", last).is_ok()).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPERIMENT: &str = "00000000-0000-4000-8000-000000000001";
    const KEY: &str = "00000000-0000-4000-8000-000000000002";

    #[track_caller]
    fn check(text: &str, expected: Result<&str, &str>) {
        let found: Result<ObjectName, _> = text.parse();
        if let Ok(name) = &found {
            assert_eq!(name.to_string(), text);
        }
        let found = found.map(|name| name.file_name).map_err(|e| e.to_string());
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn a_name_reads_back() {
        check(
            &format!("{EXPERIMENT}/{KEY}/model v1.zip"),
            Ok("model v1.zip"),
        );
        let hash = "ab".repeat(32);
        check(&format!("{EXPERIMENT}/{hash}/grid.png"), Ok("grid.png"));
    }

    #[test]
    fn a_file_name_is_one_segment() {
        let name = |file: &str| format!("{EXPERIMENT}/{KEY}/{file}");
        check(&name(".."), Err("object_name: \"..\" is a path"));
        check(&name("a/b"), Err("object_name: \"a/b\" is a path"));
        check(&name("..\\b"), Err("object_name: \"..\\\\b\" is a path"));
        check(&name("a\nb"), Err("object_name: holds a control character"));
        check(&name(""), Err("object_name: is empty"));
        let long = "x".repeat(256);
        let expected = "object_name: is 256 bytes long, at most 255";
        check(&name(&long), Err(expected));
    }

    #[test]
    fn other_texts_are_no_names() {
        for text in ["", "file.png", "a/b/c", &format!("{EXPERIMENT}/key/c")] {
            let expected = format!("object_name: {text:?} is no name of a file here");
            check(text, Err(&expected));
        }
    }

    #[test]
    fn a_picture_is_called_like_its_log() {
        let name = |log: &str, media_type: &str| {
            let data = ImageData {
                sha256: "ab".repeat(32),
                media_type: media_type.to_owned(),
                width: 1,
                height: 1,
                size_bytes: 1,
            };
            let name = ObjectName::of_picture(EXPERIMENT.parse().unwrap(), log, &data);
            assert_eq!(name.to_string().parse(), Ok(name.clone()));
            name.file_name
        };
        assert_eq!(name("val/grid", "image/jpeg"), "grid.jpg");
        assert_eq!(name("grid.png", "image/png"), "grid.png");
        assert_eq!(name("val/..", "image/webp"), "image.webp");
    }
}
