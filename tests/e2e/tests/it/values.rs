//! The value summary.

use runboard_e2e::{World, eventually, in_browser};
use serde_json::{Value, json};

use crate::charts::one_line;

/// Names and values of the list named `Summary`.
fn summary(world: &World) -> Option<Vec<(String, String)>> {
    let pairs = world
        .browser
        .script(
            "const list = document.querySelector('dl[aria-label=Summary]');
             if (!list) return null;
             const texts = tag => [...list.querySelectorAll(tag)].map(element => element.innerText);
             return [texts('dt'), texts('dd')];",
            vec![],
        )
        .ok()?;
    let texts = |idx: usize| -> Option<Vec<String>> {
        let all = pairs.get(idx)?.as_array()?;
        Some(all.iter().filter_map(Value::as_str).map(one_line).collect())
    };
    Some(texts(0)?.into_iter().zip(texts(1)?).collect())
}

#[test]
fn values_stand_in_logged_order() {
    in_browser(|world| {
        let experiment = world.logger().experiment("values", "all")?;
        for (name, data) in [
            ("mAP@0.5", json!(0.871)),
            ("best epoch", json!(132)),
            ("model", json!("yolov5s")),
            ("pretrained", json!(true)),
            ("tiny", json!(1e-9)),
            ("broken", json!("NaN")),
        ] {
            experiment.log(name, "VALUE", &data)?;
        }
        world.open(&experiment.path)?;
        let shown = eventually("six values", || summary(world).filter(|all| all.len() == 6));
        let text: Vec<_> = shown
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            text[..4],
            [
                ("mAP@0.5", "0.871"),
                ("best epoch", "132"),
                ("model", "yolov5s"),
                ("pretrained", "true"),
            ]
        );
        assert_eq!(text[4].1.to_lowercase(), "1e-9");
        assert_eq!(text[5].1, "NaN");
        Ok(())
    });
}

#[test]
fn logged_markup_is_text() {
    in_browser(|world| {
        let experiment = world.logger().experiment("values", "markup")?;
        let markup = "<img src=x onerror=alert(1)><b>bold</b>";
        experiment.log(markup, "VALUE", &json!(markup))?;
        world.open(&experiment.path)?;
        let shown = eventually("the value", || summary(world).filter(|all| !all.is_empty()));
        assert_eq!(shown[0].0, markup);
        assert!(shown[0].1.contains("<img src=x"), "{shown:?}");
        Ok(())
    });
}
