//! `/projects/{project}/experiments` and `/experiments`.

use crate::server::{NOW, NOW_UNIX_MILLIS, Server};
use runboard_model::Timestamp;
use serde_json::{Value, json};
use std::time::Duration;

const EXPERIMENTS: &str = "/api/v1/projects/p/experiments";

#[tokio::test]
async fn an_experiment_starts_with_its_parameters_and_labels() {
    let server = Server::with_project().await;
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
    let server = Server::with_project().await;
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
    let server = Server::with_project().await;
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
    let server = Server::with_project().await;
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

#[tokio::test]
async fn an_experiment_starts_from_another_one() {
    let server = Server::with_project().await;
    let base = json!({"name": "base", "parameters": {"lr": 1}, "labelmap": {"1": "car"}});
    let base = server.post(EXPERIMENTS, &base).await.is(201)["id"].clone();
    let artifacts = format!("/api/v1/experiments/{}/artifacts", base.as_str().unwrap());
    let file = [("name", "weights")];
    server.upload(&artifacts, &file, b"w").await.is(201);
    let id = "7b0e9a52-8f6f-4c7e-9d0a-3f0c1b2a4d5e";
    let new = json!({"name": "new", "id": id, "parameters": {"lr": 2}, "base_experiment_id": base});
    let made = server.post(EXPERIMENTS, &new).await.is(201);
    assert_eq!(made["parameters"], json!({"lr": 2}));
    // Sent again, since its answer was lost.
    assert_eq!(server.post(EXPERIMENTS, &new).await.is(201), made);
    let path = format!("/api/v1/experiments/{id}");
    let labels = server.get(&format!("{path}/logs/labelmap")).await.is(200);
    assert_eq!(labels["data"], json!({"1": "car"}));
    let file = server.get(&format!("{path}/artifacts/weights")).await;
    assert_eq!((file.status.as_u16(), &file.body[..]), (200, &b"w"[..]));
    let nowhere = "00000000-0000-4000-8000-000000000000";
    let wrong = json!({"name": "wrong", "base_experiment_id": nowhere});
    let answer = server.post(EXPERIMENTS, &wrong).await;
    answer.is_error(404, "not_found");
    server.post("/api/v1/projects", &json!({"name": "q"})).await;
    let elsewhere = json!({"name": "wrong", "base_experiment_id": base});
    server
        .post("/api/v1/projects/q/experiments", &elsewhere)
        .await
        .is_invalid("base_experiment_id: is in another project");
    let left = server.get("/api/v1/projects/q/experiments").await.is(200);
    assert_eq!(left["items"], json!([]));
}

/// It counted as a change, so that every reader asked again for what it had.
#[tokio::test]
async fn what_is_set_to_what_it_was_is_no_change() {
    let server = Server::with_project().await;
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
    let server = Server::with_project().await;
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
    let server = Server::with_project().await;
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

#[tokio::test]
async fn the_list_tells_values_and_summaries() {
    let server = Server::with_project().await;
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
    let server = Server::with_project().await;
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
