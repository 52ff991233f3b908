//! Experiments side by side: overlay, baseline, differences, groups, and the address that says it all.

use runboard_e2e::browser::{Browser, Viewport};
use runboard_e2e::{World, eventually, eventually_eq, in_browser};
use serde_json::json;

use crate::charts::{card, description, number_after, picture, reading_at};

/// Three experiments with a flat loss, an accuracy, and parameters of which one differs.
fn log_three(world: &World) -> anyhow::Result<()> {
    let logger = world.logger();
    for (name, rate, loss, accuracy) in [
        ("alpha", 0.1, 0.5, 0.9),
        ("beta, large", 0.1, 0.75, 0.8),
        ("gamma", 0.2, 0.25, 0.7),
    ] {
        let more = json!({"parameters": {"lr": rate, "seed": 7}});
        let experiment = logger.experiment_with("compared", name, more)?;
        experiment.log("loss", "LINE", &json!(vec![loss; 21]))?;
        experiment.log("accuracy", "VALUE", &json!(accuracy))?;
        experiment.log(
            "confusion",
            "HEATMAP",
            &json!({"categories": ["car", "dog"], "values": [[loss * 100.0, 2], [3, 40]]}),
        )?;
        experiment.log("classes", "BAR", &json!({"car": loss, "dog": 1}))?;
    }
    Ok(())
}

const ALL: &str = "/projects/compared/compare?experiments=alpha,beta%2C%20large,gamma";

/// The cells of the row of that name, in the table of that name.
fn row(world: &World, table: &str, name: &str) -> Option<Vec<String>> {
    let table = world
        .browser
        .find_all("table", table)
        .ok()?
        .into_iter()
        .next()?;
    let text = table.call(&format!(
        "function() {{
            const rows = [...this.querySelectorAll('tbody tr')];
            const row = rows.find(row => row.querySelector('th span').textContent === {});
            return row ? [...row.querySelectorAll('td')].map(cell => cell.textContent) : null;
        }}",
        json!(name)
    ));
    let cells = text.ok()?;
    let cells = cells.as_array()?.iter();
    cells
        .map(|cell| Some(cell.as_str()?.trim().to_owned()))
        .collect()
}

#[test]
fn every_experiment_is_read_in_one_chart() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        let reading = reading_at(world, "loss", 0.5, 0.5);
        assert_eq!(number_after(&reading, "alpha")?, 0.5, "{reading}");
        assert_eq!(number_after(&reading, "beta, large")?, 0.75, "{reading}");
        assert_eq!(number_after(&reading, "gamma")?, 0.25, "{reading}");
        let at = |name: &str| reading.find(name).unwrap();
        assert!(
            at("beta") < at("alpha") && at("alpha") < at("gamma"),
            "{reading}"
        );
        let figure = card(world, "loss");
        assert!(description(&figure).starts_with("Line chart, 3 lines, steps 0 to 20"));
        let toggles = figure.find_all("button", "gamma")?;
        assert_eq!(
            toggles[0].attribute("aria-pressed")?.as_deref(),
            Some("true")
        );
        Ok(())
    });
}

#[test]
fn baseline_gives_differences_and_ratios_and_delta_draws_them() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        picture(world, "loss");
        world.find("button", "Baseline alpha").click()?;
        eventually("the baseline in the address", || {
            world
                .browser
                .url()
                .ok()?
                .contains("baseline=alpha")
                .then_some(())
        });
        let reading = reading_at(world, "loss", 0.5, 0.5);
        assert!(reading.contains("(+0.25, ×1.5)"), "{reading}");
        assert!(reading.contains("(-0.25, ×0.5)"), "{reading}");
        let cells = eventually("the row of accuracies", || row(world, "Values", "accuracy"));
        assert_eq!(cells[0], "0.9 best");
        assert!(cells[1].starts_with("0.8 -0.1"), "{cells:?}");
        world.find("button", "Delta").click()?;
        eventually("differences", || {
            let reading = reading_at(world, "loss", 0.5, 0.4);
            (number_after(&reading, "beta, large").ok()? == 0.25).then_some(())
        });
        let reading = reading_at(world, "loss", 0.5, 0.4);
        assert_eq!(number_after(&reading, "gamma")?, -0.25, "{reading}");
        assert_eq!(number_after(&reading, "alpha")?, 0.0, "{reading}");
        world.browser.back()?;
        eventually("values again", || {
            let reading = reading_at(world, "loss", 0.5, 0.4);
            (number_after(&reading, "gamma").ok()? == 0.25).then_some(())
        });
        Ok(())
    });
}

