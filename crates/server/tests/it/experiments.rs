//! `/projects/{project}/experiments` and `/experiments`.

use crate::server::{NOW, NOW_UNIX_MILLIS, Server};
use runboard::intake;
use runboard::store::{ExperimentPlace, ListExperiments, ListedPart, SortKey, SortOrder};
use runboard_model::Timestamp;
use runboard_model::filter::Filter;
use serde_json::{Value, json};
use std::time::Duration;

const EXPERIMENTS: &str = "/api/v1/projects/p/experiments";

async fn with_project() -> Server {
    let server = Server::start().await;
    server
        .post("/api/v1/projects", &json!({"name": "p"}))
        .await
        .is(201);
    server
}

#[tokio::test]
async fn an_experiment_starts_with_its_parameters_and_labels() {
    let server = with_project().await;
    let body = json!({
        "name": "exp/1", "description": "d", "tags": ["b", "a", "b"],
        "parameters": {"lr": 0.1, "model": {"depth": 3}}, "labelmap": {"1": "car"},
    });
    let made = server.post(EXPERIMENTS, &body).await.is(201);
    assert_eq!(made["status"], "running");
    assert_eq!(made["ended_at"], json!(null));
    assert_eq!(made["tags"], json!(["a", "b"]));
    assert_eq!(made["parameters"], json!({"lr": 0.1, "model.depth": 3}));
    assert_eq!(made["n_logs"], 2);
    let id = made["id"].as_str().unwrap();
    let by_id = server
        .get(&format!("/api/v1/experiments/{id}"))
        .await
        .is(200);
    let by_name = server.get(&format!("{EXPERIMENTS}/exp%2F1")).await.is(200);
    let in_project = server.get(&format!("{EXPERIMENTS}/{id}")).await.is(200);
    assert_eq!([&by_id, &by_name, &in_project], [&made, &made, &made]);
    let logs = server
        .get(&format!("/api/v1/experiments/{id}/logs"))
        .await
        .is(200);
    let dashboard = "/api/v1/projects/p/dashboards";
    let started = server.get(&format!("{dashboard}/exp%2F1")).await.is(200);
    assert_eq!(started, json!({"experiment": made, "logs": logs}));
    server.get(&format!("{dashboard}/other")).await.is(404);
    let labels = server
        .get(&format!("/api/v1/experiments/{id}/logs/labelmap"))
        .await
        .is(200);
    assert_eq!(
        (&labels["type"], &labels["data"]),
        (&json!("LABELMAP"), &json!({"1": "car"}))
    );
}

