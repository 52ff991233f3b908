//! `cargo xtask screenshots`: the pages of the example project, in both themes at three widths.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use runboard_e2e::browser::ColorScheme;
use runboard_e2e::wait::poll;
use runboard_e2e::{Browser, Server, Viewport, http, world};
use serde_json::Value;

const VIEWPORTS: [Viewport; 3] = [Viewport::DESKTOP, Viewport::TABLET, Viewport::PHONE];
const SCHEMES: [ColorScheme; 2] = [ColorScheme::Light, ColorScheme::Dark];

fn main() -> anyhow::Result<()> {
    let server = Server::start_demo()?;
    let directory = world::target_dir().join("screenshots");
    let pages = pages(&server)?;
    let browser = Browser::start(Viewport::DESKTOP)?;
    for scheme in SCHEMES {
        browser.prefer(scheme)?;
        for viewport in VIEWPORTS {
            browser.resize(viewport)?;
            for (name, path) in &pages {
                browser.goto(&server.url(path))?;
                let file = file_of(&directory, name, viewport, scheme);
                save_when_still(&browser, &file)?;
                println!("{}", file.display());
            }
        }
    }
    Ok(())
}

fn file_of(directory: &Path, name: &str, viewport: Viewport, scheme: ColorScheme) -> PathBuf {
    directory.join(format!(
        "{name}-{}-{}.png",
        viewport.width_px,
        scheme.as_str()
    ))
}

/// Names and paths: the lists, every experiment, and a page that is not there.
fn pages(server: &Server) -> anyhow::Result<Vec<(String, String)>> {
    let agent = http::agent();
    let items = |path: &str| -> anyhow::Result<Vec<Value>> {
        let answer = http::get(&agent, &server.url(path))?;
        let items = answer.body.get("items").and_then(Value::as_array);
        items
            .cloned()
            .with_context(|| format!("{path} lists nothing"))
    };
    let mut pages = vec![
        ("projects".to_owned(), "/".to_owned()),
        ("missing".to_owned(), "/nowhere".to_owned()),
    ];
    for project in items("/api/v1/projects")? {
        let project = name_of(&project);
        pages.push((format!("project-{project}"), format!("/projects/{project}")));
        for experiment in items(&format!("/api/v1/projects/{project}/experiments"))? {
            let experiment = name_of(&experiment);
            let path = format!("/projects/{project}/experiments/{experiment}");
            pages.push((format!("experiment-{experiment}"), path));
        }
    }
    Ok(pages)
}

fn name_of(item: &Value) -> String {
    item.get("name")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// Saves the picture once two in a row are the same.
fn save_when_still(browser: &Browser, file: &Path) -> anyhow::Result<()> {
    let mut last = Vec::new();
    let mut n_same = 0;
    poll(Duration::from_secs(15), || {
        let now = browser.screenshot().ok()?;
        n_same = if now == last { n_same + 1 } else { 0 };
        last = now;
        (n_same >= 3).then_some(())
    });
    browser.save_screenshot(file)
}
