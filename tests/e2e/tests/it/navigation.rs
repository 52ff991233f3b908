//! From page to page, tabs, filter, shortcuts, theme.

use runboard_e2e::browser::ColorScheme;
use runboard_e2e::keys::Key;
use runboard_e2e::{World, eventually, eventually_eq, http, in_browser};
use serde_json::{Value, json};

use crate::charts::card;

/// The names of the cards, in order.
fn cards(world: &World) -> Vec<String> {
    let figures = world.browser.find_role("figure").unwrap_or_default();
    figures.into_iter().map(|figure| figure.name).collect()
}

fn open_grouped(world: &World) -> anyhow::Result<()> {
    let experiment = world.logger().experiment("grouped", "exp2")?;
    for name in ["train/loss", "train/accuracy", "val/loss", "lr"] {
        experiment.log(name, "LINE", &json!([1.0, 2.0]))?;
    }
    world.open(&experiment.path)?;
    eventually_eq(&4, || cards(world).len());
    Ok(())
}

#[test]
fn project_leads_to_its_experiments_and_they_to_their_dashboards() {
    in_browser(|world| {
        let experiment = world
            .logger()
            .experiment("helmet detection", "exp/2 (best)")?;
        experiment.log("loss", "LINE", &json!([1.0, 2.0]))?;
        world.open("/")?;
        let follow = |world: &World, name: &str| {
            let link = eventually(name, || {
                let links = world.browser.find_role("link").ok()?;
                links.into_iter().find(|link| link.name.contains(name))
            });
            link.click()
        };
        follow(world, "helmet detection")?;
        eventually("the project's address", || {
            world
                .browser
                .url()
                .ok()?
                .contains("/projects/helmet%20detection")
                .then_some(())
        });
        follow(world, "exp/2 (best)")?;
        card(world, "loss");
        let url = world.browser.url()?;
        assert!(
            url.ends_with(&experiment.path) || url.contains("exp%2F2"),
            "{url}"
        );
        world.browser.reload()?;
        card(world, "loss");
        assert!(world.browser.title()?.contains("exp/2 (best)"));
        world.find("checkbox", "exp/2 (best)");
        Ok(())
    });
}

#[test]
fn tabs_show_their_logs_and_stay_in_the_address() {
    in_browser(|world| {
        open_grouped(world)?;
        assert_eq!(
            cards(world),
            ["train/loss", "train/accuracy", "val/loss", "lr"]
        );
        world.find("tab", "All (4)");
        world.find("tab", "train (2)").click()?;
        eventually_eq(
            &vec!["train/loss".to_owned(), "train/accuracy".to_owned()],
            || cards(world),
        );
        assert_eq!(
            world
                .find("tab", "train (2)")
                .attribute("aria-selected")?
                .as_deref(),
            Some("true")
        );
        world.browser.reload()?;
        eventually_eq(&2, || cards(world).len());
        world.browser.back()?;
        eventually_eq(&4, || cards(world).len());
        Ok(())
    });
}

#[test]
fn brackets_change_the_tab_and_slash_focuses_the_filter() {
    in_browser(|world| {
        open_grouped(world)?;
        world.browser.type_text("]")?;
        eventually_eq(&2, || cards(world).len());
        world.browser.type_text("[")?;
        eventually_eq(&4, || cards(world).len());
        world.browser.type_text("/")?;
        let field = world.find("searchbox", "Filter logs");
        assert!(field.is_focused()?);
        world.browser.type_text("loss")?;
        eventually_eq(
            &vec!["train/loss".to_owned(), "val/loss".to_owned()],
            || cards(world),
        );
        world.browser.reload()?;
        eventually_eq(
            &vec!["train/loss".to_owned(), "val/loss".to_owned()],
            || cards(world),
        );
        Ok(())
    });
}

#[test]
fn filter_takes_a_pattern() {
    in_browser(|world| {
        open_grouped(world)?;
        world.browser.type_text("/")?;
        world.browser.type_text("/^(train|lr)/")?;
        eventually_eq(&3, || cards(world).len());
        Ok(())
    });
}

/// The keys of the page acted behind the list, and Escape left full size along with it.
#[test]
fn question_mark_lists_the_shortcuts_and_keeps_its_keys() {
    in_browser(|world| {
        open_grouped(world)?;
        let n_size_buttons = || {
            world
                .browser
                .find_all("button", "Full size")
                .map(|all| all.len())
        };
        let size_button = eventually("the tools of the card", || {
            let buttons = card(world, "lr").find_all("button", "Full size").ok()?;
            buttons.into_iter().next()
        });
        size_button.click()?;
        // What is behind the card is out of reach.
        eventually_eq(&1, || n_size_buttons().unwrap_or_default());
        world.browser.type_text("?")?;
        let dialog = world.find("dialog", "Keyboard shortcuts");
        assert!(dialog.text()?.to_lowercase().contains("filter"));
        world.browser.type_text("t")?;
        world.browser.press(Key::ESCAPE)?;
        world.find_none("dialog", "Keyboard shortcuts");
        assert_eq!(n_size_buttons()?, 1);
        world.browser.press(Key::ESCAPE)?;
        eventually_eq(&4, || n_size_buttons().unwrap_or_default());
        world.find("button", "Theme: system");
        Ok(())
    });
}

