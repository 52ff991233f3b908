//! Small PNG pictures made of one colour, for logging.

/// A PNG of this size, every pixel grey of this level.
pub(crate) fn grey_png(width_px: u32, height_px: u32, level: u8) -> Vec<u8> {
    let mut rows = Vec::new();
    for _ in 0..height_px {
        rows.push(0);
        rows.resize(rows.len() + width_px as usize, level);
    }
    let mut header = Vec::new();
    header.extend(width_px.to_be_bytes());
    header.extend(height_px.to_be_bytes());
    // Eight bits of grey, deflate, no filter, not interlaced.
    header.extend([8, 0, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [
        (b"IHDR", header),
        (b"IDAT", stored_zlib(&rows)),
        (b"IEND", Vec::new()),
    ] {
        png.extend((content.len() as u32).to_be_bytes());
        let mut chunk = kind.to_vec();
        chunk.extend(content);
        png.extend(&chunk);
        png.extend(crc32(&chunk).to_be_bytes());
    }
    png
}

/// The bytes as zlib without compression.
fn stored_zlib(bytes: &[u8]) -> Vec<u8> {
    let mut zlib = vec![0x78, 0x01];
    let n_blocks = bytes.chunks(0xffff).count();
    for (idx, block) in bytes.chunks(0xffff).enumerate() {
        let length = block.len() as u16;
        zlib.push(u8::from(idx + 1 == n_blocks));
        zlib.extend(length.to_le_bytes());
        zlib.extend((!length).to_le_bytes());
        zlib.extend(block);
    }
    let (mut low, mut high) = (1u32, 0u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    zlib.extend((high << 16 | low).to_be_bytes());
    zlib
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[test]
fn crc_is_that_of_the_standard() {
    assert_eq!(crc32(b"IEND"), 0xae42_6082);
    assert_eq!(crc32(b""), 0);
}
