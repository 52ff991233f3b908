//! Zoom, legend and the other choices of a line chart: each is in the address, and comes back.

use runboard_e2e::accessible::Rect;
use runboard_e2e::keys::Key;
use runboard_e2e::{World, eventually, eventually_eq, in_browser};
use serde_json::json;

use crate::charts::{card, description, place, reading_at, rows, steps_shown};

/// A page with one rising line of 100 steps, and where its picture is.
fn open_rise(world: &World) -> anyhow::Result<Rect> {
    let experiment = world.logger().experiment("view", "rise")?;
    let values: Vec<f64> = (0..100).map(f64::from).collect();
    experiment.log(
        "rise",
        "LINE",
        &json!({"up": values, "flat": vec![50.0; 100]}),
    )?;
    world.open(&experiment.path)?;
    let figure = card(world, "rise");
    eventually("all steps", || {
        (steps_shown(&figure).ok()? == (0.0, 99.0)).then_some(())
    });
    Ok(place(world, "rise"))
}

fn range(world: &World) -> (f64, f64) {
    steps_shown(&card(world, "rise")).unwrap_or((f64::NAN, f64::NAN))
}

/// Drags the middle of the picture, and waits until it is zoomed.
fn zoom(world: &World, rect: Rect) -> anyhow::Result<(f64, f64)> {
    world.browser.drag(rect.at(0.4, 0.3), rect.at(0.7, 0.7))?;
    world.find("button", "Reset zoom");
    Ok(eventually("a narrower range", || {
        let now = range(world);
        (now.0 > 0.0 && now.1 < 99.0).then_some(now)
    }))
}

#[test]
fn dragging_a_rectangle_zooms_and_the_button_resets() {
    in_browser(|world| {
        let rect = open_rise(world)?;
        world.find_none("button", "Reset zoom");
        let before = world.browser.url()?;
        zoom(world, rect)?;
        assert_ne!(world.browser.url()?, before, "the zoom is in the address");
        world.find("button", "Reset zoom").click()?;
        eventually_eq(&(0.0, 99.0), || range(world));
        world.find_none("button", "Reset zoom");
        Ok(())
    });
}

#[test]
fn flat_drag_zooms_steps_only_and_narrow_drag_values_only() {
    in_browser(|world| {
        let rect = open_rise(world)?;
        let values_of = |world: &World| {
            let sentence = description(&card(world, "rise"));
            sentence
                .split_once("values ")
                .map(|(_, values)| values.to_owned())
        };
        world.browser.drag(rect.at(0.4, 0.5), rect.at(0.7, 0.505))?;
        world.find("button", "Reset zoom");
        let (first, last) = range(world);
        assert!(first > 0.0 && last < 99.0, "{first} to {last}");
        let url = world.browser.url()?;
        assert!(url.contains("x:") && !url.contains("y:"), "{url}");
        world.find("button", "Reset zoom").click()?;
        eventually_eq(&(0.0, 99.0), || range(world));

        let all_values = values_of(world);
        world.browser.drag(rect.at(0.5, 0.3), rect.at(0.505, 0.6))?;
        world.find("button", "Reset zoom");
        let url = world.browser.url()?;
        assert!(url.contains("y:") && !url.contains("x:"), "{url}");
        assert!(all_values.is_some());
        Ok(())
    });
}

#[test]
fn double_click_resets_the_zoom() {
    in_browser(|world| {
        let rect = open_rise(world)?;
        zoom(world, rect)?;
        let (x_px, y_px) = place(world, "rise").at(0.5, 0.5);
        world.browser.double_click_at(x_px, y_px)?;
        eventually_eq(&(0.0, 99.0), || range(world));
        world.find_none("button", "Reset zoom");
        Ok(())
    });
}

