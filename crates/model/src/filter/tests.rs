use super::*;
use crate::Timestamp;
use crate::wire::{Experiment, Status};
use proptest::prelude::*;
use serde_json::json;

/// 2026-01-10T00:00:00Z
const NOW_UNIX_MILLIS: i64 = 1_768_003_200_000;

fn experiment() -> Experiment {
    let line = |log: &str, name: &str, last: serde_json::Value| {
        json!({
            "log": log, "name": name, "count": 10, "n_non_finite": 0, "first_step": 0,
            "last_step": 90, "last": last, "min": 0.25, "max": 2, "epoch": 0,
        })
    };
    serde_json::from_value(json!({
        "id": "0198a3c4-5d6e-7f80-9123-456789abcdef",
        "project_id": "0198a3c4-5d6e-7f80-9123-456789abcdef",
        "project_name": "digits", "name": "ResNet-50 wide", "description": "",
        "status": "failed", "tags": ["old", "night run"], "archived": false, "ordinal": 1,
        "created_at": "2026-01-05T12:00:00Z", "ended_at": "2026-01-05T13:30:00Z",
        "last_activity_at": "2026-01-08T00:00:00Z", "revision": 3, "n_logs": 4,
        "parameters": {
            "lr": 0.1, "batch": 32, "opt": "adam", "amp": true, "seed": null,
            "learning rate": 3, "model.depth": 50, "rng": 1_152_921_504_606_846_977_u64,
        },
        "values": {"best/epoch": 132, "diverged": "NaN"},
        "lines": [
            line("val/loss", "val/loss", json!(0.5)),
            line("losses", "box", json!(0.1)),
            line("losses", "cls", json!("NaN")),
        ],
    }))
    .unwrap()
}

#[track_caller]
fn check(text: &str, expected: bool) {
    let filter = Filter::parse(text).unwrap();
    let now = Timestamp::from_unix_millis(NOW_UNIX_MILLIS);
    assert_eq!(filter.matches(&experiment(), now), expected, "{filter}");
    let printed = filter.to_string();
    assert_eq!(Filter::parse(&printed).unwrap().to_string(), printed);
}

#[track_caller]
fn check_error(text: &str, position: usize, length: usize, message: &str) {
    let error = Filter::parse(text).unwrap_err();
    assert_eq!(
        (error.position, error.length, error.message.as_str()),
        (position, length, message)
    );
}

#[test]
fn a_text_alone_is_looked_for_in_the_name() {
    check("", true);
    check("   ", true);
    check("resnet", true);
    check("\"50 WIDE\"", true);
    check("vgg", false);
    check("resnet and params.lr = 0.1", true);
}

#[test]
fn numbers_compare_as_numbers() {
    check("params.lr > 0.01", true);
    check("params.lr>=.1", true);
    check("params.lr < 1e-1", false);
    check("params.batch = 32.0", true);
    check("params.batch != 32", false);
    check("params.batch = \"32\"", false);
    check("logs <= 4", true);
    check("values.best/epoch = 132", true);
    check("values.diverged = NaN", true);
    check("values.diverged < 0", false);
}

/// Both were rounded to floats, and so a filter for one number found its neighbours.
#[test]
fn whole_numbers_compare_exactly() {
    check("params.rng = 1152921504606846977", true);
    check("params.rng = 1152921504606846976", false);
    check("params.rng != 1152921504606846976", true);
    check("params.rng > 1152921504606846976", true);
    check("params.rng < 1152921504606846978", true);
    check("params.rng <= 9223372036854775807", true);
    check("params.rng > -9223372036854775808", true);
    // Other numbers are floats, and so is what they are compared with.
    check("params.rng = 1152921504606846976.0", true);
    check("params.rng < 99999999999999999999", true);
    check("params.lr < 1", true);
    check("params.batch < 32.5", true);
    check("values.diverged != 3", true);
}

