//! What a training prints, on the dashboard.

use runboard_e2e::{World, eventually, in_browser};
use serde_json::json;

/// What the page says of how many lines there are.
fn count(world: &World, expected: &str) {
    eventually(&format!("{expected:?} beside the console"), || {
        let texts = world.browser.find_role("status").ok()?;
        texts
            .into_iter()
            .find(|status| status.text().is_ok_and(|text| text == expected))
    });
}

/// How far the console's end is below what can be seen, in pixels.
fn below_px(world: &World) -> f64 {
    let script = "const e = document.querySelector('[role=log]'); \
                  return e.scrollHeight - e.scrollTop - e.clientHeight;";
    let below = world.browser.script(script, vec![]).unwrap();
    below.as_f64().unwrap()
}

#[test]
fn console_follows_its_end_and_is_searched() {
    in_browser(|world| {
        let experiment = world.logger().experiment("consoles", "printing")?;
        let lines: Vec<String> = (0..1500).map(|i| format!("epoch {i} loss 0.5")).collect();
        experiment.print("train", &lines.join("\n"))?;
        world.open(&experiment.path)?;
        count(world, "the last 1000 of 1500 lines");
        eventually("the end of the console", || {
            (below_px(world) <= 4.0).then_some(())
        });
        experiment.print("end", "all \u{1b}[32mdone\u{1b}[0m")?;
        count(world, "the last 1001 of 1501 lines");
        eventually("the end again", || (below_px(world) <= 4.0).then_some(()));
        let script = "return document.querySelector('[role=log]').innerText";
        let text = world.browser.script(script, vec![])?;
        assert!(
            text.as_str()
                .is_some_and(|text| text.ends_with("end\nall done"))
        );

        let earlier = world.find("button", "Show earlier lines");
        earlier.click()?;
        count(world, "1501 lines");
        world.find("searchbox", "Search the console").focus()?;
        world.browser.type_text("EPOCH 1499")?;
        count(world, "1 of 1501 lines");
        let address = world.browser.url()?;
        assert!(address.contains("console=EPOCH%201499"), "{address}");
        world.open(&format!("{}?console=done", experiment.path))?;
        count(world, "1 of the last 1000 of 1501 lines");
        Ok(())
    });
}

#[test]
fn console_stays_where_a_person_reads() {
    in_browser(|world| {
        let experiment = world.logger().experiment("consoles", "read")?;
        let lines: Vec<String> = (0..200).map(|i| format!("line {i}")).collect();
        experiment.print("", &lines.join("\n"))?;
        world.open(&experiment.path)?;
        count(world, "200 lines");
        eventually("the end of the console", || {
            (below_px(world) <= 4.0).then_some(())
        });
        let script = "document.querySelector('[role=log]').scrollTop = 0";
        world.browser.script(script, vec![])?;
        let follow = world.find("button", "Follow the end");
        experiment.print("", "one more")?;
        count(world, "201 lines");
        assert!(below_px(world) > 1000.0);
        follow.click()?;
        eventually("the end again", || (below_px(world) <= 4.0).then_some(()));
        Ok(())
    });
}

#[test]
fn training_that_prints_nothing_has_no_console() {
    in_browser(|world| {
        let experiment = world.logger().experiment("consoles", "silent")?;
        experiment.log("loss", "LINE", &json!([1.0]))?;
        world.open(&experiment.path)?;
        world.find("figure", "loss");
        let script = "return document.querySelectorAll('[role=log]').length";
        assert_eq!(world.browser.script(script, vec![])?, 0);
        Ok(())
    });
}