#[test]
fn parameters_that_differ_are_listed_and_all_on_demand() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        let rates = eventually("the learning rates", || row(world, "Parameters", "lr"));
        assert_eq!(rates, ["0.1", "0.1", "0.2"]);
        assert_eq!(row(world, "Parameters", "seed"), None);
        world.find("button", "Show all").click()?;
        let seeds = eventually("the seeds", || row(world, "Parameters", "seed"));
        assert_eq!(seeds, ["7", "7", "7"]);
        assert!(world.browser.url()?.contains("parameters=all"));
        Ok(())
    });
}

#[test]
fn groups_show_their_middle_with_a_band() {
    in_browser(|world| {
        log_three(world)?;
        world.open(&format!("{ALL}&group=params.lr&band=range"))?;
        let reading = reading_at(world, "loss", 0.5, 0.5);
        assert_eq!(number_after(&reading, "lr = 0.1 (2)")?, 0.625, "{reading}");
        assert!(reading.contains("(0.5 to 0.75)"), "{reading}");
        assert_eq!(number_after(&reading, "lr = 0.2 (1)")?, 0.25, "{reading}");
        Ok(())
    });
}

#[test]
fn sidebar_adds_and_removes_and_back_undoes() {
    in_browser(|world| {
        log_three(world)?;
        world.open("/projects/compared/experiments/alpha")?;
        world.find("checkbox", "gamma").click()?;
        eventually("the comparison", || {
            let url = world.browser.url().ok()?;
            url.ends_with("/compare?experiments=alpha,gamma")
                .then_some(())
        });
        world.find("checkbox", "beta, large").click()?;
        let n_lines = |world: &World| description(&card(world, "loss"));
        eventually("three lines", || {
            n_lines(world)
                .starts_with("Line chart, 3 lines")
                .then_some(())
        });
        world.find("checkbox", "alpha").click()?;
        eventually("two lines", || {
            n_lines(world)
                .starts_with("Line chart, 2 lines")
                .then_some(())
        });
        world.browser.back()?;
        eventually("three lines again", || {
            n_lines(world)
                .starts_with("Line chart, 3 lines")
                .then_some(())
        });
        world.browser.script("history.forward()", Vec::new())?;
        eventually("two lines again", || {
            n_lines(world)
                .starts_with("Line chart, 2 lines")
                .then_some(())
        });
        Ok(())
    });
}

#[test]
fn what_is_unknown_is_missing_and_the_rest_works() {
    in_browser(|world| {
        log_three(world)?;
        world
            .open("/projects/compared/compare?experiments=alpha,nobody&future=1&baseline=nobody")?;
        let reading = reading_at(world, "loss", 0.5, 0.5);
        assert_eq!(number_after(&reading, "alpha")?, 0.5, "{reading}");
        eventually("what is missing", || {
            let all = world.browser.find_role("status").ok()?;
            let texts = all.iter().filter_map(|status| status.text().ok());
            texts.into_iter().find(|text| text.contains("nobody"))
        });
        world.find("button", "Remove nobody").click()?;
        eventually_eq(&true, || {
            world.browser.url().is_ok_and(|url| !url.contains("nobody"))
        });
        Ok(())
    });
}

/// Below the heading there was nothing, and not a word of why.
#[test]
fn nothing_to_compare_says_so() {
    in_browser(|world| {
        log_three(world)?;
        world.logger().experiment("compared", "silent")?;
        let says = |text: &str| {
            eventually(text, || {
                let main = world.browser.find_role("main").ok()?.into_iter().next()?;
                main.text().ok()?.contains(text).then_some(())
            });
        };
        world.open("/projects/compared/compare?experiments=silent")?;
        says("No logs to compare yet");
        world.find("heading", "Compare 1 experiment");
        world.open("/projects/compared/compare?experiments=nobody,nothing")?;
        says("None of these experiments is there");
        Ok(())
    });
}