#[test]
fn texts_booleans_and_null_compare_as_such() {
    check("params.opt = adam", true);
    check("params.opt == \"adam\"", true);
    check("params.opt != sgd", true);
    check("params.opt > aaa", true);
    check("params.amp = true", true);
    check("params.amp = false", false);
    check("params.seed = null", true);
    check("params.lr = null", false);
    check("params.opt > 3", false);
    check("archived = false", true);
    check("name = \"ResNet-50 wide\"", true);
    check("status = failed", true);
    check("status != success", true);
}

#[test]
fn regular_expressions_are_found_anywhere() {
    check("name ~ \"Res.*50\"", true);
    check("name ~ res", false);
    check("name ~ \"(?i)res\"", true);
}

#[test]
fn names_may_stand_between_quotes() {
    check("params.\"learning rate\" = 3", true);
    check("params.model.depth = 50", true);
    check("has params.\"model.depth\"", true);
}

#[test]
fn a_missing_field_meets_no_comparison() {
    check("params.width = 3", false);
    check("params.width != 3", false);
    check("params.width !~ x", false);
    check("not params.width = 3", true);
    check("has params.width", false);
    check("has params.lr", true);
    check("has params.seed", true);
    check("has description", false);
    check("has metrics.val/loss", true);
    check("has metrics.loss", false);
}

#[test]
fn tags_are_many_values() {
    check("tags has old", true);
    check("tags has \"night run\"", true);
    check("tags = new", false);
    check("tags != old", false);
    check("tags ~ \"run$\"", true);
    check("tags !~ \"^n\"", false);
    check("has tags", true);
}

#[test]
fn metrics_are_those_of_the_lines() {
    check("metrics.val/loss = 0.5", true);
    check("metrics.val/loss.min < 0.3", true);
    check("metrics.val/loss.max = 2", true);
    check("metrics.val/loss.count = 10", true);
    check("metrics.val/loss.step = 90", true);
    check("metrics.\"val/loss\".last = 0.5", true);
    check("metrics.\"val/loss.min\" = 0.25", false);
    check("metrics.losses < 0.2", true);
    check("metrics.losses/cls < 0.2", false);
    check("metrics.losses/cls = NaN", true);
    check("metrics.losses = NaN", true);
}

#[test]
fn moments_compare_by_the_day_or_to_the_millisecond() {
    check("started > -7d", true);
    check("started > -4d", false);
    check("started = 2026-01-05", true);
    check("started > 2026-01-05", false);
    check("started >= 2026-01-05", true);
    check("started <= 2026-01-05", true);
    check("started < 2026-01-05T12:00:00.001Z", true);
    check("ended > -5d", true);
    check("updated >= -2d", true);
    check("duration = 90m", true);
    check("duration > 2h", false);
    check("duration < 5401", true);
}

#[test]
fn and_binds_tighter_than_or() {
    check("params.lr = 1 and params.lr = 1 or status = failed", true);
    check(
        "params.lr = 1 and (params.lr = 1 or status = failed)",
        false,
    );
    check("NOT params.lr = 1 AND status = failed", true);
    check("not (params.lr = 1 or status = failed)", false);
    check("not not status = failed", true);
    check(
        "params.lr > 0.01 and (status = failed or name ~ \"res.*50\") and not tags has \"old\"",
        false,
    );
}

#[test]
fn a_running_experiment_lasts_until_now() {
    let running = Experiment {
        ended_at: None,
        status: Status::Running,
        ..experiment()
    };
    let now = Timestamp::from_unix_millis(NOW_UNIX_MILLIS);
    let matches = |text| Filter::parse(text).unwrap().matches(&running, now);
    assert!(matches("duration > 4d and duration < 5d"));
    assert!(!matches("has ended"));
}

