//! Parameters against values: read by pointer and keys, brushed, on axes that the person chooses.

use runboard_e2e::keys::Key;
use runboard_e2e::{World, eventually, eventually_eq, in_browser};
use serde_json::{Value, json};

use crate::charts::{card, description, picture, place, reading_at, rows, spoken, tooltip};

const PARALLEL: &str = "Parallel coordinates";
const SCATTER: &str = "Scatter plot";

/// From the edges of the parallel coordinates to the ends of their axes.
const SIDE_PX: f64 = 56.0;
const TOP_PX: f64 = 40.0;
const BOTTOM_PX: f64 = 24.0;

/// Three experiments whose learning rates span two decades; two have the same optimizer.
fn log_three(world: &World) -> anyhow::Result<()> {
    let logger = world.logger();
    for (name, rate, optimizer, accuracy) in [
        ("alpha", 0.001, "adam", 0.9),
        ("beta", 0.01, "sgd", 0.5),
        ("gamma", 0.1, "adam", 0.7),
    ] {
        let more = json!({"parameters": {"lr": rate, "optimizer": optimizer}});
        let experiment = logger.experiment_with("related", name, more)?;
        experiment.log("accuracy", "VALUE", &json!(accuracy))?;
    }
    Ok(())
}

const ALL: &str = "/projects/related/compare?experiments=alpha,beta,gamma&relations=on";

/// The share of the canvas' height at which a share of the axes' height is, from the top.
fn axis_share(world: &World, share: f64) -> f64 {
    let height_px = place(world, PARALLEL).height_px;
    (TOP_PX + share * (height_px - TOP_PX - BOTTOM_PX)) / height_px
}

fn url_with(world: &World, part: &str) -> Option<String> {
    let url = world.browser.url().ok()?;
    url.contains(part).then_some(url)
}

#[test]
fn path_is_read_at_the_pointer_on_a_logarithmic_axis() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        let x_share = SIDE_PX / place(world, PARALLEL).width_px;
        // 0.01 is half way from 0.001 to 0.1.
        let reading = reading_at(world, PARALLEL, x_share, axis_share(world, 0.5));
        assert_eq!(reading, "beta lr 0.01 optimizer sgd accuracy 0.5");
        let figure = card(world, PARALLEL);
        let sentence = description(&figure);
        assert!(
            sentence.contains("lr 0.001 to 0.1, optimizer adam or sgd"),
            "{sentence}"
        );
        assert!(sentence.ends_with("3 of 3 experiments"), "{sentence}");
        Ok(())
    });
}

#[test]
fn keys_go_through_the_experiments_and_escape_leaves() {
    in_browser(|world| {
        log_three(world)?;
        world.open(&format!("{ALL}&across=accuracy&up=lr"))?;
        for (chart, names) in [
            (PARALLEL, ["alpha", "beta", "gamma"]),
            (SCATTER, ["beta", "gamma", "alpha"]),
        ] {
            picture(world, chart).focus()?;
            let expect = |name: &str, number: usize| {
                eventually(&format!("{name} to be spoken"), || {
                    let text = spoken(&card(world, chart));
                    let is_read =
                        text.starts_with(name) && text.ends_with(&format!("{number} of 3"));
                    is_read.then_some(())
                });
            };
            world.browser.press(Key::HOME)?;
            expect(names[0], 1);
            world.browser.press(Key::ARROW_RIGHT)?;
            expect(names[1], 2);
            assert!(tooltip(world, chart).is_some_and(|text| text.starts_with(names[1])));
            world.browser.press(Key::END)?;
            expect(names[2], 3);
            world.browser.press(Key::ESCAPE)?;
            eventually_eq(&String::new(), || spoken(&card(world, chart)));
        }
        Ok(())
    });
}

#[test]
fn text_is_brushed_by_what_it_is_and_the_data_is_a_table() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        let rect = place(world, PARALLEL);
        // The second of three axes; `adam` is at its foot.
        let at = |share: f64| rect.at(0.5, axis_share(world, share));
        world.browser.drag(at(1.0), at(0.8))?;
        eventually("the brush in the address", || {
            url_with(world, "keep.optimizer=adam")
        });
        let kept = || description(&card(world, PARALLEL));
        eventually("two experiments", || {
            kept().ends_with("2 of 3 experiments").then_some(())
        });
        // The eye of what a brush leaves out was pressed, and did nothing.
        let hide = world.find("button", "Hide beta");
        assert_eq!(hide.attribute("aria-pressed")?.as_deref(), Some("false"));
        world.browser.back()?;
        eventually("three experiments", || {
            kept().ends_with("3 of 3 experiments").then_some(())
        });
        let button = eventually("the button", || {
            let buttons = card(world, PARALLEL).find_all("button", "Show data").ok()?;
            buttons.into_iter().next()
        });
        button.click()?;
        let table = eventually("the table", || {
            let tables = world.browser.find_all("table", PARALLEL).ok()?;
            tables.into_iter().next()
        });
        let second = rows(&table).into_iter().nth(2);
        let expected = ["beta", "0.01", "sgd", "0.5"].map(str::to_owned);
        assert_eq!(second.as_deref(), Some(expected.as_slice()));
        Ok(())
    });
}

#[test]
fn axes_are_chosen_and_stay_after_a_reload() {
    in_browser(|world| {
        for idx in 0..2 {
            let parameters = (0..14).map(|number| (format!("p{number:02}"), json!(number + idx)));
            let parameters: serde_json::Map<String, Value> = parameters.collect();
            let more = json!({"parameters": parameters});
            let name = format!("run{idx}");
            let experiment = world.logger().experiment_with("wide", &name, more)?;
            experiment.log("accuracy", "VALUE", &json!(idx))?;
        }
        world.open("/projects/wide/compare?experiments=run0,run1&relations=on")?;
        world.find("button", "12 of 15 axes").click()?;
        world.find("checkbox", "p13").click()?;
        world.find("checkbox", "p00").click()?;
        eventually("the axes in the address", || {
            url_with(world, "axes=p01,").filter(|url| url.contains(",p13"))
        });
        world.find("button", "Done").click()?;
        world.browser.reload()?;
        world.find("button", "12 of 15 axes");
        let sentence = description(&card(world, PARALLEL));
        assert!(sentence.contains("p13 13 to 14; "), "{sentence}");
        assert!(!sentence.contains("p00"), "{sentence}");
        Ok(())
    });
}
