//! Images of several experiments: by step in a grid, zoomed together, and two over each other.

use runboard_e2e::keys::Key;
use runboard_e2e::{Experiment, Found, World, eventually, eventually_eq, in_browser};
use serde_json::{Value, json};

use crate::charts::{card, description};
use crate::pictures::grey_png;

/// So many steps that only some of their columns can be on the screen.
const N_STEPS: u32 = 60;

const ALL: &str = "/projects/pictures/compare?experiments=alpha,beta";

/// `alpha` has a picture of each step, `beta` of each tenth; their widths tell them apart.
fn log_pictures(world: &World) -> anyhow::Result<[Experiment; 2]> {
    let logger = world.logger();
    let alpha = logger.experiment("pictures", "alpha")?;
    for step in 0..N_STEPS {
        alpha.log_image("sample", Some(step), &grey_png(100 + step, 80, 200))?;
    }
    let beta = logger.experiment("pictures", "beta")?;
    for step in (0..N_STEPS).step_by(10) {
        beta.log_image("sample", Some(step), &grey_png(200 + step, 80, 60))?;
    }
    Ok([alpha, beta])
}

/// The picture of that name in the card, once its bytes are there.
#[track_caller]
fn loaded<'a>(world: &'a World, name: &str) -> Found<'a> {
    eventually(name, || {
        let images = card(world, "sample").find_all("image", name).ok()?;
        let image = images.into_iter().next()?;
        (image.property("naturalWidth").ok()?.as_u64()? > 0).then_some(image)
    })
}

/// How wide the picture is on the screen.
fn width_px(image: &Found<'_>) -> Option<f64> {
    let width = image.call("function() { return this.getBoundingClientRect().width; }");
    width.ok()?.as_f64()
}

/// What the slider says.
fn slider_text(world: &World) -> Option<String> {
    let card = card(world, "sample");
    let slider = card.find_all("slider", "Step").ok()?.into_iter().next()?;
    slider.attribute("aria-valuetext").ok()?
}

fn grid(world: &World) -> Found<'_> {
    world.find("grid", "sample, experiments by steps")
}

#[test]
fn grid_has_a_row_an_experiment_and_follows_the_slider() {
    in_browser(|world| {
        log_pictures(world)?;
        world.open(&format!("{ALL}&pair=grid&view.sample=step:20"))?;
        // The pictures are told by what they are called, and are what was logged.
        assert_eq!(
            loaded(world, "sample of alpha at step 20").property("naturalWidth")?,
            120
        );
        assert_eq!(
            loaded(world, "sample of beta at step 20").property("naturalWidth")?,
            220
        );
        let grid = grid(world);
        assert_eq!(grid.attribute("aria-rowcount")?.as_deref(), Some("3"));
        assert_eq!(grid.attribute("aria-colcount")?.as_deref(), Some("61"));
        // Columns that are far from the screen do not exist.
        let n_images = card(world, "sample").find_role("image")?.len();
        assert!(n_images < 40, "{n_images} of 66 pictures exist");
        // The slider marks another column, and brings it into view.
        let slider = card(world, "sample").find_all("slider", "Step")?.remove(0);
        slider.focus()?;
        world.browser.press(Key::END)?;
        loaded(world, "sample of alpha at step 59");
        eventually("the column of the last step is marked", || {
            let head = grid
                .find_all("columnheader", "59")
                .ok()?
                .into_iter()
                .next()?;
            (head.attribute("aria-current").ok()?.as_deref() == Some("step")).then_some(())
        });
        Ok(())
    });
}