#[test]
fn errors_point_at_the_place() {
    check_error(
        "lr > 3",
        0,
        2,
        "there is no such field; there are name, description, status, tags, archived, started, ended, updated, duration, logs, params.…, values.… and metrics.…",
    );
    check_error(
        "status = done",
        9,
        4,
        "status needs running, success, failed or canceled",
    );
    check_error("status > failed", 9, 6, "status can be = or != here, not >");
    check_error(
        "params.lr >",
        11,
        0,
        "the filter ends, expected what to compare with",
    );
    check_error("(status = failed", 16, 0, "the filter ends, expected a )");
    check_error("status = failed)", 15, 1, "there is no ( for this )");
    check_error(
        "a b",
        2,
        1,
        "expected and, or, or the end; texts with spaces stand between quotes",
    );
    // It was looked for as a text, which left nothing, while the person was still typing.
    check_error(
        "params.lr > and",
        12,
        3,
        "expected what to compare with; a text that is a keyword stands between quotes",
    );
    check_error("name", 0, 4, "expected a comparison, such as name = …");
    check_error("a and", 5, 0, "the filter ends, expected a condition");
    check_error("a and or b", 6, 2, "expected a condition");
    check_error("> 3", 0, 1, "expected a condition");
    check_error(
        "started > yesterday",
        10,
        9,
        "started needs a date such as 2026-01-31, or a span before now such as -7d",
    );
    check_error(
        "duration > long",
        11,
        4,
        "duration needs a span such as 90m or 2h",
    );
    check_error("archived = 1", 11, 1, "archived needs true or false");
    check_error("logs = many", 7, 4, "logs needs a number");
    check_error(
        "logs ~ 3",
        7,
        1,
        "logs has no text in which ~ could find something",
    );
    check_error(
        "name has res",
        0,
        4,
        "only tags has values; elsewhere has stands before a field",
    );
    check_error("has (a)", 4, 1, "expected a field");
    check_error("params. = 3", 0, 7, &field_message());
    let error = Filter::parse("name ~ \"(\"").unwrap_err();
    assert_eq!((error.position, error.length), (7, 3));
}

fn field_message() -> String {
    Filter::parse("lr > 3").unwrap_err().message
}

#[test]
fn what_is_too_deep_or_too_long_is_refused() {
    let deep = format!("{}a{}", "(".repeat(2_000), ")".repeat(2_000));
    assert!(Filter::parse(&deep).is_err());
    assert!(Filter::parse(&"not ".repeat(2_000)).is_err());
    assert!(Filter::parse(&"a".repeat(10_001)).is_err());
    assert!(Filter::parse(&"a".repeat(10_000)).is_ok());
}

fn any_field() -> impl Strategy<Value = Field> {
    let name = || "[a-c/. \"\\\\é_]{1,5}(\\.min)?";
    let fixed = proptest::sample::select(Field::FIXED.map(|(_, field)| field).to_vec());
    let statistic = proptest::sample::select(vec![
        Statistic::Last,
        Statistic::Min,
        Statistic::Max,
        Statistic::Count,
        Statistic::Step,
    ]);
    prop_oneof![
        fixed,
        name().prop_map(Field::Parameter),
        name().prop_map(Field::Value),
        (name(), statistic).prop_map(|(name, statistic)| Field::Metric(name, statistic)),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,6}",
        "(null|true|NaN|3|-7d|and|or|not|has|\\\\|\"|a b|failed)"
    ]
}

fn any_number() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("NaN equals nothing", |value| !value.is_nan())
}

