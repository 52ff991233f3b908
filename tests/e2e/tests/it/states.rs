//! Empty, failed and missing pages.

use runboard_e2e::keys::Key;
use runboard_e2e::wait::poll;
use runboard_e2e::{Found, World, eventually, eventually_eq, in_browser};
use serde_json::json;
use std::time::Duration;

use crate::charts::card;

fn text(world: &World) -> String {
    let text = world
        .browser
        .script("return document.body.innerText", vec![]);
    text.ok()
        .and_then(|text| text.as_str().map(str::to_owned))
        .unwrap_or_default()
}

#[test]
fn empty_server_says_how_to_log_something() {
    in_browser(|world| {
        world.open("/")?;
        eventually("code that logs something", || {
            text(world).contains("/api/v1\"").then_some(())
        });
        Ok(())
    });
}

#[test]
fn empty_experiment_says_how_to_log_something() {
    in_browser(|world| {
        let experiment = world.logger().experiment("states", "empty")?;
        world.open(&experiment.path)?;
        eventually("code that logs to this experiment", || {
            text(world).contains(experiment.id()).then_some(())
        });
        Ok(())
    });
}

#[test]
fn unknown_pages_say_so() {
    in_browser(|world| {
        world.announce_console_error("404");
        world.logger().experiment("states", "there")?;
        for path in [
            "/nowhere",
            "/projects/missing",
            "/projects/states/experiments/missing",
        ] {
            world.open(path)?;
            eventually(&format!("{path} to be missing"), || {
                let text = text(world).to_lowercase();
                (text.contains("not found")
                    || text.contains("no such")
                    || text.contains("there is no"))
                .then_some(())
            });
        }
        Ok(())
    });
}

#[test]
fn failed_page_is_an_alert_and_retry_brings_it_back() {
    in_browser(|world| {
        world.announce_console_error("Failed to load resource");
        let experiment = world.logger().experiment("states", "failing")?;
        experiment.log("loss", "LINE", &json!([1.0, 2.0]))?;
        // The page itself comes; what it asks the server for does not.
        world.browser.devtools("Network.enable", &json!({}))?;
        world
            .browser
            .devtools("Network.setBlockedURLs", &json!({"urls": ["*/api/v1/*"]}))?;
        world.open(&experiment.path)?;
        let retry = eventually("an alert with a button to retry", || {
            let alerts = world.browser.find_role("alert").ok()?;
            // The list of experiments beside it has failed as well.
            let of_page = |alert: &&Found<'_>| {
                let text = alert.text().unwrap_or_default();
                text.contains("The experiment could not be loaded")
            };
            alerts
                .iter()
                .find(of_page)?
                .find_all("button", "Retry")
                .ok()?
                .into_iter()
                .next()
        });
        world
            .browser
            .devtools("Network.setBlockedURLs", &json!({"urls": []}))?;
        retry.click()?;
        card(world, "loss");
        Ok(())
    });
}

#[test]
fn page_says_that_it_is_loading() {
    in_browser(|world| {
        let experiment = world.logger().experiment("states", "slow")?;
        experiment.log("loss", "LINE", &json!([1.0, 2.0]))?;
        world.browser.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({"source": "
                window.statusesSeen = [];
                new MutationObserver(() => {
                    for (const status of document.querySelectorAll('[role=status]')) {
                        const text = status.textContent.trim();
                        if (text) window.statusesSeen.push(text);
                    }
                }).observe(document, {childList: true, subtree: true});
            "}),
        )?;
        world.open(&experiment.path)?;
        card(world, "loss");
        let seen = world
            .browser
            .script("return window.statusesSeen.join()", vec![])?;
        let seen = seen.as_str().unwrap_or_default().to_lowercase();
        assert!(seen.contains("loading"), "{seen}");
        Ok(())
    });
}

/// A card that asked again and again in vain waits longer and longer; pressing `Retry` then did nothing for up to 15 s.
#[test]
fn retry_of_a_line_card_does_not_wait_and_leaves_the_focus_on_the_card() {
    in_browser(|world| {
        world.announce_console_error("Failed to load resource");
        let experiment = world.logger().experiment("states", "lines away")?;
        experiment.log("loss", "LINE", &json!([1.0, 2.0]))?;
        world.browser.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({"source": "
                window.linesAsked = 0;
                const send = window.fetch;
                window.fetch = (request, options) => {
                    if (String(request.url ?? request).includes('lines/query')) window.linesAsked += 1;
                    return send(request, options);
                };
            "}),
        )?;
        world.browser.devtools("Network.enable", &json!({}))?;
        world.browser.devtools(
            "Network.setBlockedURLs",
            &json!({"urls": ["*lines/query*"]}),
        )?;
        world.open(&experiment.path)?;
        let n_asked = || {
            let asked = world.browser.script("return window.linesAsked", vec![]);
            asked.ok().and_then(|asked| asked.as_u64()).unwrap_or(0)
        };
        // After the fifth time the page waits for eight seconds and more.
        eventually("five requests in vain", || (n_asked() >= 5).then_some(()));
        world
            .browser
            .devtools("Network.setBlockedURLs", &json!({"urls": []}))?;
        let retry = card(world, "loss").find_all("button", "Retry")?;
        retry.first().expect("a button to retry").focus()?;
        world.browser.press(Key::ENTER)?;
        let soon = Duration::from_secs(4);
        poll(soon, || (n_asked() >= 6).then_some(())).expect("a request at once");
        eventually_eq(&json!("FIGURE"), || {
            let focused = "return document.activeElement.tagName";
            world.browser.script(focused, vec![]).unwrap_or_default()
        });
        Ok(())
    });
}