#[test]
fn theme_follows_the_system_until_chosen_and_is_kept() {
    in_browser(|world| {
        open_grouped(world)?;
        let background = |world: &World| {
            let colour = world.browser.script(
                "return getComputedStyle(document.documentElement).backgroundColor",
                vec![],
            );
            colour
                .ok()
                .and_then(|colour| colour.as_str().map(str::to_owned))
                .unwrap_or_default()
        };
        world.browser.prefer(ColorScheme::Light)?;
        eventually("the system's theme", || {
            world
                .browser
                .find_all("button", "Theme: system")
                .ok()?
                .into_iter()
                .next()
        });
        let light = background(world);
        world.browser.prefer(ColorScheme::Dark)?;
        let dark = eventually("another colour", || {
            Some(background(world)).filter(|now| *now != light)
        });
        world.browser.prefer(ColorScheme::Light)?;
        eventually_eq(&light, || background(world));
        // The key goes round the themes: system, light, dark.
        world.browser.type_text("t")?;
        world.find("button", "Theme: light");
        world.browser.type_text("t")?;
        world.find("button", "Theme: dark");
        eventually_eq(&dark, || background(world));
        world.browser.reload()?;
        world.find("button", "Theme: dark");
        eventually_eq(&dark, || background(world));
        Ok(())
    });
}

#[test]
fn focus_stays_on_a_project_while_what_is_said_of_it_changes() {
    in_browser(|world| {
        world.logger().experiment("focused project", "first")?;
        world.open("/")?;
        let link = || world.find("link", "focused project");
        link().focus()?;
        world.logger().experiment("focused project", "second")?;
        eventually("two experiments", || {
            let text = "return document.querySelector('main').innerText";
            let text = world.browser.script(text, vec![]).ok()?;
            text.as_str()?.contains("2 experiments").then_some(())
        });
        assert!(link().is_focused()?);
        Ok(())
    });
}

/// What was done one after the other ended with the page: the answer to the first change found no table any more,
/// the page broke, and the others were never asked for.
#[test]
fn changes_go_on_when_the_person_has_left_the_table() {
    in_browser(|world| {
        for name in ["alpha", "beta", "gamma"] {
            world.logger().experiment("table", name)?;
        }
        world.open("/projects/table")?;
        let hold_first_change = "const fetched = window.fetch.bind(window);
            window.fetch = request => {
                if (request.method !== 'PATCH' || window.letGo) return fetched(request);
                return new Promise(go => { window.letGo = go; }).then(() => fetched(request));
            };";
        world.browser.script(hold_first_change, vec![])?;
        world.find("checkbox", "Select alpha").click()?;
        world.find("checkbox", "Select beta").click()?;
        world.find("checkbox", "Select gamma").click()?;
        world.find("button", "Archive").click()?;
        eventually("the first change", || {
            let is_held = world.browser.script("return !!window.letGo", vec![]).ok()?;
            (is_held == true).then_some(())
        });
        world.find("link", "Runboard").click()?;
        world.find("heading", "Projects");
        world.browser.script("window.letGo()", vec![])?;
        let list = world.server.url("/api/v1/projects/table/experiments");
        eventually_eq(&3, || {
            let answer = http::get(&http::agent(), &list).ok();
            let items = answer.and_then(|it| it.body.get("items")?.as_array().cloned());
            let is_archived = |it: &&Value| it.get("archived") == Some(&Value::Bool(true));
            items.unwrap_or_default().iter().filter(is_archived).count()
        });
        Ok(())
    });
}

/// The head of the page asks before the program is there; where the two do not write an address alike, everything
/// is asked for twice.
#[test]
fn what_a_page_shows_first_is_asked_for_once() {
    in_browser(|world| {
        let (project, name) = ("a/b ü@x 'it' (50%)*!", "#1? & <b>\\ 🎉");
        let experiment = world.logger().experiment(project, name)?;
        experiment.log("loss", "LINE", &json!([1.0, 2.0]))?;
        let (table, segment) = experiment
            .path
            .split_once("/experiments/")
            .unwrap_or_default();
        let pages = [
            (experiment.path.clone(), "/dashboards/"),
            (table.to_owned(), "/experiments?form=columns"),
            (
                format!("{table}/compare?experiments={segment}"),
                "/experiments?form=columns",
            ),
        ];
        for (page, request) in pages {
            world.open(&page)?;
            eventually("the page shows the experiment", || {
                let text = world
                    .browser
                    .script("return document.body.innerText", vec![]);
                let text = text.ok()?;
                let text = text.as_str()?;
                let is_it = text.contains(name) && !text.contains("Missing in this project");
                is_it.then_some(())
            });
            let asked = world.browser.script(
                "return performance.getEntriesByType('resource').map(it => it.name)
                    .filter(it => it.includes(arguments[0]))",
                vec![json!(request)],
            )?;
            assert_eq!(asked.as_array().map(Vec::len), Some(1), "{page}: {asked}");
            // The head left it, and the program took it.
            let taken = world.browser.script(
                "return 'runboardFirst' in window && window.runboardFirst === undefined",
                vec![],
            )?;
            assert_eq!(taken, json!(true), "{page}");
        }
        Ok(())
    });
}

/// The head asked for a dashboard, for the table and for all experiments where there is no page.
#[test]
fn no_page_asks_for_nothing() {
    in_browser(|world| {
        world.logger().experiment("p", "e")?;
        for path in [
            "/projects/p/experiments/e/x",
            "/projects/p/compare/x",
            "/projects//p",
        ] {
            world.open(path)?;
            world.find("heading", "There is no page here");
            let asked = world
                .browser
                .script("return 'runboardFirst' in window", vec![])?;
            assert_eq!(asked, json!(false), "{path}");
        }
        Ok(())
    });
}
