//! What is pointed at, kept and brushed on the compare page, and that links and the history hold it.

use anyhow::Context as _;
use runboard_e2e::keys::Key;
use runboard_e2e::{Found, World, eventually, eventually_eq, in_browser};
use serde_json::{Value, json};

use crate::charts::{card, description, number_after, one_line, picture, place};

/// Three experiments with two flat lines each, and a number that tells them apart.
fn log_three(world: &World) -> anyhow::Result<()> {
    let logger = world.logger();
    for (name, rate, level) in [("alpha", 0.1, 0.2), ("beta", 0.2, 0.5), ("gamma", 0.3, 0.8)] {
        let more = json!({"parameters": {"lr": rate}});
        let experiment = logger.experiment_with("linked", name, more)?;
        experiment.log("loss", "LINE", &json!(vec![level; 21]))?;
        experiment.log("other", "LINE", &json!(vec![1.0 - level; 21]))?;
        experiment.log("accuracy", "VALUE", &json!(level))?;
    }
    Ok(())
}

const ALL: &str = "/projects/linked/compare?experiments=alpha,beta,gamma";

/// The row of an experiment in the sidebar.
fn row<'a>(world: &'a World, name: &str) -> Option<Found<'a>> {
    let list = world.browser.find_all("region", "Experiments").ok()?;
    let rows = list.first()?.find_role("listitem").ok()?;
    rows.into_iter()
        .find(|row| row.text().is_ok_and(|text| text.trim() == name))
}

/// Whether the row of an experiment stands out.
fn is_lit(world: &World, name: &str) -> Option<bool> {
    let weight = row(world, name)?.style("font-weight").ok()?;
    Some(weight == "600")
}

/// Whether the data of a chart has stepped back behind what is raised.
fn is_faded(figure: &Found<'_>) -> Option<bool> {
    let faded = figure.call(
        "function() {
            return [...this.querySelectorAll('canvas')].some(it => getComputedStyle(it).opacity < 0.9);
        }",
    );
    faded.ok()?.as_bool()
}

/// The dialog of the reading that is kept, in one line.
fn kept(world: &World) -> Option<String> {
    let dialogs = world.browser.find_role("dialog").ok()?;
    let text = dialogs.first()?.text().ok()?;
    Some(one_line(&text))
}

fn click_line(world: &World, log: &str, y_share: f64) -> anyhow::Result<()> {
    let (x_px, y_px) = place(world, log).at(0.5, y_share);
    world.browser.click_at(x_px, y_px)
}

/// The share of the picture's height at which a value of a chart of 0.2 to 0.8 is drawn.
fn share_of(world: &World, log: &str, value: f64) -> f64 {
    let height_px = place(world, log).height_px;
    // 10 pixels are free above the plot area and 36 below it, and a twentieth of the values on either side.
    let share_of_plot = 1.0 - (value - 0.17) / 0.66;
    (10.0 + (height_px - 46.0) * share_of_plot) / height_px
}

#[test]
fn pointing_at_a_line_lights_its_experiment_everywhere() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        picture(world, "other");
        let rect = place(world, "loss");
        let share = share_of(world, "loss", 0.5);
        let (x_px, y_px) = rect.at(0.5, share);
        world.browser.hover_at(x_px, y_px)?;
        eventually("beta lit in the sidebar", || {
            is_lit(world, "beta")?.then_some(())
        });
        assert_eq!(is_lit(world, "alpha"), Some(false));
        eventually("the other lines of the other chart behind", || {
            is_faded(&card(world, "other"))?.then_some(())
        });
        // From the sidebar it is the same the other way.
        let (x_px, y_px) = row(world, "gamma").unwrap().rect()?.at(0.5, 0.5);
        world.browser.hover_at(x_px, y_px)?;
        eventually("gamma lit", || is_lit(world, "gamma")?.then_some(()));
        assert_eq!(is_lit(world, "beta"), Some(false));
        eventually("both charts raise it", || {
            (is_faded(&card(world, "loss"))? && is_faded(&card(world, "other"))?).then_some(())
        });
        let (x_px, y_px) = world
            .find("heading", "Compare 3 experiments")
            .rect()?
            .at(0.9, 0.5);
        world.browser.hover_at(x_px, y_px)?;
        eventually("nothing lit", || {
            (!is_lit(world, "gamma")? && !is_faded(&card(world, "loss"))?).then_some(())
        });
        Ok(())
    });
}

