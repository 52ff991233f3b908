//! `/experiments/{id}/logs`: all types, entries of steps, lists, renaming and deleting.

use crate::server::{NOW, Server};
use serde_json::{Value, json};

#[tokio::test]
async fn each_type_is_read_in_its_canonical_form() {
    let (server, path) = Server::with_experiment().await;
    let cases = [
        ("VALUE", json!("resnet"), json!("resnet")),
        (
            "BAR",
            json!({"bus": "NaN", "car": 5}),
            json!({"x": ["bus", "car"], "y": ["NaN", 5]}),
        ),
        (
            "TABLE",
            json!([{"a": 1}, {"b": true}]),
            json!({"columns": ["a", "b"], "rows": [[1, null], [null, true]]}),
        ),
        (
            "HEATMAP",
            json!({"categories": ["a"], "values": [[1, 2], [3, 4]]}),
            json!({"x": ["a", "FN"], "y": ["a", "FP"], "values": [[1, 2], [3, 4]]}),
        ),
        (
            "LABELMAP",
            json!({"2": "b", "1": "a"}),
            json!({"1": "a", "2": "b"}),
        ),
    ];
    for (log_type, data, canonical) in cases {
        let body = json!({"name": log_type, "type": log_type, "data": data});
        let written = server.log(&path, &body).await.is(201);
        assert_eq!(
            written,
            json!({"name": log_type, "type": log_type, "version": 1})
        );
        let log = server.get(&format!("{path}/logs/{log_type}")).await.is(200);
        let expected = json!({"name": log_type, "type": log_type, "version": 1, "data": canonical});
        assert_eq!(log, expected);
    }
}

#[tokio::test]
async fn the_order_of_a_dictionary_is_kept_and_bare_nan_is_read() {
    let (server, path) = Server::with_experiment().await;
    let body = r#"{"name": "b", "type": "BAR", "data": {"z": NaN, "a": -Infinity, "m": 1}}"#;
    server
        .post_text(&format!("{path}/logs"), body)
        .await
        .is(201);
    let log = server.get(&format!("{path}/logs/b")).await.is(200);
    assert_eq!(
        log["data"],
        json!({"x": ["z", "a", "m"], "y": ["NaN", "-Infinity", 1]})
    );
}

#[tokio::test]
async fn new_data_takes_the_place_of_the_old() {
    let (server, path) = Server::with_experiment().await;
    for (version, value) in [(1, json!(1)), (2, json!("two"))] {
        let body = json!({"name": "v", "type": "VALUE", "data": value, "step": 3});
        assert_eq!(server.log(&path, &body).await.is(201)["version"], version);
        let log = server.get(&format!("{path}/logs/v")).await.is(200);
        assert_eq!((&log["data"], log.get("entries")), (&value, None));
    }
}

#[tokio::test]
async fn a_name_keeps_its_type() {
    let (server, path) = Server::with_experiment().await;
    server
        .log(&path, &json!({"name": "a", "type": "VALUE", "data": 1}))
        .await
        .is(201);
    let refused = server
        .log(&path, &json!({"name": "a", "type": "LINE", "data": 1}))
        .await;
    assert_eq!(
        refused.is_error(409, "type_conflict").0.as_deref(),
        Some("type")
    );
    assert_eq!(
        server.get(&format!("{path}/logs/a")).await.is(200)["type"],
        "VALUE"
    );
}

#[tokio::test]
async fn each_step_keeps_one_entry() {
    let (server, path) = Server::with_experiment().await;
    for (step, y) in [(3.0, 1), (-1.5, 2), (3.0, 3)] {
        let body = json!({"name": "b", "type": "BAR", "data": {"car": y}, "step": step});
        server.log(&path, &body).await.is(201);
    }
    let log = server.get(&format!("{path}/logs/b")).await.is(200);
    let y = |entry: &Value| entry["data"]["y"][0].clone();
    let entries = log["entries"].as_array().unwrap();
    let steps: Vec<_> = entries
        .iter()
        .map(|entry| entry["step"].as_f64().unwrap())
        .collect();
    assert_eq!(steps, [-1.5, 3.0]);
    assert_eq!(
        entries.iter().map(y).collect::<Vec<_>>(),
        [json!(2), json!(3)]
    );
    assert_eq!(y(&log), 3);
    let one = server
        .get(&format!("{path}/logs/b?step=-1.5"))
        .await
        .is(200);
    assert_eq!(
        (y(&one), one["entries"].as_array().unwrap().len()),
        (json!(2), 1)
    );
    server
        .get(&format!("{path}/logs/b?step=4"))
        .await
        .is_error(404, "not_found");
    server
        .get(&format!("{path}/logs/b?step=x"))
        .await
        .is_invalid("step: \"x\" is no finite number");
    // Without a step, the new data is all there is.
    server
        .log(
            &path,
            &json!({"name": "b", "type": "BAR", "data": {"car": 9}}),
        )
        .await
        .is(201);
    let log = server.get(&format!("{path}/logs/b")).await.is(200);
    assert_eq!((y(&log), log.get("entries")), (json!(9), None));
}