/// It was taken away while it was out of sight, and stood elsewhere when it was back.
#[test]
fn grid_stays_where_it_was_scrolled_to_while_it_is_out_of_sight() {
    in_browser(|world| {
        // Enough below it to scroll it away.
        for experiment in log_pictures(world)? {
            for log in 0..12 {
                experiment.log(&format!("z{log}"), "TABLE", &json!({"v": [log]}))?;
            }
        }
        world.open(&format!("{ALL}&pair=grid&view.sample=step:20"))?;
        loaded(world, "sample of alpha at step 20");
        let scroll = "function() {
            for (let part = this; part; part = part.parentElement) {
                if (part.scrollWidth > part.clientWidth + 100) return part;
            }
        }";
        let to = |left: u32| format!("function() {{ ({scroll}).call(this).scrollLeft = {left}; }}");
        let left = format!("function() {{ return ({scroll}).call(this).scrollLeft; }}");
        grid(world).call(&to(300))?;
        eventually_eq(&Some(json!(300)), || grid(world).call(&left).ok());
        let mark = "function() { this.dataset.seen = 'before'; }";
        grid(world).call(mark)?;
        card(world, "z11").call("function() { this.scrollIntoView({block: 'end'}); }")?;
        eventually("the last card is near", || {
            (!card(world, "z11").find_role("table").ok()?.is_empty()).then_some(())
        });
        card(world, "sample").call("function() { this.scrollIntoView(); }")?;
        eventually_eq(&Some(json!(300)), || grid(world).call(&left).ok());
        let seen = grid(world).call("function() { return this.dataset.seen; }")?;
        assert_eq!(seen, "before", "it is the same grid");
        Ok(())
    });
}

#[test]
fn keys_move_through_the_grid_and_empty_cells_lead_back() {
    in_browser(|world| {
        log_pictures(world)?;
        world.open(&format!("{ALL}&pair=grid&view.sample=step:20"))?;
        loaded(world, "sample of alpha at step 20");
        grid(world).focus()?;
        world.browser.press(Key::ARROW_RIGHT)?;
        eventually_eq(&Some("step 21".to_owned()), || slider_text(world));
        assert!(world.browser.url()?.contains("step:21"));
        // beta has nothing at this step: Enter leads to its picture before.
        world.browser.press(Key::ARROW_DOWN)?;
        world.browser.press(Key::ENTER)?;
        eventually_eq(&Some("step 20".to_owned()), || slider_text(world));
        world.browser.press(Key::HOME)?;
        eventually_eq(&Some("step 0".to_owned()), || slider_text(world));
        Ok(())
    });
}

#[test]
fn zoom_holds_for_all_images_and_for_the_address() {
    in_browser(|world| {
        log_pictures(world)?;
        world.open(&format!("{ALL}&pair=grid&view.sample=step:20"))?;
        let names = ["sample of alpha at step 20", "sample of beta at step 20"];
        let fitted = names.map(|name| width_px(&loaded(world, name)).unwrap());
        let position = loaded(world, names[0]).rect()?.at(0.5, 0.5);
        world.browser.wheel_with(Key::CONTROL, position, -300)?;
        let share = |world: &World, idx: usize| -> Option<f64> {
            Some(width_px(&loaded(world, names[idx]))? / fitted[idx])
        };
        let zoom = eventually("a zoom in the address", || {
            let url = world.browser.url().ok()?;
            let at = url.split("at:").nth(1)?;
            at.split(',').next()?.parse::<f64>().ok()
        });
        assert!(zoom > 1.5, "zoomed {zoom} times");
        let is_zoomed = |world: &World| {
            let shares = [share(world, 0)?, share(world, 1)?];
            shares
                .iter()
                .all(|share| (share / zoom - 1.0).abs() < 0.02)
                .then_some(())
        };
        eventually("both are as large", || is_zoomed(world));
        assert!(description(&card(world, "sample")).contains("zoomed"));
        world.browser.reload()?;
        eventually("both are as large after a reload", || is_zoomed(world));
        card(world, "sample")
            .find_all("button", "Reset zoom")?
            .remove(0)
            .click()?;
        eventually("both are fitted", || {
            let shares = [share(world, 0)?, share(world, 1)?];
            shares
                .iter()
                .all(|share| (share - 1.0).abs() < 0.02)
                .then_some(())
        });
        world.find_none("button", "Reset zoom");
        world.browser.back()?;
        eventually("Back zooms again", || is_zoomed(world));
        Ok(())
    });
}

