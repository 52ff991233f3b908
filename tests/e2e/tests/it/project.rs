//! What is said of a project, edited on its page.

use runboard_e2e::keys::Key;
use runboard_e2e::{World, eventually, eventually_eq, http, in_browser};
use serde_json::{Value, json};

const PROJECT: &str = "/api/v1/projects/shared";

fn open(world: &World) -> anyhow::Result<()> {
    world.logger().experiment("shared", "first")?;
    world.open("/projects/shared")?;
    world.find("checkbox", "Select first");
    Ok(())
}

fn choose(world: &World, item: &str) -> anyhow::Result<()> {
    world.find("button", "Project").click()?;
    world.find("menuitem", item).click()
}

fn text_of(world: &World, key: &str) -> Value {
    let project = http::get(&http::agent(), &world.server.url(PROJECT)).ok();
    let text = project.and_then(|it| it.body.get(key).cloned());
    text.unwrap_or_default()
}

/// Whoever changed the name took back the description that another person had written meanwhile.
#[test]
fn edit_of_a_project_keeps_what_others_changed_meanwhile() {
    in_browser(|world| {
        open(world)?;
        choose(world, "Edit…")?;
        let name = world.find("textbox", "Name");
        let changed = json!({"description": "by another person"});
        http::patch(&http::agent(), &world.server.url(PROJECT), &changed)?;
        // The page learns of it behind the dialog.
        eventually("the new description", || {
            let text = "return document.querySelector('main').textContent";
            let text = world.browser.script(text, vec![]).ok()?;
            text.as_str()?.contains("by another person").then_some(())
        });
        name.call("function() { this.select(); }")?;
        world.browser.type_text("renamed")?;
        world.browser.press(Key::ENTER)?;
        eventually_eq(&json!("renamed"), || text_of(world, "name"));
        assert_eq!(text_of(world, "description"), json!("by another person"));
        Ok(())
    });
}

/// Nothing was said, and the project stayed where it was.
#[test]
fn refused_archiving_of_a_project_says_so() {
    in_browser(|world| {
        open(world)?;
        let refuse = "const fetched = window.fetch.bind(window);
            window.fetch = request => request.method === 'PATCH'
                ? Promise.resolve(new Response('{}', {status: 500}))
                : fetched(request);";
        world.browser.script(refuse, vec![])?;
        choose(world, "Archive")?;
        eventually("the alert", || {
            let alerts = world.browser.find_role("alert").ok()?;
            let is_it = |text: String| text.starts_with("Not archived.");
            alerts
                .iter()
                .any(|it| it.text().is_ok_and(is_it))
                .then_some(())
        });
        assert_eq!(text_of(world, "archived"), json!(false));
        Ok(())
    });
}
