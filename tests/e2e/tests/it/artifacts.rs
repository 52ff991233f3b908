//! The files kept with an experiment.

use runboard_e2e::{eventually, in_browser};

#[test]
fn artifact_is_listed_with_its_size_and_can_be_fetched() {
    in_browser(|world| {
        let experiment = world.logger().experiment("files", "one")?;
        experiment.keep_artifact("weights.bin", &[7; 2048])?;
        world.open(&experiment.path)?;
        let link = eventually("a link to the file", || {
            let links = world.browser.find_role("link").ok()?;
            links
                .into_iter()
                .find(|link| link.name.contains("weights.bin"))
        });
        let path = link.attribute("href")?.unwrap_or_default();
        let length = world.browser.devtools(
            "Runtime.evaluate",
            &serde_json::json!({
                "expression": format!("fetch({path:?}).then(r => r.arrayBuffer()).then(b => b.byteLength)"),
                "awaitPromise": true,
            }),
        )?;
        assert_eq!(
            length.pointer("/result/value"),
            Some(&2048.into()),
            "{length}"
        );
        let page = world
            .browser
            .script("return document.body.innerText", vec![])?;
        let text = page.as_str().unwrap_or_default();
        assert!(
            text.contains("2 KB")
                || text.contains("2.0 KB")
                || text.contains("2.05 kB")
                || text.contains("2 KiB")
                || text.contains("2.0 KiB")
                || text.contains("2.0 kB"),
            "{text}"
        );
        Ok(())
    });
}
