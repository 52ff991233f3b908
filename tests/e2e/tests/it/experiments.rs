//! The table of a project's experiments: sorted, filtered, chosen, edited, and all of it in the address.

use runboard_e2e::keys::Key;
use runboard_e2e::{Found, World, eventually, eventually_eq, in_browser};
use serde_json::json;

const PROJECT: &str = "/projects/table";

/// Four experiments; `seed` is the same everywhere.
fn log_four(world: &World) -> anyhow::Result<()> {
    let logger = world.logger();
    for (name, lr, depth, loss, status) in [
        ("alpha", 0.1, 2, 0.5, "success"),
        ("beta", 0.01, 4, 0.25, "failed"),
        ("gamma", 0.1, 8, 0.75, "failed"),
        ("delta", 0.001, 4, 0.125, "success"),
    ] {
        let more = json!({"parameters": {"lr": lr, "depth": depth, "seed": 7}, "tags": [status]});
        let experiment = logger.experiment_with("table", name, more)?;
        experiment.log("loss", "LINE", &json!([1.0, loss]))?;
        experiment.log("score", "VALUE", &json!(1.0 - loss))?;
        experiment.set_status(status)?;
    }
    Ok(())
}

pub(crate) fn open_four(world: &World) -> anyhow::Result<()> {
    log_four(world)?;
    world.open(PROJECT)?;
    eventually_eq(&4, || names(world).len());
    Ok(())
}

/// The names of the rows, from the top, without what stands beside them.
fn names(world: &World) -> Vec<String> {
    let first_line = |text: String| text.lines().next().unwrap_or_default().to_owned();
    texts(world, "rowheader")
        .into_iter()
        .map(first_line)
        .collect()
}

pub(crate) fn texts(world: &World, role: &str) -> Vec<String> {
    let found = world.browser.find_all("table", "Experiments").ok();
    let found = found.and_then(|all| all.into_iter().next()?.find_role(role).ok());
    let found = found.unwrap_or_default();
    found
        .iter()
        .map(|it| it.text().unwrap_or_default())
        .collect()
}

/// The header of this column.
#[track_caller]
fn header<'a>(world: &'a World, name: &str) -> Found<'a> {
    eventually(&format!("the column {name}"), || {
        let table = world
            .browser
            .find_all("table", "Experiments")
            .ok()?
            .into_iter()
            .next()?;
        let mut headers = table.find_role("columnheader").ok()?;
        let place = headers
            .iter()
            .position(|it| it.text().is_ok_and(|text| text == name))?;
        Some(headers.swap_remove(place))
    })
}

#[track_caller]
pub(crate) fn header_button<'a>(world: &'a World, name: &str) -> Found<'a> {
    let mut buttons = header(world, name).find_role("button").unwrap_or_default();
    assert_eq!(buttons.len(), 1, "buttons of {name}");
    buttons.swap_remove(0)
}

fn sort_of(world: &World, name: &str) -> Option<String> {
    header(world, name).attribute("aria-sort").ok().flatten()
}

#[track_caller]
pub(crate) fn shows(world: &World, expected: &[&str]) {
    let expected: Vec<String> = expected.iter().map(|&name| name.to_owned()).collect();
    eventually_eq(&expected, || names(world));
}

fn filter<'a>(world: &'a World) -> Found<'a> {
    world.find("combobox", "Filter experiments")
}

pub(crate) fn type_filter(world: &World, text: &str) -> anyhow::Result<()> {
    filter(world).focus()?;
    filter(world).call("function() { this.select(); }")?;
    world.browser.type_text(text)?;
    Ok(())
}

