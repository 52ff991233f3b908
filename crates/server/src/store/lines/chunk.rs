//! Points packed into a blob: little-endian columns of steps, values and times. Pure.
//!
//! Steps that a start and a stride reproduce exactly, and times within 49 days of the first, take
//! less than eight bytes each. Unpacking gives back every bit, NaN payloads included.
//!
//! Layout: format (1 byte), step encoding (1), time encoding (1), zero (1), count (u32), then the
//! three columns.

use super::Point;
use runboard_model::bytes::{Reader, Truncated};

const FORMAT: u8 = 1;
const HEADER_BYTES: usize = 8;

const STEPS_PLAIN: u8 = 0;
const STEPS_REGULAR: u8 = 1;
const TIMES_PLAIN: u8 = 0;
const TIMES_EQUAL: u8 = 1;
const TIMES_OFFSET: u8 = 2;

/// The blob is not one that [`pack`] wrote.
#[derive(Debug, thiserror::Error)]
#[error("a chunk of points is damaged")]
pub struct DamagedChunk;

impl From<Truncated> for DamagedChunk {
    fn from(_: Truncated) -> Self {
        Self
    }
}

/// The points as a blob.
pub(super) fn pack(points: &[Point]) -> Vec<u8> {
    let mut blob = Vec::with_capacity(HEADER_BYTES + 24 * points.len());
    blob.extend([FORMAT, STEPS_PLAIN, TIMES_PLAIN, 0]);
    blob.extend((points.len() as u32).to_le_bytes());
    let step_encoding = pack_steps(points, &mut blob);
    blob.extend(points.iter().flat_map(|point| point.value.to_le_bytes()));
    let time_encoding = pack_times(points, &mut blob);
    if let Some(encodings) = blob.get_mut(1..3) {
        encodings.copy_from_slice(&[step_encoding, time_encoding]);
    }
    blob
}

fn pack_steps(points: &[Point], blob: &mut Vec<u8>) -> u8 {
    if let [first, second, ..] = points {
        let (start, stride) = (first.step, second.step - first.step);
        let is_regular = |(idx, point): (usize, &Point)| {
            regular_step(start, stride, idx).to_bits() == point.step.to_bits()
        };
        if points.iter().enumerate().all(is_regular) {
            blob.extend(start.to_le_bytes());
            blob.extend(stride.to_le_bytes());
            return STEPS_REGULAR;
        }
    }
    blob.extend(points.iter().flat_map(|point| point.step.to_le_bytes()));
    STEPS_PLAIN
}

fn regular_step(start: f64, stride: f64, idx: usize) -> f64 {
    start + idx as f64 * stride
}

fn pack_times(points: &[Point], blob: &mut Vec<u8>) -> u8 {
    let times = || points.iter().map(|point| point.time);
    if let (Some(earliest), Some(latest)) = (times().min(), times().max()) {
        if earliest == latest {
            blob.extend(earliest.to_le_bytes());
            return TIMES_EQUAL;
        }
        if latest
            .checked_sub(earliest)
            .is_some_and(|span| u32::try_from(span).is_ok())
        {
            blob.extend(earliest.to_le_bytes());
            blob.extend(times().flat_map(|time| ((time - earliest) as u32).to_le_bytes()));
            return TIMES_OFFSET;
        }
    }
    blob.extend(times().flat_map(i64::to_le_bytes));
    TIMES_PLAIN
}

/// The points of a blob.
pub(super) fn unpack(blob: &[u8]) -> Result<Vec<Point>, DamagedChunk> {
    let mut reader = Reader::new(blob);
    let [format, step_encoding, time_encoding, 0] = reader.array()? else {
        return Err(DamagedChunk);
    };
    if format != FORMAT {
        return Err(DamagedChunk);
    }
    let n_points = reader.u32()? as usize;
    let steps = unpack_steps(step_encoding, n_points, &mut reader)?;
    let values = reader.column(n_points, f64::from_le_bytes)?;
    let times = unpack_times(time_encoding, n_points, &mut reader)?;
    if reader.n_left() > 0 {
        return Err(DamagedChunk);
    }
    let columns = steps.into_iter().zip(values).zip(times);
    Ok(columns
        .map(|((step, value), time)| Point { step, value, time })
        .collect())
}

