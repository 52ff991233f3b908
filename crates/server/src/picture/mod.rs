//! What the first bytes of a picture say: its kind and its size, and whether the rest is there. Pure.
//!
//! A few letters at the start make no picture, and browsers are told the media type: so each kind
//! has to have the structure that its decoders look for. What follows the picture is let be.

mod png_pixels;
mod whole;

pub(crate) use whole::damage;

use imagesize::ImageType;

/// The most pixels of a picture: what browsers draw at most, 16,384 on each side.
pub(crate) const MAX_PIXELS: u64 = 16_384 * 16_384;

/// The kind and the size of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PictureHeader {
    /// The media type.
    pub(crate) media_type: &'static str,
    /// At least 1.
    pub(crate) width_px: u32,
    /// At least 1.
    pub(crate) height_px: u32,
}

impl PictureHeader {
    /// How many pixels it has.
    pub(crate) fn n_pixels(self) -> u64 {
        u64::from(self.width_px) * u64::from(self.height_px)
    }
}

/// What a file of `size_bytes` that starts with `head` is; `None` if it is no picture.
pub(crate) fn header(head: &[u8], size_bytes: u64) -> Option<PictureHeader> {
    let (media_type, is_sound) = match imagesize::image_type(head).ok()? {
        ImageType::Png => ("image/png", is_png(head)),
        ImageType::Jpeg => ("image/jpeg", has_scan(head, size_bytes)),
        ImageType::Gif => ("image/gif", is_gif(head)),
        ImageType::Webp => ("image/webp", has_webp_frame(head)),
        _ => return None,
    };
    let size = imagesize::blob_size(head).ok().filter(|_| is_sound)?;
    let side = |length: usize| u32::try_from(length).ok().filter(|length| *length > 0);
    Some(PictureHeader {
        media_type,
        width_px: side(size.width)?,
        height_px: side(size.height)?,
    })
}

/// The signature and a header of 13 bytes with its checksum.
fn is_png(head: &[u8]) -> bool {
    let chunk = head.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\x0d");
    let Some((chunk, [a, b, c, d, ..])) = chunk.and_then(|chunk| chunk.split_at_checked(17)) else {
        return false;
    };
    let mut checksum = flate2::Crc::new();
    checksum.update(chunk);
    chunk.starts_with(b"IHDR") && checksum.sum() == u32::from_be_bytes([*a, *b, *c, *d])
}

/// Markers one after the other, each with its length, up to the start of a scan; one that may be
/// behind `head` is taken to be there.
fn has_scan(head: &[u8], size_bytes: u64) -> bool {
    let Some(mut rest) = head.strip_prefix(b"\xff\xd8") else {
        return false;
    };
    loop {
        match rest {
            // Any number of these may stand before a marker.
            [0xff, 0xff, ..] => rest = rest.get(1..).unwrap_or_default(),
            [0xff, 0xda, ..] => return true,
            [0xff, 0x01 | 0xd0..=0xd7, ..] => rest = rest.get(2..).unwrap_or_default(),
            [0xff, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = rest.get(2 + length..).unwrap_or_default();
            }
            [] | [0xff] | [0xff, _] | [0xff, _, _] => return (head.len() as u64) < size_bytes,
            _ => return false,
        }
    }
}

/// One of the two versions, the screen, its colours, and then a block.
fn is_gif(head: &[u8]) -> bool {
    let screen = head
        .strip_prefix(b"GIF87a")
        .or(head.strip_prefix(b"GIF89a"));
    let Some(flags) = screen.and_then(|screen| screen.get(4)) else {
        return false;
    };
    let n_colours = if flags & 0x80 == 0 {
        0
    } else {
        2 << (flags & 0x07)
    };
    let block = screen.and_then(|screen| screen.get(7 + 3 * n_colours));
    matches!(block, Some(b'!' | b','))
}

/// The first part with what each of the three kinds starts with.
fn has_webp_frame(head: &[u8]) -> bool {
    match (head.get(12..16), head.get(20..)) {
        // Behind the tag of the frame stands the code that it starts with.
        (Some(b"VP8 "), Some([_, _, _, 0x9d, 0x01, 0x2a, ..])) => true,
        (Some(b"VP8L"), Some([0x2f, ..])) => true,
        (Some(b"VP8X"), _) => head.get(16..20) == Some(&[10, 0, 0, 0]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &[u8], expected: Option<(&str, u32, u32)>) {
        let found = header(head, head.len() as u64);
        let found = found.map(|it| (it.media_type, it.width_px, it.height_px));
        assert_eq!(found, expected, "{head:x?}");
    }

    const PNG: &[u8] =
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

    #[test]
    fn pictures_are_known_by_their_structure() {
        check(PNG, Some(("image/png", 1, 1)));
        let gif = b"GIF89a\x05\0\x04\0\x80\0\0\0\0\0\xff\xff\xff,";
        check(gif, Some(("image/gif", 5, 4)));
        let jpeg =
            b"\xff\xd8\xff\xe0\0\x04JF\xff\xc0\0\x0b\x08\0\x02\0\x03\x01\x01\x11\0\xff\xda\0\x08\
            \x01\x01\0\0\x3f\0 scan \xff\xd9 and what follows";
        check(jpeg, Some(("image/jpeg", 3, 2)));
        let webp = b"RIFF\x11\0\0\0WEBPVP8L\x05\0\0\0\x2f\x06\xc0\x01\0";
        check(webp, Some(("image/webp", 7, 8)));
        let webp = b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\x30\x01\0\x9d\x01\x2a\x07\0\x08\0";
        check(webp, Some(("image/webp", 7, 8)));
    }

    /// These were once kept as pictures.
    #[test]
    fn the_first_letters_make_no_picture() {
        check(b"", None);
        check(b"\x89PNG\r\n\x1a\nthis is not a picture, but a text", None);
        check(b"GIF89a is a format of pictures", None);
        check(b"GIF88a\x05\0\x04\0\0\0\0,", None);
        check(
            b"RIFF\x20\0\0\0WEBPVP8 <html> and so on, for longer than that",
            None,
        );
        check(b"RIFF\x11\0\0\0WEBPVP8L\x05\0\0\0\x2e\x06\xc0\x01\0", None);
        check(
            b"\xff\xd8\xff is how a JPEG starts, and this does not go on",
            None,
        );
        let mut wrong = PNG.to_vec();
        wrong[19] = 2;
        check(&wrong, None);
    }
}
