//! Whether the pixels of a PNG are all there: how many bytes they unfold to, and whether they do. Pure.
//!
//! Its parts may all be as they were written, and hold less than the header tells; browsers show such a
//! picture in part or not at all.

use flate2::{Decompress, FlushDecompress, Status};

/// The most that is unfolded of one picture: enough for any that is drawn in full, and a moment's work for a
/// small file that says it is huge.
const MAX_UNFOLDED_BYTES: u64 = 64 << 20;
/// How much is unfolded at once.
const BLOCK_BYTES: usize = 32 << 10;

/// Where the seven passes of an interlaced picture start, and how far apart their pixels are: columns, then
/// rows (PNG specification, 8.1).
const PASSES: [(u64, u64, u64, u64); 7] = [
    (0, 8, 0, 8),
    (4, 8, 0, 8),
    (0, 4, 4, 8),
    (2, 4, 0, 4),
    (0, 2, 2, 4),
    (1, 2, 0, 2),
    (0, 1, 1, 2),
];

/// The pixels that are still to come.
pub(super) struct PngPixels {
    inflate: Decompress,
    n_left: u64,
}

impl PngPixels {
    /// Those of a picture with this header (`IHDR`); `None` if its colours or its order of pixels are of no
    /// known kind.
    pub(super) fn of(header: [u8; 13]) -> Option<Self> {
        let n_bytes = unfolded_bytes(header)?;
        Some(Self {
            inflate: Decompress::new(true),
            n_left: n_bytes.min(MAX_UNFOLDED_BYTES),
        })
    }

    /// Takes the next part of them as it stands in the file.
    pub(super) fn take(&mut self, mut packed: &[u8]) {
        let mut block = [0; BLOCK_BYTES];
        while self.n_left > 0 {
            let before = (self.inflate.total_in(), self.inflate.total_out());
            let unfolded = self
                .inflate
                .decompress(packed, &mut block, FlushDecompress::None);
            let n_in = self.inflate.total_in() - before.0;
            let n_out = self.inflate.total_out() - before.1;
            self.n_left = self.n_left.saturating_sub(n_out);
            let n_in = usize::try_from(n_in).unwrap_or(usize::MAX);
            packed = packed.get(n_in..).unwrap_or_default();
            // What cannot be unfolded brings no more pixels.
            let may_go_on = matches!(unfolded, Ok(Status::Ok));
            if !may_go_on || (n_in, n_out) == (0, 0) {
                return;
            }
        }
    }

    /// Whether none is missing, as far as they are counted.
    pub(super) fn are_there(&self) -> bool {
        self.n_left == 0
    }
}

/// How many bytes the pixels take before they are packed: each row after the number of its filter.
fn unfolded_bytes(header: [u8; 13]) -> Option<u64> {
    let [w0, w1, w2, w3, h0, h1, h2, h3, depth, colours, _, _, order] = header;
    let width = u64::from(u32::from_be_bytes([w0, w1, w2, w3]));
    let height = u64::from(u32::from_be_bytes([h0, h1, h2, h3]));
    let n_channels = match (colours, depth) {
        (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) => 1,
        (2, 8 | 16) => 3,
        (4, 8 | 16) => 2,
        (6, 8 | 16) => 4,
        _ => return None,
    };
    let n_bits = n_channels * u64::from(depth);
    let bytes_of = |width: u64, height: u64| match width {
        0 => 0,
        _ => ((width * n_bits).div_ceil(8) + 1).saturating_mul(height),
    };
    let n_of = |side: u64, start: u64, step: u64| side.saturating_sub(start).div_ceil(step);
    match order {
        0 => Some(bytes_of(width, height)),
        1 => Some(PASSES.into_iter().fold(0, |sum: u64, (x, dx, y, dy)| {
            sum.saturating_add(bytes_of(n_of(width, x, dx), n_of(height, y, dy)))
        })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn header(width: u32, height: u32, kind: [u8; 5]) -> [u8; 13] {
        let bytes = [&width.to_be_bytes()[..], &height.to_be_bytes(), &kind].concat();
        bytes.try_into().unwrap()
    }

    #[test]
    fn the_header_tells_how_many_bytes_there_are() {
        let check = |width, height, kind, expected| {
            let found = unfolded_bytes(header(width, height, kind));
            assert_eq!(found, expected, "{width} × {height} {kind:?}");
        };
        check(3, 2, [8, 2, 0, 0, 0], Some(20));
        check(9, 2, [1, 0, 0, 0, 0], Some(6));
        check(3, 1, [4, 3, 0, 0, 0], Some(3));
        check(2, 2, [16, 6, 0, 0, 0], Some(34));
        check(5, 1, [16, 4, 0, 0, 0], Some(21));
        // One pixel in the first pass, and nothing in the others.
        check(1, 1, [8, 0, 0, 0, 1], Some(2));
        // Passes of 1, 1, 2, 4, 8, 16 and 32 pixels in 1, 1, 1, 2, 2, 4 and 4 rows.
        check(8, 8, [8, 0, 0, 0, 1], Some(64 + 15));
        check(u32::MAX, u32::MAX, [16, 6, 0, 0, 0], Some(u64::MAX));
        for unknown in [
            [3, 0, 0, 0, 0],
            [8, 1, 0, 0, 0],
            [4, 2, 0, 0, 0],
            [8, 0, 0, 0, 2],
        ] {
            check(1, 1, unknown, None);
        }
    }

    fn packed(n_bytes: usize) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&vec![7; n_bytes]).unwrap();
        packed.finish().unwrap()
    }

    #[track_caller]
    fn check(side: u32, parts: &[&[u8]], expected: bool) {
        let mut pixels = PngPixels::of(header(side, side, [8, 0, 0, 0, 0])).unwrap();
        for part in parts {
            pixels.take(part);
        }
        assert_eq!(pixels.are_there(), expected);
    }

    #[test]
    fn pixels_are_counted_up_to_the_last_one() {
        let n_bytes = 300 * 301;
        let whole = packed(n_bytes);
        check(300, &[&whole], true);
        check(300, &whole.chunks(1).collect::<Vec<_>>(), true);
        check(300, &[&packed(n_bytes - 1)], false);
        check(300, &[&whole[..whole.len() / 2]], false);
        check(300, &[&packed(0)], false);
        check(300, &[], false);
        check(300, &[b"nothing that was packed"], false);
        // More than is needed, whatever it is, is let be.
        check(300, &[&packed(n_bytes + 1)], true);
        check(300, &[&whole, b"more"], true);
    }

    #[test]
    fn a_huge_picture_costs_a_moment() {
        let enough = packed(MAX_UNFOLDED_BYTES as usize);
        check(16_384, &[&enough], true);
        check(16_384, &[&packed(1000)], false);
    }
}