#[test]
fn back_after_a_double_click_without_a_zoom_leads_to_what_was_before() {
    in_browser(|world| {
        let rect = open_rise(world)?;
        let zoomed = zoom(world, rect)?;
        world.find("button", "Reset zoom").click()?;
        eventually_eq(&(0.0, 99.0), || range(world));
        world.find_none("button", "Reset zoom");
        // Both lines cross here: the first click keeps a reading, the second takes it back.
        let (x_px, y_px) = place(world, "rise").at(0.52, 0.45);
        world.browser.double_click_at(x_px, y_px)?;
        eventually("no reading in the address", || {
            let url = world.browser.url().ok()?;
            (!url.contains("pin:")).then_some(())
        });
        // Its entry stayed, and Back did nothing.
        world.browser.back()?;
        eventually_eq(&zoomed, || range(world));
        Ok(())
    });
}

#[test]
fn zoom_survives_a_reload_and_back_undoes_it() {
    in_browser(|world| {
        let rect = open_rise(world)?;
        let zoomed = zoom(world, rect)?;
        world.browser.reload()?;
        eventually_eq(&zoomed, || range(world));
        world.find("button", "Reset zoom");
        world.browser.back()?;
        eventually_eq(&(0.0, 99.0), || range(world));
        world.find_none("button", "Reset zoom");
        Ok(())
    });
}

#[test]
fn zooming_twice_goes_back_step_by_step() {
    in_browser(|world| {
        let rect = open_rise(world)?;
        let first = zoom(world, rect)?;
        world.browser.drag(rect.at(0.4, 0.3), rect.at(0.6, 0.7))?;
        eventually("a still narrower range", || {
            let now = range(world);
            (now.0 > first.0 && now.1 < first.1).then_some(())
        });
        world.browser.back()?;
        eventually_eq(&first, || range(world));
        Ok(())
    });
}

#[test]
fn wheel_zooms_only_with_control_and_shift_drags_pan() {
    in_browser(|world| {
        let rect = open_rise(world)?;
        world.browser.wheel_at(rect.at(0.5, 0.5), -240)?;
        assert_eq!(range(world), (0.0, 99.0), "a plain wheel scrolls the page");
        let rect = place(world, "rise");
        world
            .browser
            .wheel_with(Key::CONTROL, rect.at(0.5, 0.5), -240)?;
        let zoomed = eventually("a narrower range", || {
            let now = range(world);
            (now.0 > 0.0 && now.1 < 99.0).then_some(now)
        });
        world
            .browser
            .drag_with(Key::SHIFT, rect.at(0.6, 0.5), rect.at(0.4, 0.5))?;
        eventually("later steps", || {
            let now = range(world);
            (now.0 > zoomed.0 && now.1 > zoomed.1).then_some(())
        });
        Ok(())
    });
}

#[test]
fn legend_hides_a_line_and_the_address_keeps_it_hidden() {
    in_browser(|world| {
        open_rise(world)?;
        let toggle = |world: &World, name: &str| -> Option<String> {
            let buttons = card(world, "rise").find_all("button", name).ok()?;
            buttons.first()?.attribute("aria-pressed").ok()?
        };
        assert_eq!(toggle(world, "flat").as_deref(), Some("true"));
        assert!(reading_at(world, "rise", 0.5, 0.5).contains("flat"));
        card(world, "rise").find_all("button", "flat")?[0].click()?;
        eventually_eq(&Some("false".to_owned()), || toggle(world, "flat"));
        assert!(!reading_at(world, "rise", 0.5, 0.5).contains("flat"));
        world.browser.reload()?;
        eventually("the legend", || toggle(world, "flat"));
        assert_eq!(toggle(world, "flat").as_deref(), Some("false"));
        assert_eq!(toggle(world, "up").as_deref(), Some("true"));
        Ok(())
    });
}

#[test]
fn double_click_in_the_legend_shows_only_that_line_and_back_undoes_it() {
    in_browser(|world| {
        open_rise(world)?;
        let button = card(world, "rise").find_all("button", "up")?.remove(0);
        let (x_px, y_px) = button.rect()?.at(0.5, 0.5);
        world.browser.double_click_at(x_px, y_px)?;
        let is_shown = |name: &str| {
            let buttons = card(world, "rise").find_all("button", name).ok()?;
            Some(buttons.first()?.attribute("aria-pressed").ok()?? == "true")
        };
        eventually("only one line pressed", || {
            (is_shown("up")? && !is_shown("flat")?).then_some(())
        });
        // Back led to what the first of the two clicks had done.
        world.browser.back()?;
        eventually("both lines again", || {
            (is_shown("up")? && is_shown("flat")?).then_some(())
        });
        Ok(())
    });
}

