//! The sections of a wasm module, as far as what is sent needs them.

use anyhow::{Context as _, ensure};

const HEADER_BYTES: usize = 8;
const CUSTOM_SECTION: u8 = 0;

/// The module without its custom sections: names and the like, which no browser needs.
pub(crate) fn without_custom_sections(module: &[u8]) -> anyhow::Result<Vec<u8>> {
    let (header, mut rest) = module
        .split_at_checked(HEADER_BYTES)
        .context("not a wasm module")?;
    ensure!(header.starts_with(b"\0asm"), "not a wasm module");
    let mut kept = header.to_vec();
    while let Some((id, after_id)) = rest.split_first() {
        let (n_bytes, body) = leb128(after_id).context("a section of the module has no length")?;
        let n_header_bytes = rest.len() - body.len();
        let (section, after) = rest
            .split_at_checked(n_header_bytes.saturating_add(n_bytes))
            .context("a section of the module is cut off")?;
        if *id != CUSTOM_SECTION {
            kept.extend_from_slice(section);
        }
        rest = after;
    }
    Ok(kept)
}

/// A number in little-endian base 128, and the bytes after it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0usize;
    for (idx, byte) in bytes.iter().enumerate() {
        let digit = usize::from(byte & 0x7f);
        number |= digit.checked_shl(u32::try_from(idx).ok()?.checked_mul(7)?)?;
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(idx + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [&b"\0asm\x01\0\0\0"[..], &sections.concat()].concat()
    }

    #[test]
    fn custom_sections_go_and_the_others_stay() {
        let long = [&[10, 0x81, 0x01][..], &[7; 129]].concat();
        let all = module(&[&[0, 2, 1, 1], &[1, 1, 9], &[0, 0], &long]);
        let kept = without_custom_sections(&all).unwrap();
        assert_eq!(kept, module(&[&[1, 1, 9], &long]));
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        for bytes in [
            &b"<html>"[..],
            b"<html></html>",
            b"\0asm\x01\0\0\0\x01\x05\0",
            b"\0asm\x01\0\0\0\x01\x80",
        ] {
            assert!(without_custom_sections(bytes).is_err(), "{bytes:?}");
        }
    }
}
