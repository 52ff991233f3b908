//! How wide texts are, roughly, and how they are shortened to the room there is.
//!
//! Measuring text in a browser forces a layout, so widths are estimated from the kinds of characters;
//! the estimate is that of a wide family, so that what is said to fit does.

/// What stands for the part that was left out.
const ELLIPSIS: char = '…';

/// The width of a text at a font size, both in CSS pixels.
pub fn width_px(text: &str, size_px: f64) -> f64 {
    text.chars().map(character_em).sum::<f64>() * size_px
}

/// The text, shortened at its end to the room; empty if not even two characters fit.
pub fn fitted(text: &str, room_px: f64, size_px: f64) -> String {
    if width_px(text, size_px) <= room_px {
        return text.to_owned();
    }
    let mut left_px = room_px - character_em(ELLIPSIS) * size_px;
    let kept: String = text
        .chars()
        .take_while(|character| {
            left_px -= character_em(*character) * size_px;
            left_px >= 0.0
        })
        .collect();
    if kept.chars().count() < 2 {
        String::new()
    } else {
        format!("{}{ELLIPSIS}", kept.trim_end())
    }
}

fn character_em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 1.0,
        'A'..='Z' | '+' | '=' | '<' | '>' | '#' => 0.74,
        character if character.is_ascii() => 0.62,
        // Scripts whose characters fill a square begin about here.
        character if u32::from(character) >= 0x2E80 => 1.05,
        _ => 0.68,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, room_px: f64, expected: &str) {
        let fitted = fitted(text, room_px, 10.0);
        assert_eq!(fitted, expected);
        assert!(fitted.is_empty() || width_px(&fitted, 10.0) <= room_px.max(0.0));
    }

    #[test]
    fn texts_are_shortened_to_the_room() {
        check("person", 60.0, "person");
        check("motorcycle", 50.0, "motorc…");
        check("no parking", 25.0, "no…");
        check("car", 12.0, "");
        check("car", 0.0, "");
        check("", -5.0, "");
    }

    #[test]
    fn wide_characters_need_more_room() {
        assert!(width_px("WWW", 10.0) > width_px("iii", 10.0));
        assert!(width_px("漢字", 10.0) > width_px("ab", 10.0));
    }
}
