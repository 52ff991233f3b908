//! Cuts a path into dashes, in plot pixels along its length.

use crate::space::PointPx;

/// How long ink and gap are, in turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rhythm {
    pub(super) ink_px: f64,
    pub(super) gap_px: f64,
}

impl Rhythm {
    /// Of a dashed stroke.
    pub(super) const DASHES: Self = Self {
        ink_px: 6.0,
        gap_px: 4.0,
    };
    /// Of a dotted stroke.
    pub(super) const DOTS: Self = Self {
        ink_px: 1.5,
        gap_px: 3.0,
    };
}

/// The pieces of a path that an interrupted stroke inks; none for fewer than two points, nor for a path
/// without a finite length, which would have no end of dashes.
pub(super) fn dashes(points: &[PointPx], rhythm: Rhythm) -> Vec<Vec<PointPx>> {
    let mut pieces = Vec::new();
    if !length_px(points).is_finite() {
        return pieces;
    }
    let mut piece: Vec<PointPx> = Vec::new();
    let mut inked = true;
    let mut left_px = rhythm.ink_px;
    for (from, to) in points.iter().zip(points.iter().skip(1)) {
        let length_px = from.distance_px(*to);
        let mut done_px = 0.0;
        if inked && piece.is_empty() {
            piece.push(*from);
        }
        while length_px - done_px > left_px {
            done_px += left_px;
            let share = done_px / length_px;
            let cut = PointPx::new(
                from.x_px + (to.x_px - from.x_px) * share,
                from.y_px + (to.y_px - from.y_px) * share,
            );
            if inked {
                piece.push(cut);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece.push(cut);
            }
            inked = !inked;
            left_px = if inked { rhythm.ink_px } else { rhythm.gap_px };
        }
        left_px -= length_px - done_px;
        if inked {
            piece.push(*to);
        }
    }
    if piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

fn length_px(points: &[PointPx]) -> f64 {
    let ends = points.iter().zip(points.iter().skip(1));
    ends.map(|(from, to)| from.distance_px(*to)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x_px: f64) -> PointPx {
        PointPx::new(x_px, 0.0)
    }

    #[track_caller]
    fn check(xs: &[f64], expected: &[&[f64]]) {
        let points: Vec<_> = xs.iter().map(|x| at(*x)).collect();
        let pieces: Vec<Vec<f64>> = dashes(&points, Rhythm::DASHES)
            .into_iter()
            .map(|piece| piece.into_iter().map(|point| point.x_px).collect())
            .collect();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn a_path_is_inked_for_six_pixels_of_ten() {
        check(&[], &[]);
        check(&[1.0], &[]);
        check(&[0.0, 5.0], &[&[0.0, 5.0]]);
        check(&[0.0, 20.0], &[&[0.0, 6.0], &[10.0, 16.0]]);
        check(&[0.0, 3.0, 8.0, 12.0], &[&[0.0, 3.0, 6.0], &[10.0, 12.0]]);
    }

    #[test]
    fn a_path_without_a_finite_length_has_no_dashes() {
        // The loop over the dashes of such a path did not end.
        check(&[0.0, f64::INFINITY], &[]);
        check(&[0.0, f64::NAN, 5.0], &[]);
        check(&[-1e300, 1e300, f64::NEG_INFINITY], &[]);
    }

    #[test]
    fn standing_still_neither_ends_nor_begins_a_dash() {
        check(&[0.0, 0.0, 4.0], &[&[0.0, 0.0, 4.0]]);
    }
}
