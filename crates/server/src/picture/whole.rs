//! Whether a picture is there up to its end.
//!
//! An upload that broke off starts like a picture, and shows half of it or nothing. So the file is read
//! once, a little at a time: PNG from chunk to chunk, JPEG from marker to marker. Their pixels are let be.

use std::io::{self, BufRead, ErrorKind, Read};

/// How much is read at once.
const BLOCK_BYTES: usize = 16 << 10;

/// What is wrong with a file of that media type; `None` if nothing is that can be told.
pub(crate) fn damage(media_type: &str, file: impl BufRead) -> io::Result<Option<&'static str>> {
    let walked = match media_type {
        "image/png" => walk_png(file),
        "image/jpeg" => walk_jpeg(file),
        _ => return Ok(None),
    };
    match walked {
        Ok(damage) => Ok(damage),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            Ok(Some("ends before the picture does"))
        }
        Err(error) => Err(error),
    }
}

fn walk_png(mut file: impl BufRead) -> io::Result<Option<&'static str>> {
    skip(&mut file, 8)?;
    let mut has_pixels = false;
    loop {
        let length = u32::from_be_bytes(array(&mut file)?);
        let kind: [u8; 4] = array(&mut file)?;
        let mut checksum = flate2::Crc::new();
        checksum.update(&kind);
        let mut data = file.by_ref().take(u64::from(length));
        let mut block = [0; BLOCK_BYTES];
        let mut n_left = u64::from(length);
        while n_left > 0 {
            let n_read = data.read(&mut block)?;
            if n_read == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            checksum.update(block.get(..n_read).unwrap_or_default());
            n_left -= n_read as u64;
        }
        let told = u32::from_be_bytes(array(&mut file)?);
        // What a decoder may skip starts with a small letter, and decoders show the picture without it.
        let is_needed = kind.first().is_some_and(u8::is_ascii_uppercase);
        if is_needed && told != checksum.sum() {
            return Ok(Some("has a part that is not as it was written"));
        }
        match &kind {
            b"IDAT" => has_pixels = true,
            b"IEND" if has_pixels => return Ok(None),
            b"IEND" => return Ok(Some("has no pixels")),
            _ => {}
        }
    }
}

fn walk_jpeg(mut file: impl BufRead) -> io::Result<Option<&'static str>> {
    skip(&mut file, 2)?;
    let mut marker = next_marker(&mut file)?;
    loop {
        match marker {
            // The end of the picture; what follows is let be.
            0xd9 => return Ok(None),
            // Without a length.
            0x01 | 0xd0..=0xd7 => {}
            _ => {
                let length = u16::from_be_bytes(array(&mut file)?);
                skip(&mut file, u64::from(length.saturating_sub(2)))?;
            }
        }
        // After the start of a scan come its pixels: they hold no marker but restarts.
        marker = next_marker(&mut file)?;
    }
}

/// Reads up to the next marker; a 0xff in pixels is followed by a zero.
fn next_marker(file: &mut impl BufRead) -> io::Result<u8> {
    loop {
        // Skips what stands before it a block at a time.
        let block = file.fill_buf()?;
        if block.is_empty() {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let found = block.iter().position(|byte| *byte == 0xff);
        let n_used = found.map_or(block.len(), |place| place + 1);
        file.consume(n_used);
        if found.is_none() {
            continue;
        }
        let mut code = 0xff;
        while code == 0xff {
            [code] = array(file)?;
        }
        if code != 0 {
            return Ok(code);
        }
    }
}

fn skip(file: &mut impl BufRead, n_bytes: u64) -> io::Result<()> {
    let n_skipped = io::copy(&mut file.take(n_bytes), &mut io::sink())?;
    match n_skipped == n_bytes {
        true => Ok(()),
        false => Err(ErrorKind::UnexpectedEof.into()),
    }
}

fn array<const N: usize>(file: &mut impl BufRead) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUT: Option<&str> = Some("ends before the picture does");

    #[track_caller]
    fn check(media_type: &str, file: &[u8], expected: Option<&str>) {
        assert_eq!(damage(media_type, file).unwrap(), expected, "{file:x?}");
    }

    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        let mut checksum = flate2::Crc::new();
        checksum.update(kind);
        checksum.update(data);
        [&length, kind, data, &checksum.sum().to_be_bytes()].concat()
    }

    fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
        [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat()].concat()
    }

    #[test]
    fn a_png_goes_on_to_its_last_chunk() {
        let (pixels, end) = (chunk(b"IDAT", &[7; 40_000]), chunk(b"IEND", b""));
        let whole = png(&[chunk(b"IHDR", &[0; 13]), pixels.clone(), end.clone()]);
        check("image/png", &whole, None);
        check("image/png", &[&whole[..], b"more"].concat(), None);
        for n_bytes in [8, 9, 33, 100, 20_000, whole.len() - 12, whole.len() - 1] {
            check("image/png", &whole[..n_bytes], CUT);
        }
        let header = chunk(b"IHDR", &[0; 13]);
        check(
            "image/png",
            &png(&[header.clone(), end.clone()]),
            Some("has no pixels"),
        );
        let changed = |kind: &[u8]| {
            let mut chunk = chunk(kind, b"abc");
            chunk[9] ^= 1;
            png(&[header.clone(), chunk, pixels.clone(), end.clone()])
        };
        let damaged = Some("has a part that is not as it was written");
        check("image/png", &changed(b"IDAT"), damaged);
        check("image/png", &changed(b"tEXt"), None);
    }

    #[test]
    fn a_jpeg_goes_on_to_its_end() {
        let whole = b"\xff\xd8\xff\xe0\0\x04\xff\xd9\xff\xff\xda\0\x03\x01pixels \xff\0 more \xff\xd3 of them \xff\xd9";
        check("image/jpeg", whole, None);
        check("image/jpeg", &[&whole[..], b"more"].concat(), None);
        for n_bytes in 0..whole.len() {
            check("image/jpeg", &whole[..n_bytes], CUT);
        }
    }

    #[test]
    fn other_kinds_are_let_be() {
        check("image/gif", b"", None);
    }
}
