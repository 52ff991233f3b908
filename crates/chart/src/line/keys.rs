//! What the keys do on a focused chart.

use super::reading::Move;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Command {
    /// Move the crosshair.
    Move(Move),
    /// Zoom along x by this factor; above one is closer.
    Zoom(f64),
    /// Show everything.
    Reset,
    /// Leave what [`left_first`] says.
    Leave,
}

/// What there is to leave on a chart of any kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entered {
    /// Whether a reading is kept.
    pub is_kept: bool,
    /// Whether a part is shown.
    pub is_zoomed: bool,
    /// Whether something is read.
    pub is_read: bool,
}

/// What one press of Escape leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// The kept reading.
    Kept,
    /// The zoom.
    Zoom,
    /// What is read.
    Reading,
}

/// What Escape leaves first; `None` where it is for whoever is next, as a card at full size.
pub fn left_first(entered: Entered) -> Option<Left> {
    [
        (entered.is_kept, Left::Kept),
        (entered.is_zoomed, Left::Zoom),
        (entered.is_read, Left::Reading),
    ]
    .into_iter()
    .find_map(|(is_there, left)| is_there.then_some(left))
}

/// Whether Shift was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// It was.
    Held,
    /// It was not.
    Free,
}

/// How much closer one press of `+` goes.
const ZOOM_STEP: f64 = 1.5;

/// The command of a key, by the name that the browser gives it.
pub fn command(key: &str, shift: Shift) -> Option<Command> {
    let n_points = match shift {
        Shift::Held => 10,
        Shift::Free => 1,
    };
    Some(match key {
        "ArrowRight" | "ArrowUp" => Command::Move(Move::Forward(n_points)),
        "ArrowLeft" | "ArrowDown" => Command::Move(Move::Back(n_points)),
        "Home" => Command::Move(Move::First),
        "End" => Command::Move(Move::Last),
        "+" | "=" => Command::Zoom(ZOOM_STEP),
        "-" | "_" => Command::Zoom(1.0 / ZOOM_STEP),
        "0" => Command::Reset,
        "Escape" => Command::Leave,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_zoom_and_reset() {
        for (key, shift, expected) in [
            (
                "ArrowRight",
                Shift::Free,
                Some(Command::Move(Move::Forward(1))),
            ),
            (
                "ArrowLeft",
                Shift::Held,
                Some(Command::Move(Move::Back(10))),
            ),
            ("Home", Shift::Free, Some(Command::Move(Move::First))),
            ("+", Shift::Held, Some(Command::Zoom(ZOOM_STEP))),
            ("0", Shift::Free, Some(Command::Reset)),
            ("Escape", Shift::Free, Some(Command::Leave)),
            ("a", Shift::Free, None),
        ] {
            assert_eq!(command(key, shift), expected, "{key}");
        }
    }

    #[test]
    fn escape_leaves_one_thing_at_a_time() {
        // On bars and heatmaps one press took zoom and reading, on lines no press ever took the reading.
        let mut entered = Entered {
            is_kept: true,
            is_zoomed: true,
            is_read: true,
        };
        assert_eq!(left_first(entered), Some(Left::Kept));
        entered.is_kept = false;
        assert_eq!(left_first(entered), Some(Left::Zoom));
        entered.is_zoomed = false;
        assert_eq!(left_first(entered), Some(Left::Reading));
        assert_eq!(left_first(Entered::default()), None);
    }
}
