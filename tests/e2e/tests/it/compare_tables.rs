//! Tables, long texts and readings on the compare page: marked, shortened, and inside the window.

use runboard_e2e::browser::Viewport;
use runboard_e2e::keys::Key;
use runboard_e2e::{Found, World, eventually, in_browser};
use serde_json::json;

use crate::charts::{card, one_line, picture, place};

/// Two experiments with scores by class, in another order, and with a long text of which a word differs.
fn log_two(world: &World) -> anyhow::Result<()> {
    let logger = world.logger();
    for (name, classes, scores, word) in [
        ("first", ["cat", "dog"], [0.5, 0.5], "red"),
        ("second", ["dog", "cat"], [0.75, 0.25], "blue"),
    ] {
        let prompt = format!(
            "{}a {word} car{}",
            "before ".repeat(20),
            " after".repeat(20)
        );
        let more = json!({"parameters": {"prompt": prompt}});
        let experiment = logger.experiment_with("marked", name, more)?;
        let rows: Vec<_> = classes.iter().zip(scores).collect();
        let table = json!({"columns": ["class", "ap"], "data": rows});
        experiment.log("scores", "TABLE", &table)?;
        for log in ["loss", "other", "third"] {
            let line = json!({"a line of a long name": vec![scores[0]; 21]});
            experiment.log(log, "LINE", &line)?;
        }
    }
    Ok(())
}

const BOTH: &str = "/projects/marked/compare?experiments=first,second&baseline=first";

/// The cells of the row that begins with this text, of the table in one experiment's part of a card.
fn cells(figure: &Found<'_>, experiment: &str, class: &str) -> Option<Vec<String>> {
    let pane = figure.find_all("region", experiment).ok()?;
    let rows = pane.first()?.find_role("row").ok()?.into_iter();
    let texts = rows.filter_map(|row| {
        let cells = row.find_role("cell").ok()?.into_iter();
        Some(cells.filter_map(|cell| Some(one_line(&cell.text().ok()?))))
    });
    let mut texts = texts.map(Iterator::collect::<Vec<_>>);
    texts.find(|cells| cells.first().is_some_and(|first| first == class))
}

#[test]
fn cells_of_tables_show_the_best_and_the_change_to_the_baseline() {
    in_browser(|world| {
        log_two(world)?;
        world.open(BOTH)?;
        let figure = card(world, "scores");
        figure.call("function() { this.scrollIntoView(); }")?;
        eventually("the better score", || {
            let cells = cells(&figure, "second", "dog")?;
            (cells[1] == "0.75 best +0.25, ×1.5").then_some(())
        });
        let worse = cells(&figure, "second", "cat").unwrap_or_default();
        assert_eq!(worse, ["cat", "0.25 -0.25, ×0.5"]);
        let best = cells(&figure, "first", "cat").unwrap_or_default();
        assert_eq!(best, ["cat", "0.5 best"]);
        figure.find_all("button", "More ap is better")?[0].click()?;
        eventually("less is better", || {
            let cells = cells(&figure, "second", "cat")?;
            (cells[1] == "0.25 best -0.25, ×0.5").then_some(())
        });
        assert!(world.browser.url()?.contains("less=ap"));
        Ok(())
    });
}

#[test]
fn long_texts_stand_around_what_differs_and_whole_on_demand() {
    in_browser(|world| {
        log_two(world)?;
        world.open(BOTH)?;
        let texts = || {
            let table = world.browser.find_all("table", "Parameters").ok()?;
            let cells = table.first()?.find_role("cell").ok()?.into_iter();
            let texts = cells.filter_map(|cell| Some(one_line(&cell.text().ok()?)));
            Some(texts.collect::<Vec<_>>()).filter(|texts| texts.len() == 2)
        };
        let short = eventually("the texts", texts);
        assert_eq!(
            short,
            [
                "…re before a red car after a…",
                "…re before a blue car after a…"
            ]
        );
        world.find("button", "Whole texts of prompt").click()?;
        eventually("the whole texts", || {
            let whole = texts()?;
            let is_whole =
                |text: &String| text.starts_with("before before") && text.ends_with("after after");
            whole.iter().all(is_whole).then_some(())
        });
        assert!(world.browser.url()?.contains("whole=prompt"));
        Ok(())
    });
}

