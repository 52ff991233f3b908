//! Views that are too long for an address: the server keeps them.

use runboard_e2e::keys::Key;
use runboard_e2e::{Browser, Viewport, World, eventually, eventually_eq, in_browser};
use serde_json::json;

/// Of both experiments, only the second is wanted; the text is longer than an address may be.
fn long_filter() -> String {
    format!("name != \"{}\" and name = wanted", "x".repeat(2_100))
}

/// Opens the table of both, with the focus in its filter.
fn open_table(world: &World) -> anyhow::Result<()> {
    let logger = world.logger();
    for name in ["wanted", "other"] {
        logger.experiment("long", name)?;
    }
    world.open("/projects/long")?;
    world.find("combobox", "Filter experiments").focus()
}

fn rows(browser: &Browser) -> Vec<String> {
    let found = browser.find_all("link", "wanted").unwrap_or_default();
    let other = browser.find_all("link", "other").unwrap_or_default();
    found
        .into_iter()
        .chain(other)
        .map(|link| link.name)
        .collect()
}

fn query(world: &World) -> String {
    let url = world.browser.url().unwrap_or_default();
    url.split_once('?')
        .map(|(_, query)| query.to_owned())
        .unwrap_or_default()
}

#[test]
fn long_view_is_kept_and_opens_in_another_browser() {
    in_browser(|world| {
        open_table(world)?;
        world.browser.type_text("oth")?;
        eventually_eq(&vec!["other".to_owned()], || rows(&world.browser));
        world.browser.press(Key::ESCAPE)?;
        // Set at once: typing thousands of characters is not what is tested.
        let set = "const field = document.activeElement; field.value = arguments[0];
            field.dispatchEvent(new Event('input', {bubbles: true}));";
        world.browser.script(set, vec![json!(long_filter())])?;
        eventually_eq(&vec!["wanted".to_owned()], || rows(&world.browser));
        eventually("a short address", || {
            query(world).starts_with("kept=").then_some(())
        });
        let short = world.browser.url()?;
        assert!(short.len() < 200, "{short}");
        world.browser.reload()?;
        eventually_eq(&vec!["wanted".to_owned()], || rows(&world.browser));
        assert_eq!(world.browser.url()?, short);

        let other = Browser::start(Viewport::DESKTOP)?;
        other.goto(&short)?;
        eventually_eq(&vec!["wanted".to_owned()], || rows(&other));

        // A shorter view stands in the address again; Back leads to the kept one.
        world.find("button", "Show archived").click()?;
        eventually("the next kept view", || {
            let query = query(world);
            (query.starts_with("kept=") && !short.ends_with(&query)).then_some(())
        });
        world.browser.back()?;
        eventually_eq(&short, || world.browser.url().unwrap_or_default());
        eventually_eq(&vec!["wanted".to_owned()], || rows(&world.browser));
        Ok(())
    });
}

/// The address is shortened a moment after a change; a link that was copied before had thousands of characters.
#[test]
fn link_of_a_long_view_is_short_at_once() {
    in_browser(|world| {
        open_table(world)?;
        let share = "navigator.clipboard.writeText = async (text) => { window.copied = text; };
            const field = document.activeElement; field.value = arguments[0];
            field.dispatchEvent(new Event('input', {bubbles: true}));
            const timer = setInterval(() => {
                if (location.href.length < 2000) return;
                clearInterval(timer);
                document.querySelector('[aria-label=Share]').click();
            }, 5);";
        world.browser.script(share, vec![json!(long_filter())])?;
        let link = eventually("a link", || {
            let copied = world.browser.script("return window.copied;", vec![]).ok()?;
            copied.as_str().map(str::to_owned)
        });
        assert!(link.len() < 200, "{link}");
        let other = Browser::start(Viewport::DESKTOP)?;
        other.goto(&link)?;
        eventually_eq(&vec!["wanted".to_owned()], || rows(&other));
        Ok(())
    });
}

#[test]
fn unknown_view_says_so() {
    in_browser(|world| {
        world.announce_console_error("404");
        world.logger().experiment("long", "other")?;
        world.open("/projects/long?kept=0123")?;
        world.find("heading", "There is no such view");
        world.find("link", "The same page without it").click()?;
        eventually_eq(&vec!["other".to_owned()], || rows(&world.browser));
        Ok(())
    });
}
