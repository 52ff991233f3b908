//! A server that asks for a token: signing in, and out.

use runboard_e2e::keys::Key;
use runboard_e2e::{Server, World, eventually, in_browser};
use serde_json::json;

fn text(world: &World) -> String {
    let text = world
        .browser
        .script("return document.body.innerText", vec![]);
    text.ok()
        .and_then(|text| text.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// Gives a token to the form, whose field has the focus.
fn give(world: &World, token: &str) -> anyhow::Result<()> {
    world.find("button", "Sign in");
    eventually("the field", || {
        let script = "const field = document.querySelector('input[type=password]'); \
                      field.value = ''; field.focus(); return document.activeElement === field";
        let is_focused = world.browser.script(script, vec![]).ok()? == true;
        is_focused.then_some(())
    });
    world.browser.type_text(token)?;
    world.browser.press(Key::ENTER)
}

#[test]
fn a_person_signs_in_and_out() {
    in_browser(|world| {
        world.announce_console_error("401");
        world.server = Server::start_guarded("secret")?;
        world.open("/")?;
        give(world, "wrong")?;
        eventually("why the token is refused", || {
            text(world).contains("not right").then_some(())
        });
        give(world, "secret")?;
        let sign_out = world.find("button", "Sign out");
        world.find_none("button", "Sign in");
        // The cookie is the browser's: the page finds it again.
        world.browser.reload()?;
        drop(sign_out);
        let sign_out = world.find("button", "Sign out");
        // Asked for roles and names while it leaves the page, Chromium's tab may crash.
        world.browser.script("window.isSignedIn = true", vec![])?;
        sign_out.click()?;
        eventually("another page", || {
            let script = "return !window.isSignedIn && document.readyState === 'complete'";
            let is_there = world.browser.script(script, vec![]).ok()? == true;
            is_there.then_some(())
        });
        world.find("button", "Sign in");
        world.find_none("button", "Sign out");
        Ok(())
    });
}

#[test]
fn nobody_signs_out_who_never_signed_in() {
    in_browser(|world| {
        world.open("/")?;
        eventually("the page", || {
            text(world).contains("Projects").then_some(())
        });
        world.find_none("button", "Sign out");
        Ok(())
    });
}

/// Whoever may only read is not offered what the server would refuse.
#[test]
fn a_reader_is_offered_no_change() {
    in_browser(|world| {
        world.announce_console_error("401");
        let experiment = world.logger().experiment("read", "alpha")?;
        experiment.log("loss", "LINE", &json!([1, 2]))?;
        world.open("/projects/read")?;
        world.find("button", "Edit alpha");
        world.find("button", "Project");
        let token = world.server.issue_read_only_token()?;
        world.server.stop()?;
        world.server.start_again_guarded("secret")?;
        world.open("/projects/read")?;
        give(world, &token)?;
        eventually("that nothing can be changed", || {
            text(world).contains("read only").then_some(())
        });
        world.find_none("button", "Edit alpha");
        world.find_none("button", "Project");
        world.find("checkbox", "Select alpha").click()?;
        world.find("link", "Compare 1");
        for button in ["Tags…", "Archive", "Delete…"] {
            world.find_none("button", button);
        }
        Ok(())
    });
}
