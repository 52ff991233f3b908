//! What the pointers on a chart mean: hovering, a box zoom, panning, two fingers.
//!
//! A state and what happened give the next state and an outcome; positions are in plot pixels. One
//! pointer with its button down selects a rectangle (with Shift it pans); a finger reads; two fingers
//! pan and zoom. Whatever is cancelled leaves no trace.

use super::zoom::{panned, selection, stretched};
use crate::frame::Frame;
use crate::interval::Interval;
use crate::line_view::ViewBox;
use crate::space::{PointPx, RectPx};

/// A gesture that is going on.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Gesture {
    /// None.
    #[default]
    Idle,
    /// A rectangle is being dragged.
    Selecting {
        /// The pointer that drags.
        pointer_id: i32,
        /// Where it was pressed.
        from: PointPx,
    },
    /// The data is being dragged.
    Panning {
        /// The pointer that drags.
        pointer_id: i32,
        /// Where it was pressed.
        from: PointPx,
        /// What was shown then.
        frame: Frame,
    },
    /// One finger reads.
    Touching {
        /// The finger.
        pointer_id: i32,
        /// Where it is.
        at: PointPx,
    },
    /// Two fingers pan and zoom.
    Pinching {
        /// Each finger, where it was put down and where it is.
        fingers: [(i32, PointPx, PointPx); 2],
        /// What was shown when the second finger was put down.
        frame: Frame,
    },
}

/// What a press of the main button, or of a finger, begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// A mouse or a pen selects.
    Select,
    /// A mouse or a pen with Shift pans.
    Pan,
    /// A finger.
    Touch,
}

/// What is to be shown or done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// Nothing.
    Nothing,
    /// Read at this position.
    Read(PointPx),
    /// Show this rectangle as what would be zoomed to.
    Select(Option<RectPx>),
    /// Zoom to this rectangle.
    ZoomTo(RectPx),
    /// Show this view box while the gesture lasts.
    Preview(ViewBox),
    /// Keep the view box that is previewed.
    Keep,
    /// Show what was shown before the gesture.
    Drop,
    /// Take away what was read.
    Unread,
}

/// The frame that is shown, and the ranges that show everything.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// What is shown.
    pub frame: &'a Frame,
    /// What would show everything.
    pub home: (Interval, Interval),
    /// The zoom.
    pub view_box: ViewBox,
}

/// A pointer was pressed.
pub fn pressed(
    gesture: Gesture,
    ground: Ground<'_>,
    (pointer_id, at): (i32, PointPx),
    press: Press,
) -> (Gesture, Outcome) {
    let frame = *ground.frame;
    match (gesture, press) {
        (
            Gesture::Touching {
                pointer_id: first,
                at: first_at,
            },
            Press::Touch,
        ) if first != pointer_id => {
            let fingers = [(first, first_at, first_at), (pointer_id, at, at)];
            (Gesture::Pinching { fingers, frame }, Outcome::Nothing)
        }
        (Gesture::Idle | Gesture::Touching { .. }, Press::Touch) => {
            (Gesture::Touching { pointer_id, at }, Outcome::Read(at))
        }
        (Gesture::Idle, Press::Select) if RectPx::of_size(frame.plot.size()).contains(at) => {
            let from = at;
            (Gesture::Selecting { pointer_id, from }, Outcome::Nothing)
        }
        (Gesture::Idle, Press::Pan) => {
            let from = at;
            (
                Gesture::Panning {
                    pointer_id,
                    from,
                    frame,
                },
                Outcome::Nothing,
            )
        }
        (unchanged, _) => (unchanged, Outcome::Nothing),
    }
}

/// A pointer moved.
pub fn moved(gesture: Gesture, ground: Ground<'_>, (id, at): (i32, PointPx)) -> (Gesture, Outcome) {
    let outcome = match gesture {
        Gesture::Idle => Outcome::Read(at),
        Gesture::Touching { pointer_id, .. } if pointer_id == id => {
            return (Gesture::Touching { pointer_id, at }, Outcome::Read(at));
        }
        Gesture::Selecting { pointer_id, from } if pointer_id == id => {
            Outcome::Select(selection(ground.frame, from, at))
        }
        Gesture::Panning {
            pointer_id,
            from,
            frame,
        } if pointer_id == id => {
            let moved = panned(&frame, ground.home, difference(at, from));
            Outcome::Preview(moved_view_box(ground, moved))
        }
        Gesture::Pinching { fingers, frame } => {
            let fingers = fingers
                .map(|(finger, from, now)| (finger, from, if finger == id { at } else { now }));
            let view_box = pinched(&frame, ground.home, fingers);
            return (
                Gesture::Pinching { fingers, frame },
                Outcome::Preview(view_box),
            );
        }
        Gesture::Touching { .. } | Gesture::Selecting { .. } | Gesture::Panning { .. } => {
            Outcome::Nothing
        }
    };
    (gesture, outcome)
}