/// The pointer is captured by a drag that moves something: let go outside before that, the area must not go on.
#[test]
fn drag_that_ends_outside_of_the_images_is_over() {
    in_browser(|world| {
        log_pictures(world)?;
        world.open(&format!("{ALL}&pair=grid&view.sample=step:20"))?;
        let name = "sample of alpha at step 20";
        let image = loaded(world, name).rect()?;
        // Pictures that are not zoomed do not move.
        let outside = world.find("heading", "Compare 2 experiments").rect()?;
        world
            .browser
            .drag(image.at(0.5, 0.5), outside.at(0.1, 0.5))?;
        world
            .browser
            .wheel_with(Key::CONTROL, image.at(0.5, 0.5), -300)?;
        let address = || world.browser.url().ok();
        let zoomed = eventually("a zoom in the address", || {
            address().filter(|url| url.contains("at:"))
        });
        let corner = "function() {
            const {x, y} = this.getBoundingClientRect();
            return [x, y];
        }";
        let before = loaded(world, name).call(corner)?;
        for share in [0.4, 0.2, 0.0] {
            let (x_px, y_px) = image.at(share, 0.5);
            world.browser.hover_at(x_px, y_px)?;
        }
        assert_eq!(loaded(world, name).call(corner)?, before);
        assert_eq!(address(), Some(zoomed));
        Ok(())
    });
}

#[test]
fn pair_is_swiped_blinked_and_subtracted() {
    in_browser(|world| {
        log_pictures(world)?;
        world.open(&format!("{ALL}&pair=swipe&view.sample=step:20"))?;
        let (alpha, beta) = ("sample of alpha at step 20", "sample of beta at step 20");
        loaded(world, alpha);
        // How much of the picture above the border cuts off.
        let layer = "function() {
            for (let part = this; part; part = part.parentElement) {
                const cut = getComputedStyle(part).clipPath;
                if (cut !== 'none') return cut.match(/[0-9]+%/)?.[0] ?? '0%';
            }
        }";
        let clip = |world: &World| loaded(world, beta).call(layer).ok();
        eventually_eq(&Some(Value::from("50%")), || clip(world));
        // The border lies over the pictures, in none of their frames: the page was scrolled instead.
        let on_border = loaded(world, alpha).rect()?.at(0.5, 0.5);
        world.browser.wheel_with(Key::CONTROL, on_border, -300)?;
        eventually("a zoom in the address", || {
            world.browser.url().ok()?.contains("at:").then_some(())
        });
        let swipe = card(world, "sample").find_all("slider", "Swipe")?.remove(0);
        swipe.focus()?;
        world.browser.press(Key::HOME)?;
        eventually_eq(&Some(Value::from("0%")), || clip(world));
        assert!(world.browser.url()?.contains("swipe:0"));
        world.open(&format!("{ALL}&pair=difference&view.sample=step:20"))?;
        loaded(world, alpha);
        let blend = "function() {
            for (let part = this; part; part = part.parentElement) {
                if (getComputedStyle(part).mixBlendMode === 'difference') return true;
            }
            return false;
        }";
        assert_eq!(loaded(world, beta).call(blend)?, true);
        // In turn, and by hand while it is paused.
        world.open(&format!("{ALL}&pair=blink&view.sample=step:20"))?;
        world.find("button", "Pause").click()?;
        eventually("it is paused", || {
            let pressed = world
                .find("button", "Pause")
                .attribute("aria-pressed")
                .ok()?;
            (pressed.as_deref() == Some("true")).then_some(())
        });
        // The one that is out of turn cannot be seen, nor read.
        let seen = |world: &World| {
            let is_seen = |name: &str| {
                let found = card(world, "sample").find_all("image", name);
                found.is_ok_and(|found| !found.is_empty())
            };
            [alpha, beta].map(is_seen)
        };
        let before = eventually("one of the two", || {
            Some(seen(world)).filter(|seen| seen[0] != seen[1])
        });
        world.find("button", "Switch").click()?;
        eventually_eq(&before.map(|is_seen| !is_seen), || seen(world));
        Ok(())
    });
}