/// The tooltip went over the right edge of the window on charts at the right, and widened the page.
#[test]
fn readings_stay_inside_the_window() {
    in_browser(|world| {
        log_two(world)?;
        for viewport in [Viewport::DESKTOP, Viewport::PHONE] {
            world.browser.resize(viewport)?;
            world.open(BOTH)?;
            for log in ["loss", "other", "third"] {
                picture(world, log)
                    .call("function() { this.scrollIntoView({block: 'center'}); }")?;
                for x_share in [0.3, 0.55, 0.9] {
                    let (x_px, y_px) = place(world, log).at(x_share, 0.6);
                    world.browser.hover_at(x_px, y_px)?;
                    let sides = eventually("the tooltip", || {
                        let tooltip = card(world, log).find_role("tooltip").ok()?;
                        let rect = tooltip.first()?.rect().ok()?;
                        Some((rect.left_px, rect.left_px + rect.width_px))
                    });
                    let width_px = f64::from(viewport.width_px);
                    assert!(
                        sides.0 >= 0.0 && sides.1 <= width_px,
                        "{log} {x_share}: {sides:?}"
                    );
                }
            }
            let overflow = "return document.documentElement.scrollWidth > window.innerWidth";
            assert_eq!(world.browser.script(overflow, Vec::new())?, json!(false));
        }
        Ok(())
    });
}

/// What the part of an experiment says of its step, and the value in its table.
fn entry(figure: &Found<'_>, experiment: &str) -> Option<(String, String)> {
    let pane = figure.find_all("region", experiment).ok()?;
    let heading = pane.first()?.find_role("heading").ok()?;
    let title = one_line(&heading.first()?.text().ok()?);
    let cells = cells(figure, experiment, "cat");
    Some((
        title,
        cells
            .unwrap_or_default()
            .get(1)
            .cloned()
            .unwrap_or_default(),
    ))
}

/// A step that could not be had was shown with the table of the step before under its name, and never asked for
/// again.
#[test]
fn a_step_that_cannot_be_had_is_told_in_its_pane_and_tried_again() {
    in_browser(|world| {
        world.announce_console_error("Failed to load resource");
        let logger = world.logger();
        for name in ["first", "second"] {
            let experiment = logger.experiment("stepped", name)?;
            let logs: Vec<_> = (0..4)
                .map(|step| {
                    let ap = f64::from(step) + if name == "first" { 0.25 } else { 0.5 };
                    let data = json!({"columns": ["class", "ap"], "data": [["cat", ap]]});
                    json!({"name": "scores", "type": "TABLE", "step": step, "data": data})
                })
                .collect();
            experiment.log_all(&logs)?;
        }
        world.open("/projects/stepped/compare?experiments=first,second")?;
        let figure = card(world, "scores");
        figure.call("function() { this.scrollIntoView(); }")?;
        let shows = |experiment: &str, title: &str, value: &str| {
            let found = eventually_entry(&figure, experiment, title);
            assert!(found.starts_with(value), "{experiment}: {found}");
        };
        shows("first", "step 3", "3.25");
        world.browser.devtools("Network.enable", &json!({}))?;
        world
            .browser
            .devtools("Network.setBlockedURLs", &json!({"urls": ["*step=1*"]}))?;
        let slider = figure.find_all("slider", "Step")?.remove(0);
        slider.focus()?;
        world.browser.press(Key::ARROW_LEFT)?;
        shows("first", "step 2", "2.25");
        shows("second", "step 2", "2.5");
        world.browser.press(Key::ARROW_LEFT)?;
        for experiment in ["first", "second"] {
            shows(experiment, "Not loaded", "");
            let (title, value) = entry(&figure, experiment).unwrap_or_default();
            assert!(title.ends_with("step 1"), "{title}");
            assert_eq!(value, "", "of another step");
        }
        world
            .browser
            .devtools("Network.setBlockedURLs", &json!({"urls": []}))?;
        // Whoever comes back to the step, or presses Retry, has it.
        world.browser.press(Key::ARROW_RIGHT)?;
        shows("first", "step 2", "2.25");
        world.browser.press(Key::ARROW_LEFT)?;
        shows("first", "step 1", "1.25");
        shows("second", "step 1", "1.5");
        Ok(())
    });
}

/// The value of the table once the part of that experiment has the text in its title.
#[track_caller]
fn eventually_entry(figure: &Found<'_>, experiment: &str, title: &str) -> String {
    eventually(title, || {
        let (found, value) = entry(figure, experiment)?;
        found.contains(title).then_some(value)
    })
}
