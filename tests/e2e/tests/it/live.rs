//! What arrives while the page is open, without a reload.

use std::time::{Duration, Instant};

use runboard_e2e::wait::poll;
use runboard_e2e::{Experiment, World, eventually, in_browser};
use serde_json::json;

use crate::charts::{card, place, steps_shown};

/// Marks the page, so that a reload would be seen.
fn mark(world: &World) -> anyhow::Result<()> {
    world.browser.script("window.untouched = true", vec![])?;
    Ok(())
}

/// An experiment whose loss has these values, with its dashboard open.
fn open_logged(world: &World, name: &str, losses: &[f64]) -> anyhow::Result<Experiment> {
    let experiment = world.logger().experiment("live", name)?;
    experiment.log("loss", "LINE", &json!(losses))?;
    world.open(&experiment.path)?;
    card(world, "loss");
    Ok(experiment)
}

fn is_untouched(world: &World) -> anyhow::Result<bool> {
    Ok(world
        .browser
        .script("return window.untouched === true", vec![])?
        == true)
}

#[test]
fn new_points_values_and_logs_arrive_within_two_seconds() {
    in_browser(|world| {
        let experiment = open_logged(world, "running", &[3.0, 2.0])?;
        let figure = card(world, "loss");
        eventually("the first points", || {
            (steps_shown(&figure).ok()? == (0.0, 1.0)).then_some(())
        });
        mark(world)?;

        let logged = Instant::now();
        experiment.log("loss", "LINE", &json!(1.0))?;
        eventually("the third point", || {
            (steps_shown(&card(world, "loss")).ok()?.1 == 2.0).then_some(())
        });
        let waited = logged.elapsed();
        // Two seconds, and one more for a busy machine.
        assert!(waited < Duration::from_secs(3), "{waited:?}");

        experiment.log("accuracy", "LINE", &json!([0.5]))?;
        card(world, "accuracy");
        experiment.log("best", "VALUE", &json!(0.125))?;
        world.find("tab", "All (3)");
        assert!(is_untouched(world)?);
        Ok(())
    });
}

#[test]
fn zoom_stays_while_points_arrive() {
    in_browser(|world| {
        let experiment = world.logger().experiment("live", "zoomed")?;
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        experiment.log("rise", "LINE", &json!(values))?;
        experiment.log("other", "LINE", &json!(values))?;
        world.open(&experiment.path)?;
        let rect = place(world, "rise");
        world.browser.drag(rect.at(0.4, 0.3), rect.at(0.7, 0.7))?;
        world.find("button", "Reset zoom");
        let zoomed = steps_shown(&card(world, "rise"))?;
        experiment.log("rise", "LINE", &json!([500.0, 600.0]))?;
        experiment.log("other", "LINE", &json!([500.0, 600.0]))?;
        eventually("the points on the other chart", || {
            (steps_shown(&card(world, "other")).ok()?.1 == 101.0).then_some(())
        });
        assert_eq!(steps_shown(&card(world, "rise"))?, zoomed);
        Ok(())
    });
}

#[test]
fn page_recovers_by_itself_when_the_server_comes_back() {
    in_browser(|world| {
        world.announce_console_error("Failed to load resource");
        let experiment = open_logged(world, "lost", &[3.0, 2.0])?;
        mark(world)?;
        let banner = |world: &World| {
            let all = world.browser.find_role("status").unwrap_or_default();
            all.iter()
                .filter_map(|status| status.text().ok())
                .collect::<String>()
        };
        assert!(world.server.stop()?.success());
        let text = eventually("a banner", || {
            Some(banner(world)).filter(|text| !text.is_empty())
        });
        assert!(text.to_lowercase().contains("server"), "{text}");
        card(world, "loss");
        world.server.start_again()?;
        eventually("no banner", || banner(world).is_empty().then_some(()));
        experiment.log("loss", "LINE", &json!(1.0))?;
        eventually("the third point", || {
            (steps_shown(&card(world, "loss")).ok()?.1 == 2.0).then_some(())
        });
        assert!(is_untouched(world)?);
        Ok(())
    });
}

/// How long after its acknowledgement a point is on the screen.
fn delay(world: &World, experiment: &Experiment, step: f64) -> anyhow::Result<Duration> {
    experiment.log("loss", "LINE", &json!(step))?;
    let acknowledged = Instant::now();
    eventually(&format!("the point at step {step}"), || {
        (steps_shown(&card(world, "loss")).ok()?.1 == step).then_some(())
    });
    Ok(acknowledged.elapsed())
}