#[tokio::test]
async fn names_hold_whatever_people_write() {
    let (server, path) = Server::with_experiment().await;
    let names = [
        ("train/loss", "train/loss"),
        ("a%2Fb", "a%252Fb"),
        ("ü 🚀 ?#&", "%C3%BC%20%F0%9F%9A%80%20%3F%23%26"),
        (
            "<script>alert(1)</script>",
            "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        ),
    ];
    for (name, encoded) in names {
        let body = json!({"name": name, "type": "VALUE", "data": name});
        server.log(&path, &body).await.is(201);
        let log = server.get(&format!("{path}/logs/{encoded}")).await.is(200);
        assert_eq!((&log["name"], &log["data"]), (&json!(name), &json!(name)));
    }
    let encoded = server
        .get(&format!("{path}/logs/train%2Floss"))
        .await
        .is(200);
    assert_eq!(encoded["name"], "train/loss");
}

#[tokio::test]
async fn the_list_tells_what_changed_since() {
    let (server, path) = Server::with_experiment().await;
    server
        .log(&path, &json!({"name": "a", "type": "LINE", "data": [1, 2]}))
        .await
        .is(201);
    server
        .log(&path, &json!({"name": "b", "type": "VALUE", "data": 1}))
        .await
        .is(201);
    let whole = server.logs(&path, "").await;
    assert!(whole.complete);
    let names = |list: &runboard_model::wire::LogList| {
        list.items
            .iter()
            .map(|item| item.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&whole), ["a", "b"]);
    assert_eq!(whole.items[0].lines.as_ref().unwrap()[0].count, 2);
    assert_eq!(whole.items[0].created_at.to_string(), NOW);
    assert_eq!(whole.items[1].data.as_ref().unwrap().get(), "1");

    let since = format!("?since={}", whole.revision);
    let nothing = server.logs(&path, &since).await;
    assert!(nothing.items.is_empty() && !nothing.complete);
    server
        .log(&path, &json!({"name": "a", "type": "LINE", "data": 3}))
        .await
        .is(201);
    let changed = server.logs(&path, &since).await;
    assert_eq!(
        (names(&changed), changed.complete),
        (vec!["a".to_owned()], false)
    );
    assert_eq!(changed.items[0].lines.as_ref().unwrap()[0].count, 3);

    server.delete(&format!("{path}/logs/b")).await.is(204);
    let relisted = server.logs(&path, &since).await;
    assert_eq!(
        (names(&relisted), relisted.complete),
        (vec!["a".to_owned()], true)
    );
    assert!(server.logs(&path, "?since=999").await.complete);
    server
        .get(&format!("{path}/logs?since=x"))
        .await
        .is_error(422, "invalid_data");
}

#[tokio::test]
async fn only_small_data_comes_with_the_list() {
    let (server, path) = Server::with_experiment().await;
    let large = "x".repeat(20_000);
    server
        .log(&path, &json!({"name": "l", "type": "VALUE", "data": large}))
        .await
        .is(201);
    for step in [5, 1] {
        let data = json!({"car": step});
        let body = json!({"name": "b", "type": "BAR", "data": data, "step": step});
        server.log(&path, &body).await.is(201);
    }
    let list = server.logs(&path, "").await;
    assert!(list.items[0].data.is_none());
    assert_eq!(list.items[1].steps, Some(vec![1.0, 5.0]));
    assert_eq!(
        list.items[1].data.as_ref().unwrap().get(),
        "{\"x\":[\"car\"],\"y\":[5]}"
    );
    assert_eq!(
        server.get(&format!("{path}/logs/l")).await.is(200)["data"],
        large
    );
}

#[tokio::test]
async fn logs_are_renamed_and_removed() {
    let (server, path) = Server::with_experiment().await;
    for name in ["a", "b", "c"] {
        let body = json!({"name": name, "type": "LINE", "data": [1, 2]});
        server.log(&path, &body).await.is(201);
    }
    let at = |name: &str| format!("{path}/logs/{name}");
    server
        .patch(&at("a"), &json!({"name": "b"}))
        .await
        .is_error(409, "name_taken");
    let renamed = server
        .patch(&at("a"), &json!({"name": "x/y"}))
        .await
        .is(200);
    assert_eq!(renamed["name"], "x/y");
    let order: Vec<_> = server
        .logs(&path, "")
        .await
        .items
        .into_iter()
        .map(|item| item.name)
        .collect();
    assert_eq!(order, ["x/y", "b", "c"]);
    server.get(&at("a")).await.is_error(404, "not_found");
    server
        .patch(&at("none"), &json!({"name": "z"}))
        .await
        .is_error(404, "not_found");
    server
        .patch(&at("b"), &json!({"name": ""}))
        .await
        .is_invalid("name: must not be empty");
    server.delete(&at("b")).await.is(204);
    server.delete(&at("b")).await.is_error(404, "not_found");
    server.delete(&format!("{path}/logs")).await.is(204);
    assert!(server.logs(&path, "").await.items.is_empty());
}

/// All who read the experiment were sent the whole list again.
#[tokio::test]
async fn the_own_name_is_no_change() {
    let (server, path) = Server::with_experiment().await;
    let body = json!({"name": "a", "type": "LINE", "data": [1, 2]});
    server.log(&path, &body).await.is(201);
    let file = [("name", "file")];
    let artifacts = format!("{path}/artifacts");
    server.upload(&artifacts, &file, b"x").await.is(201);
    let before = server.logs(&path, "").await;
    let at = |name: &str| format!("{path}/logs/{name}");
    let own = server.patch(&at("a"), &json!({"name": "a"})).await.is(200);
    let expected = json!({"name": "a", "type": "LINE", "version": 1});
    assert_eq!(own, expected);
    let file = format!("{artifacts}/file");
    let own = server.patch(&file, &json!({"name": "file"})).await.is(200);
    assert_eq!(own["name"], "file");
    assert_eq!(server.logs(&path, "").await.revision, before.revision);
    server
        .patch(&at("none"), &json!({"name": "none"}))
        .await
        .is_error(404, "not_found");
    let nowhere = "/api/v1/experiments/00000000-0000-4000-8000-000000000000/logs/a";
    server
        .patch(nowhere, &json!({"name": "a"}))
        .await
        .is_error(404, "not_found");
}

/// The line of a renamed log once kept the old name, and the next point began a second line.
#[tokio::test]
async fn a_renamed_line_goes_on() {
    let (server, path) = Server::with_experiment().await;
    let log = async |name: &str, data: Value| {
        let body = json!({"name": name, "type": "LINE", "data": data});
        server.log(&path, &body).await.is(201);
    };
    let rename = async |name: &str, to: &str| {
        let at = format!("{path}/logs/{name}");
        server.patch(&at, &json!({"name": to})).await.is(200);
        server.logs(&path, "").await.items.remove(0).lines.unwrap()
    };
    log("a", json!([1, 2])).await;
    let epoch = server.logs(&path, "").await.items.remove(0).lines.unwrap()[0].epoch;
    let renamed = rename("a", "b").await;
    assert!(renamed[0].name == "b" && renamed[0].epoch > epoch);
    log("b", json!(3)).await;
    log("b", json!({"c": 4, "d": 5})).await;
    // A line that is called so already keeps its name, and so does every other.
    let lines = rename("b", "c").await;
    let counts: Vec<_> = lines.iter().map(|l| (l.name.as_str(), l.count)).collect();
    assert_eq!(counts, [("b", 3), ("c", 1), ("d", 1)]);
}

#[tokio::test]
async fn a_log_of_an_old_name_is_never_taken_for_the_old_one() {
    let (server, path) = Server::with_experiment().await;
    let body = json!({"name": "a", "type": "LINE", "data": [1, 2]});
    server.log(&path, &body).await.is(201);
    server.log(&path, &body).await.is(201);
    let old = server.logs(&path, "").await.items.remove(0);
    server.delete(&format!("{path}/logs/a")).await.is(204);
    server.log(&path, &body).await.is(201);
    let new = server.logs(&path, "").await.items.remove(0);
    assert!(new.version > old.version, "{} {}", new.version, old.version);
    assert!(new.lines.unwrap()[0].epoch > old.lines.unwrap()[0].epoch);
}