#[test]
fn filter_sort_and_columns_survive_a_reload() {
    in_browser(|world| {
        open_four(world)?;
        shows(world, &["delta", "gamma", "beta", "alpha"]);
        header_button(world, "lr").click()?;
        shows(world, &["delta", "beta", "gamma", "alpha"]);
        assert_eq!(sort_of(world, "lr").as_deref(), Some("ascending"));
        // The second key, by the keyboard.
        header_button(world, "depth").focus()?;
        world.browser.press_with(Key::SHIFT, Key::ENTER)?;
        shows(world, &["delta", "beta", "alpha", "gamma"]);
        type_filter(world, "params.lr > 0.005")?;
        shows(world, &["beta", "alpha", "gamma"]);
        world.browser.press(Key::ESCAPE)?;
        world.find("button", "Columns").click()?;
        world.find("checkbox", "params.seed").click()?;
        world.find("checkbox", "started").click()?;
        world.find("button", "Done").click()?;
        header(world, "seed");
        let url = world.browser.url()?;
        assert!(url.contains("sort=params.lr,params.depth"), "{url}");
        world.browser.reload()?;
        shows(world, &["beta", "alpha", "gamma"]);
        header(world, "seed");
        let columns = texts(world, "columnheader");
        assert!(!columns.contains(&"Started".to_owned()), "{columns:?}");
        assert_eq!(filter(world).property("value")?, json!("params.lr > 0.005"));
        // Back undoes one choice after the other.
        world.browser.back()?;
        header(world, "Started");
        Ok(())
    });
}

#[test]
fn wrong_filter_points_at_its_place_and_leaves_the_last_result() {
    in_browser(|world| {
        open_four(world)?;
        type_filter(world, "status = failed")?;
        shows(world, &["gamma", "beta"]);
        type_filter(world, "status = fail")?;
        let problem = eventually("what is wrong", || {
            let statuses = world.browser.find_role("status").ok()?;
            let texts = statuses.iter().filter_map(|it| it.text().ok());
            texts.into_iter().find(|text| text.contains("status needs"))
        });
        assert!(problem.contains("status = fail"), "{problem}");
        let marked = world
            .browser
            .script("return document.querySelector('mark').textContent", vec![])?;
        assert_eq!(marked, json!("fail"));
        shows(world, &["gamma", "beta"]);
        assert_eq!(
            filter(world).attribute("aria-invalid")?.as_deref(),
            Some("true")
        );
        type_filter(world, "status = failed and params.depth > 4")?;
        shows(world, &["gamma"]);
        Ok(())
    });
}

/// Each half-written condition put two lines of error between the field and the table.
#[test]
fn table_stays_where_it_is_while_a_filter_is_half_written() {
    in_browser(|world| {
        open_four(world)?;
        let top_px = || {
            world
                .find("table", "Experiments")
                .rect()
                .map(|rect| rect.top_px)
        };
        let before = top_px()?;
        type_filter(world, "params.lr >")?;
        eventually_eq(&Some("true".to_owned()), || {
            filter(world).attribute("aria-invalid").ok().flatten()
        });
        assert_eq!(top_px()?, before);
        Ok(())
    });
}

#[test]
fn filter_is_completed_by_keyboard() {
    in_browser(|world| {
        open_four(world)?;
        world.browser.type_text("/")?;
        assert!(filter(world).is_focused()?);
        let accept_first = |typed: &str, offer: &str| -> anyhow::Result<()> {
            world.browser.type_text(typed)?;
            world.find("option", offer);
            world.browser.press(Key::ARROW_DOWN)?;
            world.browser.press(Key::ENTER)
        };
        accept_first("dep", "params.depth")?;
        // The first of the operators, and what the newest experiment has.
        accept_first("", "=")?;
        accept_first("", "4")?;
        eventually_eq(&json!("params.depth = 4 "), || {
            filter(world).property("value").unwrap_or_default()
        });
        shows(world, &["delta", "beta"]);
        Ok(())
    });
}

#[test]
fn equal_columns_are_hidden_on_demand() {
    in_browser(|world| {
        log_four(world)?;
        world.open(&format!("{PROJECT}?columns=params.seed,params.lr,status"))?;
        header(world, "seed");
        world.find("button", "Only what differs").click()?;
        eventually_eq(&false, || {
            texts(world, "columnheader").contains(&"seed".to_owned())
        });
        header(world, "lr");
        // Among the failed ones, the status is the same, too.
        type_filter(world, "status = failed")?;
        eventually_eq(&false, || {
            texts(world, "columnheader").contains(&"Status".to_owned())
        });
        Ok(())
    });
}

