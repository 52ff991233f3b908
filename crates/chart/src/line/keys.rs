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
    /// Leave: what Escape does where there is nothing to reset.
    Leave,
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
}
