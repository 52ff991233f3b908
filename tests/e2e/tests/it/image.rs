//! Images.

use runboard_e2e::keys::Key;
use runboard_e2e::{Found, World, eventually, in_browser};

use crate::charts::card;
use crate::pictures::grey_png;

/// The picture of a log, once it is loaded.
#[track_caller]
fn loaded<'a>(world: &'a World, log: &str) -> Found<'a> {
    eventually(&format!("the image {log}"), || {
        let images = card(world, log).find_all("image", log).ok()?;
        let image = images.into_iter().next()?;
        (image.property("naturalWidth").ok()?.as_u64()? > 0).then_some(image)
    })
}

#[test]
fn image_has_the_logs_name_and_opens_large() {
    in_browser(|world| {
        let experiment = world.logger().experiment("images", "one")?;
        experiment.log_image("sample", None, &grey_png(40, 30, 128))?;
        world.open(&experiment.path)?;
        let image = loaded(world, "sample");
        assert_eq!(image.attribute("alt")?.as_deref(), Some("sample"));
        assert_eq!(image.property("naturalWidth")?, 40);
        image.click()?;
        world.find("dialog", "sample");
        world.browser.press(Key::ESCAPE)?;
        world.find_none("dialog", "sample");
        Ok(())
    });
}

#[test]
fn slider_goes_through_the_steps() {
    in_browser(|world| {
        let experiment = world.logger().experiment("images", "steps")?;
        for (step, width_px) in [(0, 10), (5, 20), (9, 30)] {
            experiment.log_image("sample", Some(step), &grey_png(width_px, 10, 90))?;
        }
        world.open(&experiment.path)?;
        let shown = |world: &World| loaded(world, "sample").property("naturalWidth").ok();
        eventually("the latest step", || (shown(world)? == 30).then_some(()));
        let slider = card(world, "sample").find_role("slider")?.remove(0);
        slider.focus()?;
        world.browser.press(Key::ARROW_LEFT)?;
        eventually("the step before", || (shown(world)? == 20).then_some(()));
        world.browser.press(Key::HOME)?;
        eventually("the first step", || (shown(world)? == 10).then_some(()));
        world.browser.reload()?;
        eventually("the first step after a reload", || {
            (shown(world)? == 10).then_some(())
        });
        Ok(())
    });
}

#[test]
fn zoom_of_the_large_view_survives_a_reload() {
    in_browser(|world| {
        let experiment = world.logger().experiment("images", "large")?;
        experiment.log_image("sample", None, &grey_png(400, 300, 128))?;
        world.open(&format!("{}?card=sample", experiment.path))?;
        world.find("button", "Zoom in").click()?;
        world.find("button", "Reset zoom");
        let scale = |world: &World| {
            let images = world.browser.find_all("image", "sample").ok()?;
            let widths = images
                .iter()
                .filter_map(|image| image.rect().ok())
                .map(|rect| rect.width_px);
            widths.reduce(f64::max)
        };
        let zoomed = eventually("the zoom in the address", || {
            let is_kept = world.browser.url().ok()?.contains("at:2");
            scale(world).filter(|_| is_kept)
        });
        world.browser.reload()?;
        eventually("the same size after a reload", || {
            ((scale(world)? - zoomed).abs() < 2.0).then_some(())
        });
        world.browser.press(Key::ESCAPE)?;
        eventually("nothing of it in the address", || {
            let url = world.browser.url().ok()?;
            (!url.contains("at:") && !url.contains("card=")).then_some(())
        });
        Ok(())
    });
}

#[test]
fn dragging_the_slider_is_one_entry_of_the_history() {
    in_browser(|world| {
        let experiment = world.logger().experiment("images", "dragged")?;
        for step in 0..8 {
            experiment.log_image("sample", Some(step), &grey_png(10 + step, 10, 90))?;
        }
        world.open(&experiment.path)?;
        let shown = |world: &World| loaded(world, "sample").property("naturalWidth").ok();
        eventually("the latest step", || (shown(world)? == 17).then_some(()));
        let before = world.browser.url()?;
        let slider = card(world, "sample").find_role("slider")?.remove(0);
        let rect = slider.rect()?;
        world.browser.drag(rect.at(0.95, 0.5), rect.at(0.02, 0.5))?;
        eventually("the first step", || (shown(world)? == 10).then_some(()));
        world.browser.back()?;
        eventually("the latest step again", || {
            (shown(world)? == 17 && world.browser.url().ok()? == before).then_some(())
        });
        Ok(())
    });
}
