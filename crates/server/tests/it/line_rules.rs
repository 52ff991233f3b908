//! Steps, order, duplicates, NaN and summaries of lines: by examples, and against a plain model.

use crate::server::{NOW_UNIX_MILLIS, Server};
use proptest::prelude::*;
use runboard::store::{LogContent, LogWrite, OldPoints, Store};
use runboard_model::accept::{LineInput, LinePoints};
use runboard_model::lines_binary::LineSlice;
use runboard_model::wire::{HeldPoints, LineSummary, NewProject, WantedLog};
use runboard_model::{ExperimentId, Timestamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Logs each body in turn; checks the steps and values that the one line then has.
async fn check(bodies: &[Value], steps: Value, values: Value) {
    let (server, path) = Server::with_experiment().await;
    for body in bodies {
        let mut body = body.clone();
        body["name"] = json!("l");
        body["type"] = json!("LINE");
        server.log(&path, &body).await.is(201);
    }
    let log = server.get(&format!("{path}/logs/l")).await.is(200);
    let line = &log["data"]["lines"][0];
    assert_eq!(
        (&line["steps"], &line["values"]),
        (&steps, &values),
        "{bodies:?}"
    );
    let n_points = steps.as_array().unwrap().len();
    assert_eq!(line["times"].as_array().unwrap().len(), n_points);
}

#[tokio::test]
async fn steps_go_on_from_the_last_one() {
    check(&[json!({"data": 5})], json!([0]), json!([5])).await;
    check(
        &[json!({"data": [5, 8]}), json!({"data": 2})],
        json!([0, 1, 2]),
        json!([5, 8, 2]),
    )
    .await;
    let custom = json!({"data": {"steps": [0.5, 10], "values": [1, 2]}});
    check(
        &[custom, json!({"data": [3, 4]})],
        json!([0.5, 10, 11, 12]),
        json!([1, 2, 3, 4]),
    )
    .await;
    check(
        &[json!({"data": []}), json!({"data": 1, "step": -3})],
        json!([-3]),
        json!([1]),
    )
    .await;
}

/// From 2^53 on, adding one may give the same step again: a point was stored in place of the one before.
#[tokio::test]
async fn steps_that_cannot_be_counted_are_not_gone_on_from() {
    for (last, n_refused) in [(9_007_199_254_740_992_i64, 1), (9_007_199_254_740_990, 3)] {
        let (server, path) = Server::with_experiment().await;
        let first = json!({"name": "l", "type": "LINE", "data": {"steps": [last], "values": [1]}});
        server.log(&path, &first).await.is(201);
        let values = vec![2; n_refused];
        let more = json!({"name": "l", "type": "LINE", "data": values});
        let refusal = server.log(&path, &more).await.is(422);
        assert_eq!(refusal["error"]["field"], "data.steps", "{refusal}");
        let log = server.get(&format!("{path}/logs/l")).await.is(200);
        assert_eq!(log["data"]["lines"][0]["values"], json!([1]));
    }
    let custom = json!({"data": {"steps": [9_007_199_254_740_990_i64], "values": [1]}});
    let steps = [9_007_199_254_740_990_i64, 9_007_199_254_740_991];
    check(&[custom, json!({"data": 2})], json!(steps), json!([1, 2])).await;
}

#[tokio::test]
async fn the_last_of_equal_steps_wins_and_order_is_by_step() {
    let twice = json!({"data": {"steps": [2, 1, 2], "values": [1, 2, 3]}});
    check(std::slice::from_ref(&twice), json!([1, 2]), json!([2, 3])).await;
    let again = json!({"data": {"steps": [1, 0], "values": ["NaN", "-inf"]}});
    check(
        &[twice, again],
        json!([0, 1, 2]),
        json!(["-Infinity", "NaN", 3]),
    )
    .await;
    let zeros = json!({"data": {"steps": [0, -0.0], "values": [1, 2]}});
    check(&[zeros], json!([0]), json!([2])).await;
}

#[tokio::test]
async fn replace_puts_the_new_points_in_place_of_all() {
    let replace = json!({"data": [9], "replace": true});
    check(
        &[json!({"data": [1, 2, 3]}), replace],
        json!([0]),
        json!([9]),
    )
    .await;
}

#[tokio::test]
async fn times_are_those_given_or_that_of_arrival() {
    let (server, path) = Server::with_experiment().await;
    let given = json!({"steps": [1, 2], "values": [1, 2], "times": [5, 6]});
    server
        .log(&path, &json!({"name": "l", "type": "LINE", "data": given}))
        .await
        .is(201);
    server
        .log(&path, &json!({"name": "l", "type": "LINE", "data": 3}))
        .await
        .is(201);
    let log = server.get(&format!("{path}/logs/l")).await.is(200);
    assert_eq!(
        log["data"]["lines"][0]["times"],
        json!([5, 6, NOW_UNIX_MILLIS])
    );
}

#[tokio::test]
async fn many_points_at_once_come_back_whole() {
    let (server, path) = Server::with_experiment().await;
    let values: Vec<_> = (0..100_000).map(|idx| f64::from(idx) * 0.1).collect();
    server
        .log(&path, &json!({"name": "l", "type": "LINE", "data": values}))
        .await
        .is(201);
    let log = server.get(&format!("{path}/logs/l")).await.is(200);
    let read: Vec<f64> = serde_json::from_value(log["data"]["lines"][0]["values"].clone()).unwrap();
    assert!(read == values);
    let line = &server.logs(&path, "").await.items.remove(0).lines.unwrap()[0];
    let expected = (100_000, Some(99_999.0), values.last().copied());
    assert_eq!((line.count, line.last_step, line.max), expected);
}

/// One request to a line.
#[derive(Debug, Clone)]
struct Batch {
    steps: Option<Vec<f64>>,
    values: Vec<f64>,
    old: OldPoints,
}

fn batches() -> impl Strategy<Value = Vec<Batch>> {
    let value = prop_oneof![
        8 => -1e3..1e3,
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
    ];
    // Few points are kept as rows, many in chunks.
    let values = prop_oneof![
        prop::collection::vec(value.clone(), 0..40),
        prop::collection::vec(value.clone(), 0..200),
        prop::collection::vec(value, 0..1500),
    ];
    let batch = (
        values,
        prop::option::weighted(0.7, 1..4000_u32),
        any::<u32>(),
        0..20_u32,
    );
    let batch = batch.prop_map(|(values, range, seed, replace)| {
        let steps = range.map(|range| scattered(values.len(), range, seed));
        let old = if replace == 0 {
            OldPoints::Replace
        } else {
            OldPoints::Keep
        };
        Batch { steps, values, old }
    });
    prop::collection::vec(batch, 1..12)
}

/// Steps in no order, some of them twice.
fn scattered(n_steps: usize, range: u32, seed: u32) -> Vec<f64> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from((state >> 8) % range) / 2.0
    };
    (0..n_steps).map(|_| next()).collect()
}

