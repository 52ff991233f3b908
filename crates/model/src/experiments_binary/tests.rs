use super::*;
use crate::wire::{Experiment, Items};
use proptest::prelude::*;
use serde_json::{Value, json};

/// An experiment of this number with this in it; lines as `[log, line, summary]`.
fn experiment(ordinal: u64, more: &Value) -> Experiment {
    let mut whole = json!({
        "id": format!("00000000-0000-0000-0000-{ordinal:012}"),
        "project_id": "00000000-0000-0000-0000-000000000000", "project_name": "p",
        "name": format!("exp{ordinal}"), "description": "", "status": "running", "tags": ["a", "ü"],
        "archived": false, "ordinal": ordinal, "created_at": "2026-01-01T00:00:00Z",
        "ended_at": null, "last_activity_at": "2026-01-01T00:00:00.001Z", "revision": 1, "n_logs": 0,
        "parameters": {}, "values": {}, "lines": [],
    });
    for (key, value) in more.as_object().unwrap() {
        whole[key] = value.clone();
    }
    serde_json::from_value(whole).unwrap()
}

fn line(log: &str, name: &str, count: u64, last: Value) -> Value {
    let extreme = if count > 0 { json!(0.25) } else { Value::Null };
    json!({
        "log": log, "name": name, "count": count, "n_non_finite": 0, "first_step": extreme,
        "last_step": extreme, "last": last, "min": extreme, "max": extreme, "epoch": 300,
    })
}

/// As JSON, in which NaN equals itself.
fn json_of(part: &Items<Experiment>) -> Value {
    serde_json::to_value(part).unwrap()
}

#[track_caller]
fn check(experiments: &[Value]) {
    let items = experiments.iter().zip(0..);
    let part = Items {
        items: items
            .map(|(more, ordinal)| experiment(ordinal, more))
            .collect(),
        next: Some("after".into()),
    };
    let message = encode(&part).unwrap();
    assert_eq!(json_of(&decode(&message).unwrap()), json_of(&part));
    for end in 0..message.len() {
        assert!(decode(&message[..end]).is_err(), "cut off at {end}");
    }
    let longer = [message, vec![0]].concat();
    assert!(matches!(
        decode(&longer),
        Err(DecodeError::TrailingBytes(1))
    ));
}

#[test]
fn experiments_read_back() {
    check(&[]);
    check(&[json!({})]);
    let all_kinds = json!({
        "none": null, "no": false, "yes": true, "whole": i64::MIN, "half": 0.5, "text": "a\u{0}ü",
        "nan": "NaN", "": "",
    });
    check(&[
        json!({"parameters": all_kinds, "values": all_kinds}),
        json!({}),
        json!({"parameters": {"none": 1, "later": "a\u{0}ü"}, "values": {"half": "NaN"}}),
    ]);
    check(&[
        json!({"lines": [line("both", "a", 3, json!("NaN")), line("both", "b", 0, Value::Null)]}),
        json!({"lines": [line("both", "b", 1 << 40, json!(1e300)), line("a", "a", 127, json!(-0.5))]}),
        json!({}),
    ]);
}

#[test]
fn experiments_with_nothing_in_common_take_no_more_than_what_they_have() {
    let items = (0..500_u64).map(|ordinal| {
        experiment(
            ordinal,
            &json!({"parameters": {format!("only {ordinal}"): ordinal}}),
        )
    });
    let part = Items {
        items: items.collect(),
        next: None,
    };
    let message = encode(&part).unwrap();
    let n_json_bytes = json_of(&part).to_string().len();
    assert!(message.len() < n_json_bytes * 11 / 10, "{}", message.len());
    assert_eq!(decode(&message).unwrap(), part);
}

/// What a list that mixes many kinds of experiments is written as.
fn message() -> Vec<u8> {
    let items = (0..3).map(|ordinal| {
        experiment(
            ordinal,
            &json!({
                "parameters": {"a": ordinal, "b": "text"}, "values": {"v": null},
                "lines": [line("l", "l", 3, json!(1))],
            }),
        )
    });
    let part = Items {
        items: items.collect(),
        next: None,
    };
    encode(&part).unwrap()
}

#[test]
fn other_bytes_are_refused() {
    assert!(matches!(
        decode(b"RBL1\0\0\0\0"),
        Err(DecodeError::UnknownFormat)
    ));
    assert!(matches!(decode(b""), Err(DecodeError::Truncated)));
    assert!(matches!(
        decode(b"RBE1\xff\xff\xff\xff{}"),
        Err(DecodeError::Truncated)
    ));
    assert!(matches!(
        decode(b"RBE1\x02\0\0\0{}"),
        Err(DecodeError::Header(_))
    ));
}

proptest! {
    #[test]
    fn any_bytes_give_experiments_or_an_error(place in 0_usize..2000, byte: u8) {
        let mut message = message();
        let place = place % message.len();
        message[place] = byte;
        let _ = decode(&message);
    }

    #[test]
    fn counts_read_back(written: u64) {
        let mut message = Vec::new();
        count::write_count(&mut message, written);
        let mut reader = crate::bytes::Reader::new(&message);
        prop_assert_eq!(count::read_count(&mut reader).unwrap(), written);
    }
}