/// A pointer was released.
pub fn released(
    gesture: Gesture,
    ground: Ground<'_>,
    (id, at): (i32, PointPx),
) -> (Gesture, Outcome) {
    match gesture {
        Gesture::Selecting { pointer_id, from } if pointer_id == id => {
            let selected = selection(ground.frame, from, at);
            (
                Gesture::Idle,
                selected.map_or(Outcome::Select(None), Outcome::ZoomTo),
            )
        }
        Gesture::Panning { pointer_id, .. } if pointer_id == id => (Gesture::Idle, Outcome::Keep),
        // The finger that stays would jump; it begins anew when it is put down again.
        Gesture::Pinching { fingers, .. } if fingers.iter().any(|(finger, ..)| *finger == id) => {
            (Gesture::Idle, Outcome::Keep)
        }
        // What a finger read stays readable after it is lifted.
        Gesture::Touching { pointer_id, .. } if pointer_id == id => {
            (Gesture::Idle, Outcome::Nothing)
        }
        unchanged => (unchanged, Outcome::Nothing),
    }
}

/// The browser took the pointers away, the window lost the focus, or Escape was pressed.
pub fn cancelled(gesture: Gesture) -> (Gesture, Outcome) {
    let outcome = match gesture {
        Gesture::Selecting { .. } => Outcome::Select(None),
        Gesture::Panning { .. } | Gesture::Pinching { .. } => Outcome::Drop,
        // A finger that scrolls the page began as one that reads.
        Gesture::Touching { .. } => Outcome::Unread,
        Gesture::Idle => Outcome::Nothing,
    };
    (Gesture::Idle, outcome)
}

/// Only axes that are zoomed move, unless none is.
fn moved_view_box(ground: Ground<'_>, moved: ViewBox) -> ViewBox {
    let now = ground.view_box;
    if !now.is_zoomed() {
        return moved;
    }
    ViewBox {
        x: now.x.and(moved.x),
        y: now.y.and(moved.y),
    }
}

fn pinched(
    frame: &Frame,
    home: (Interval, Interval),
    [(_, a_from, a_now), (_, b_from, b_now)]: [(i32, PointPx, PointPx); 2],
) -> ViewBox {
    let (from, now) = (middle(a_from, b_from), middle(a_now, b_now));
    let factor = a_now.distance_px(b_now) / a_from.distance_px(b_from).max(1.0);
    stretched(frame, home, (from, now), factor)
}

fn middle(a: PointPx, b: PointPx) -> PointPx {
    PointPx::new((a.x_px + b.x_px) * 0.5, (a.y_px + b.y_px) * 0.5)
}