/// What a line is: each step once, the last value that was logged at it.
type Plain = Vec<(f64, f64)>;

fn log_plainly(line: &mut Plain, batch: &Batch) {
    if batch.old == OldPoints::Replace {
        line.clear();
    }
    let next = line.last().map_or(0.0, |(step, _)| step + 1.0);
    for (idx, value) in batch.values.iter().enumerate() {
        let step = batch
            .steps
            .as_ref()
            .map_or(next + idx as f64, |steps| steps[idx]);
        match line.binary_search_by(|(held, _)| held.total_cmp(&step)) {
            Ok(at) => line[at].1 = *value,
            Err(at) => line.insert(at, (step, *value)),
        }
    }
}

fn bits(line: &[(f64, f64)]) -> Vec<(u64, u64)> {
    line.iter()
        .map(|(step, value)| (step.to_bits(), value.to_bits()))
        .collect()
}

fn check_summary(summary: &LineSummary, line: &Plain) {
    let finite = || {
        line.iter()
            .map(|point| point.1)
            .filter(|value| value.is_finite())
    };
    assert_eq!(summary.count, line.len() as u64);
    assert_eq!(summary.n_non_finite, (line.len() - finite().count()) as u64);
    assert_eq!(summary.first_step, line.first().map(|point| point.0));
    assert_eq!(summary.last_step, line.last().map(|point| point.0));
    let last = line.last().map(|point| point.1.to_bits());
    assert_eq!(summary.last.map(f64::to_bits), last);
    assert_eq!(summary.min, finite().reduce(f64::min));
    assert_eq!(summary.max, finite().reduce(f64::max));
}

