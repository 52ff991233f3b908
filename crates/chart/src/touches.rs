//! Fingers and mouse buttons that hold something: what their moves mean, as a shift and a stretch.

use crate::space::PointPx;

/// A pointer that is down, by the browser's identifier.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Touch {
    id: i32,
    at: PointPx,
}

/// The pointers that are down; from the third on they are followed but mean nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Touches {
    touches: Vec<Touch>,
}

/// What a move did to the thing that is held: it stays under the fingers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// The middle of the fingers before the move.
    pub from: PointPx,
    /// The middle of the fingers after the move.
    pub to: PointPx,
    /// How many times further apart the fingers are; 1 for a single one.
    pub stretch: f64,
}

impl Touches {
    /// Whether any pointer is down.
    pub fn is_empty(&self) -> bool {
        self.touches.is_empty()
    }

    /// Whether more than one pointer is down.
    pub fn is_several(&self) -> bool {
        self.touches.len() > 1
    }

    /// A pointer went down.
    pub fn pressed(&mut self, id: i32, at: PointPx) {
        self.released(id);
        self.touches.push(Touch { id, at });
    }

    /// A pointer went up or away.
    pub fn released(&mut self, id: i32) {
        self.touches.retain(|touch| touch.id != id);
    }

    /// A pointer moved; `None` if it is not down.
    pub fn moved(&mut self, id: i32, to: PointPx) -> Option<Held> {
        let before = self.grip();
        let touch = self.touches.iter_mut().find(|touch| touch.id == id)?;
        touch.at = to;
        let (from, apart_before_px) = before?;
        let (to, apart_px) = self.grip()?;
        let stretch = apart_px / apart_before_px;
        Some(Held {
            from,
            to,
            stretch: if stretch.is_finite() && stretch > 0.0 {
                stretch
            } else {
                1.0
            },
        })
    }

    /// The middle of the first two pointers and their distance; of a single one its place and 1.
    fn grip(&self) -> Option<(PointPx, f64)> {
        let first = self.touches.first()?.at;
        Some(match self.touches.get(1) {
            None => (first, 1.0),
            Some(second) => (
                PointPx::new(
                    f64::midpoint(first.x_px, second.at.x_px),
                    f64::midpoint(first.y_px, second.at.y_px),
                ),
                first.distance_px(second.at),
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x_px: f64) -> PointPx {
        PointPx::new(x_px, 0.0)
    }

    #[test]
    fn one_finger_shifts() {
        let mut touches = Touches::default();
        assert_eq!(touches.moved(1, at(5.0)), None);
        touches.pressed(1, at(10.0));
        let held = touches.moved(1, at(14.0)).unwrap();
        assert_eq!(
            (held.from, held.to, held.stretch),
            (at(10.0), at(14.0), 1.0)
        );
        touches.released(1);
        assert!(touches.is_empty());
    }

    #[test]
    fn two_fingers_stretch_around_their_middle() {
        let mut touches = Touches::default();
        touches.pressed(1, at(0.0));
        touches.pressed(2, at(10.0));
        let held = touches.moved(2, at(30.0)).unwrap();
        assert_eq!((held.from, held.to, held.stretch), (at(5.0), at(15.0), 3.0));
    }

    #[test]
    fn fingers_on_one_spot_stretch_nothing() {
        let mut touches = Touches::default();
        touches.pressed(1, at(3.0));
        touches.pressed(2, at(3.0));
        assert_eq!(touches.moved(2, at(9.0)).unwrap().stretch, 1.0);
        assert_eq!(touches.moved(2, at(3.0)).unwrap().stretch, 1.0);
    }
}
