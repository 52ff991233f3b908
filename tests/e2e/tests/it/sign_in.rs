//! A server that asks for a token: signing in, and out.

use runboard_e2e::keys::Key;
use runboard_e2e::{Server, World, eventually, in_browser};

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
        world.find("button", "Sign out").click()?;
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
