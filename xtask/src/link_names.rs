//! The names by which the script and the module of `wasm-bindgen` find each other.
//!
//! Each ends in a hash of 16 digits, which stands in both files and cannot be compressed: a fiftieth of what is sent
//! first. Numbers of as many digits, nearly all of them zero, tell names apart as well.

use std::collections::HashMap;

const N_DIGITS: usize = 16;

/// What to write in place of each hash.
#[derive(Debug, Default)]
pub(crate) struct LinkNames {
    number_of_hash: HashMap<[u8; N_DIGITS], [u8; N_DIGITS]>,
}

impl LinkNames {
    /// A number for each hash in the script. Names that are the same but for their hashes get different ones.
    pub(crate) fn of(script: &str) -> Self {
        let mut n_of_stem: HashMap<&str, usize> = HashMap::new();
        let mut names = Self::default();
        let words = script.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        for (stem, hash) in words.filter_map(stem_and_hash) {
            names.number_of_hash.entry(hash).or_insert_with(|| {
                let n_before = n_of_stem.entry(stem).or_default();
                let digits = format!("{n_before:0N_DIGITS$}");
                *n_before += 1;
                std::array::from_fn(|idx| digits.as_bytes().get(idx).copied().unwrap_or(b'0'))
            });
        }
        names
    }

    /// Writes the numbers into a script or a module. Its length stays, and with it every offset in it.
    pub(crate) fn number(&self, file: &mut [u8]) {
        let mut from = 0;
        while let Some(window) = file
            .get_mut(from..)
            .and_then(<[u8]>::first_chunk_mut::<N_DIGITS>)
        {
            match self.number_of_hash.get(window) {
                Some(number) => {
                    *window = *number;
                    from += N_DIGITS;
                }
                None => from += 1,
            }
        }
    }
}

/// `__wbg_now_0123456789abcdef` is `__wbg_now_` and the rest.
fn stem_and_hash(word: &str) -> Option<(&str, [u8; N_DIGITS])> {
    let (stem, hash) = word.split_at_checked(word.len().checked_sub(N_DIGITS)?)?;
    let is_hash = hash
        .bytes()
        .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    let is_name = stem.ends_with('_') || stem.ends_with("_h");
    (is_hash && is_name).then_some((stem, hash.as_bytes().try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "
        __wbg_now_0123456789abcdef: () => Date.now(),
        __wbg_get_aaaaaaaaaaaaaaaa: f, __wbg_get_bbbbbbbbbbbbbbbb: g,
        wasm.invoke__h4444444444444444(wasm.invoke__h4444444444444444); x = 9999999999999999";

    fn numbered(file: &str) -> String {
        let mut bytes = file.as_bytes().to_vec();
        LinkNames::of(SCRIPT).number(&mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn script_names_what_the_module_names() {
        let module = "\u{1}_\u{1c}__wbg_now_0123456789abcdef\0\u{1c}invoke__h4444444444444444";
        assert_eq!(
            numbered(module),
            "\u{1}_\u{1c}__wbg_now_0000000000000000\0\u{1c}invoke__h0000000000000000"
        );
        let script = numbered(SCRIPT);
        assert!(
            script.contains("__wbg_now_0000000000000000: ()"),
            "{script}"
        );
        assert!(
            script.contains("invoke__h0000000000000000(wasm.invoke__h0000000000000000)"),
            "{script}"
        );
    }

    #[test]
    fn names_that_differ_by_their_hash_stay_apart() {
        assert_eq!(
            numbered("__wbg_get_aaaaaaaaaaaaaaaa __wbg_get_bbbbbbbbbbbbbbbb"),
            "__wbg_get_0000000000000000 __wbg_get_0000000000000001"
        );
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "9999999999999999",
            "__wbg_now_0123456789abcde",
            "cccccccccccccccc",
            "",
        ] {
            assert_eq!(numbered(text), text);
        }
    }
}