#[test]
fn focus_in_the_sidebar_and_in_a_legend_lights_too() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        picture(world, "loss");
        world.find("checkbox", "alpha").focus()?;
        eventually("alpha raised", || {
            is_faded(&card(world, "loss"))?.then_some(())
        });
        card(world, "loss").find_all("button", "gamma")?[0].focus()?;
        eventually("gamma lit", || is_lit(world, "gamma")?.then_some(()));
        assert_eq!(is_lit(world, "alpha"), Some(false));
        Ok(())
    });
}

#[test]
fn a_name_that_is_clicked_leads_to_its_dashboard() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        picture(world, "loss");
        // Each has the focus while the page goes away: the name above the cards, and in the sidebar.
        for idx in 0..2 {
            let links = world.browser.find_all("link", "beta")?;
            links.get(idx).context("no such link")?.click()?;
            eventually("the dashboard", || {
                let url = world.browser.url().ok()?;
                url.ends_with("/experiments/beta").then_some(())
            });
            picture(world, "loss");
            world.browser.back()?;
            picture(world, "loss");
        }
        Ok(())
    });
}

#[test]
fn kept_reading_is_in_the_address_and_in_the_history() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        click_line(world, "loss", share_of(world, "loss", 0.5))?;
        let text = eventually("the kept reading", || kept(world));
        assert_eq!(number_after(&text, "gamma")?, 0.8, "{text}");
        assert!(text.contains("Baseline beta"), "{text}");
        let url = world.browser.url()?;
        let step = number_after(&text, "step")?;
        assert!(url.contains(&format!("view.loss=pin:{step},beta")), "{url}");
        world.browser.reload()?;
        eventually_eq(&Some(text.clone()), || kept(world));
        world.browser.back()?;
        eventually_eq(&None, || kept(world));
        world.browser.script("history.forward()", Vec::new())?;
        eventually_eq(&Some(text), || kept(world));
        // What is done to the line is one entry, and gives the reading up.
        world.find("button", "Show only beta").click()?;
        eventually("one line", || {
            description(&card(world, "loss"))
                .starts_with("Line chart, 1 line")
                .then_some(())
        });
        assert_eq!(kept(world), None);
        world.browser.back()?;
        eventually("three lines, and the reading", || {
            kept(world)?;
            description(&card(world, "loss"))
                .starts_with("Line chart, 3 lines")
                .then_some(())
        });
        Ok(())
    });
}

/// Its `Hide` was still there after the line had been hidden otherwise, and showed it again.
#[test]
fn kept_reading_offers_nothing_for_a_line_that_is_hidden() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        click_line(world, "loss", share_of(world, "loss", 0.5))?;
        eventually("what can be done", || {
            kept(world)?.contains("Hide beta").then_some(())
        });
        let hide = "document.querySelector('ul[aria-label=\"Compared experiments\"] \
                    button[aria-label=\"Hide beta\"]').click()";
        world.browser.script(hide, Vec::new())?;
        eventually("the others, and nothing to be done", || {
            let text = kept(world)?;
            (text.contains("gamma") && !text.contains("beta")).then_some(())
        });
        Ok(())
    });
}

