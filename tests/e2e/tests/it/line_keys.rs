//! A line chart without a mouse: the keyboard's crosshair, what is spoken, zoom by keys.

use runboard_e2e::keys::Key;
use runboard_e2e::{World, eventually, in_browser};
use serde_json::json;

use crate::charts::{card, description, number_after, picture, spoken, steps_shown};

fn open_squares(world: &World) -> anyhow::Result<()> {
    let experiment = world.logger().experiment("keys", "squares")?;
    let values: Vec<u32> = (0..50).map(|step| step * step).collect();
    experiment.log("squares", "LINE", &json!(values))?;
    world.open(&experiment.path)?;
    picture(world, "squares").focus()
}

/// Waits until the value is spoken, and gives the whole reading.
#[track_caller]
fn expect_spoken(world: &World, value: f64) -> String {
    eventually(&format!("{value} to be spoken"), || {
        let text = spoken(&card(world, "squares"));
        (number_after(&text, "squares").ok()? == value).then_some(text)
    })
}

#[test]
fn arrow_keys_read_point_after_point() {
    in_browser(|world| {
        open_squares(world)?;
        assert!(picture(world, "squares").is_focused()?);
        world.browser.press(Key::HOME)?;
        expect_spoken(world, 0.0);
        world.browser.press(Key::ARROW_RIGHT)?;
        expect_spoken(world, 1.0);
        world.browser.press(Key::ARROW_RIGHT)?;
        let text = expect_spoken(world, 4.0);
        assert!(text.contains('2'), "the step is spoken too: {text}");
        world.browser.press_with(Key::SHIFT, Key::ARROW_RIGHT)?;
        expect_spoken(world, 144.0);
        world.browser.press(Key::ARROW_LEFT)?;
        expect_spoken(world, 121.0);
        world.browser.press(Key::END)?;
        expect_spoken(world, 2401.0);
        Ok(())
    });
}

#[test]
fn escape_takes_the_reading_away() {
    in_browser(|world| {
        open_squares(world)?;
        world.browser.press(Key::END)?;
        expect_spoken(world, 2401.0);
        world.browser.press(Key::ESCAPE)?;
        eventually("nothing to be spoken", || {
            let text = spoken(&card(world, "squares"));
            (!text.contains("2401")).then_some(())
        });
        Ok(())
    });
}

#[test]
fn plus_and_minus_zoom_and_zero_and_escape_reset() {
    in_browser(|world| {
        open_squares(world)?;
        let range = || steps_shown(&card(world, "squares")).unwrap_or_default();
        eventually("all steps", || (range() == (0.0, 49.0)).then_some(()));
        for reset in ["0", Key::ESCAPE.as_str()] {
            world.browser.press(Key::HOME)?;
            for _ in 0..10 {
                world.browser.press(Key::ARROW_RIGHT)?;
            }
            world.browser.type_text("+")?;
            let (first, last) = eventually("a narrower range", || {
                let now = range();
                (now.1 - now.0 < 49.0).then_some(now)
            });
            assert!(
                first <= 10.0 && last >= 10.0,
                "the crosshair stays in view: {first} to {last}"
            );
            world.browser.type_text(reset)?;
            eventually("all steps again", || (range() == (0.0, 49.0)).then_some(()));
        }
        Ok(())
    });
}

#[test]
fn sentence_says_what_is_shown() {
    in_browser(|world| {
        let experiment = world.logger().experiment("keys", "sentence")?;
        experiment.log(
            "train/loss",
            "LINE",
            &json!({"a": [0.1, 0.3], "b": [0.2, 0.2], "c": [0.4, 0.1]}),
        )?;
        world.open(&experiment.path)?;
        let sentence = eventually("the sentence", || {
            let text = description(&card(world, "train/loss"));
            text.contains("steps").then_some(text)
        });
        assert!(
            sentence.starts_with("Line chart, 3 lines, steps 0 to 1, values 0.1"),
            "{sentence}"
        );
        assert!(sentence.contains(" to 0.4"), "{sentence}");
        Ok(())
    });
}
