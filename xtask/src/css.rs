//! One style sheet out of many, in the built page.
//!
//! `index.html` links a sheet for each component. Each would be a request of its own before the
//! first paint; here they become one file, in the same order.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, bail};

const LINK: &str = "<link rel=\"stylesheet\"";

/// Joins the style sheets that the built `index.html` links, and links the one.
pub(crate) fn join(dist: &Path) -> anyhow::Result<()> {
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index).context("the built page has no index.html")?;
    let links = stylesheet_links(&html)?;
    let mut sheet = String::new();
    for link in &links {
        let file = dist.join(link.href.trim_start_matches('/'));
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        sheet.push_str(&compact(&text));
        fs::remove_file(&file)?;
    }
    let name = format!("style-{:016x}.css", hash_of(&sheet));
    fs::write(dist.join(&name), &sheet)?;
    fs::write(&index, with_one_link(&html, &links, &name))?;
    Ok(())
}

/// Where a link to a style sheet stands in the text, and what it names.
#[derive(Debug, PartialEq, Eq)]
struct Link<'a> {
    range: Range<usize>,
    href: &'a str,
}

fn stylesheet_links(html: &str) -> anyhow::Result<Vec<Link<'_>>> {
    let mut links = Vec::new();
    for (start, _) in html.match_indices(LINK) {
        let tag = html
            .get(start..)
            .and_then(|rest| rest.split_inclusive('>').next())
            .unwrap_or_default();
        let href = tag
            .split_once("href=\"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(href, _)| href);
        let Some(href) = href else {
            bail!("a link to a style sheet names none: {tag}");
        };
        links.push(Link {
            range: start..start + tag.len(),
            href,
        });
    }
    Ok(links)
}

fn with_one_link(html: &str, links: &[Link<'_>], name: &str) -> String {
    let mut page = html.to_owned();
    for (idx, link) in links.iter().enumerate().rev() {
        let one = if idx == 0 {
            format!("{LINK} href=\"/{name}\"/>")
        } else {
            String::new()
        };
        page.replace_range(link.range.clone(), &one);
    }
    page
}

/// The sheet without its comments, empty lines and indentation.
fn compact(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect()
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_compact(text: &str, expected: &str) {
        assert_eq!(compact(text), expected);
    }

    #[test]
    fn comments_and_empty_lines_are_dropped() {
        check_compact("a {\n  b: c;\n}\n", "a {\nb: c;\n}\n");
        check_compact("/* x */\n\na/* y\nz */b", "ab\n");
        check_compact("a /* never closed", "a\n");
        check_compact("", "");
    }

    #[test]
    fn links_become_one_where_the_first_stood() {
        let html = "<head><link rel=\"icon\" href=\"/i.svg\"/>\
                    <link rel=\"stylesheet\" href=\"/a-1.css\" integrity=\"x\"/><p>\
                    <link rel=\"stylesheet\" href=\"/b-2.css\"/></head>";
        let links = stylesheet_links(html).unwrap();
        let names: Vec<_> = links.iter().map(|link| link.href).collect();
        assert_eq!(names, ["/a-1.css", "/b-2.css"]);
        assert_eq!(
            with_one_link(html, &links, "style-0.css"),
            "<head><link rel=\"icon\" href=\"/i.svg\"/>\
             <link rel=\"stylesheet\" href=\"/style-0.css\"/><p></head>"
        );
    }

    #[test]
    fn sheet_without_a_name_is_an_error() {
        assert!(stylesheet_links("<link rel=\"stylesheet\"/>").is_err());
    }
}