#[test]
fn reading_is_kept_by_keys_on_a_dashboard_and_escape_gives_it_up() {
    in_browser(|world| {
        let experiment = world.logger().experiment("linked", "one")?;
        let lines = json!({"up": [0.0, 1.0, 2.0], "down": [2.0, 1.0, 0.0]});
        experiment.log("lines", "LINE", &lines)?;
        world.open(&experiment.path)?;
        picture(world, "lines").focus()?;
        world.browser.press(Key::END)?;
        world.browser.press(Key::ENTER)?;
        let text = eventually("the kept reading", || kept(world));
        assert!(
            text.contains("step 2") && text.contains("Hide up"),
            "{text}"
        );
        let url = world.browser.url()?;
        assert!(url.contains("pin:2,up"), "{url}");
        eventually("the focus in it", || {
            let close = world.browser.find_all("button", "Close").ok()?;
            close.first()?.is_focused().ok()?.then_some(())
        });
        world.browser.press(Key::ESCAPE)?;
        eventually_eq(&None, || kept(world));
        eventually("the focus back in the chart", || {
            picture(world, "lines").is_focused().ok()?.then_some(())
        });
        Ok(())
    });
}

#[test]
fn card_of_a_link_opens_at_full_size() {
    in_browser(|world| {
        log_three(world)?;
        for path in [
            &format!("{ALL}&card=other"),
            "/projects/linked/experiments/alpha?card=other",
        ] {
            world.open(path)?;
            eventually("the card over the whole page", || {
                let figure = world.browser.find_all("figure", "other").ok()?;
                let rect = figure.first()?.rect().ok()?;
                (rect.width_px > 1300.0 && rect.height_px > 700.0).then_some(())
            });
            world.browser.press(Key::ESCAPE)?;
            eventually("the card in its place", || {
                let rect = card(world, "other").rect().ok()?;
                (rect.width_px < 1300.0).then_some(())
            });
            assert!(!world.browser.url()?.contains("card="));
        }
        Ok(())
    });
}

/// The names that the sidebar shows struck out.
fn left_out(world: &World) -> Vec<String> {
    let is_struck = |name: &&str| {
        let link = row(world, name)?.find_all("link", name).ok()?;
        let line = link.first()?.style("text-decoration-line").ok()?;
        Some(line == "line-through")
    };
    let names = ["alpha", "beta", "gamma"].into_iter();
    names
        .filter(|name| is_struck(name) == Some(true))
        .map(str::to_owned)
        .collect()
}

#[test]
fn brush_by_numbers_marks_the_sidebar_and_selects_in_the_table() {
    in_browser(|world| {
        log_three(world)?;
        world.open(&format!("{ALL}&relations=on"))?;
        let set = |name: &str, text: &str| -> anyhow::Result<()> {
            world.find("textbox", name).focus()?;
            world.browser.type_text(text)
        };
        set("from", "0.15")?;
        set("to", "0.35")?;
        world.browser.press(Key::ENTER)?;
        eventually("the brush in the address", || {
            world
                .browser
                .url()
                .ok()?
                .contains("brush.lr=0.15,0.35")
                .then_some(())
        });
        eventually_eq(&vec!["alpha".to_owned()], || left_out(world));
        let status = || {
            let all = world.browser.find_role("status").ok()?;
            let texts = all.iter().filter_map(|status| status.text().ok());
            texts
                .into_iter()
                .find(|text| text.contains("in the brushes"))
        };
        assert_eq!(status().map(|text| text.contains("2 of 3")), Some(true));
        world.find("link", "Select in the table").click()?;
        eventually("two selected rows", || {
            let links = world.browser.find_all("link", "Compare 2").ok()?;
            (links.len() == 1).then_some(())
        });
        world.browser.back()?;
        world.find("button", "Show only these").click()?;
        eventually("two experiments", || {
            let url = world.browser.url().ok()?;
            (url.contains("experiments=beta,gamma&") && !url.contains("brush")).then_some(())
        });
        Ok(())
    });
}

