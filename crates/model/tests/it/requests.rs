//! Whole requests, from the bytes that arrive to the data that is kept.

use runboard_model::accept::{Accepted, accept, labelmap_of_experiment, parameters};
use runboard_model::json::quote_bare_non_finite;
use runboard_model::wire::{NewExperiment, NewLog};
use runboard_model::{LogType, Scalar};

#[test]
fn a_body_as_python_writes_it_is_read() {
    let body = br#"{"name": "NaN loss", "type": "LINE", "data": {"steps": [0, 1, 2], "values": [NaN, Infinity, -Infinity]}}"#;
    let body = quote_bare_non_finite(body);
    let log: NewLog<'_> = serde_json::from_slice(&body).unwrap();
    assert_eq!(log.name, "NaN loss");
    assert_eq!(log.log_type, LogType::Line);
    assert!(!log.replace);
    assert_eq!(log.step, None);
    let Accepted::Line(input) = accept(log.log_type, &log.name, log.data).unwrap() else {
        panic!("a LINE is read as lines");
    };
    let values = &input.lines[0].values;
    assert!(values[0].is_nan());
    assert_eq!(values[1..], [f64::INFINITY, f64::NEG_INFINITY]);
}

#[test]
fn the_data_of_a_log_may_be_null_but_not_absent() {
    let log: NewLog<'_> =
        serde_json::from_str(r#"{"name": "best", "type": "VALUE", "data": null, "step": 3}"#)
            .unwrap();
    assert_eq!(log.data.get(), "null");
    assert_eq!(log.step, Some(3.0));
    let error = serde_json::from_str::<NewLog<'_>>(r#"{"name": "best", "type": "VALUE"}"#);
    assert!(error.unwrap_err().to_string().contains("data"));
}

#[test]
fn a_new_experiment_brings_parameters_and_labels() {
    let body =
        r#"{"name": "exp", "parameters": {"model": {"depth": 18}}, "labelmap": {"0": "car"}}"#;
    let experiment: NewExperiment = serde_json::from_str(body).unwrap();
    let table = parameters(&experiment.parameters.unwrap()).unwrap();
    assert_eq!(
        table.rows,
        [[Scalar::Text("model.depth".into()), Scalar::Int(18)]]
    );
    let labels = labelmap_of_experiment(&experiment.labelmap.unwrap()).unwrap();
    assert_eq!(labels["0"], "car");
    assert_eq!(experiment.tags, Vec::<String>::new());
}

#[test]
fn a_large_line_is_read_point_by_point() {
    let n_points = 100_000;
    let steps: Vec<u32> = (0..n_points).collect();
    let values: Vec<f64> = steps
        .iter()
        .map(|&step| (f64::from(step) * 0.37).sin())
        .collect();
    let data = serde_json::json!({"steps": steps, "values": values}).to_string();
    let Accepted::Line(input) =
        accept(LogType::Line, "loss", serde_json::from_str(&data).unwrap()).unwrap()
    else {
        panic!("a LINE is read as lines");
    };
    assert_eq!(input.lines[0].values, values);
    assert_eq!(
        input.lines[0].steps.as_ref().unwrap().len(),
        n_points as usize
    );
}