fn difference(a: PointPx, b: PointPx) -> PointPx {
    PointPx::new(a.x_px - b.x_px, a.y_px - b.y_px)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{framed, home};
    use super::*;

    enum Event {
        Press(i32, f64, f64, Press),
        Move(i32, f64, f64),
        Release(i32, f64, f64),
        Cancel,
    }
    use Event::{Cancel, Move, Release};

    /// The outcome of the last of these events.
    fn after(view_box: ViewBox, events: &[Event]) -> (Gesture, Outcome) {
        let (x, y) = home();
        let frame = framed((view_box.x.unwrap_or(x), view_box.y.unwrap_or(y)));
        let ground = Ground {
            frame: &frame,
            home: home(),
            view_box,
        };
        let start = (Gesture::Idle, Outcome::Nothing);
        events
            .iter()
            .fold(start, |(gesture, _), event| match event {
                Event::Press(id, x, y, press) => {
                    pressed(gesture, ground, (*id, PointPx::new(*x, *y)), *press)
                }
                Move(id, x, y) => moved(gesture, ground, (*id, PointPx::new(*x, *y))),
                Release(id, x, y) => released(gesture, ground, (*id, PointPx::new(*x, *y))),
                Cancel => cancelled(gesture),
            })
    }

    fn select(x: f64, y: f64) -> Event {
        Event::Press(1, x, y, Press::Select)
    }

    fn rect(left_px: f64, top_px: f64, width_px: f64, height_px: f64) -> RectPx {
        RectPx {
            left_px,
            top_px,
            width_px,
            height_px,
        }
    }

    #[track_caller]
    fn check(events: &[Event], expected: Outcome) {
        assert_eq!(after(ViewBox::default(), events).1, expected);
    }

    #[test]
    fn a_pointer_without_a_button_reads() {
        check(&[Move(1, 5.0, 6.0)], Outcome::Read(PointPx::new(5.0, 6.0)));
    }

    #[test]
    fn a_drag_selects_and_zooms_when_it_is_released() {
        let expected = rect(20.0, 30.0, 60.0, 40.0);
        check(
            &[select(20.0, 30.0), Move(1, 80.0, 70.0)],
            Outcome::Select(Some(expected)),
        );
        check(
            &[
                select(20.0, 30.0),
                Move(1, 80.0, 70.0),
                Release(1, 80.0, 70.0),
            ],
            Outcome::ZoomTo(expected),
        );
        check(
            &[select(20.0, 30.0), Release(1, 21.0, 30.0)],
            Outcome::Select(None),
        );
    }

    #[test]
    fn a_cancelled_drag_leaves_no_trace() {
        let (gesture, outcome) = after(
            ViewBox::default(),
            &[select(20.0, 30.0), Move(1, 80.0, 70.0), Cancel],
        );
        assert_eq!((gesture, outcome), (Gesture::Idle, Outcome::Select(None)));
        check(
            &[
                Event::Press(1, 0.0, 0.0, Press::Pan),
                Move(1, 9.0, 9.0),
                Cancel,
            ],
            Outcome::Drop,
        );
    }

    #[test]
    fn a_finger_that_scrolls_the_page_reads_nothing() {
        // The tooltip of where it came down stayed open.
        let touch = Event::Press(1, 20.0, 30.0, Press::Touch);
        check(&[touch, Cancel], Outcome::Unread);
    }

    #[test]
    fn another_pointer_does_not_disturb_a_drag() {
        check(&[select(20.0, 30.0), Move(2, 0.0, 0.0)], Outcome::Nothing);
        check(
            &[select(20.0, 30.0), Release(2, 0.0, 0.0)],
            Outcome::Nothing,
        );
    }

    #[test]
    fn a_press_on_the_labels_selects_nothing() {
        check(
            &[select(20.0, 130.0), Move(1, 80.0, 70.0)],
            Outcome::Read(PointPx::new(80.0, 70.0)),
        );
    }

    #[track_caller]
    fn check_pan(now: [Option<(f64, f64)>; 2], expected: [Option<(f64, f64)>; 2]) {
        let pan = [Event::Press(1, 50.0, 50.0, Press::Pan), Move(1, 70.0, 75.0)];
        let view_box = |[x, y]: [Option<(f64, f64)>; 2]| {
            let interval = |(a, b)| Interval::around(a, b);
            ViewBox {
                x: x.map(interval),
                y: y.map(interval),
            }
        };
        assert_eq!(
            after(view_box(now), &pan).1,
            Outcome::Preview(view_box(expected))
        );
    }

    #[test]
    fn panning_moves_what_is_zoomed() {
        check_pan(
            [Some((50.0, 70.0)), Some((2.0, 6.0))],
            [Some((48.0, 68.0)), Some((3.0, 7.0))],
        );
        check_pan([Some((50.0, 70.0)), None], [Some((48.0, 68.0)), None]);
        check_pan([None, Some((2.0, 6.0))], [None, Some((3.0, 7.0))]);
        check_pan([None, None], [None, None]);
    }

    #[test]
    fn two_fingers_move_a_zoom_no_further_than_the_data() {
        // What is under the fingers goes with them, up to the first step.
        let zoomed = ViewBox {
            x: Interval::new(50.0, 70.0),
            y: Interval::new(2.0, 6.0),
        };
        let pinch = |a_px, b_px| {
            [
                Event::Press(1, 50.0, 50.0, Press::Touch),
                Event::Press(2, 100.0, 50.0, Press::Touch),
                Move(1, a_px, 50.0),
                Move(2, b_px, 50.0),
            ]
        };
        let x_after = |a_px, b_px| match after(zoomed, &pinch(a_px, b_px)).1 {
            Outcome::Preview(view_box) => view_box.x,
            _ => None,
        };
        assert_eq!(x_after(60.0, 110.0), Interval::new(49.0, 69.0));
        assert_eq!(x_after(60.0, 160.0), Interval::new(52.0, 62.0));
        assert_eq!(x_after(950.0, 1_000.0), Interval::new(0.0, 20.0));
    }

    #[test]
    fn one_finger_reads_and_two_fingers_zoom() {
        let touch = |id, x| Event::Press(id, x, 50.0, Press::Touch);
        check(
            &[touch(1, 50.0), Move(1, 60.0, 50.0)],
            Outcome::Read(PointPx::new(60.0, 50.0)),
        );
        let spread = [
            touch(1, 50.0),
            touch(2, 150.0),
            Move(1, 0.0, 50.0),
            Move(2, 200.0, 50.0),
        ];
        let closer = ViewBox {
            x: Interval::new(25.0, 75.0),
            y: Interval::new(2.5, 7.5),
        };
        check(&spread, Outcome::Preview(closer));
        let both_left = [
            touch(1, 50.0),
            touch(2, 150.0),
            Move(1, 40.0, 50.0),
            Move(2, 140.0, 50.0),
            Release(1, 40.0, 50.0),
        ];
        check(&both_left, Outcome::Keep);
    }
}