fn any_comparison() -> impl Strategy<Value = Filter> {
    let ordered = proptest::sample::select(vec![
        Operator::Equal,
        Operator::NotEqual,
        Operator::Less,
        Operator::LessOrEqual,
        Operator::Greater,
        Operator::GreaterOrEqual,
    ]);
    let span = any::<u64>().prop_map(Span::from_millis);
    let time = (0..Timestamp::MAX_UNIX_MILLIS).prop_map(Timestamp::from_unix_millis);
    let day = (0..2_000_000i64).prop_map(|days| Timestamp::from_unix_millis(days * 86_400_000));
    let status = proptest::sample::select(Status::ALL.to_vec());
    (
        (any_field(), ordered, any_text(), any_number()),
        (span, time, day, any::<bool>(), status, 0..5u8, any::<i64>()),
    )
        .prop_map(
            |(
                (field, operator, text, number),
                (span, time, day, flag, status, choice, integer),
            )| {
                let equality = if flag {
                    Operator::Equal
                } else {
                    Operator::NotEqual
                };
                let (operator, operand) = match (field.kind(), choice) {
                    (FieldKind::Text, _) | (FieldKind::Scalar, 0) => {
                        (operator, Operand::Text(text))
                    }
                    (FieldKind::Number, _) | (FieldKind::Scalar, 1) => {
                        (operator, Operand::Number(number))
                    }
                    (FieldKind::Boolean, _) | (FieldKind::Scalar, 2) => {
                        (equality, Operand::Boolean(flag))
                    }
                    (FieldKind::Scalar, 3) => (operator, Operand::Integer(integer)),
                    (FieldKind::Scalar, _) => (equality, Operand::Null),
                    (FieldKind::Status, _) => (equality, Operand::Status(status)),
                    (FieldKind::Moment, 0) => (operator, Operand::Moment(Moment::At(time))),
                    (FieldKind::Moment, 1) => (operator, Operand::Moment(Moment::Day(day))),
                    (FieldKind::Moment, _) => (operator, Operand::Moment(Moment::Ago(span))),
                    (FieldKind::Span, _) => (operator, Operand::Span(span)),
                };
                Filter::Compare(field, operator, operand)
            },
        )
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let pattern = "[a-c.*\"]{0,4}(\\\\d)?".prop_filter_map("no expression", |text| {
        let pattern = Pattern::new(text).ok()?;
        Some(Filter::Compare(
            Field::Name,
            Operator::FindsNot,
            Operand::Pattern(pattern),
        ))
    });
    let leaf = prop_oneof![
        any_text().prop_map(Filter::NameHolds),
        any_field().prop_map(Filter::Has),
        any_comparison(),
        pattern,
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let several = proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            inner.prop_map(|filter| Filter::Not(Box::new(filter))),
            several.clone().prop_map(Filter::All),
            several.prop_map(Filter::Any),
        ]
    })
}

proptest! {
    #[test]
    fn any_filter_reads_back(filter in any_filter()) {
        prop_assert_eq!(Filter::parse(&filter.to_string()), Ok(filter));
    }

    #[test]
    fn any_field_reads_back(field in any_field()) {
        prop_assert_eq!(field.to_string().parse(), Ok(field));
    }

    #[test]
    fn a_filter_without_details_needs_none(filter in any_filter()) {
        let now = Timestamp::from_unix_millis(NOW_UNIX_MILLIS);
        let whole = experiment();
        let bare = Experiment {
            tags: Vec::new(),
            parameters: Vec::new(),
            values: Vec::new(),
            lines: Vec::new(),
            ..whole.clone()
        };
        if !filter.asks_for_details() {
            prop_assert_eq!(filter.matches(&bare, now), filter.matches(&whole, now));
        }
    }

    #[test]
    fn any_filter_tells_of_an_experiment(filter in any_filter()) {
        let now = Timestamp::from_unix_millis(NOW_UNIX_MILLIS);
        let negated = Filter::Not(Box::new(filter.clone()));
        let experiment = experiment();
        prop_assert_ne!(filter.matches(&experiment, now), negated.matches(&experiment, now));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(name|params.a|[(]|[)]|and|not|has|~|=|>|\"|\\\\|-7d| |é|'){0,12}") {
        let n_chars = text.chars().count();
        if let Err(error) = Filter::parse(&text) {
            prop_assert!(error.position + error.length <= n_chars);
        }
    }
}
