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

/// How the way to a point is inked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Inking {
    /// Not, or palely: the gap of an interrupted stroke.
    Gap,
    /// As its colour says.
    Whole,
}

impl Inking {
    fn other(self) -> Self {
        match self {
            Self::Gap => Self::Whole,
            Self::Whole => Self::Gap,
        }
    }
}

/// The pieces of a path that an interrupted stroke inks; none for fewer than two points, nor for a path
/// without a finite length, which would have no end of dashes.
pub(super) fn dashes(points: &[PointPx], rhythm: Rhythm) -> Vec<Vec<PointPx>> {
    let mut pieces: Vec<Vec<PointPx>> = Vec::new();
    move_pen(points, rhythm, |to, inking| match pieces.last_mut() {
        Some(piece) if inking == Inking::Whole => piece.push(to),
        // Where the pen stands when it inks again.
        Some(piece) if piece.len() == 1 => *piece = vec![to],
        _ => pieces.push(vec![to]),
    });
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// Tells a pen point by point where it goes along the same path, the first being where it is put down; nothing is
/// kept, since a noisy path has thousands of dashes.
pub(super) fn move_pen(points: &[PointPx], rhythm: Rhythm, mut pen: impl FnMut(PointPx, Inking)) {
    let steps = || points.iter().zip(points.iter().skip(1));
    let whole_px: f64 = steps().map(|(from, to)| from.distance_px(*to)).sum();
    let Some(first) = points.first().filter(|_| whole_px.is_finite()) else {
        return;
    };
    let mut inking = Inking::Whole;
    let mut left_px = rhythm.ink_px;
    pen(*first, inking);
    for (from, to) in steps() {
        let step_px = from.distance_px(*to);
        let mut done_px = 0.0;
        while step_px - done_px > left_px {
            done_px += left_px;
            let share = done_px / step_px;
            let cut = PointPx::new(
                from.x_px + (to.x_px - from.x_px) * share,
                from.y_px + (to.y_px - from.y_px) * share,
            );
            pen(cut, inking);
            inking = inking.other();
            left_px = match inking {
                Inking::Whole => rhythm.ink_px,
                Inking::Gap => rhythm.gap_px,
            };
        }
        left_px -= step_px - done_px;
        pen(*to, inking);
    }
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