#[test]
fn rectangle_in_the_scatter_plot_is_one_entry_of_the_history() {
    in_browser(|world| {
        log_three(world)?;
        world.open(&format!("{ALL}&relations=on&across=lr&up=accuracy"))?;
        let rect = eventually("the scatter plot", || {
            let all = world.browser.find_all("image", "Scatter plot").ok()?;
            let rect = all.first()?.rect().ok()?;
            (rect.height_px > 200.0).then_some(rect)
        });
        // Lower left: only the least of both.
        world.browser.drag(rect.at(0.12, 0.95), rect.at(0.4, 0.5))?;
        eventually_eq(&vec!["beta".to_owned(), "gamma".to_owned()], || {
            left_out(world)
        });
        let url = world.browser.url()?;
        assert!(
            url.contains("brush.lr=") && url.contains("brush.accuracy="),
            "{url}"
        );
        world.browser.reload()?;
        eventually_eq(&vec!["beta".to_owned(), "gamma".to_owned()], || {
            left_out(world)
        });
        world.browser.back()?;
        eventually_eq(&Vec::<String>::new(), || left_out(world));
        Ok(())
    });
}

#[test]
fn slider_is_one_entry_of_the_history() {
    in_browser(|world| {
        log_three(world)?;
        world.open(ALL)?;
        picture(world, "loss");
        let before = world.browser.url()?;
        card(world, "loss").find_all("button", "Smoothing")?[0].click()?;
        let slider = eventually("the slider", || {
            card(world, "loss")
                .find_role("slider")
                .ok()?
                .into_iter()
                .next()
        });
        let rect = slider.rect()?;
        world.browser.drag(rect.at(0.05, 0.5), rect.at(0.8, 0.5))?;
        let smoothed = eventually("the smoothing in the address", || {
            let url = world.browser.url().ok()?;
            url.contains("smooth:").then_some(url)
        });
        world.browser.back()?;
        eventually_eq(&before, || world.browser.url().unwrap_or_default());
        world.browser.script("history.forward()", Vec::new())?;
        eventually_eq(&smoothed, || world.browser.url().unwrap_or_default());
        Ok(())
    });
}

#[test]
fn link_with_a_former_name_finds_the_experiment() {
    in_browser(|world| {
        log_three(world)?;
        let renamed = world.logger().experiment("linked", "old")?;
        renamed.log("loss", "LINE", &json!([0.4, 0.4]))?;
        renamed.rename("new")?;
        world.open("/projects/linked/compare?experiments=alpha,old&baseline=old&card=loss")?;
        eventually("the name of now in the address", || {
            let url = world.browser.url().ok()?;
            (url.contains("experiments=alpha,new&baseline=new") && !url.contains("old"))
                .then_some(())
        });
        eventually("two lines", || {
            description(&card(world, "loss"))
                .starts_with("Line chart, 2 lines")
                .then_some(())
        });
        let n_entries = world.browser.script("return history.length", Vec::new())?;
        assert!(
            n_entries.as_u64() <= Some(2),
            "the address is put right, not left: {n_entries}"
        );
        Ok(())
    });
}

#[test]
fn of_more_than_200_experiments_the_first_are_shown_and_the_page_says_so() {
    in_browser(|world| {
        let names: Vec<String> = (0..202).map(|number| format!("e{number}")).collect();
        for name in &names {
            world.logger().experiment("many", name)?;
        }
        world.open(&format!(
            "/projects/many/compare?experiments={}",
            names.join(",")
        ))?;
        world.find("heading", "Compare 200 experiments");
        eventually("the limit", || {
            let all = world.browser.find_role("status").ok()?;
            let texts = all.iter().filter_map(|status| status.text().ok());
            texts
                .into_iter()
                .find(|text| text.contains("At most 200") && text.contains("202"))
        });
        let selected: Vec<Value> = (0..202).map(Value::from).collect();
        let selected: Vec<String> = selected.iter().map(ToString::to_string).collect();
        world.open(&format!("/projects/many?selected={}", selected.join(",")))?;
        world.find("link", "Compare the first 200 of 202");
        Ok(())
    });
}
