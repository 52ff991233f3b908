//! Names that people give: checked once, where they come in.

/// The longest name, in characters.
pub const MAX_NAME_CHARS: usize = 256;

/// Why a text is no name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing.
    #[error("must not be empty")]
    Empty,
    /// Only white space.
    #[error("must not be white space only")]
    Blank,
    /// Nothing that shows, such as spaces without a width.
    #[error("must hold something that can be seen")]
    Invisible,
    /// `.` or `..`: browsers and other clients take these parts out of an address before they ask for it,
    /// and their escaped form as well.
    #[error("cannot stand in an address: {name:?} means a place there")]
    NotInAddress {
        /// The name.
        name: String,
    },
    /// More than [`MAX_NAME_CHARS`] characters.
    #[error("is {n_chars} characters long, at most {MAX_NAME_CHARS} are allowed")]
    TooLong {
        /// How many characters the text has.
        n_chars: usize,
    },
    /// A control character, such as a line break.
    #[error("holds a control character at position {position}")]
    ControlCharacter {
        /// Where it stands, counted in characters from 0.
        position: usize,
    },
}

/// Tells whether `text` may name a project, an experiment or an artifact.
///
/// It is as a [label](check_label) that may stand in an address.
pub fn check_name(text: &str) -> Result<(), NameError> {
    check_label(text)?;
    check_in_address(text)
}

/// Tells whether `text` may be a tag, or name a token or a client.
///
/// It is as the name of a line, and something of it can be seen: people click these, and projects and
/// experiments as well.
pub fn check_label(text: &str) -> Result<(), NameError> {
    check_line_name(text)?;
    if text.trim().is_empty() {
        return Err(NameError::Blank);
    }
    match text.chars().all(is_invisible) {
        true => Err(NameError::Invisible),
        false => Ok(()),
    }
}

/// Whether nothing is drawn for the character: white space, what Unicode calls default ignorable
/// (`Default_Ignorable_Code_Point`, Unicode 16), and the Braille pattern without a dot.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Tells whether `text` may name a log: as a line, and it may stand in an address.
pub fn check_log_name(text: &str) -> Result<(), NameError> {
    check_line_name(text)?;
    check_in_address(text)
}

/// Tells whether `text` may name a line.
///
/// A name has 1 to [`MAX_NAME_CHARS`] characters and no control character.
pub fn check_line_name(text: &str) -> Result<(), NameError> {
    if text.is_empty() {
        return Err(NameError::Empty);
    }
    let n_chars = text.chars().count();
    if n_chars > MAX_NAME_CHARS {
        return Err(NameError::TooLong { n_chars });
    }
    match text.chars().position(char::is_control) {
        Some(position) => Err(NameError::ControlCharacter { position }),
        None => Ok(()),
    }
}

/// Such parts of an address are taken out by every client (RFC 3986, 5.2.4; the URL standard takes out
/// `%2E` and `%2E%2E` with them).
fn check_in_address(text: &str) -> Result<(), NameError> {
    match text {
        "." | ".." => Err(NameError::NotInAddress {
            name: text.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// The tab under which a log of that name stands: the part before the first `/`.
pub fn tab_of(log_name: &str) -> Option<&str> {
    log_name
        .split_once('/')
        .map(|(tab, _)| tab)
        .filter(|tab| !tab.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked() {
        assert_eq!(check_name("train/loss"), Ok(()));
        assert_eq!(check_name("🚀 <script>"), Ok(()));
        assert_eq!(check_name(&"é".repeat(256)), Ok(()));
        assert_eq!(check_name(""), Err(NameError::Empty));
        assert_eq!(check_name("  "), Err(NameError::Blank));
        assert_eq!(
            check_name(&"x".repeat(257)),
            Err(NameError::TooLong { n_chars: 257 })
        );
        assert_eq!(
            check_name("a\nb"),
            Err(NameError::ControlCharacter { position: 1 })
        );
    }

    /// White space is characters like others, and logs are not found by clicking their names.
    #[test]
    fn a_log_may_be_named_by_white_space() {
        assert_eq!(check_log_name("  "), Ok(()));
        assert_eq!(check_log_name(""), Err(NameError::Empty));
        let tab = Err(NameError::ControlCharacter { position: 0 });
        assert_eq!(check_log_name("\t"), tab);
    }

    /// Projects and logs of these names were made, and no browser could ask for them.
    #[test]
    fn what_means_a_place_in_an_address_names_nothing_that_stands_there() {
        for text in [".", ".."] {
            let name = text.to_owned();
            let refused = Err(NameError::NotInAddress { name });
            assert_eq!(check_name(text), refused);
            assert_eq!(check_log_name(text), refused);
            assert_eq!(check_label(text), Ok(()));
            assert_eq!(check_line_name(text), Ok(()));
        }
        for text in ["...", "a/..", "./a", " .", ".a"] {
            assert_eq!(check_name(text), Ok(()), "{text}");
            assert_eq!(check_log_name(text), Ok(()), "{text}");
        }
    }

    /// They passed for more than white space, and a list showed nothing to click.
    #[test]
    fn something_of_a_label_can_be_seen() {
        for text in [
            "\u{200b}",
            "\u{feff} ",
            "\u{ad}",
            "\u{3164}",
            " \u{2800}\u{2800}",
        ] {
            assert_eq!(check_label(text), Err(NameError::Invisible), "{text:?}");
            assert_eq!(check_log_name(text), Ok(()), "{text:?}");
        }
        for text in [
            "a\u{ad}b",
            "\u{feff}a",
            "👩\u{200d}🔬",
            "❤\u{fe0f}",
            "ㄱ",
            "⠁",
        ] {
            assert_eq!(check_name(text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn the_tab_is_what_stands_before_the_first_slash() {
        assert_eq!(tab_of("train/loss/a"), Some("train"));
        assert_eq!(tab_of("loss"), None);
        assert_eq!(tab_of("/loss"), None);
    }
}
