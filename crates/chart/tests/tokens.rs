//! The colours that canvases use are those of the style sheet, in both themes.
#![expect(clippy::expect_used, reason = "all of it is test code")]

use runboard_chart::palette::{Palette, Rgb, Theme};

/// The block of `style/tokens.css` that holds a theme's colours.
fn block(theme: Theme) -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../style/tokens.css");
    let css = std::fs::read_to_string(path).expect("the style sheet can be read");
    let selector = match theme {
        Theme::Light => ":root {",
        Theme::Dark => ":root[data-theme=\"dark\"] {",
    };
    let (_, after) = css.split_once(selector).expect("the theme has a block");
    let (block, _) = after.split_once("\n}").expect("the block ends");
    block.to_owned()
}

#[track_caller]
fn check(theme: Theme) {
    let block = block(theme);
    for (name, Rgb(red, green, blue)) in Palette::of(theme).tokens() {
        let declaration = format!("{name}: #{red:02x}{green:02x}{blue:02x};");
        assert!(
            block.contains(&declaration),
            "{theme:?} lacks `{declaration}`"
        );
    }
}

#[test]
fn the_palette_of_canvases_is_that_of_the_style_sheet() {
    check(Theme::Light);
    check(Theme::Dark);
}
