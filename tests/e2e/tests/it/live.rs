//! What arrives while the page is open, without a reload.

use std::time::{Duration, Instant};

use runboard_e2e::{World, eventually, in_browser};
use serde_json::json;

use crate::charts::{card, place, steps_shown};

/// Marks the page, so that a reload would be seen.
fn mark(world: &World) -> anyhow::Result<()> {
    world.browser.script("window.untouched = true", vec![])?;
    Ok(())
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
        let experiment = world.logger().experiment("live", "running")?;
        experiment.log("loss", "LINE", &json!([3.0, 2.0]))?;
        world.open(&experiment.path)?;
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
        let experiment = world.logger().experiment("live", "lost")?;
        experiment.log("loss", "LINE", &json!([3.0, 2.0]))?;
        world.open(&experiment.path)?;
        card(world, "loss");
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