#[tokio::test]
async fn bad_experiments_leave_nothing() {
    let server = with_project().await;
    let refused = [
        (json!({"name": "a", "parameters": 3}), "parameters"),
        (json!({"name": "a", "labelmap": [1]}), "labelmap"),
        (json!({"name": "a", "tags": ["ok", ""]}), "tags[1]"),
        (json!({"name": "a\u{7}"}), "name"),
        (json!({"parameters": {}}), "name"),
    ];
    for (body, field) in refused {
        let answer = server.post(EXPERIMENTS, &body).await;
        let (found, _) = answer.is_error(422, "invalid_data");
        assert_eq!(found.as_deref(), Some(field));
    }
    server
        .post("/api/v1/projects/none/experiments", &json!({"name": "a"}))
        .await
        .is_error(404, "not_found");
    server
        .post(EXPERIMENTS, &json!({"name": "a"}))
        .await
        .is(201);
    server
        .post(EXPERIMENTS, &json!({"name": "a"}))
        .await
        .is_error(409, "name_taken");
    let list = server.get(EXPERIMENTS).await.is(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn leaving_running_is_the_end_and_going_back_is_not() {
    let server = with_project().await;
    let path = server.experiment("p", "e").await;
    let set = async |status: &str| {
        server
            .patch(&path, &json!({"status": status}))
            .await
            .is(200)
    };
    assert_eq!(set("failed").await["ended_at"], NOW);
    assert_eq!(set("success").await["ended_at"], NOW);
    let again = set("running").await;
    assert_eq!(
        (&again["status"], &again["ended_at"]),
        (&json!("running"), &json!(null))
    );
    assert!(again["revision"].as_u64() > Some(3));
    let (field, _) = server
        .patch(&path, &json!({"status": "done"}))
        .await
        .is_error(422, "invalid_data");
    assert_eq!(field.as_deref(), Some("status"));
}

#[tokio::test]
async fn an_experiment_is_changed_and_removed() {
    let server = with_project().await;
    let path = server.experiment("p", "e").await;
    server.experiment("p", "f").await;
    let body = json!({"name": "g", "description": "d", "tags": ["t"], "archived": true});
    let changed = server.patch(&path, &body).await.is(200);
    for (key, value) in body.as_object().unwrap() {
        assert_eq!(&changed[key], value);
    }
    server
        .patch(&path, &json!({"name": "f"}))
        .await
        .is_error(409, "name_taken");
    server
        .log(&path, &json!({"name": "l", "type": "LINE", "data": [1, 2]}))
        .await
        .is(201);
    server.delete(&path).await.is(204);
    server.get(&path).await.is_error(404, "not_found");
    server.delete(&path).await.is_error(404, "not_found");
    server
        .patch(&path, &json!({}))
        .await
        .is_error(404, "not_found");
    server
        .get(&format!("{path}/logs"))
        .await
        .is_error(404, "not_found");
    server
        .get("/api/v1/experiments/no-uuid")
        .await
        .is_error(404, "not_found");
}

/// It counted as a change, so that every reader asked again for what it had.
#[tokio::test]
async fn what_is_set_to_what_it_was_is_no_change() {
    let server = with_project().await;
    let path = server.experiment("p", "e").await;
    let all = json!({"name": "f", "description": "d", "tags": ["b", "a", "b"],
        "status": "failed", "archived": true});
    let before = server.patch(&path, &all).await.is(200);
    for same in [
        json!({}),
        all,
        json!({"tags": ["a", "b"]}),
        json!({"status": "failed"}),
    ] {
        assert_eq!(server.patch(&path, &same).await.is(200), before, "{same}");
    }
    for other in [
        json!({"name": "e"}),
        json!({"description": ""}),
        json!({"tags": ["a"]}),
        json!({"tags": []}),
        json!({"status": "running"}),
        json!({"archived": false}),
    ] {
        let before = server.get(&path).await.is(200)["revision"].clone();
        let after = server.patch(&path, &other).await.is(200)["revision"].clone();
        assert_eq!(after.as_u64(), before.as_u64().map(|n| n + 1), "{other}");
    }
}

/// The same of a project, whose last activity it moved.
#[tokio::test]
async fn a_project_that_is_set_to_what_it_was_has_not_changed() {
    let server = with_project().await;
    let later = Timestamp::from_unix_millis(NOW_UNIX_MILLIS as i64 + 1000);
    let set = async |patch: &Value| {
        let patch = serde_json::from_value(patch.clone()).unwrap();
        let set = server.store.patch_project("p".into(), patch, later).await;
        set.unwrap().last_activity_at == later
    };
    assert!(!set(&json!({})).await);
    assert!(!set(&json!({"name": "p", "description": "", "archived": false})).await);
    assert!(set(&json!({"description": "d"})).await);
}

#[tokio::test]
async fn ordinals_are_never_used_again() {
    let server = with_project().await;
    let ordinal = async |name: &str| {
        let made = server
            .post(EXPERIMENTS, &json!({"name": name}))
            .await
            .is(201);
        (
            made["ordinal"].clone(),
            made["id"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(ordinal("a").await.0, 0);
    let (second, id) = ordinal("b").await;
    assert_eq!(second, 1);
    server
        .delete(&format!("/api/v1/experiments/{id}"))
        .await
        .is(204);
    assert_eq!(ordinal("b").await.0, 2);
}

fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn experiments_are_sorted_filtered_and_paged() {
    let server = with_project().await;
    for name in ["b", "a10", "A2", "c"] {
        server.experiment("p", name).await;
    }
    let list = async |query: &str| server.get(&format!("{EXPERIMENTS}?{query}")).await.is(200);
    assert_eq!(names(&list("").await), ["c", "A2", "a10", "b"]);
    assert_eq!(names(&list("sort=name").await), ["a10", "A2", "b", "c"]);
    assert_eq!(
        names(&list("sort=status,-ordinal").await),
        ["c", "A2", "a10", "b"]
    );
    assert_eq!(names(&list("filter=a&sort=name").await), ["a10", "A2"]);
    assert_eq!(names(&list("filter=name%20%3D%20b").await), ["b"]);
    let by_tags = "filter=not%20has%20tags%20and%20a&sort=name";
    assert_eq!(names(&list(by_tags).await), ["a10", "A2"]);
    let since = "filter=updated%20%3E%3D%20%222026-01-01T00%3A00%3A00.123Z%22&limit=1";
    assert_eq!(names(&list(since).await), ["c"]);
    let first = list("sort=name&limit=3").await;
    assert_eq!(names(&first), ["a10", "A2", "b"]);
    let cursor = first["next"].as_str().unwrap();
    let rest = list(&format!("sort=name&limit=3&cursor={cursor}")).await;
    assert_eq!((names(&rest), &rest["next"]), (vec!["c"], &json!(null)));
    assert_eq!(names(&list("cursor=&limit=1").await), ["c"]);
}

/// The list was refused when the last experiment of the part before had been deleted, and ended early
/// when it had been renamed.
#[tokio::test]
async fn a_list_goes_on_where_it_was_whatever_became_of_the_last_one() {
    let server = with_project().await;
    let mut paths = Vec::new();
    for name in ["a", "b", "c", "d", "e"] {
        paths.push(server.experiment("p", name).await);
    }
    let list = async |query: &str| server.get(&format!("{EXPERIMENTS}?{query}")).await.is(200);
    for filter in ["", "&filter=not%20has%20metrics.loss"] {
        let query = format!("sort=name&limit=2{filter}");
        let first = list(&query).await;
        assert_eq!(names(&first), ["a", "b"]);
        let next = first["next"].as_str().unwrap();
        server.patch(&paths[1], &json!({"name": "z"})).await.is(200);
        let second = list(&format!("{query}&cursor={next}")).await;
        assert_eq!(names(&second), ["c", "d"]);
        server.patch(&paths[1], &json!({"name": "b"})).await.is(200);
    }
    let first = list("limit=2").await;
    assert_eq!(names(&first), ["e", "d"]);
    server.delete(&paths[3]).await.is(204);
    let next = first["next"].as_str().unwrap();
    assert_eq!(
        names(&list(&format!("limit=2&cursor={next}")).await),
        ["c", "b"]
    );
}

#[tokio::test]
async fn experiments_are_sorted_by_what_filters_know() {
    let server = with_project().await;
    for (name, parameters, accuracy) in [
        (
            "a",
            json!({"lr": 0.1, "opt": "sgd", "x,y": 2}),
            json!([0.5, 0.9]),
        ),
        (
            "b",
            json!({"lr": 1e-3, "opt": "Adam", "x,y": 1}),
            json!([0.7]),
        ),
        ("c", json!({"lr": "NaN"}), json!(["NaN"])),
        ("d", json!({"lr": "auto", "opt": "adam"}), json!([])),
    ] {
        let body = json!({"name": name, "parameters": parameters});
        let made = server.post(EXPERIMENTS, &body).await.is(201);
        let path = format!("/api/v1/experiments/{}", made["id"].as_str().unwrap());
        let log = json!({"name": "val/acc", "type": "LINE", "data": accuracy});
        server.log(&path, &log).await.is(201);
    }
    for (sort, expected) in [
        ("params.lr", ["b", "a", "d", "c"]),
        ("-params.lr", ["d", "a", "b", "c"]),
        ("-metrics.val/acc", ["a", "b", "c", "d"]),
        ("metrics.val/acc.min,name", ["a", "b", "c", "d"]),
        ("params.opt,-name", ["d", "b", "a", "c"]),
        ("params.\"x,y\"", ["b", "a", "c", "d"]),
        ("-logs,-started,name", ["a", "b", "c", "d"]),
    ] {
        let sort = sort.replace('"', "%22");
        // In one part, and one by one.
        let mut found = Vec::new();
        let mut cursor = String::new();
        loop {
            let query = format!("{EXPERIMENTS}?sort={sort}&limit=1&cursor={cursor}");
            let part = server.get(&query).await.is(200);
            found.extend(names(&part).into_iter().map(str::to_owned));
            match part["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(found, expected, "{sort}");
        let whole = server
            .get(&format!("{EXPERIMENTS}?sort={sort}"))
            .await
            .is(200);
        assert_eq!(names(&whole), expected, "{sort}");
    }
}

/// How long something has been running grows between two parts: those at the end of the first part
/// came again in the second, or, the longest first, were left out.
#[tokio::test]
async fn what_runs_keeps_its_place_in_the_parts_of_a_list() {
    let server = with_project().await;
    let now = |secs: i64| Timestamp::from_unix_millis(NOW_UNIX_MILLIS as i64 + secs * 1000);
    for (name, secs) in [("long", 0), ("middle", 20), ("short", 40)] {
        let body = json!({"name": name}).to_string();
        let new = intake::experiment(body.as_bytes()).unwrap();
        let made = server.store.create_experiment("p".into(), new, now(secs));
        made.await.unwrap();
    }
    for (order, filter, expected) in [
        (SortOrder::Ascending, "", ["short", "middle", "long"]),
        (SortOrder::Descending, "", ["long", "middle", "short"]),
        (
            SortOrder::Ascending,
            "duration < 61s",
            ["short", "middle", "long"],
        ),
    ] {
        let mut list = ListExperiments {
            sort: vec![(SortKey::Field("duration".parse().unwrap()), order)],
            filter: Filter::parse(filter).unwrap(),
            limit: 1,
            cursor: None,
            listed: ListedPart::Whole,
        };
        let mut found = Vec::new();
        for secs in [60, 90, 600] {
            let part = server.store.experiments("p", &list, now(secs)).await;
            let part = part.unwrap();
            found.extend(part.items.into_iter().map(|it| it.name));
            list.cursor = part.next;
            // One that ends meanwhile has been running till then.
            let middle = ExperimentPlace::InProject {
                project: "p".into(),
                experiment: "middle".into(),
            };
            let id = server.store.experiment(middle).await.unwrap().id;
            let ended = serde_json::from_value(json!({"status": "success"})).unwrap();
            let ended = server.store.patch_experiment(id, ended, now(secs + 20));
            ended.await.unwrap();
        }
        assert_eq!(found, expected, "{order:?} {filter}");
        assert_eq!(list.cursor, None);
    }
}

/// An escaped quote within quotes was taken for their end.
#[tokio::test]
async fn commas_within_quotes_part_no_keys() {
    let server = with_project().await;
    for sort in ["params.%22a,b%22,name", "params.%22a%5C%22b,c%22,-name"] {
        server
            .get(&format!("{EXPERIMENTS}?sort={sort}"))
            .await
            .is(200);
    }
}

#[tokio::test]
async fn bad_lists_are_refused() {
    let server = with_project().await;
    let get = async |query: &str| server.get(&format!("{EXPERIMENTS}?{query}")).await;
    get("sort=colour")
        .await
        .is_invalid("sort: \"colour\" is no key");
    get("limit=0")
        .await
        .is_invalid("limit: must be from 1 to 10000");
    get("limit=many").await.is_error(422, "invalid_data");
    let (field, _) = get("cursor=x").await.is_error(422, "invalid_data");
    assert_eq!(field.as_deref(), Some("cursor"));
    for (filter, position, length) in [("params.lr%20%3E", 11, 0), ("a%20b%20%3D%20c", 2, 1)] {
        let answer = get(&format!("filter={filter}")).await;
        let (field, message) = answer.is_error(422, "invalid_data");
        assert_eq!(field.as_deref(), Some("filter"));
        assert!(message.ends_with(&format!("(at position {position})")));
        let error = &answer.is(422)["error"];
        assert_eq!(
            (&error["position"], &error["length"]),
            (&json!(position), &json!(length))
        );
    }
    server
        .get("/api/v1/projects/none/experiments")
        .await
        .is_error(404, "not_found");
    server
        .get("/api/v1/projects/p/experiments/none")
        .await
        .is_error(404, "not_found");
}

#[tokio::test]
async fn the_list_tells_values_and_summaries() {
    let server = with_project().await;
    let path = server.experiment("p", "e").await;
    for body in [
        json!({"name": "train/loss", "type": "LINE", "data": [3, "NaN", 1]}),
        json!({"name": "best", "type": "VALUE", "data": 7}),
        json!({"name": "parameters", "type": "TABLE", "data": {"lr": "NaN"}}),
    ] {
        server.log(&path, &body).await.is(201);
    }
    let list = server.get(EXPERIMENTS).await.is(200);
    let experiment = &list["items"][0];
    assert_eq!(experiment["values"], json!({"best": 7}));
    assert_eq!(experiment["parameters"], json!({"lr": "NaN"}));
    let line = &experiment["lines"][0];
    assert_eq!(line["log"], "train/loss");
    assert_eq!(
        (&line["count"], &line["n_non_finite"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(
        (&line["last"], &line["min"], &line["max"]),
        (&json!(1), &json!(1), &json!(3))
    );
}

#[tokio::test]
async fn a_removed_experiment_gives_its_space_back() {
    let server = with_project().await;
    let path = server.experiment("p", "e").await;
    let size_bytes = || {
        std::fs::metadata(server.dir().join("runboard.db"))
            .unwrap()
            .len()
    };
    let values: Vec<_> = (0..100_000).map(|idx| f64::from(idx).sin()).collect();
    for name in ["a", "b"] {
        let body = json!({"name": name, "type": "LINE", "data": values});
        server.log(&path, &body).await.is(201);
    }
    // 200,000 values are at least 1,600,000 bytes.
    server.delete(&path).await.is(204);
    // That goes on after the answer, a little at a time.
    let shrunk = async {
        while size_bytes() >= 400_000 {
            tokio::task::yield_now().await;
        }
    };
    let shrunk = tokio::time::timeout(Duration::from_secs(30), shrunk).await;
    assert!(shrunk.is_ok(), "{} bytes are left", size_bytes());
}

#[tokio::test]
async fn descriptions_and_tags_are_bounded() {
    let (server, path) = Server::with_experiment().await;
    let long = json!({"name": "x", "description": "x".repeat((64 << 10) + 1)});
    let reason = "description: is 65537 bytes long, at most 65536";
    for made in ["/api/v1/projects", "/api/v1/projects/p/experiments"] {
        server.post(made, &long).await.is_invalid(reason);
    }
    for changed in ["/api/v1/projects/p", path.as_str()] {
        server.patch(changed, &long).await.is_invalid(reason);
    }
    let tags: Vec<_> = (0..101).map(|tag| tag.to_string()).collect();
    let reason = "tags: 101 tags, at most 100";
    server
        .patch(&path, &json!({"tags": tags}))
        .await
        .is_invalid(reason);
    server
        .patch(&path, &json!({"tags": tags[..100]}))
        .await
        .is(200);
}
