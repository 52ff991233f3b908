use super::*;
use proptest::prelude::*;

fn log_of(lines: Vec<LineSlice>) -> LogLines {
    LogLines {
        experiment_id: "0198a3c4-0000-7000-8000-000000000001".parse().unwrap(),
        name: "train/loss".into(),
        version: 7,
        lines,
    }
}

fn line_of(steps: &[f64], values: &[f64], times: &[i64]) -> LineSlice {
    LineSlice {
        name: "loss".into(),
        epoch: 2,
        first_index: 5,
        steps: steps.to_vec(),
        values: values.to_vec(),
        times: times.to_vec(),
    }
}

/// Lines with their numbers as bits: a NaN equals itself, and the zeros differ.
fn bits(logs: &[LogLines]) -> Vec<(LogLines, Vec<Vec<u64>>)> {
    let to_bits = |column: &[f64]| column.iter().map(|value| value.to_bits()).collect();
    logs.iter()
        .map(|log| {
            let mut log = log.clone();
            let mut columns = Vec::new();
            for line in &mut log.lines {
                columns.push(to_bits(&std::mem::take(&mut line.steps)));
                columns.push(to_bits(&std::mem::take(&mut line.values)));
            }
            (log, columns)
        })
        .collect()
}

#[track_caller]
fn check(logs: &[LogLines], expected_bytes: usize) {
    let message = encode(logs).unwrap();
    assert_eq!(bits(&decode(&message).unwrap()), bits(logs));
    let header_bytes = usize::from(message[4]) + 256 * usize::from(message[5]);
    let columns_at = (8 + header_bytes).next_multiple_of(8);
    assert_eq!(message.len() - columns_at, expected_bytes);
}

#[test]
fn lines_read_back_and_take_no_more_than_needed() {
    check(&[], 0);
    check(&[log_of(vec![])], 0);
    check(&[log_of(vec![line_of(&[], &[], &[])])], 0);
    let regular: &[f64] = &[0.0, 10.0, 20.0];
    check(
        &[log_of(vec![line_of(
            regular,
            &[0.5, 0.25, 0.0],
            &[9, 9, 9],
        )])],
        16,
    );
    check(
        &[log_of(vec![line_of(regular, &[0.1, 0.2, 0.3], &[9, 9, 9])])],
        24,
    );
    check(
        &[log_of(vec![line_of(
            &[0.0, 1.0, 5.0],
            &[0.1, f64::NAN, f64::INFINITY],
            &[5, 9, 6],
        )])],
        24 + 24 + 16,
    );
    let first = line_of(&[1.0], &[0.1], &[i64::MAX]);
    let second = line_of(&[0.0, 1.0], &[1.0, -0.0], &[i64::MIN, i64::MAX]);
    check(
        &[log_of(vec![first.clone(), second]), log_of(vec![first])],
        8 + 8 + 8,
    );
}

#[test]
fn unequal_columns_are_refused() {
    let error = encode(&[log_of(vec![line_of(&[1.0], &[], &[1])])]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line \"loss\" has 1 steps, 0 values and 1 times"
    );
}

#[test]
fn a_message_of_another_version_is_refused() {
    let mut message = encode(&[]).unwrap();
    message[3] = b'2';
    assert!(matches!(decode(&message), Err(DecodeError::UnknownFormat)));
}

#[test]
fn a_cut_or_lengthened_message_is_refused() {
    let logs = [log_of(vec![line_of(
        &[0.0, 1.0, 5.0],
        &[0.1, 2.0, 3.0],
        &[5, 9, 6],
    )])];
    let mut message = encode(&logs).unwrap();
    for n_bytes in 0..message.len() {
        assert!(decode(&message[..n_bytes]).is_err(), "{n_bytes} bytes");
    }
    message.push(0);
    assert!(matches!(
        decode(&message),
        Err(DecodeError::TrailingBytes(1))
    ));
}

#[test]
fn a_count_that_lies_takes_no_memory() {
    let message = encode(&[log_of(vec![line_of(&[0.0], &[0.1], &[5])])]).unwrap();
    let text = String::from_utf8_lossy(&message).into_owned();
    for count in [
        "999999999999",
        "18446744073709551615",
        "4611686018427387904",
    ] {
        let header = text[8..].split('\0').next().unwrap();
        let header = header[..=header.rfind('}').unwrap()]
            .replace("\"count\":1", &format!("\"count\":{count}"));
        let mut lying = b"RBL1".to_vec();
        lying.extend_from_slice(&u32::try_from(header.len()).unwrap().to_le_bytes());
        lying.extend_from_slice(header.as_bytes());
        lying.extend_from_slice(&[0; 64]);
        assert!(matches!(decode(&lying), Err(DecodeError::Truncated)));
    }
}

fn any_line() -> impl Strategy<Value = LineSlice> {
    let step = prop_oneof![any::<f64>(), (-50i32..50).prop_map(f64::from)];
    let value = prop_oneof![
        any::<f64>(),
        any::<f32>().prop_map(f64::from),
        Just(f64::NAN)
    ];
    let time = prop_oneof![any::<i64>(), 1_700_000_000_000i64..1_700_000_100_000];
    let points = proptest::collection::vec((step, value, time), 0..20);
    (".{0,8}", any::<u64>(), any::<u64>(), points).prop_map(|(name, epoch, first_index, points)| {
        LineSlice {
            name,
            epoch,
            first_index,
            steps: points.iter().map(|point| point.0).collect(),
            // One NaN is as good as another: the wire promises a NaN, not its payload.
            values: points
                .iter()
                .map(|point| if point.1.is_nan() { f64::NAN } else { point.1 })
                .collect(),
            times: points.iter().map(|point| point.2).collect(),
        }
    })
}

proptest! {
    #[test]
    fn any_lines_read_back(lines in proptest::collection::vec(any_line(), 0..4)) {
        let logs = [log_of(lines)];
        prop_assert_eq!(bits(&decode(&encode(&logs).unwrap()).unwrap()), bits(&logs));
    }

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(decode(&bytes).is_err());
    }

    #[test]
    fn a_message_with_a_flipped_bit_is_survived(
        lines in proptest::collection::vec(any_line(), 1..3),
        at in any::<proptest::sample::Index>(),
        bit in 0..8u8,
    ) {
        let mut message = encode(&[log_of(lines)]).unwrap();
        let at = at.index(message.len());
        message[at] ^= 1 << bit;
        let _ = decode(&message);
    }
}
