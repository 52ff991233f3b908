//! Tables and label maps.

use runboard_e2e::{Found, World, eventually, eventually_eq, in_browser};
use serde_json::json;

use crate::charts::{card, rows};

#[track_caller]
fn table<'a>(world: &'a World, log: &str) -> Found<'a> {
    eventually(&format!("the table of {log}"), || {
        card(world, log).find_role("table").ok()?.into_iter().next()
    })
}

fn first_column(world: &World, log: &str) -> Vec<String> {
    let rows = rows(&table(world, log));
    rows.iter()
        .skip(1)
        .filter_map(|row| row.first().cloned())
        .collect()
}

/// The header cell of this name, by the button in it.
fn sort_by(world: &World, log: &str, column: &str) -> anyhow::Result<()> {
    let buttons = table(world, log).find_role("button")?;
    let button = buttons
        .iter()
        .find(|button| button.name.starts_with(column));
    button
        .ok_or_else(|| anyhow::anyhow!("no header {column}"))?
        .click()
}

fn aria_sort(world: &World, log: &str) -> Vec<String> {
    let all = table(world, log).call(
        "function() { return [...this.querySelectorAll('[aria-sort]')].map(cell => cell.getAttribute('aria-sort')); }",
    );
    let all = all.unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    all.as_array().into_iter().flatten().map(text).collect()
}

#[test]
fn header_buttons_sort_and_say_so() {
    in_browser(|world| {
        let experiment = world.logger().experiment("tables", "sorted")?;
        experiment.log(
            "scores",
            "TABLE",
            &json!([
                {"name": "b", "score": 10},
                {"name": "a", "score": 9},
                {"name": "c", "score": 100},
            ]),
        )?;
        world.open(&experiment.path)?;
        eventually_eq(
            &vec!["b".to_owned(), "a".to_owned(), "c".to_owned()],
            || first_column(world, "scores"),
        );
        let has =
            |world: &World, order: &str| aria_sort(world, "scores").iter().any(|is| is == order);
        sort_by(world, "scores", "score")?;
        eventually_eq(&true, || {
            has(world, "ascending") || has(world, "descending")
        });
        let sorted = first_column(world, "scores").concat();
        // By number, not by letters: 9, 10, 100.
        assert!(sorted == "abc" || sorted == "cba", "{sorted}");
        sort_by(world, "scores", "score")?;
        let other = if sorted == "abc" { "cba" } else { "abc" };
        eventually_eq(&other.to_owned(), || first_column(world, "scores").concat());
        world.browser.reload()?;
        eventually_eq(&other.to_owned(), || first_column(world, "scores").concat());
        Ok(())
    });
}

#[test]
fn parameters_and_labelmap_of_an_experiment_are_tables() {
    in_browser(|world| {
        let experiment = world.logger().experiment_with(
            "tables",
            "given",
            json!({
                "parameters": {"lr": 0.01, "optimizer": {"name": "sgd"}},
                "labelmap": {"2": "person", "10": "car"},
            }),
        )?;
        world.open(&experiment.path)?;
        let text = format!("{:?}", rows(&table(world, "parameters")));
        assert!(
            text.contains("optimizer.name") && text.contains("sgd"),
            "{text}"
        );
        let labels = rows(&table(world, "labelmap"));
        assert_eq!(
            labels[1..],
            [["2", "person"], ["10", "car"]].map(|row| row.map(str::to_owned).to_vec())
        );
        Ok(())
    });
}

#[test]
fn long_table_is_searched() {
    in_browser(|world| {
        let experiment = world.logger().experiment("tables", "long")?;
        let names: Vec<String> = (0..5000).map(|idx| format!("row {idx}")).collect();
        let values: Vec<u32> = (0..5000).collect();
        experiment.log("long", "TABLE", &json!({"name": names, "value": values}))?;
        world.open(&experiment.path)?;
        let search = eventually("a search field", || {
            card(world, "long")
                .find_role("searchbox")
                .ok()?
                .into_iter()
                .next()
        });
        search.click()?;
        world.browser.type_text("row 4321")?;
        eventually_eq(&vec!["row 4321".to_owned()], || {
            let mut names = first_column(world, "long");
            names.retain(|name| !name.is_empty());
            names
        });
        Ok(())
    });
}