fn unpack_steps(
    encoding: u8,
    n_points: usize,
    reader: &mut Reader<'_>,
) -> Result<Vec<f64>, DamagedChunk> {
    match encoding {
        STEPS_PLAIN => Ok(reader.column(n_points, f64::from_le_bytes)?),
        STEPS_REGULAR => {
            let (start, stride) = (reader.f64()?, reader.f64()?);
            // A regular column takes no bytes for its points: the values' column is the bound.
            if n_points > reader.n_left() / size_of::<f64>() {
                return Err(DamagedChunk);
            }
            Ok((0..n_points)
                .map(|idx| regular_step(start, stride, idx))
                .collect())
        }
        _ => Err(DamagedChunk),
    }
}

fn unpack_times(
    encoding: u8,
    n_points: usize,
    reader: &mut Reader<'_>,
) -> Result<Vec<i64>, DamagedChunk> {
    match encoding {
        TIMES_PLAIN => Ok(reader.column(n_points, i64::from_le_bytes)?),
        TIMES_EQUAL => Ok(vec![i64::from_le_bytes(reader.array()?); n_points]),
        TIMES_OFFSET => {
            let earliest = i64::from_le_bytes(reader.array()?);
            let time = |bytes| earliest.saturating_add(i64::from(u32::from_le_bytes(bytes)));
            Ok(reader.column(n_points, time)?)
        }
        _ => Err(DamagedChunk),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bits(points: &[Point]) -> Vec<(u64, u64, i64)> {
        points
            .iter()
            .map(|point| (point.step.to_bits(), point.value.to_bits(), point.time))
            .collect()
    }

    fn at(step: f64, time: i64) -> Point {
        Point {
            step,
            value: step / 3.0,
            time,
        }
    }

    #[track_caller]
    fn check(points: &[Point], n_bytes: usize) {
        let blob = pack(points);
        assert_eq!(bits(&unpack(&blob).unwrap()), bits(points));
        assert_eq!(blob.len(), n_bytes);
    }

    #[test]
    fn regular_columns_take_less() {
        check(&[], HEADER_BYTES);
        check(&[at(7.0, 5)], HEADER_BYTES + 8 + 8 + 8);
        let regular: Vec<_> = (0..1000).map(|idx| at(f64::from(idx), 9)).collect();
        check(&regular, HEADER_BYTES + 16 + 8 * 1000 + 8);
        let timed: Vec<_> = (0..1000)
            .map(|idx| at(f64::from(idx), i64::from(idx)))
            .collect();
        check(&timed, HEADER_BYTES + 16 + 8 * 1000 + 8 + 4 * 1000);
        let tenths: Vec<_> = (0..1000).map(|idx| at(f64::from(idx) / 10.0, 9)).collect();
        check(&tenths, HEADER_BYTES + 8 * 1000 + 8 * 1000 + 8);
    }

    #[test]
    fn times_far_apart_are_kept() {
        let times = [i64::MIN, 0, i64::MAX];
        let points: Vec<_> = times.into_iter().map(|time| at(1.0, time)).collect();
        check(&points, HEADER_BYTES + 16 + 24 + 24);
    }

    proptest! {
        #[test]
        fn every_bit_comes_back(
            columns in prop::collection::vec((any::<u64>(), any::<u64>(), any::<i64>()), 0..50)
        ) {
            let points: Vec<_> = columns
                .into_iter()
                .map(|(step, value, time)| Point {
                    step: f64::from_bits(step),
                    value: f64::from_bits(value),
                    time,
                })
                .collect();
            prop_assert_eq!(bits(&unpack(&pack(&points)).unwrap()), bits(&points));
        }

        #[test]
        fn damaged_blobs_are_refused_without_panic(
            mut blob in prop::collection::vec(any::<u8>(), 0..80),
            head in (0..3_u8, 0..3_u8, 0..4_u32)
        ) {
            let _ = unpack(&blob);
            if let Some(header) = blob.get_mut(..HEADER_BYTES) {
                header[..4].copy_from_slice(&[FORMAT, head.0, head.1, 0]);
                header[4..].copy_from_slice(&(head.2 * 1_000_000_000).to_le_bytes());
            }
            if let Ok(points) = unpack(&blob) {
                prop_assert!(points.len() * 8 <= blob.len());
            }
        }
    }
}
