//! The page on a telephone, and under a finger.

use runboard_e2e::keys::Key;
use runboard_e2e::{Viewport, World, eventually, in_browser, in_browser_with};
use serde_json::json;

use crate::charts::{card, number_after, picture, place, steps_shown, tooltip};

fn log_all(world: &World) -> anyhow::Result<String> {
    let experiment = world.logger().experiment(
        "a project with quite a long name",
        "and-a-long-experiment-name-too",
    )?;
    for idx in 0..6 {
        experiment.log(&format!("value {idx}"), "VALUE", &json!(idx))?;
    }
    experiment.log(
        "train/a/rather/long/name/of/a/log",
        "LINE",
        &json!(vec![0.5; 40]),
    )?;
    experiment.log(
        "table",
        "TABLE",
        &json!({"a long column name": [1], "another long one": ["text"]}),
    )?;
    Ok(experiment.path)
}

#[test]
fn nothing_is_wider_than_a_telephone() {
    in_browser_with(Viewport::PHONE, |world| {
        let path = log_all(world)?;
        let project = path
            .split("/experiments/")
            .next()
            .unwrap_or_default()
            .to_owned();
        for path in [&path, &project, "/"] {
            world.open(path)?;
            eventually("the page", || {
                let text = world
                    .browser
                    .script("return document.body.innerText.length", vec![])
                    .ok()?;
                (text.as_u64()? > 40).then_some(())
            });
            let width = world
                .browser
                .script("return document.documentElement.scrollWidth", vec![])?;
            assert!(width.as_u64() <= Some(390), "{path} is {width} wide");
        }
        Ok(())
    });
}

/// What a heatmap speaks stood beyond the row of panes that scrolls: the compare page was as wide as all heatmaps together.
#[test]
fn no_page_scrolls_sideways() {
    in_browser_with(Viewport::PHONE, |world| {
        let logger = world.logger();
        let names: Vec<String> = (0..4).map(|idx| format!("experiment-{idx}")).collect();
        for name in &names {
            let experiment =
                logger.experiment_with("wide", name, json!({"parameters": {"name": name}}))?;
            let gap = json!({"x": ["p", "q"], "y": ["r", "s"], "values": [[1, "NaN"], [2.5, -2]]});
            experiment.log("heatmap", "HEATMAP", &gap)?;
            experiment.log("loss", "LINE", &json!([0.5, 0.25]))?;
        }
        let dashboard = format!("/projects/wide/experiments/{}", names[0]);
        let compare = format!("/projects/wide/compare?experiments={}", names.join(","));
        for (path, log) in [
            (dashboard.as_str(), Some("heatmap")),
            (compare.as_str(), Some("heatmap")),
            ("/projects/wide", None),
        ] {
            world.open(path)?;
            match log {
                Some(log) => drop(picture(world, log)),
                None => drop(world.find("checkbox", "Select experiment-3")),
            }
            let wide = world
                .browser
                .script("return document.documentElement.scrollWidth", vec![])?;
            assert!(wide.as_u64() <= Some(390), "{path} is {wide} wide");
        }
        Ok(())
    });
}

#[test]
fn finger_moves_the_crosshair() {
    in_browser_with(Viewport::PHONE, |world| {
        let path = log_all(world)?;
        world.browser.use_touch()?;
        world.open(&path)?;
        let log = "train/a/rather/long/name/of/a/log";
        card(world, log);
        world.browser.tap(place(world, log).at(0.6, 0.5))?;
        let reading = eventually("a tooltip", || tooltip(world, log));
        assert_eq!(number_after(&reading, log)?, 0.5, "{reading}");
        Ok(())
    });
}

#[test]
fn two_fingers_zoom_a_chart() {
    in_browser_with(Viewport::PHONE, |world| {
        let path = log_all(world)?;
        world.browser.use_touch()?;
        world.open(&path)?;
        let log = "train/a/rather/long/name/of/a/log";
        let steps = || steps_shown(&card(world, log)).ok();
        eventually("all steps", || (steps()? == (0.0, 39.0)).then_some(()));
        let rect = place(world, log);
        let apart = |from: f64, to: f64| (rect.at(from, 0.5), rect.at(to, 0.5));
        world
            .browser
            .two_finger_drag(apart(0.45, 0.25), apart(0.6, 0.8))?;
        eventually("fewer steps", || {
            let (first, last) = steps()?;
            (first > 0.0 && last < 39.0).then_some(())
        });
        world.find("button", "Reset zoom").click()?;
        eventually("all steps again", || {
            (steps()? == (0.0, 39.0)).then_some(())
        });
        Ok(())
    });
}

/// Opens a dashboard, and the drawer over it.
fn open_drawer(world: &World) -> anyhow::Result<()> {
    let path = log_all(world)?;
    world.open(&path)?;
    world.find("button", "Experiments").click()?;
    world.find("checkbox", "and-a-long-experiment-name-too");
    Ok(())
}

#[test]
fn escape_puts_the_drawer_away() {
    in_browser_with(Viewport::PHONE, |world| {
        open_drawer(world)?;
        let button = || world.find("button", "Experiments");
        eventually("the focus in the drawer", || {
            let focused = "return document.activeElement.tagName";
            (world.browser.script(focused, vec![]).ok()? == "ASIDE").then_some(())
        });
        world.browser.press(Key::ESCAPE)?;
        eventually("the drawer away, and the focus on its button", || {
            let is_folded = button().attribute("aria-expanded").ok()?? == "false";
            (is_folded && button().is_focused().ok()?).then_some(())
        });
        Ok(())
    });
}

/// The page behind the open drawer could be walked through by keyboard, unseen.
#[test]
fn behind_the_drawer_nothing_can_be_reached() {
    in_browser_with(Viewport::PHONE, |world| {
        open_drawer(world)?;
        let button = || world.find("button", "Experiments");
        for n_steps in 0..12 {
            let outside = "return ['header', 'main'].some(name => \
                document.querySelector(name).contains(document.activeElement))";
            let is_outside = world.browser.script(outside, vec![])?;
            assert_eq!(is_outside, false, "after {n_steps} steps");
            world.browser.press(Key::TAB)?;
        }
        // A tap beside the drawer, be it on the header, puts it away.
        world.browser.use_touch()?;
        world.browser.tap((370.0, 20.0))?;
        eventually("the drawer away, and the focus on its button", || {
            let is_folded = button().attribute("aria-expanded").ok()?? == "false";
            (is_folded && button().is_focused().ok()?).then_some(())
        });
        Ok(())
    });
}

/// Sixty experiments of a sweep were all `sweep-resnet50-ima…` in the sidebar.
#[test]
fn a_long_name_shows_its_end_and_is_found_by_the_whole_of_it() {
    in_browser(|world| {
        let name = "sweep-resnet50-imagenet-learning-rate-trial-003";
        let experiment = world.logger().experiment("sweep", name)?;
        experiment.log("loss", "VALUE", &json!(0.5))?;
        world.open(&format!("/projects/sweep/compare?experiments={name}"))?;
        let shown = "function() {
            const [start, end] = this.children;
            const room = this.getBoundingClientRect();
            return !!end && end.textContent === 'trial-003' && start.scrollWidth > start.clientWidth
                && end.getBoundingClientRect().right <= room.right + 1;
        }";
        eventually("the name in the sidebar, cut in its middle", || {
            let links = world.browser.find_all("link", name).ok()?;
            let cut = links
                .iter()
                .find(|link| link.call(shown).is_ok_and(|is| is == true))?;
            (cut.text().ok()? == name).then_some(())
        });
        Ok(())
    });
}