#[test]
fn show_data_turns_the_chart_into_a_table_of_every_point() {
    in_browser(|world| {
        let experiment = world.logger().experiment("view", "data")?;
        experiment.log(
            "few",
            "LINE",
            &json!({"steps": [0, 2, 4], "values": [0.125, 0.25, 0.5]}),
        )?;
        world.open(&experiment.path)?;
        card(world, "few").find_all("button", "Show data")?[0].click()?;
        let table = eventually("a table in the card", || {
            card(world, "few")
                .find_role("table")
                .ok()?
                .into_iter()
                .next()
        });
        let rows = rows(&table);
        let text = format!("{rows:?}");
        assert_eq!(rows.len(), 4, "{text}");
        for value in ["0.125", "0.25", "0.5"] {
            assert!(text.contains(value), "{text}");
        }
        Ok(())
    });
}

#[test]
fn zoom_survives_the_logarithmic_axis_and_smoothing() {
    in_browser(|world| {
        let rect = open_rise(world)?;
        let zoomed = zoom(world, rect)?;
        let box_of = |url: &str| {
            let view = url.split_once("view.rise=")?.1.to_owned();
            let parts = view.split(';').filter(|part| part.starts_with(['x', 'y']));
            Some(parts.map(str::to_owned).collect::<Vec<_>>())
        };
        let before = box_of(&world.browser.url()?);
        for button in ["Log scale", "Smoothing"] {
            card(world, "rise").find_all("button", button)?[0].click()?;
        }
        let url = eventually("both in the address", || {
            let url = world.browser.url().ok()?;
            (url.contains("log") && url.contains("smooth")).then_some(url)
        });
        assert_eq!(box_of(&url), before, "{url}");
        assert_eq!(range(world), zoomed);
        Ok(())
    });
}

/// The button stayed pressed, over a slider at 0 of which the address knew nothing.
#[test]
fn back_takes_the_smoothing_with_its_slider() {
    in_browser(|world| {
        open_rise(world)?;
        let button = || {
            card(world, "rise")
                .find_all("button", "Smoothing")
                .ok()?
                .pop()
        };
        let pressed = || button()?.attribute("aria-pressed").ok()?;
        eventually("the button", button).click()?;
        eventually_eq(&Some("true".to_owned()), pressed);
        world.browser.back()?;
        eventually_eq(&Some("false".to_owned()), pressed);
        eventually("no slider", || {
            let sliders = card(world, "rise").find_role("slider").ok()?;
            sliders.is_empty().then_some(())
        });
        Ok(())
    });
}

#[test]
fn back_in_the_middle_of_a_drag_ends_it() {
    in_browser(|world| {
        let rect = open_rise(world)?;
        zoom(world, rect)?;
        world
            .browser
            .hold_drag(rect.at(0.3, 0.3), rect.at(0.6, 0.6))?;
        world.browser.back()?;
        eventually_eq(&(0.0, 99.0), || range(world));
        world.browser.release_at(rect.at(0.6, 0.6))?;
        world.find_none("button", "Reset zoom");
        assert_eq!(range(world), (0.0, 99.0));
        Ok(())
    });
}

#[test]
fn copying_the_link_of_a_card_is_confirmed() {
    in_browser(|world| {
        open_rise(world)?;
        card(world, "rise").find_all("button", "More")?[0].click()?;
        world.find("menuitem", "Copy link to this card").click()?;
        eventually("a notice", || {
            let notices = world.browser.find_role("status").ok()?;
            let texts = notices.iter().filter_map(|notice| notice.text().ok());
            texts
                .into_iter()
                .find(|text| text.contains("Link copied") || text.contains("copying"))
        });
        Ok(())
    });
}