#[test]
fn column_is_moved_and_resized_by_keys_and_pointer() {
    in_browser(|world| {
        log_four(world)?;
        world.open(&format!("{PROJECT}?columns=params.lr,params.depth,status"))?;
        header_button(world, "lr").focus()?;
        world.browser.script(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
                {key: 'ArrowRight', altKey: true, bubbles: true, cancelable: true}))",
            vec![],
        )?;
        eventually_eq(&true, || {
            let columns = texts(world, "columnheader");
            let place = |name: &str| columns.iter().position(|column| column == name);
            place("depth") < place("lr") && place("lr") < place("Status")
        });
        eventually_eq(&true, || {
            header_button(world, "lr").is_focused().unwrap_or_default()
        });
        // The same by the pointer: back, past the middle of its neighbour.
        let (x_px, y_px) = header_button(world, "lr").rect()?.at(0.3, 0.5);
        let (to_px, _) = header_button(world, "depth").rect()?.at(0.2, 0.5);
        world.browser.drag((x_px, y_px), (to_px, y_px))?;
        eventually_eq(&true, || {
            let columns = texts(world, "columnheader");
            let place = |name: &str| columns.iter().position(|column| column == name);
            place("lr") < place("depth")
        });
        assert_eq!(sort_of(world, "lr").as_deref(), Some("none"));
        let width_px = || header(world, "lr").rect().map_or(0.0, |rect| rect.width_px);
        let before_px = width_px();
        let handle = world.find("separator", "Width of lr");
        handle.focus()?;
        world.browser.press_with(Key::SHIFT, Key::ARROW_RIGHT)?;
        eventually_eq(&(before_px + 40.0), width_px);
        world.browser.reload()?;
        eventually_eq(&(before_px + 40.0), width_px);
        // And by the pointer.
        let (x_px, y_px) = world.find("separator", "Width of lr").rect()?.at(0.5, 0.5);
        world.browser.drag((x_px, y_px), (x_px - 30.0, y_px))?;
        eventually_eq(&(before_px + 10.0), width_px);
        Ok(())
    });
}

/// A header that was pressed and let go elsewhere followed the mouse from then on, with no button down.
#[test]
fn header_that_is_let_go_elsewhere_stays_where_it_is() {
    in_browser(|world| {
        open_four(world)?;
        let (x_px, y_px) = header_button(world, "lr").rect()?.at(0.3, 0.5);
        let below = (x_px, y_px + 200.0);
        world.browser.hold_drag((x_px, y_px), below)?;
        world.browser.release_at(below)?;
        world.browser.hover_at(x_px, y_px)?;
        world.browser.hover_at(x_px + 12.0, y_px)?;
        assert_eq!(header_button(world, "lr").style("transform")?, "none");
        Ok(())
    });
}

#[test]
fn renamed_experiment_is_found_by_its_old_link() {
    in_browser(|world| {
        open_four(world)?;
        world.find("button", "Edit beta").focus()?;
        world.browser.press(Key::ENTER)?;
        let name = world.find("textbox", "Name");
        name.call("function() { this.select(); }")?;
        world.browser.type_text("alpha")?;
        world.browser.press(Key::ENTER)?;
        eventually("that the name is taken", || {
            let alerts = world.browser.find_role("alert").ok()?;
            alerts
                .iter()
                .any(|it| it.text().is_ok_and(|text| text.contains("taken")))
                .then_some(())
        });
        world.announce_console_error("409");
        world
            .find("textbox", "Name")
            .call("function() { this.select(); }")?;
        world.browser.type_text("best so far")?;
        let tags = world.find("textbox", "Tags, with commas between");
        tags.call("function() { this.select(); }")?;
        tags.focus()?;
        world.browser.type_text("one, two")?;
        world.browser.press(Key::ENTER)?;
        shows(world, &["delta", "gamma", "best so far", "alpha"]);
        assert!(texts(world, "cell").iter().any(|cell| cell.contains("two")));
        world.open(&format!("{PROJECT}/experiments/beta"))?;
        world.find("heading", "best so far");
        Ok(())
    });
}

