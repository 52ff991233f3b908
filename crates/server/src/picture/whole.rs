//! Whether a picture is there up to its end.
//!
//! An upload that broke off starts like a picture, and shows half of it or nothing. So the file is read
//! once, a little at a time: PNG and WebP from chunk to chunk, JPEG from marker to marker, GIF from block to
//! block. Only the pixels of a PNG are unfolded and counted.

use super::png_pixels::PngPixels;
use std::io::{self, BufRead, ErrorKind, Read};

/// How much is read at once.
const BLOCK_BYTES: usize = 16 << 10;
const NO_PIXELS: &str = "has no pixels";

/// What is wrong with a file of that media type; `None` if nothing is that can be told.
pub(crate) fn damage(media_type: &str, file: impl BufRead) -> io::Result<Option<&'static str>> {
    let walked = match media_type {
        "image/png" => walk_png(file),
        "image/jpeg" => walk_jpeg(file),
        "image/gif" => walk_gif(file),
        "image/webp" => walk_webp(file),
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
    // Whoever asks knows that a sound header comes first.
    skip(&mut file, 16)?;
    let Some(mut pixels) = PngPixels::of(array(&mut file)?) else {
        return Ok(Some("has colours of no known kind"));
    };
    skip(&mut file, 4)?;
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
            let block = block.get(..n_read).unwrap_or_default();
            checksum.update(block);
            if kind == *b"IDAT" {
                pixels.take(block);
            }
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
            b"IEND" if pixels.are_there() => return Ok(None),
            b"IEND" if has_pixels => return Ok(Some("has fewer pixels than it says")),
            b"IEND" => return Ok(Some(NO_PIXELS)),
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

fn walk_gif(mut file: impl BufRead) -> io::Result<Option<&'static str>> {
    skip(&mut file, 10)?;
    let [flags, _, _] = array(&mut file)?;
    skip_gif_colours(&mut file, flags)?;
    let mut has_pixels = false;
    loop {
        match array(&mut file)? {
            // An extension and its kind.
            [b'!'] => skip(&mut file, 1)?,
            [b','] => {
                let [.., flags]: [u8; 9] = array(&mut file)?;
                skip_gif_colours(&mut file, flags)?;
                // How long the first codes of the pixels are.
                skip(&mut file, 1)?;
                has_pixels = true;
            }
            // The end of the picture; decoders take whatever else stands here for it, too.
            _ if has_pixels => return Ok(None),
            _ => return Ok(Some(NO_PIXELS)),
        }
        // Pieces of up to 255 bytes, each after its length; an empty one is the last.
        loop {
            match array(&mut file)? {
                [0] => break,
                [n_bytes] => skip(&mut file, u64::from(n_bytes))?,
            }
        }
    }
}

/// Skips the table of colours that the flags tell of.
fn skip_gif_colours(file: &mut impl BufRead, flags: u8) -> io::Result<()> {
    match flags & 0x80 {
        0 => Ok(()),
        _ => skip(file, 3 * (2 << (flags & 0x07))),
    }
}

/// Up to where the file says that it ends.
fn walk_webp(mut file: impl BufRead) -> io::Result<Option<&'static str>> {
    skip(&mut file, 4)?;
    let n_bytes = u64::from(u32::from_le_bytes(array(&mut file)?));
    let mut rest = file.take(n_bytes);
    skip(&mut rest, 4)?;
    let mut has_pixels = false;
    while rest.limit() > 0 {
        let kind: [u8; 4] = array(&mut rest)?;
        let n_bytes = u64::from(u32::from_le_bytes(array(&mut rest)?));
        skip(&mut rest, n_bytes)?;
        // Chunks start at even places.
        if n_bytes % 2 == 1 && rest.limit() > 0 {
            skip(&mut rest, 1)?;
        }
        has_pixels |= matches!(&kind, b"VP8 " | b"VP8L" | b"ANMF");
    }
    Ok((!has_pixels).then_some(NO_PIXELS))
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
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

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
        // 200 × 200 pixels in grey, as many bytes in the file.
        let header = chunk(b"IHDR", b"\0\0\0\xc8\0\0\0\xc8\x08\0\0\0\0");
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::none());
        packed.write_all(&[7; 200 * 201]).unwrap();
        let pixels = chunk(b"IDAT", &packed.finish().unwrap());
        let end = chunk(b"IEND", b"");
        let whole = png(&[header.clone(), pixels.clone(), end.clone()]);
        check("image/png", &whole, None);
        check("image/png", &[&whole[..], b"more"].concat(), None);
        for n_bytes in [8, 9, 33, 100, 20_000, whole.len() - 12, whole.len() - 1] {
            check("image/png", &whole[..n_bytes], CUT);
        }
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
        // Every part is as it was written, and the pixels are not there: such a picture was taken.
        let empty = chunk(b"IDAT", b"x\x9c\x03\0\0\0\0\x01");
        let few = Some("has fewer pixels than it says");
        check("image/png", &png(&[header, empty, end.clone()]), few);
        let odd = chunk(b"IHDR", &[0; 13]);
        let colours = Some("has colours of no known kind");
        check("image/png", &png(&[odd, pixels, end]), colours);
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

    const GIF_START: &[u8] = b"GIF89a\x02\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";

    #[test]
    fn a_gif_goes_on_to_its_end() {
        let wait = b"!\xf9\x04\x01\0\0\0\0";
        let frame = b",\0\0\0\0\x02\0\x01\0\x80\0\0\0\xff\xff\xff\x02\x02;,\x01!\0";
        let whole = [GIF_START, wait, frame, wait, frame, b";"].concat();
        check("image/gif", &whole, None);
        check("image/gif", &[&whole[..], b"more"].concat(), None);
        for n_bytes in 0..whole.len() {
            check("image/gif", &whole[..n_bytes], CUT);
        }
        check(
            "image/gif",
            &[GIF_START, wait, b";"].concat(),
            Some(NO_PIXELS),
        );
        check("image/gif", &[GIF_START, frame, b"\0\0"].concat(), None);
    }

    #[test]
    fn a_webp_is_as_long_as_it_says() {
        let whole =
            b"RIFF\x20\0\0\0WEBPALPH\x03\0\0\0abc\0VP8 \x08\0\0\0\x01\x02\x03\x9d\x01\x2a\0\0";
        check("image/webp", whole, None);
        check("image/webp", &[&whole[..], b"more"].concat(), None);
        for n_bytes in 0..whole.len() {
            check("image/webp", &whole[..n_bytes], CUT);
        }
        // The last byte, which only fills up, is often left out.
        let odd = b"RIFF\x11\0\0\0WEBPVP8L\x05\0\0\0\x2f\x06\xc0\x01\0";
        check("image/webp", odd, None);
        let empty = b"RIFF\x0f\0\0\0WEBPEXIF\x03\0\0\0abc";
        check("image/webp", empty, Some(NO_PIXELS));
        let longer = b"RIFF\x11\0\0\0WEBPVP8L\x09\0\0\0\x2f\x06\xc0\x01\0\0\0\0\0";
        check("image/webp", longer, CUT);
    }

    #[test]
    fn other_kinds_are_let_be() {
        check("text/plain", b"", None);
    }
}
