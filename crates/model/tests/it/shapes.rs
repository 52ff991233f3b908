//! Each accepted shape with the canonical data it becomes, each refused one with its message.

use runboard_model::accept::{Accepted, LineInput, accept};
use runboard_model::{LogData, LogType};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

const ACCEPTED: &str = include_str!("../golden/accepted.json");
const REFUSED: &str = include_str!("../golden/refused.json");

#[derive(Deserialize)]
struct Shape<'a> {
    #[serde(rename = "type")]
    log_type: LogType,
    #[serde(borrow)]
    data: &'a RawValue,
    canonical: Option<Value>,
    error: Option<String>,
}

/// Points as the canonical lines have them, but for what the server fills in.
fn json_of_line(input: &LineInput) -> Value {
    let number =
        |&value: &f64| serde_json::to_value(runboard_model::number::Number(value)).unwrap();
    let lines = input.lines.iter().map(|line| {
        let mut json = json!({
            "name": line.name,
            "values": line.values.iter().map(number).collect::<Vec<_>>(),
        });
        if let Some(steps) = &line.steps {
            json["steps"] = steps.iter().map(number).collect();
        }
        if let Some(times) = &line.times {
            json["times"] = json!(times);
        }
        json
    });
    json!({ "lines": lines.collect::<Vec<_>>() })
}

#[test]
fn accepted_shapes_become_canonical() {
    let shapes: Vec<Shape<'_>> = serde_json::from_str(ACCEPTED).unwrap();
    for shape in shapes {
        let found = match accept(shape.log_type, "log", shape.data).unwrap() {
            Accepted::Line(input) => json_of_line(&input),
            Accepted::Data(data) => {
                assert_eq!(data.log_type(), shape.log_type);
                serde_json::to_value(data).unwrap()
            }
        };
        // A missing `canonical` and one that is null read the same.
        assert_eq!(found, shape.canonical.unwrap_or_default(), "{}", shape.data);
    }
}

#[test]
fn canonical_data_is_accepted_again_and_read_by_the_page() {
    let shapes: Vec<Shape<'_>> = serde_json::from_str(ACCEPTED).unwrap();
    for shape in shapes {
        let json = shape.canonical.unwrap_or_default();
        let raw = serde_json::value::to_raw_value(&json).unwrap();
        match accept(shape.log_type, "log", &raw).unwrap() {
            Accepted::Line(input) => assert_eq!(json_of_line(&input), json),
            Accepted::Data(data) => {
                assert_eq!(serde_json::to_value(&data).unwrap(), json);
                let read = LogData::from_json(shape.log_type, raw.get()).unwrap();
                assert_eq!(serde_json::to_value(&read).unwrap(), json);
            }
        }
    }
}

#[test]
fn refused_shapes_say_where_and_why() {
    let shapes: Vec<Shape<'_>> = serde_json::from_str(REFUSED).unwrap();
    for shape in shapes {
        let error = accept(shape.log_type, "log", shape.data).unwrap_err();
        assert_eq!(Some(error.to_string()), shape.error, "{}", shape.data);
    }
}

#[test]
fn each_type_is_covered() {
    let accepted: Vec<Shape<'_>> = serde_json::from_str(ACCEPTED).unwrap();
    let refused: Vec<Shape<'_>> = serde_json::from_str(REFUSED).unwrap();
    for log_type in LogType::ALL {
        assert!(refused.iter().any(|shape| shape.log_type == log_type));
        let is_uploaded = log_type == LogType::Image;
        assert!(is_uploaded || accepted.iter().any(|shape| shape.log_type == log_type));
    }
}
