//! The palette, by keyboard alone: experiments, logs, tabs and actions in a few letters.

use runboard_e2e::keys::Key;
use runboard_e2e::{Found, World, eventually, eventually_eq, in_browser};
use serde_json::json;

/// Two experiments with more logs than a window shows.
fn log_two(world: &World) -> anyhow::Result<()> {
    let logger = world.logger();
    for name in ["adam-large", "sgd-small"] {
        let experiment = logger.experiment("found", name)?;
        for number in 0..12 {
            experiment.log(&format!("train/metric{number}"), "LINE", &json!([1, 2, 3]))?;
        }
        experiment.log("val/loss", "LINE", &json!([3, 2, 1]))?;
    }
    Ok(())
}

/// Opens the palette by its keys.
#[track_caller]
fn open(world: &World) -> Found<'_> {
    world
        .browser
        .press_with(Key::CONTROL, Key::LETTER_K)
        .unwrap();
    let field = world.find("combobox", "Find experiments, logs, tabs and actions");
    eventually("the field has the focus", || {
        field.is_focused().ok()?.then_some(())
    });
    field
}

/// The option that Enter would choose, as soon as it has this text in it.
#[track_caller]
fn chosen(world: &World, text: &str) {
    eventually(&format!("the option {text}"), || {
        let options = world.browser.find_role("option").ok()?;
        let is_chosen = |option: &&Found<'_>| {
            option.attribute("aria-selected").ok().flatten().as_deref() == Some("true")
        };
        let chosen = options.iter().find(is_chosen)?.text().ok()?;
        chosen.contains(text).then_some(())
    });
}

#[track_caller]
fn closed(world: &World) {
    world.find_none("dialog", "Command palette");
}

fn path(world: &World) -> String {
    let url = world.browser.url().unwrap_or_default();
    let path = url.split('?').next().unwrap_or_default();
    path.splitn(4, '/').nth(3).unwrap_or_default().to_owned()
}

#[test]
fn palette_leads_to_an_experiment() {
    in_browser(|world| {
        log_two(world)?;
        world.open("/projects/found/experiments/adam-large")?;
        world.find("figure", "val/loss");
        open(world);
        world.browser.type_text("sgsm")?;
        chosen(world, "sgd-small");
        world.browser.press(Key::ENTER)?;
        closed(world);
        eventually_eq(&"projects/found/experiments/sgd-small".to_owned(), || {
            path(world)
        });
        world.find("heading", "sgd-small");
        world.browser.back()?;
        eventually_eq(&"projects/found/experiments/adam-large".to_owned(), || {
            path(world)
        });
        Ok(())
    });
}

#[test]
fn palette_scrolls_to_a_log_and_gives_it_the_focus() {
    in_browser(|world| {
        log_two(world)?;
        // Neither the tab nor the filter may hide what was asked for.
        world.open(
            "/projects/found/compare?experiments=adam-large,sgd-small&tab=train&filter=metric1",
        )?;
        world.find("figure", "train/metric1");
        open(world);
        world.browser.type_text("loss")?;
        chosen(world, "val/loss");
        world.browser.press(Key::ENTER)?;
        closed(world);
        let card = world.find("figure", "val/loss");
        eventually("the card has the focus", || {
            card.is_focused().ok()?.then_some(())
        });
        eventually("the card is on the screen", || {
            let seen = "function() {
                const {top, bottom} = this.getBoundingClientRect();
                return top > 40 && bottom < innerHeight;
            }";
            (card.call(seen).ok()? == true).then_some(())
        });
        let url = world.browser.url()?;
        assert!(!url.contains("tab=") && !url.contains("filter="), "{url}");
        Ok(())
    });
}

#[test]
fn palette_acts_and_chooses_tabs() {
    in_browser(|world| {
        log_two(world)?;
        world.open("/projects/found/compare?experiments=adam-large,sgd-small")?;
        world.find("figure", "val/loss");
        open(world);
        world.browser.type_text("theme dark")?;
        chosen(world, "Theme: dark");
        world.browser.press(Key::ENTER)?;
        closed(world);
        world.find("button", "Theme: dark");
        open(world);
        world.browser.type_text("base sgd")?;
        chosen(world, "Baseline: sgd-small");
        world.browser.press(Key::ENTER)?;
        eventually("a baseline in the address", || {
            world
                .browser
                .url()
                .ok()?
                .contains("baseline=sgd-small")
                .then_some(())
        });
        // The tab of the name, not one of the logs below it.
        open(world);
        world.browser.type_text("train")?;
        chosen(world, "12 logs");
        world.browser.press(Key::ENTER)?;
        eventually("the tab is in the address", || {
            world
                .browser
                .url()
                .ok()?
                .contains("tab=train")
                .then_some(())
        });
        Ok(())
    });
}

#[test]
fn palette_closes_and_gives_the_focus_back() {
    in_browser(|world| {
        log_two(world)?;
        world.open("/projects/found")?;
        let filter = world.find("combobox", "Filter experiments");
        filter.focus()?;
        let field = open(world);
        world.browser.type_text("qzxqzx")?;
        eventually("nothing is found", || {
            let options = world.browser.find_role("option").ok()?;
            options.is_empty().then_some(())
        });
        assert_eq!(field.property("value")?, "qzxqzx");
        world.browser.press(Key::ESCAPE)?;
        closed(world);
        eventually("the focus is back", || {
            filter.is_focused().ok()?.then_some(())
        });
        // By mouse as well.
        world.find("button", "Command palette").click()?;
        world.find("dialog", "Command palette");
        eventually("experiments are offered", || {
            let options = world.browser.find_role("option").ok()?;
            let texts = options.iter().filter_map(|option| option.text().ok());
            texts
                .filter(|text| text.contains("adam-large"))
                .count()
                .eq(&1)
                .then_some(())
        });
        Ok(())
    });
}

#[test]
fn palette_opens_from_a_menu_and_leads_to_a_value() {
    in_browser(|world| {
        log_two(world)?;
        let experiment = world.logger().experiment("found", "third")?;
        experiment.log("val/loss", "LINE", &json!([3, 2, 1]))?;
        experiment.log("best score", "VALUE", &json!(0.75))?;
        world.open("/projects/found/experiments/third")?;
        let card = world.find("figure", "val/loss");
        card.find_all("button", "More")?.remove(0).click()?;
        world.find("menu", "More");
        let field = open(world);
        // A heading is no option, and takes nothing away from the field.
        let heading = "function() {
            const list = document.getElementById(this.getAttribute('aria-controls'));
            const {x, y, width, height} = list.firstElementChild.getBoundingClientRect();
            return [x + width / 2, y + height / 2];
        }";
        let at = eventually("a heading", || field.call(heading).ok());
        let px = |idx: usize| at[idx].as_f64().unwrap();
        world.browser.click_at(px(0), px(1))?;
        assert!(field.is_focused()?);
        world.browser.type_text("best")?;
        chosen(world, "best score");
        world.browser.press(Key::ENTER)?;
        closed(world);
        let focused = "function() { return document.activeElement.textContent; }";
        let card = world.find("figure", "val/loss");
        eventually_eq(&Some(json!("best score0.75")), || card.call(focused).ok());
        Ok(())
    });
}
