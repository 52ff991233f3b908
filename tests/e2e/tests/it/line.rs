//! Line charts under the pointer: what is read is what was logged.

use runboard_e2e::{eventually, in_browser};
use serde_json::json;

use crate::charts::{card, description, n_inked, number_after, reading_at, spoken, tooltip};

#[test]
fn hovering_a_flat_line_shows_exactly_its_value() {
    in_browser(|world| {
        let experiment = world.logger().experiment("reading", "flat")?;
        experiment.log("flat", "LINE", &json!(vec![0.8125; 101]))?;
        world.open(&experiment.path)?;
        let reading = reading_at(world, "flat", 0.5, 0.5);
        assert_eq!(number_after(&reading, "flat")?, 0.8125, "{reading}");
        Ok(())
    });
}

#[test]
fn rising_line_reads_less_on_the_left_than_on_the_right() {
    in_browser(|world| {
        let experiment = world.logger().experiment("reading", "rising")?;
        let values: Vec<f64> = (0..200).map(f64::from).collect();
        experiment.log("rise", "LINE", &json!(values))?;
        world.open(&experiment.path)?;
        let left = number_after(&reading_at(world, "rise", 0.3, 0.5), "rise")?;
        let right = number_after(&reading_at(world, "rise", 0.8, 0.5), "rise")?;
        assert!(left < right, "{left} on the left, {right} on the right");
        // The value is that of a logged step, never one in between.
        assert_eq!((left.fract(), right.fract()), (0.0, 0.0));
        Ok(())
    });
}

#[test]
fn tooltip_lists_every_line_at_the_step_sorted_by_value() {
    in_browser(|world| {
        let experiment = world.logger().experiment("reading", "three")?;
        experiment.log(
            "losses",
            "LINE",
            &json!({"low": [0.1, 0.1, 0.1], "high": [0.9, 0.9, 0.9], "middle": [0.5, 0.5, 0.5]}),
        )?;
        world.open(&experiment.path)?;
        let reading = reading_at(world, "losses", 0.55, 0.4);
        assert_eq!(number_after(&reading, "high")?, 0.9, "{reading}");
        assert_eq!(number_after(&reading, "middle")?, 0.5, "{reading}");
        assert_eq!(number_after(&reading, "low")?, 0.1, "{reading}");
        let at = |name: &str| reading.find(name).unwrap();
        assert!(
            at("high") < at("middle") && at("middle") < at("low"),
            "{reading}"
        );
        assert!(
            reading.starts_with("Step 1") || reading.starts_with("step 1"),
            "{reading}"
        );
        Ok(())
    });
}

#[test]
fn line_without_a_point_at_the_step_shows_its_earlier_one_with_that_step() {
    in_browser(|world| {
        let experiment = world.logger().experiment("reading", "sparse")?;
        let steps: Vec<u32> = (0..=100).collect();
        experiment.log(
            "both",
            "LINE",
            &json!({"dense": vec![1.0; 101], "steps": steps}),
        )?;
        experiment.log(
            "both",
            "LINE",
            &json!({"sparse": [3.0, 7.0], "steps": [0, 100]}),
        )?;
        world.open(&experiment.path)?;
        let reading = reading_at(world, "both", 0.5, 0.5);
        // Between its two points the sparse line has no value of its own: never 5.
        assert_eq!(number_after(&reading, "sparse")?, 3.0, "{reading}");
        Ok(())
    });
}

#[test]
fn same_step_is_marked_on_the_other_charts_and_goes_with_the_pointer() {
    in_browser(|world| {
        let experiment = world.logger().experiment("reading", "two")?;
        let values: Vec<f64> = (0..50).map(f64::from).collect();
        experiment.log("first", "LINE", &json!(values))?;
        experiment.log("second", "LINE", &json!(values))?;
        world.open(&experiment.path)?;
        let second = card(world, "second");
        reading_at(world, "first", 0.5, 0.5);
        let marked = eventually("ink of the mark on the second chart", || {
            let with_mark = n_inked(&second);
            world.browser.hover_at(1.0, 1.0).ok()?;
            let without = n_inked(&second);
            (without > 0 && without < with_mark).then_some(with_mark)
        });
        assert!(marked > 0);
        eventually("no tooltip once the pointer has left", || {
            tooltip(world, "first").is_none().then_some(())
        });
        Ok(())
    });
}

#[test]
fn values_that_are_not_finite_are_shown_as_such() {
    in_browser(|world| {
        let experiment = world.logger().experiment("reading", "broken")?;
        let values = json!([1.0, 1.0, 1.0, "NaN", "NaN", "NaN", "Infinity", 1.0, 1.0]);
        experiment.log("broken", "LINE", &values)?;
        world.open(&experiment.path)?;
        let reading = reading_at(world, "broken", 0.54, 0.5);
        assert!(reading.contains("NaN"), "{reading}");
        let figure = card(world, "broken");
        // Neither poisons the extent of what is drawn.
        let sentence = description(&figure);
        assert!(sentence.contains("values 1"), "{sentence}");
        assert!(n_inked(&figure) > 0);
        assert_eq!(spoken(&figure), "", "the pointer does not speak");
        Ok(())
    });
}

#[test]
fn single_point_and_empty_line_are_cards_like_others() {
    in_browser(|world| {
        let experiment = world.logger().experiment("reading", "degenerate")?;
        experiment.log("one", "LINE", &json!(0.25))?;
        experiment.log("none", "LINE", &json!([]))?;
        world.open(&experiment.path)?;
        let reading = reading_at(world, "one", 0.5, 0.5);
        assert_eq!(number_after(&reading, "one")?, 0.25, "{reading}");
        card(world, "none");
        Ok(())
    });
}
