//! Selected experiments: what is done to several at once.

use runboard_e2e::keys::Key;
use runboard_e2e::{eventually, eventually_eq, in_browser};

use crate::experiments::{header_button, open_four, shows, texts, type_filter};

#[test]
fn experiments_are_archived_with_an_undo_and_deleted_after_a_question() {
    in_browser(|world| {
        open_four(world)?;
        world.find("checkbox", "Select alpha").click()?;
        world.find("checkbox", "Select gamma").click()?;
        world.find("button", "Archive").click()?;
        shows(world, &["delta", "beta"]);
        world.find("button", "Undo").click()?;
        shows(world, &["delta", "gamma", "beta", "alpha"]);
        world.find("button", "Archive").click()?;
        shows(world, &["delta", "beta"]);
        world.find("button", "Show archived").click()?;
        shows(world, &["delta", "gamma", "beta", "alpha"]);
        world.find("button", "Delete…").click()?;
        world.find("button", "Cancel").click()?;
        shows(world, &["delta", "gamma", "beta", "alpha"]);
        world.find("button", "Delete…").click()?;
        world.find("button", "Delete").click()?;
        shows(world, &["delta", "beta"]);
        world.browser.reload()?;
        shows(world, &["delta", "beta"]);
        Ok(())
    });
}

/// All that was selected would have been deleted, without a word of which experiments that was.
#[test]
fn what_is_selected_and_hidden_is_said_and_named() {
    in_browser(|world| {
        open_four(world)?;
        world.find("checkbox", "Select alpha").click()?;
        world.find("checkbox", "Select beta").click()?;
        type_filter(world, "name = beta")?;
        shows(world, &["beta"]);
        let is_said = |role: &str, text: &str| {
            eventually(text, || {
                let all = world.browser.find_role(role).ok()?;
                let mut texts = all.iter().filter_map(|found| found.text().ok());
                texts.find(|said| said.contains(text))
            })
        };
        is_said("status", "2 selected, 1 hidden by the filter");
        world.find("button", "Delete…").click()?;
        is_said("dialog", "“beta” and “alpha”");
        world.find("button", "Cancel").click()?;
        Ok(())
    });
}

#[test]
fn several_experiments_get_tags_at_once() {
    in_browser(|world| {
        open_four(world)?;
        world.find("checkbox", "Select alpha").click()?;
        world.find("checkbox", "Select beta").click()?;
        world.find("button", "Tags…").click()?;
        world
            .find("textbox", "Add these, with commas between")
            .focus()?;
        world.browser.type_text("paper")?;
        world.find("textbox", "Take these away").focus()?;
        world.browser.type_text("failed")?;
        world.browser.press(Key::ENTER)?;
        let tagged = || {
            texts(world, "cell")
                .iter()
                .filter(|cell| cell.contains("paper"))
                .count()
        };
        eventually_eq(&2, tagged);
        type_filter(world, "tags has paper and not tags has failed")?;
        shows(world, &["beta", "alpha"]);
        Ok(())
    });
}

/// They went by age: the first of the table was not the first of the comparison.
#[test]
fn selected_rows_go_to_the_compare_page_in_their_order() {
    in_browser(|world| {
        open_four(world)?;
        world.find("checkbox", "Select all").click()?;
        world.find("link", "Compare 4");
        world.find("checkbox", "Select beta").click()?;
        let link = world.find("link", "Compare 3");
        assert_eq!(
            link.attribute("href")?.as_deref(),
            Some("/projects/table/compare?experiments=delta,gamma,alpha")
        );
        world.browser.reload()?;
        world.find("link", "Compare 3");
        header_button(world, "depth").click()?;
        let expected = "/projects/table/compare?experiments=alpha,delta,gamma";
        eventually_eq(&Some(expected.to_owned()), || {
            let link = world.find("link", "Compare 3");
            link.attribute("href").ok().flatten()
        });
        Ok(())
    });
}

#[test]
fn rows_between_two_checkboxes_are_selected_with_shift() {
    in_browser(|world| {
        open_four(world)?;
        world.find("checkbox", "Select delta").click()?;
        world.find("link", "Compare 1");
        world.find("checkbox", "Select beta").focus()?;
        world.browser.press_with(Key::SHIFT, Key::SPACE)?;
        let link = world.find("link", "Compare 3");
        assert_eq!(
            link.attribute("href")?.as_deref(),
            Some("/projects/table/compare?experiments=delta,gamma,beta")
        );
        Ok(())
    });
}

/// The bar came above the table, and the next row was no longer under the pointer.
#[test]
fn rows_stay_where_they_are_when_the_first_is_selected() {
    in_browser(|world| {
        open_four(world)?;
        let top_px = || {
            world
                .find("checkbox", "Select beta")
                .rect()
                .map(|rect| rect.top_px)
        };
        let before = top_px()?;
        world.find("checkbox", "Select alpha").click()?;
        world.find("link", "Compare 1");
        assert_eq!(top_px()?, before);
        Ok(())
    });
}