#[test]
fn only_what_is_seen_of_a_large_table_is_in_the_page() {
    in_browser(|world| {
        let logger = world.logger();
        let parameters: serde_json::Map<_, _> = (0..80)
            .map(|idx| (format!("p{idx:02}"), json!(idx)))
            .collect();
        for idx in 0..150 {
            let more = json!({"parameters": parameters});
            logger.experiment_with("table", &format!("run {idx:03}"), more)?;
        }
        let columns: Vec<String> = parameters
            .keys()
            .map(|name| format!("params.{name}"))
            .collect();
        world.open(&format!("{PROJECT}?columns={}", columns.join(",")))?;
        eventually("all experiments", || {
            let statuses = world.browser.find_role("status").ok()?;
            let is_whole = |it: &Found<'_>| it.text().is_ok_and(|text| text == "150 experiments");
            statuses.iter().any(is_whole).then_some(())
        });
        let table = world.find("table", "Experiments");
        assert_eq!(table.attribute("aria-rowcount")?.as_deref(), Some("151"));
        assert_eq!(table.attribute("aria-colcount")?.as_deref(), Some("82"));
        let (n_rows, n_headers) = (names(world).len(), texts(world, "columnheader").len());
        assert!(n_rows < 80, "{n_rows} rows");
        assert!(n_headers < 40, "{n_headers} columns");
        let scroller = world.find("region", "Rows of the experiments");
        scroller.call("function() { this.scrollTo(this.scrollWidth, this.scrollHeight); }")?;
        eventually("the last row", || {
            names(world).contains(&"run 000".to_owned()).then_some(())
        });
        header(world, "p79");
        eventually("the last cell", || {
            texts(world, "cell")
                .contains(&"79".to_owned())
                .then_some(())
        });
        // What a person sorts anew is seen from its top.
        header_button(world, "p79").click()?;
        eventually("the first row", || {
            names(world).contains(&"run 149".to_owned()).then_some(())
        });
        Ok(())
    });
}

#[test]
fn what_is_logged_arrives_in_the_rows() {
    in_browser(|world| {
        let experiment = world.logger().experiment("a table/ü", "alpha")?;
        experiment.log("score", "VALUE", &json!(0.25))?;
        world.open("/projects/a%20table%2F%C3%BC")?;
        let score = || {
            let cells = texts(world, "cell");
            cells.into_iter().find(|cell| cell.starts_with("0."))
        };
        eventually_eq(&Some("0.25".to_owned()), score);
        experiment.log("score", "VALUE", &json!(0.75))?;
        eventually_eq(&Some("0.75".to_owned()), score);
        let beta = world.logger().experiment("a table/ü", "beta")?;
        beta.log("score", "VALUE", &json!(0.5))?;
        shows(world, &["beta", "alpha"]);
        Ok(())
    });
}

/// A place in the page shows one row after the other; the focus must not go over to another experiment.
#[test]
fn the_focus_stays_with_its_row_or_goes_with_it() {
    in_browser(|world| {
        open_four(world)?;
        let focused = || -> anyhow::Result<String> {
            let script = "return document.activeElement.getAttribute('aria-label') || ''";
            let label = world.browser.script(script, vec![])?;
            Ok(label.as_str().unwrap_or_default().to_owned())
        };
        world.find("checkbox", "Select beta").focus()?;
        let sort = "[...document.querySelectorAll('th button')].find(it => it.innerText === 'depth').click()";
        world.browser.script(sort, vec![])?;
        shows(world, &["alpha", "delta", "beta", "gamma"]);
        assert_eq!(focused()?, "Select beta");
        let filter = "const field = document.querySelector('[role=combobox]'); \
            field.value = 'name ~ \"delta\"'; field.dispatchEvent(new Event('input', {bubbles: true}))";
        world.browser.script(filter, vec![])?;
        shows(world, &["delta"]);
        assert_eq!(focused()?, "");
        Ok(())
    });
}
