//! Golden JSON of each type of the API, both ways.

use runboard_model::wire::*;
use runboard_model::{ErrorBody, ErrorCode, ErrorDetail, Scalar, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const ID: &str = "0198a3c4-5d6e-7f80-9123-456789abcdef";
const MOMENT: &str = "2026-01-01T00:00:00.123Z";

fn moment() -> Timestamp {
    MOMENT.parse().unwrap()
}

fn raw(json: &str) -> Box<RawValue> {
    RawValue::from_string(json.to_owned()).unwrap()
}

/// `value` is written as `golden`, and `golden` read and written again is `golden` still.
#[track_caller]
fn check<T: Serialize + DeserializeOwned>(value: &T, golden: &Value) {
    assert_eq!(&serde_json::to_value(value).unwrap(), golden);
    let text = golden.to_string();
    let read: T = serde_json::from_str(&text).unwrap();
    assert_eq!(&serde_json::to_value(&read).unwrap(), golden);
}

/// `json` is read as the same as `value`: fields that may be left out have their defaults.
#[track_caller]
fn check_read<T: Serialize + DeserializeOwned>(json: &str, value: &T) {
    let read: T = serde_json::from_str(json).unwrap();
    assert_eq!(
        serde_json::to_value(&read).unwrap(),
        serde_json::to_value(value).unwrap()
    );
}

fn summary(name: &str) -> LineSummary {
    LineSummary {
        name: name.into(),
        count: 3,
        n_non_finite: 1,
        first_step: Some(0.0),
        last_step: Some(2.5),
        last: Some(f64::NAN),
        min: Some(-0.5),
        max: None,
        epoch: 4,
    }
}

fn summary_json(name: &str) -> Value {
    json!({
        "name": name, "count": 3, "n_non_finite": 1, "first_step": 0, "last_step": 2.5,
        "last": "NaN", "min": -0.5, "max": null, "epoch": 4,
    })
}

#[test]
fn projects() {
    check(
        &Items {
            items: vec![Project {
                id: ID.parse().unwrap(),
                name: "digits".into(),
                description: String::new(),
                created_at: moment(),
                last_activity_at: moment(),
                archived: false,
                n_experiments: 8,
                n_running: 1,
                revision: 40,
            }],
            next: Some("cursor".into()),
        },
        &json!({"next": "cursor", "items": [{
            "id": ID, "name": "digits", "description": "", "created_at": MOMENT,
            "last_activity_at": MOMENT, "archived": false, "n_experiments": 8, "n_running": 1,
            "revision": 40,
        }]}),
    );
    let new = NewProject {
        name: "digits".into(),
        description: "".into(),
    };
    check(&new, &json!({"name": "digits", "description": ""}));
    check_read(r#"{"name": "digits"}"#, &new);
    check(&ProjectPatch::default(), &json!({}));
    check(
        &ProjectPatch {
            name: Some("a".into()),
            description: Some("b".into()),
            archived: Some(true),
        },
        &json!({"name": "a", "description": "b", "archived": true}),
    );
}

#[test]
fn experiments() {
    check(
        &Experiment {
            id: ID.parse().unwrap(),
            project_id: ID.parse().unwrap(),
            project_name: "digits".into(),
            name: "exp".into(),
            description: "text".into(),
            status: Status::Success,
            tags: vec!["a".into()],
            archived: true,
            ordinal: 2,
            created_at: moment(),
            ended_at: Some(moment()),
            last_activity_at: moment(),
            revision: 40,
            n_logs: 5,
            parameters: vec![
                ("lr".into(), Scalar::Float(0.1)),
                ("n".into(), Scalar::Int(3)),
            ],
            values: vec![("best".into(), Scalar::Text("NaN".into()))],
            lines: vec![NamedLineSummary {
                log: "loss".into(),
                summary: summary("train"),
            }],
        },
        &json!({
            "id": ID, "project_id": ID, "project_name": "digits", "name": "exp",
            "description": "text", "status": "success", "tags": ["a"], "archived": true,
            "ordinal": 2, "created_at": MOMENT, "ended_at": MOMENT, "last_activity_at": MOMENT,
            "revision": 40, "n_logs": 5, "parameters": {"lr": 0.1, "n": 3},
            "values": {"best": "NaN"},
            "lines": [{
                "log": "loss", "name": "train", "count": 3, "n_non_finite": 1, "first_step": 0,
                "last_step": 2.5, "last": "NaN", "min": -0.5, "max": null, "epoch": 4,
            }],
        }),
    );
    let new = NewExperiment {
        base_experiment_id: None,
        name: "exp".into(),
        id: None,
        description: String::new(),
        parameters: Some(raw(r#"{"b":1,"a":{"c":2}}"#)),
        labelmap: Some(raw(r#"{"1":"car"}"#)),
        tags: vec![],
    };
    check(
        &new,
        &json!({
            "name": "exp", "description": "", "parameters": {"b": 1, "a": {"c": 2}},
            "labelmap": {"1": "car"}, "tags": [],
        }),
    );
    check_read(
        r#"{"name": "exp"}"#,
        &NewExperiment {
            base_experiment_id: None,
            parameters: None,
            labelmap: None,
            ..new
        },
    );
    check(&ExperimentPatch::default(), &json!({}));
    check(
        &ExperimentPatch {
            name: Some("exp 2".into()),
            description: Some("better".into()),
            status: Some(Status::Canceled),
            tags: Some(vec!["new".into()]),
            archived: Some(false),
        },
        &json!({
            "name": "exp 2", "description": "better", "status": "canceled", "tags": ["new"],
            "archived": false,
        }),
    );
}

#[test]
fn statuses() {
    for status in [
        Status::Running,
        Status::Success,
        Status::Failed,
        Status::Canceled,
    ] {
        check(&status, &json!(status.as_str()));
    }
    assert!(serde_json::from_str::<Status>("\"Running\"").is_err());
}

#[test]
fn logs() {
    check(&summary("a"), &summary_json("a"));
    let line = LogSummary {
        name: "train/loss".into(),
        log_type: "LINE".into(),
        version: 9,
        created_at: moment(),
        updated_at: moment(),
        lines: Some(vec![summary("a")]),
        steps: None,
        data: None,
    };
    let heatmap = LogSummary {
        name: "confusion".into(),
        log_type: "HOLOGRAM".into(),
        lines: None,
        steps: Some(vec![0.0, 1.5]),
        data: Some(raw("[1]")),
        ..line.clone()
    };
    check(
        &LogList {
            items: vec![line, heatmap],
            next: None,
            revision: 12,
            complete: true,
        },
        &json!({"next": null, "revision": 12, "complete": true, "items": [
            {"name": "train/loss", "type": "LINE", "version": 9, "created_at": MOMENT,
             "updated_at": MOMENT, "lines": [summary_json("a")]},
            {"name": "confusion", "type": "HOLOGRAM", "version": 9, "created_at": MOMENT,
             "updated_at": MOMENT, "steps": [0, 1.5], "data": [1]},
        ]}),
    );
    // Read as absent, it was fetched once more, and `…` stood for it until then.
    let null = r#"{"name": "note", "type": "VALUE", "version": 1, "created_at": "2026-11-23T10:24:03Z",
        "updated_at": "2026-11-23T10:24:03Z", "data": null}"#;
    let null: LogSummary = serde_json::from_str(null).unwrap();
    assert_eq!(
        null.data.map(|data| data.get().to_owned()).as_deref(),
        Some("null")
    );
    check(
        &Log {
            name: "labels".into(),
            log_type: runboard_model::LogType::Bar,
            version: 1,
            data: raw(r#"{"x":["a"],"y":[1]}"#),
            entries: Some(vec![Entry {
                step: 3.0,
                data: raw(r#"{"x":["a"],"y":[1]}"#),
            }]),
        },
        &json!({
            "name": "labels", "type": "BAR", "version": 1, "data": {"x": ["a"], "y": [1]},
            "entries": [{"step": 3, "data": {"x": ["a"], "y": [1]}}],
        }),
    );
}

#[test]
fn line_queries() {
    let query = LinesQuery {
        logs: vec![WantedLog {
            experiment_id: ID.parse().unwrap(),
            name: "loss".into(),
            have: BTreeMap::from([(
                "a".to_owned(),
                HeldPoints {
                    epoch: 1,
                    count: 20,
                },
            )]),
        }],
    };
    check(
        &query,
        &json!({"logs": [{
            "experiment_id": ID, "name": "loss", "have": {"a": {"epoch": 1, "count": 20}},
        }]}),
    );
    let json = json!({"logs": [{"experiment_id": ID, "name": "loss"}]});
    let read: LinesQuery = serde_json::from_value(json).unwrap();
    assert_eq!(read.logs[0].have, BTreeMap::new());
}

#[test]
fn artifacts_and_sessions() {
    check(
        &Artifact {
            id: ID.parse().unwrap(),
            name: "weights.pt".into(),
            size_bytes: 5_000_000_000,
            sha256: "0".repeat(64),
            created_at: moment(),
        },
        &json!({
            "id": ID, "name": "weights.pt", "size_bytes": 5_000_000_000u64,
            "sha256": "0".repeat(64), "created_at": MOMENT,
        }),
    );
    check(
        &SignIn {
            token: "secret".into(),
        },
        &json!({"token": "secret"}),
    );
}

#[test]
fn views() {
    let view = "tab=train".to_owned();
    check(
        &NewView { view: view.clone() },
        &json!({"view": "tab=train"}),
    );
    let id = "0f".repeat(16);
    check(
        &StoredView {
            id: id.clone(),
            view,
        },
        &json!({"id": id, "view": "tab=train"}),
    );
}

#[test]
fn errors() {
    let error = |code, field: Option<&str>| ErrorBody {
        error: ErrorDetail {
            code,
            message: "4 values for 5 steps".into(),
            field: field.map(str::to_owned),
            position: None,
            length: None,
        },
    };
    check(
        &error(ErrorCode::InvalidData, Some("data.values")),
        &json!({"error": {
            "code": "invalid_data", "message": "4 values for 5 steps", "field": "data.values",
        }}),
    );
    check(
        &error(ErrorCode::TypeConflict, None),
        &json!({"error": {"code": "type_conflict", "message": "4 values for 5 steps"}}),
    );
    let mut placed = error(ErrorCode::InvalidData, Some("filter"));
    (placed.error.position, placed.error.length) = (Some(9), Some(2));
    check(
        &placed,
        &json!({"error": {
            "code": "invalid_data", "message": "4 values for 5 steps", "field": "filter",
            "position": 9, "length": 2,
        }}),
    );
}

#[test]
fn images() {
    check(
        &runboard_model::ImageData {
            sha256: "ab".repeat(32),
            media_type: "image/png".into(),
            width: 640,
            height: 480,
            size_bytes: 12_345,
        },
        &json!({
            "sha256": "ab".repeat(32), "media_type": "image/png", "width": 640, "height": 480,
            "size_bytes": 12_345,
        }),
    );
}

#[test]
fn lines() {
    check(
        &runboard_model::LineData {
            lines: vec![runboard_model::LineSeries {
                name: "loss".into(),
                steps: vec![0.0, 0.5],
                values: vec![f64::NEG_INFINITY, 1.0],
                times: vec![1_767_225_600_000, 1_767_225_600_123],
            }],
        },
        &json!({"lines": [{
            "name": "loss", "steps": [0, 0.5], "values": ["-Infinity", 1],
            "times": [1_767_225_600_000i64, 1_767_225_600_123i64],
        }]}),
    );
}
