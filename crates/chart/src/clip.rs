//! Cuts paths at the edges of a rectangle, in plot pixels.
//!
//! Backends either do not clip at all (SVG) or move what is outside onto the edge (plotters), which
//! would change slopes.

use crate::space::{PointPx, RectPx};

/// Adds the pieces of `path` that lie inside `rect` to `pieces`, cut where they cross its edges.
pub(crate) fn clip_path(path: &[PointPx], rect: RectPx, pieces: &mut Vec<Vec<PointPx>>) {
    if path.iter().all(|point| rect.contains(*point)) {
        if !path.is_empty() {
            pieces.push(path.to_vec());
        }
        return;
    }
    let mut piece: Vec<PointPx> = Vec::new();
    for (from, to) in path.iter().zip(path.iter().skip(1)) {
        let Some((start, end)) = clip_segment(*from, *to, rect) else {
            continue;
        };
        if piece.last() != Some(&start) {
            end_piece(&mut piece, pieces);
            piece.push(start);
        }
        piece.push(end);
    }
    end_piece(&mut piece, pieces);
}

/// The part of a polygon that lies inside the rectangle (Sutherland & Hodgman 1974); empty if none does.
pub(crate) fn clip_polygon(corners: &[PointPx], rect: RectPx) -> Vec<PointPx> {
    let edges: [&dyn Fn(PointPx) -> f64; 4] = [
        &|point| point.x_px - rect.left_px,
        &|point| rect.right_px() - point.x_px,
        &|point| point.y_px - rect.top_px,
        &|point| rect.bottom_px() - point.y_px,
    ];
    let mut kept = corners.to_vec();
    for inside_px in edges {
        let before = std::mem::take(&mut kept);
        let previous = before.iter().cycle().skip(before.len().saturating_sub(1));
        for (from, to) in previous.zip(&before) {
            let (from_px, to_px) = (inside_px(*from), inside_px(*to));
            if (from_px < 0.0) != (to_px < 0.0) {
                let share = from_px / (from_px - to_px);
                kept.push(PointPx::new(
                    from.x_px + (to.x_px - from.x_px) * share,
                    from.y_px + (to.y_px - from.y_px) * share,
                ));
            }
            if to_px >= 0.0 {
                kept.push(*to);
            }
        }
    }
    kept
}

fn end_piece(piece: &mut Vec<PointPx>, pieces: &mut Vec<Vec<PointPx>>) {
    if piece.len() > 1 {
        pieces.push(std::mem::take(piece));
    } else {
        piece.clear();
    }
}

/// The part of a segment that lies inside the rectangle (Liang & Barsky 1984).
fn clip_segment(from: PointPx, to: PointPx, rect: RectPx) -> Option<(PointPx, PointPx)> {
    let (dx, dy) = (to.x_px - from.x_px, to.y_px - from.y_px);
    let edges = [
        (-dx, from.x_px - rect.left_px),
        (dx, rect.right_px() - from.x_px),
        (-dy, from.y_px - rect.top_px),
        (dy, rect.bottom_px() - from.y_px),
    ];
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for (towards, room) in edges {
        if towards == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if towards < 0.0 {
            enter = enter.max(room / towards);
        } else {
            leave = leave.min(room / towards);
        }
    }
    let at = |share: f64| PointPx::new(from.x_px + dx * share, from.y_px + dy * share);
    // The ends themselves stay exact, so that neighbouring segments join.
    let start = if enter > 0.0 { at(enter) } else { from };
    let end = if leave < 1.0 { at(leave) } else { to };
    (enter <= leave).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::SizePx;

    /// Clips at a square of 10 by 10.
    #[track_caller]
    fn check(path: &[(f64, f64)], expected: &[&[(f64, f64)]]) {
        let points: Vec<_> = path.iter().map(|(x, y)| PointPx::new(*x, *y)).collect();
        let mut pieces = Vec::new();
        clip_path(
            &points,
            RectPx::of_size(SizePx::new(10.0, 10.0)),
            &mut pieces,
        );
        let pieces: Vec<Vec<(f64, f64)>> = pieces
            .iter()
            .map(|piece| piece.iter().map(|p| (p.x_px, p.y_px)).collect())
            .collect();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn what_is_inside_stays_as_it_is() {
        check(&[], &[]);
        check(&[(1.0, 1.0)], &[&[(1.0, 1.0)]]);
        check(&[(0.0, 0.0), (5.0, 10.0)], &[&[(0.0, 0.0), (5.0, 10.0)]]);
    }

    #[test]
    fn what_crosses_an_edge_keeps_its_slope() {
        check(&[(5.0, 5.0), (15.0, 15.0)], &[&[(5.0, 5.0), (10.0, 10.0)]]);
        check(&[(-10.0, 5.0), (20.0, 5.0)], &[&[(0.0, 5.0), (10.0, 5.0)]]);
        check(&[(2.0, -8.0), (2.0, 20.0)], &[&[(2.0, 0.0), (2.0, 10.0)]]);
    }

    #[test]
    fn what_comes_from_very_far_away_is_cut_at_the_edge() {
        check(&[(5.0, 5.0), (5.0, 1e12)], &[&[(5.0, 5.0), (5.0, 10.0)]]);
        check(&[(5.0, -1e12), (5.0, 1e12)], &[&[(5.0, 0.0), (5.0, 10.0)]]);
    }

    #[test]
    fn a_path_that_leaves_and_returns_becomes_two() {
        check(
            &[(0.0, 5.0), (2.0, 15.0), (4.0, 5.0), (5.0, 5.0)],
            &[
                &[(0.0, 5.0), (1.0, 10.0)],
                &[(3.0, 10.0), (4.0, 5.0), (5.0, 5.0)],
            ],
        );
    }

    #[test]
    fn what_is_outside_is_gone() {
        check(&[(-5.0, -5.0), (-1.0, 20.0)], &[]);
        check(&[(20.0, 20.0)], &[]);
        check(&[(-5.0, 8.0), (8.0, 25.0)], &[]);
    }

    #[track_caller]
    fn check_polygon(corners: &[(f64, f64)], expected: &[(f64, f64)]) {
        let corners: Vec<PointPx> = corners.iter().map(|(x, y)| PointPx::new(*x, *y)).collect();
        let rect = RectPx {
            left_px: 0.0,
            top_px: 0.0,
            width_px: 10.0,
            height_px: 10.0,
        };
        let kept = clip_polygon(&corners, rect);
        let kept: Vec<_> = kept.iter().map(|point| (point.x_px, point.y_px)).collect();
        assert_eq!(kept, expected);
    }

    #[test]
    fn polygons_keep_what_lies_inside() {
        check_polygon(&[], &[]);
        let inside = [(1.0, 1.0), (9.0, 1.0), (5.0, 9.0)];
        check_polygon(&inside, &inside);
        check_polygon(&[(20.0, 1.0), (30.0, 1.0), (25.0, 9.0)], &[]);
        check_polygon(
            &[(-5.0, 2.0), (5.0, 2.0), (5.0, 4.0), (-5.0, 4.0)],
            &[(0.0, 2.0), (5.0, 2.0), (5.0, 4.0), (0.0, 4.0)],
        );
    }
}
