//! The order of the list of experiments, and its parts.

use crate::server::{NOW_UNIX_MILLIS, Server};
use runboard::intake;
use runboard::store::{ExperimentPlace, ListExperiments, ListedPart, SortKey, SortOrder};
use runboard_model::Timestamp;
use runboard_model::filter::Filter;
use serde_json::{Value, json};

const EXPERIMENTS: &str = "/api/v1/projects/p/experiments";

fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn experiments_are_sorted_filtered_and_paged() {
    let server = Server::with_project().await;
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
    let server = Server::with_project().await;
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
    let server = Server::with_project().await;
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
    let server = Server::with_project().await;
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
    let server = Server::with_project().await;
    for sort in ["params.%22a,b%22,name", "params.%22a%5C%22b,c%22,-name"] {
        server
            .get(&format!("{EXPERIMENTS}?sort={sort}"))
            .await
            .is(200);
    }
}

#[tokio::test]
async fn bad_lists_are_refused() {
    let server = Server::with_project().await;
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