#[test]
fn heatmaps_bars_and_tables_stand_side_by_side() {
    in_browser(|world| {
        log_three(world)?;
        world.open(&format!("{ALL}&baseline=alpha"))?;
        let figure = card(world, "confusion");
        figure.rect()?;
        eventually("the difference to the baseline", || {
            let lists = figure.find_all("list", "Most changed cells").ok()?;
            let text = lists.first()?.text().ok()?;
            text.contains("+25 (50 to 75)").then_some(())
        });
        let bars = card(world, "classes");
        eventually("six bars", || {
            description(&bars)
                .starts_with("Bar chart, 6 categories")
                .then_some(())
        });
        Ok(())
    });
}

#[test]
fn link_shows_the_same_in_another_profile() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        picture(world, "loss");
        world.find("button", "Baseline gamma").click()?;
        world.find("button", "Hide alpha").click()?;
        eventually("two lines", || {
            description(&card(world, "loss"))
                .starts_with("Line chart, 2 lines")
                .then_some(())
        });
        let (url, here) = (world.browser.url()?, description(&card(world, "loss")));
        let other = Browser::start(Viewport::DESKTOP)?;
        other.goto(&url)?;
        eventually("the same picture", || {
            let figure = other.find_all("figure", "loss").ok()?.into_iter().next()?;
            (description(&figure) == here).then_some(())
        });
        let baseline = other.find_all("button", "Baseline gamma")?;
        assert_eq!(
            baseline[0].attribute("aria-pressed")?.as_deref(),
            Some("true")
        );
        Ok(())
    });
}

#[test]
fn brush_keeps_what_lies_in_it_everywhere_and_back_undoes() {
    in_browser(|world| {
        log_three(world)?;
        world.open(&format!("{ALL}&relations=on"))?;
        let n_lines = |world: &World| description(&card(world, "loss"));
        eventually("three lines", || {
            n_lines(world)
                .starts_with("Line chart, 3 lines")
                .then_some(())
        });
        // The learning rate is the first axis: 0.1 at its foot, 0.2 at its head.
        let place = eventually("the axes", || {
            let all = world
                .browser
                .find_all("image", "Parallel coordinates")
                .ok()?;
            let rect = all.first()?.rect().ok()?;
            (rect.height_px > 200.0).then_some(rect)
        });
        let x_px = place.left_px + 56.0;
        let at = |share: f64| (x_px, place.top_px + place.height_px * share);
        world.browser.drag(at(0.95), at(0.5))?;
        eventually("the brush in the address", || {
            world
                .browser
                .url()
                .ok()?
                .contains("brush.lr=0.1")
                .then_some(())
        });
        eventually("two lines", || {
            n_lines(world)
                .starts_with("Line chart, 2 lines")
                .then_some(())
        });
        // The eye tells what was hidden by hand, and this was not.
        let eye = world.find("button", "Hide gamma");
        assert_eq!(eye.attribute("aria-pressed")?.as_deref(), Some("false"));
        world.browser.back()?;
        eventually("three lines again", || {
            n_lines(world)
                .starts_with("Line chart, 3 lines")
                .then_some(())
        });
        Ok(())
    });
}

/// The sidebar kept the colours that the experiments had when it was made.
#[test]
fn spread_colours_are_those_of_the_sidebar() {
    in_browser(|world| {
        log_three(world)?;
        world.open("/projects/compared/compare?experiments=gamma,alpha")?;
        let colour = || {
            let boxes = world.browser.find_all("checkbox", "gamma").ok()?;
            boxes.first()?.style("accent-color").ok()
        };
        let own = eventually("the colour of an experiment", colour);
        world.find("button", "Spread colours").click()?;
        eventually("another colour", || {
            colour().filter(|spread| *spread != own)
        });
        world.find("button", "Spread colours").click()?;
        eventually_eq(&Some(own), colour);
        Ok(())
    });
}
