//! The page's `index.html` for release, out of the one that trunk serves while developing.
//!
//! Its links marked `data-trunk` say what the page is made of. Each style sheet is a file of its own
//! there, for each component one; here they are joined into one, so that the first paint waits for
//! one request and not for twenty.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::bundle::Bundle;
use crate::css::compact;
use crate::project::Project;

const LINK: &str = "<link data-trunk ";

/// Writes `index.html`, the style sheet and the icon.
pub(crate) fn build(project: &Project, bundle: &Bundle) -> anyhow::Result<()> {
    let html = fs::read_to_string(project.root.join("index.html"))?;
    let links = links(&html)?;
    let mut sheet = String::new();
    for link in links.iter().filter(|link| link.kind == Kind::StyleSheet) {
        sheet.push_str(&compact(&read(&project.root, link.href)?));
    }
    let sheet = place(&project.dist, "style", "css", &sheet)?;
    let mut icon = String::new();
    for link in links.iter().filter(|link| link.kind == Kind::Icon) {
        let text = read(&project.root, link.href)?;
        icon = place(&project.dist, "icon", "svg", &text)?;
    }
    let start = start(bundle, &first_chunks(project, bundle)?);
    let page = with_links(&html, &links, |kind| match kind {
        Kind::StyleSheet => format!("<link rel=\"stylesheet\" href=\"/{sheet}\" />"),
        Kind::Icon => format!("<link rel=\"icon\" href=\"/{icon}\" />"),
        Kind::Program => start.clone(),
    });
    fs::write(project.dist.join("index.html"), page)?;
    Ok(())
}

/// The script that asks for the chunk which a page cannot do without, while the program is still on its way.
fn first_chunks(project: &Project, bundle: &Bundle) -> anyhow::Result<String> {
    let files = |chunks: &[&str]| -> anyhow::Result<String> {
        let mut files = BTreeSet::new();
        for chunk in chunks {
            files.extend(bundle.chunk(&project.dist, chunk)?);
        }
        let quoted: Vec<String> = files.iter().map(|file| format!("\"/{file}\"")).collect();
        Ok(quoted.join(", "))
    };
    // Cards of the compare page have their tools from the dashboard's chunk.
    let (lists, compare) = (files(&["lists"])?, files(&["compare", "dashboard"])?);
    // The routes of `src/app.rs`; one experiment's page shows its first chart without a chunk.
    Ok(format!(
        "<script>\n      \
         (() => {{\n        \
         const names = location.pathname.split(\"/\").filter(Boolean);\n        \
         let files = [];\n        \
         if (names.length <= 2) files = [{lists}];\n        \
         else if (names[2] === \"compare\") files = [{compare}];\n        \
         for (const href of files) {{\n          \
         const link = {{ rel: \"preload\", as: \"fetch\", type: \"application/wasm\", crossOrigin: \"\", href }};\n          \
         document.head.append(Object.assign(document.createElement(\"link\"), link));\n        \
         }}\n      \
         }})();\n    \
         </script>"
    ))
}

/// Loads the script and the module at once, and starts the program.
fn start(bundle: &Bundle, first_chunks: &str) -> String {
    let (script, loader, wasm) = (bundle.script(), bundle.loader(), bundle.main_wasm());
    format!(
        "<link rel=\"modulepreload\" href=\"/{script}\" />\n    \
         <link rel=\"modulepreload\" href=\"/{loader}\" />\n    \
         <link rel=\"preload\" href=\"/{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin />\n    \
         {first_chunks}\n    \
         <script type=\"module\">\n      \
         import init from \"/{script}\";\n      \
         await init({{ module_or_path: \"/{wasm}\" }});\n    \
         </script>"
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    StyleSheet,
    Icon,
    Program,
}

/// Where a link stands in the text, and what it names; nothing for the program.
#[derive(Debug, PartialEq, Eq)]
struct Link<'a> {
    range: Range<usize>,
    kind: Kind,
    href: &'a str,
}

fn links(html: &str) -> anyhow::Result<Vec<Link<'_>>> {
    let mut links = Vec::new();
    for (start, _) in html.match_indices(LINK) {
        let tag = html
            .get(start..)
            .and_then(|rest| rest.split_inclusive('>').next())
            .unwrap_or_default();
        let kind = match attribute(tag, "rel") {
            Some("css") => Kind::StyleSheet,
            Some("icon") => Kind::Icon,
            Some("rust") => Kind::Program,
            _ => bail!("a link is of no kind that the release build knows: {tag}"),
        };
        let href = attribute(tag, "href").unwrap_or_default();
        if href.is_empty() && kind != Kind::Program {
            bail!("a link names no file: {tag}");
        }
        links.push(Link {
            range: start..start + tag.len(),
            kind,
            href,
        });
    }
    Ok(links)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// The text with what stands for the links of a kind where the first of them stood.
fn with_links(html: &str, links: &[Link<'_>], text_of: impl Fn(Kind) -> String) -> String {
    let mut page = html.to_owned();
    for (idx, link) in links.iter().enumerate().rev() {
        let is_first = links.iter().position(|other| other.kind == link.kind) == Some(idx);
        let text = if is_first {
            text_of(link.kind)
        } else {
            String::new()
        };
        page.replace_range(link.range.clone(), &text);
    }
    let mut lines = String::with_capacity(page.len());
    for line in page.lines().filter(|line| !line.trim().is_empty()) {
        lines.push_str(line);
        lines.push('\n');
    }
    lines
}

fn read(root: &Path, name: &str) -> anyhow::Result<String> {
    let file = root.join(name);
    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

/// Writes a file under a name that changes with its text; that name.
fn place(dist: &Path, stem: &str, extension: &str, text: &str) -> anyhow::Result<String> {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let name = format!("{stem}-{:016x}.{extension}", hasher.finish());
    fs::write(dist.join(&name), text)?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<head>\n<link data-trunk rel=\"icon\" href=\"i.svg\" />\n\
                        <link data-trunk rel=\"css\" href=\"a.css\" />\n<p>\n\
                        <link data-trunk rel=\"css\" href=\"b.css\" />\n\
                        <link data-trunk rel=\"rust\" data-bin=\"x\" />\n</head>";

    #[test]
    fn links_become_one_of_each_kind_where_the_first_stood() {
        let links = links(HTML).unwrap();
        let names: Vec<_> = links.iter().map(|link| link.href).collect();
        assert_eq!(names, ["i.svg", "a.css", "b.css", ""]);
        assert_eq!(
            with_links(HTML, &links, |kind| format!("{kind:?}")),
            "<head>\nIcon\nStyleSheet\n<p>\nProgram\n</head>\n"
        );
    }

    #[test]
    fn link_of_an_unknown_kind_or_without_a_file_is_an_error() {
        assert!(links("<link data-trunk rel=\"sass\" href=\"a\">").is_err());
        assert!(links("<link data-trunk rel=\"css\">").is_err());
    }

    #[test]
    fn program_is_started_from_its_hashed_directory() {
        let bundle = Bundle {
            directory: "app-0123456789abcdef".to_owned(),
        };
        let text = start(&bundle, "<script></script>");
        assert!(text.contains("import init from \"/app-0123456789abcdef/runboard-ui.js\""));
        assert!(text.contains("href=\"/app-0123456789abcdef/runboard-ui_bg.wasm\" as=\"fetch\""));
    }
}