/// A reader that asks only for what it lacks.
#[derive(Default)]
struct Reader {
    epoch: u64,
    points: Plain,
}

impl Reader {
    fn held(&self) -> BTreeMap<String, HeldPoints> {
        let count = self.points.len() as u64;
        let held = HeldPoints {
            epoch: self.epoch,
            count,
        };
        BTreeMap::from([("l".to_owned(), held)])
    }

    fn take(&mut self, lacked: &LineSlice) {
        self.epoch = lacked.epoch;
        self.points.truncate(lacked.first_index as usize);
        let points = lacked
            .steps
            .iter()
            .copied()
            .zip(lacked.values.iter().copied());
        self.points.extend(points);
    }
}

async fn check_batches(store: &Store, id: ExperimentId, batches: Vec<Batch>) {
    let mut line = Plain::new();
    let mut reader = Reader::default();
    for batch in batches {
        log_plainly(&mut line, &batch);
        let points = LinePoints {
            name: "l".to_owned(),
            steps: batch.steps,
            values: batch.values,
            times: None,
        };
        let write = LogWrite {
            name: "l".to_owned(),
            content: LogContent::Points(
                LineInput {
                    lines: vec![points],
                },
                batch.old,
            ),
        };
        store
            .write_log(id, write, Timestamp::default())
            .await
            .unwrap();

        let list = store.log_list(id, None).await.unwrap();
        check_summary(&list.items[0].lines.as_ref().unwrap()[0], &line);
        let wanted = |have| WantedLog {
            experiment_id: id,
            name: "l".to_owned(),
            have,
        };
        let both = [wanted(reader.held()), wanted(BTreeMap::new())];
        let lacked = store.lacked_points(&both).await.unwrap();
        reader.take(&lacked[0].lines[0]);
        let whole = &lacked[1].lines[0];
        let whole: Plain = whole
            .steps
            .iter()
            .copied()
            .zip(whole.values.iter().copied())
            .collect();
        assert!(bits(&whole) == bits(&line), "the line is not the plain one");
        assert!(
            bits(&reader.points) == bits(&line),
            "the reader's line is not the plain one"
        );
    }
}

/// A million points before the last step once went into the tail, which was only read up to a
/// million: the next points took the rest with them.
#[tokio::test]
async fn any_number_of_points_before_the_last_step_stays() {
    let (server, path) = Server::with_experiment().await;
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    let batch = |steps: Vec<f64>| Batch {
        values: vec![1.0; steps.len()],
        steps: Some(steps),
        old: OldPoints::Keep,
    };
    let before = (0..1_000_100).map(f64::from).collect();
    let batches = vec![batch(vec![1e7]), batch(before), batch(vec![2e7])];
    check_batches(&server.store, id, batches).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_line_is_what_a_plain_model_says(batches in batches()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = Server::start().await;
            let now = Timestamp::default();
            let project = NewProject { name: "p".to_owned(), description: String::new() };
            server.store.create_project(project, now).await.unwrap();
            let path = server.experiment("p", "e").await;
            let id = path.rsplit('/').next().unwrap().parse().unwrap();
            check_batches(&server.store, id, batches).await;
        });
    }
}
