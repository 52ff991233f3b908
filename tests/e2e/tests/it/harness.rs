//! The harness itself: what it would miss, every other test would miss.

use std::panic::{AssertUnwindSafe, catch_unwind};

use runboard_e2e::keys::Key;
use runboard_e2e::{Browser, Viewport, eventually, in_browser};

const PAGE: &str = "data:text/html,<title>Small</title>\
    <button onclick='log.textContent %2B= event.detail'>Push</button>\
    <div hidden><button>Push</button></div>\
    <figure aria-label='First'><button>Inner</button></figure>\
    <figure aria-label='Second'><button>Inner</button></figure>\
    <input aria-label='Name' onkeydown='log.textContent %2B= event.key'>\
    <p id=log></p>";

fn small_page() -> anyhow::Result<Browser> {
    let browser = Browser::start(Viewport::PHONE)?;
    browser.goto(PAGE)?;
    Ok(browser)
}

#[test]
fn things_are_found_by_role_and_name_and_only_where_they_can_be_seen() {
    let browser = small_page().unwrap();
    assert_eq!(browser.find_all("button", "Push").unwrap().len(), 1);
    assert_eq!(browser.find_all("button", "Pull").unwrap().len(), 0);
    assert_eq!(browser.find_all("link", "Push").unwrap().len(), 0);
    assert_eq!(browser.find_all("button", "Inner").unwrap().len(), 2);
    let figures = browser.find_all("figure", "Second").unwrap();
    assert_eq!(figures[0].find_all("button", "Inner").unwrap().len(), 1);
}

#[test]
fn pointer_and_keys_are_events_of_the_page() {
    let browser = small_page().unwrap();
    browser.find_all("button", "Push").unwrap()[0]
        .click()
        .unwrap();
    browser.find_all("textbox", "Name").unwrap()[0]
        .focus()
        .unwrap();
    browser.press_with(Key::SHIFT, Key::ARROW_LEFT).unwrap();
    browser.type_text("ab").unwrap();
    let log = browser.script("return log.textContent", vec![]).unwrap();
    assert_eq!(log, "1ShiftArrowLeftab");
    let width = browser.script("return innerWidth", vec![]).unwrap();
    assert_eq!(width, Viewport::PHONE.width_px);
}

#[test]
fn uncaught_error_stands_in_the_console() {
    let browser = small_page().unwrap();
    assert!(browser.console_errors().unwrap().is_empty());
    browser
        .script("setTimeout(() => { throw new Error('thrown'); })", vec![])
        .unwrap();
    browser
        .script("console.error('written'); console.warn('fine')", vec![])
        .unwrap();
    let mut errors = Vec::new();
    eventually("both errors", || {
        errors.extend(browser.console_errors().ok()?);
        (errors.len() >= 2).then_some(())
    });
    let text = format!("{errors:?}");
    assert!(
        text.contains("thrown") && text.contains("written"),
        "{text}"
    );
    assert!(!text.contains("fine"), "{text}");
}

#[test]
fn error_in_the_console_fails_a_test_that_did_not_announce_it() {
    let panic = catch_unwind(AssertUnwindSafe(|| {
        in_browser(|world| {
            world.open("/")?;
            world
                .browser
                .script("console.error('unannounced')", vec![])?;
            Ok(())
        });
    }))
    .expect_err("it has to fail");
    let message = panic.downcast_ref::<String>().cloned().unwrap_or_default();
    assert!(message.contains("unannounced"), "{message}");
}
