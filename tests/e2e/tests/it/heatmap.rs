//! Heatmaps and confusion matrices.

use runboard_e2e::keys::Key;
use runboard_e2e::{eventually, in_browser};
use serde_json::json;

use crate::charts::{card, description, picture, reading_at, rows, spoken};

#[test]
fn cell_under_the_pointer_is_read_with_row_column_and_value() {
    in_browser(|world| {
        let experiment = world.logger().experiment("heat", "plain")?;
        experiment.log(
            "grid",
            "HEATMAP",
            &json!({"x": ["left", "right"], "y": ["top", "bottom"], "values": [[11, 22], [33, 44]]}),
        )?;
        world.open(&experiment.path)?;
        let reading = reading_at(world, "grid", 0.35, 0.25);
        assert!(
            reading.contains("top") && reading.contains("left") && reading.contains("11"),
            "{reading}"
        );
        Ok(())
    });
}

#[test]
fn confusion_matrix_names_what_was_missed_and_what_was_not_there() {
    in_browser(|world| {
        let experiment = world.logger().experiment("heat", "confusion")?;
        experiment.log(
            "confusion",
            "HEATMAP",
            &json!({
                "categories": ["car", "person"],
                "values": [[50, 2, 3], [4, 60, 5], [6, 7, 0]],
            }),
        )?;
        world.open(&experiment.path)?;
        let figure = card(world, "confusion");
        picture(world, "confusion").focus()?;
        world.browser.press(Key::HOME)?;
        let first = eventually("a reading", || {
            Some(spoken(&figure)).filter(|text| !text.is_empty())
        });
        assert!(first.contains("car"), "{first}");
        world.browser.press(Key::ARROW_RIGHT)?;
        world.browser.press(Key::ARROW_RIGHT)?;
        eventually("what was missed", || {
            spoken(&figure).contains("FN").then_some(())
        });
        world.browser.press(Key::ARROW_DOWN)?;
        world.browser.press(Key::ARROW_DOWN)?;
        eventually("what was not there", || {
            spoken(&figure).contains("FP").then_some(())
        });
        assert!(!description(&figure).is_empty());
        Ok(())
    });
}

#[test]
fn data_of_a_heatmap_is_a_table_of_every_cell() {
    in_browser(|world| {
        let experiment = world.logger().experiment("heat", "data")?;
        experiment.log(
            "grid",
            "HEATMAP",
            &json!({"x": ["a", "b"], "y": ["c"], "values": [[0.125, 0.75]]}),
        )?;
        world.open(&experiment.path)?;
        card(world, "grid").find_all("button", "Show data")?[0].click()?;
        let table = eventually("a table", || {
            let tables = card(world, "grid").find_role("table").ok()?;
            tables
                .into_iter()
                .find(|table| format!("{:?}", rows(table)).contains("0.125"))
        });
        let text = format!("{:?}", rows(&table));
        assert!(text.contains("0.75") && text.contains('c'), "{text}");
        Ok(())
    });
}

#[test]
fn sentence_of_a_zoomed_heatmap_tells_what_is_shown() {
    in_browser(|world| {
        let experiment = world.logger().experiment("heat", "zoomed")?;
        experiment.log(
            "grid",
            "HEATMAP",
            &json!({"x": ["a", "b", "c"], "y": ["d", "e", "f"], "values": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}),
        )?;
        world.open(&experiment.path)?;
        let figure = card(world, "grid");
        picture(world, "grid").focus()?;
        world.browser.press(Key::HOME)?;
        world.browser.type_text("+")?;
        eventually("rows and columns", || {
            let sentence = description(&figure);
            sentence
                .ends_with("showing rows d to e, columns a to b")
                .then_some(())
        });
        world.browser.type_text("0")?;
        eventually("all again", || {
            (!description(&figure).contains("showing")).then_some(())
        });
        Ok(())
    });
}