/// Points that are logged one after the other are on the screen within half a second, by their median.
fn check_delays(world: &World, experiment: &Experiment) -> anyhow::Result<()> {
    delay(world, experiment, 2.0)?;
    let mut delays = (3..12)
        .map(|step| delay(world, experiment, f64::from(step)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    delays.sort();
    // Asking once a second, half of them would wait longer.
    let median = delays.get(delays.len() / 2);
    assert!(
        median.is_some_and(|median| *median < Duration::from_millis(500)),
        "{delays:?}"
    );
    Ok(())
}

#[test]
fn points_are_on_the_screen_within_half_a_second() {
    in_browser(|world| {
        let experiment = open_logged(world, "fast", &[0.0, 1.0])?;
        check_delays(world, &experiment)
    });
}

/// What the page has fetched from the API since it was opened or asked last, by parts of paths.
fn fetched(world: &World) -> anyhow::Result<Vec<String>> {
    let script = "const all = performance.getEntriesByType('resource').map(one => one.name); \
                  performance.clearResourceTimings(); return all";
    let names = world.browser.script(script, vec![])?;
    Ok(serde_json::from_value(names)?)
}

#[test]
fn a_page_with_events_asks_only_for_what_is_new() {
    in_browser(|world| {
        let experiment = open_logged(world, "quiet", &[0.0, 1.0])?;
        delay(world, &experiment, 2.0)?;
        delay(world, &experiment, 3.0)?;
        fetched(world)?;
        delay(world, &experiment, 4.0)?;
        let fetched = fetched(world)?;
        assert!(
            fetched.iter().any(|url| url.contains("/lines/query")),
            "{fetched:?}"
        );
        assert!(
            !fetched.iter().any(|url| url.contains("/logs?since")),
            "{fetched:?}"
        );
        Ok(())
    });
}

/// Makes every later page of the browser run a script before its own.
fn before_each_page(world: &World, script: &str) -> anyhow::Result<()> {
    world.browser.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": script}),
    )?;
    Ok(())
}

/// The event of a deletion was not listened to, and the page showed what was gone for half a minute more.
#[test]
fn a_deleted_experiment_is_told_soon() {
    in_browser(|world| {
        let watched = "window.EventSource = class extends window.EventSource {
            constructor(url) {
                super(url);
                this.addEventListener('open', () => { window.hasEvents = true; });
            }
        }";
        before_each_page(world, watched)?;
        let experiment = world.logger().experiment("live", "deleted")?;
        experiment.log("loss", "LINE", &json!([0.0, 1.0]))?;
        world.open(&experiment.path)?;
        card(world, "loss");
        eventually("events", || {
            let has_events = world
                .browser
                .script("return !!window.hasEvents", vec![])
                .ok()?;
            (has_events == true).then_some(())
        });
        world.announce_console_error("404");
        let deleted = Instant::now();
        experiment.delete()?;
        world.find("heading", "There is no experiment “deleted” in “live”");
        assert!(deleted.elapsed() < Duration::from_secs(3), "{deleted:?}");
        Ok(())
    });
}

#[test]
fn a_page_without_events_asks_again_and_again() {
    in_browser(|world| {
        // A stream that a proxy in between holds back for ever.
        let held_back = "window.EventSource = class extends EventTarget { \
                         readyState = 0; close() {} }";
        before_each_page(world, held_back)?;
        let experiment = world.logger().experiment("live", "held back")?;
        experiment.log("loss", "LINE", &json!([0.0, 1.0]))?;
        world.open(&experiment.path)?;
        card(world, "loss");
        for step in 2..4 {
            let waited = delay(world, &experiment, f64::from(step))?;
            assert!(waited < Duration::from_secs(3), "{waited:?}");
        }
        Ok(())
    });
}

#[test]
fn a_hidden_page_follows_nothing_until_it_is_seen() {
    in_browser(|world| {
        let experiment = open_logged(world, "hidden", &[0.0, 1.0])?;
        delay(world, &experiment, 2.0)?;
        let show = |is_hidden: bool| {
            let script = "Object.defineProperty(document, 'hidden', \
                          {configurable: true, get: () => arguments[0]}); \
                          document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))";
            world.browser.script(script, vec![json!(is_hidden)])
        };
        show(true)?;
        experiment.log("loss", "LINE", &json!(3.0))?;
        // The other experiment's page would have shown such a point long ago.
        let seen = poll(Duration::from_secs(3), || {
            (steps_shown(&card(world, "loss")).ok()?.1 == 3.0).then_some(())
        });
        assert!(seen.is_none());
        show(false)?;
        eventually("the point that was missed", || {
            (steps_shown(&card(world, "loss")).ok()?.1 == 3.0).then_some(())
        });
        delay(world, &experiment, 4.0)?;
        Ok(())
    });
}

#[test]
fn compared_points_are_on_the_screen_within_half_a_second() {
    in_browser(|world| {
        let experiment = world.logger().experiment("live", "one")?;
        let other = world.logger().experiment("live", "other")?;
        experiment.log("loss", "LINE", &json!([0.0, 1.0]))?;
        other.log("loss", "LINE", &json!([0.0, 1.0]))?;
        world.open("/projects/live/compare?experiments=one,other")?;
        card(world, "loss");
        check_delays(world, &experiment)
    });
}
