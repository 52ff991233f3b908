//! Properties: no input makes the reading panic, and what was answered is read back as it was.

use proptest::prelude::*;
use runboard_model::accept::{Accepted, accept, labelmap_of_experiment, parameters};
use runboard_model::json::quote_bare_non_finite;
use runboard_model::wire::NewLog;
use runboard_model::{
    BarData, HeatmapData, LineData, LineSeries, LogData, LogType, Scalar, TableData,
};
use serde_json::{Value, json};

/// Any JSON; its keys are often those that shapes are told by.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3..4i32).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "(NaN|-inf|[a-z]{0,3})".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let key = "(x|y|steps|values|times|lines|columns|data|rows|name|categories|[a-c]{0,2})";
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

fn any_float() -> impl Strategy<Value = f64> + Clone {
    prop_oneof![
        any::<f64>().prop_filter("NaN equals nothing", |value| !value.is_nan()),
        (-9..9i32).prop_map(f64::from),
        Just(f64::INFINITY),
    ]
}

/// A scalar in its one form: a whole float is written, and read, as an integer.
fn any_scalar() -> impl Strategy<Value = Scalar> + Clone {
    prop_oneof![
        Just(Scalar::Null),
        any::<bool>().prop_map(Scalar::Bool),
        any::<i64>().prop_map(Scalar::Int),
        (0.001..0.999f64).prop_map(Scalar::Float),
        (1e200..1e300f64).prop_map(Scalar::Float),
        ".{0,5}".prop_map(Scalar::Text),
    ]
}

fn any_matrix<T: std::fmt::Debug>(
    cell: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = (Vec<String>, Vec<Vec<T>>)> {
    (0..4usize, 0..4usize).prop_flat_map(move |(n_columns, n_rows)| {
        let row = proptest::collection::vec(cell.clone(), n_columns);
        (
            proptest::collection::vec(".{0,4}", n_columns),
            proptest::collection::vec(row, n_rows),
        )
    })
}

#[track_caller]
fn check_read_back(data: LogData) {
    let json = serde_json::to_string(&data).unwrap();
    let log_type = data.log_type();
    assert_eq!(LogData::from_json(log_type, &json).unwrap(), data);
    let raw = serde_json::from_str(&json).unwrap();
    assert_eq!(accept(log_type, "log", raw), Ok(Accepted::Data(data)));
}

proptest! {
    #[test]
    fn any_json_is_read_or_refused(json in any_json()) {
        let text = json.to_string();
        for log_type in LogType::ALL {
            if let Err(error) = accept(log_type, "log", serde_json::from_str(&text).unwrap()) {
                prop_assert!(error.field == "type" || error.field.starts_with("data"));
                prop_assert!(!error.reason.is_empty());
            }
        }
        let _ = parameters(serde_json::from_str(&text).unwrap());
        let _ = labelmap_of_experiment(serde_json::from_str(&text).unwrap());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
        let mut body = br#"{"name": "log", "type": "LINE", "data": "#.to_vec();
        body.extend_from_slice(&bytes);
        body.push(b'}');
        let body = quote_bare_non_finite(&body);
        if let Ok(log) = serde_json::from_slice::<NewLog<'_>>(&body) {
            let _ = accept(log.log_type, &log.name, log.data);
        }
    }

    #[test]
    fn lists_of_floats_are_read_to_the_bit(values in proptest::collection::vec(any_float(), 0..20)) {
        let line = LineSeries {
            name: "a".into(),
            steps: (0u32..).take(values.len()).map(f64::from).collect(),
            times: vec![1; values.len()],
            values,
        };
        let json = serde_json::to_string(&LineData { lines: vec![line.clone()] }).unwrap();
        let Accepted::Line(input) = accept(LogType::Line, "log", serde_json::from_str(&json).unwrap()).unwrap() else {
            panic!("a LINE is read as lines");
        };
        prop_assert_eq!(&input.lines[0].name, &line.name);
        prop_assert_eq!(&input.lines[0].values, &line.values);
        prop_assert_eq!(input.lines[0].steps.as_ref(), Some(&line.steps));
        prop_assert_eq!(input.lines[0].times.as_ref(), Some(&line.times));
    }

    #[test]
    fn a_list_of_lines_keeps_each_value(
        columns in proptest::collection::btree_map("[a-z]{1,3}", any_float(), 0..6),
    ) {
        let json = Value::Object(columns.iter().map(|(name, value)| {
            (name.clone(), serde_json::to_value(runboard_model::number::Number(*value)).unwrap())
        }).collect()).to_string();
        let Accepted::Line(input) = accept(LogType::Line, "log", serde_json::from_str(&json).unwrap()).unwrap() else {
            panic!("a LINE is read as lines");
        };
        let found: Vec<_> = input.lines.iter().map(|line| (line.name.clone(), line.values[0])).collect();
        prop_assert_eq!(found, columns.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn scalars_read_back(scalar in any_scalar()) {
        check_read_back(LogData::Value(scalar));
    }

    #[test]
    fn bars_read_back(bars in proptest::collection::vec((".{0,4}", any_float()), 0..6)) {
        let (x, y) = bars.into_iter().unzip();
        check_read_back(LogData::Bar(BarData { x, y }));
    }

    #[test]
    fn tables_read_back((columns, rows) in any_matrix(any_scalar())) {
        check_read_back(LogData::Table(TableData { columns, rows }));
    }

    #[test]
    fn heatmaps_read_back((x, values) in any_matrix(any_float())) {
        let y = (0..values.len()).map(|row| row.to_string()).collect();
        check_read_back(LogData::Heatmap(HeatmapData { x, y, values }));
    }

    #[test]
    fn labelmaps_read_back(labels in proptest::collection::btree_map(".{0,3}", ".{0,5}", 0..5)) {
        check_read_back(LogData::Labelmap(labels));
    }

    #[test]
    fn parameters_keep_each_leaf(depth in 1..6usize, value in any_scalar()) {
        let leaf = serde_json::to_value(&value).unwrap();
        let nested = (0..depth).fold(leaf, |inner, level| json!({ format!("k{level}"): inner })).to_string();
        let table = parameters(serde_json::from_str(&nested).unwrap()).unwrap();
        let name: Vec<_> = (0..depth).rev().map(|level| format!("k{level}")).collect();
        prop_assert_eq!(table.rows, vec![vec![Scalar::Text(name.join(".")), value]]);
    }
}
