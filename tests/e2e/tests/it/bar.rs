//! Bar charts.

use runboard_e2e::keys::Key;
use runboard_e2e::{eventually, in_browser};
use serde_json::json;

use crate::charts::{card, description, n_inked, number_after, picture, reading_at, rows, spoken};

#[test]
fn bar_is_read_under_the_pointer() {
    in_browser(|world| {
        let experiment = world.logger().experiment("bars", "two")?;
        experiment.log(
            "labels",
            "BAR",
            &json!({"x": ["car", "person"], "y": [5, 8]}),
        )?;
        world.open(&experiment.path)?;
        let left = reading_at(world, "labels", 0.3, 0.8);
        assert_eq!(number_after(&left, "car")?, 5.0, "{left}");
        let right = reading_at(world, "labels", 0.8, 0.8);
        assert_eq!(number_after(&right, "person")?, 8.0, "{right}");
        Ok(())
    });
}

#[test]
fn bars_are_read_by_keys_and_as_a_table() {
    in_browser(|world| {
        let experiment = world.logger().experiment("bars", "many")?;
        let names: Vec<String> = (0..40).map(|idx| format!("class {idx}")).collect();
        let counts: Vec<u32> = (0..40).map(|idx| idx * 3).collect();
        experiment.log("labels", "BAR", &json!({"x": names, "y": counts}))?;
        world.open(&experiment.path)?;
        let figure = card(world, "labels");
        picture(world, "labels").focus()?;
        world.browser.press(Key::HOME)?;
        eventually("the first bar to be spoken", || {
            let text = spoken(&figure);
            (text.contains("class 0") && number_after(&text, "class 0").ok()? == 0.0).then_some(())
        });
        world.browser.press(Key::END)?;
        eventually("the last bar to be spoken", || {
            let text = spoken(&figure);
            (number_after(&text, "class 39").ok()? == 117.0).then_some(())
        });
        figure.find_all("button", "Show data")?[0].click()?;
        let table = eventually("a table", || {
            card(world, "labels")
                .find_role("table")
                .ok()?
                .into_iter()
                .next()
        });
        let text = format!("{:?}", rows(&table));
        assert!(
            text.contains("class 0") && text.contains("class 1"),
            "{text}"
        );
        Ok(())
    });
}

#[test]
fn reading_stays_with_its_bar_when_others_come() {
    in_browser(|world| {
        let experiment = world.logger().experiment("bars", "live")?;
        experiment.log("labels", "BAR", &json!({"x": ["cat"], "y": [1]}))?;
        world.open(&experiment.path)?;
        let figure = card(world, "labels");
        picture(world, "labels").focus()?;
        world.browser.press(Key::HOME)?;
        eventually("the bar to be spoken", || {
            (number_after(&spoken(&figure), "cat").ok()? == 1.0).then_some(())
        });
        // The reading became that of the bar that took its place.
        experiment.log("labels", "BAR", &json!({"x": ["ape", "cat"], "y": [5, 3]}))?;
        eventually("the same bar with its new value", || {
            (number_after(&spoken(&figure), "cat").ok()? == 3.0).then_some(())
        });
        Ok(())
    });
}

#[test]
fn negative_and_broken_bars_are_drawn_and_described() {
    in_browser(|world| {
        let experiment = world.logger().experiment("bars", "odd")?;
        experiment.log(
            "odd",
            "BAR",
            &json!({"loss": -2.5, "gain": 4, "none": "NaN"}),
        )?;
        world.open(&experiment.path)?;
        let figure = card(world, "odd");
        eventually("ink", || (n_inked(&figure) > 0).then_some(()));
        let sentence = description(&figure);
        assert!(
            sentence.starts_with("Bar chart") && sentence.contains('3'),
            "{sentence}"
        );
        Ok(())
    });
}
