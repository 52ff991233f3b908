//! A column of summaries of lines: of each experiment which numbers its line has, then these.

use super::column::Column;
use super::count::{DecodeError, read_count, write_count};
use super::runs;
use crate::bytes::Reader;
use crate::wire::LineSummary;

/// There is a line; each of the bits below says that a number is there.
const PRESENT: u8 = 1;
const FIRST_STEP: u8 = 1 << 1;
const LAST_STEP: u8 = 1 << 2;
const LAST: u8 = 1 << 3;
const MIN: u8 = 1 << 4;
const MAX: u8 = 1 << 5;

/// Writes the line of an experiment.
pub(super) fn write(column: &mut Column, item: usize, line: &LineSummary) {
    column.write(item, |cells| {
        for count in [line.count, line.n_non_finite, line.epoch] {
            write_count(cells, count);
        }
        let mut kind = PRESENT;
        let numbers = [
            (FIRST_STEP, line.first_step),
            (LAST_STEP, line.last_step),
            (LAST, line.last),
            (MIN, line.min),
            (MAX, line.max),
        ];
        for (bit, number) in numbers {
            if let Some(number) = number {
                kind |= bit;
                cells.extend_from_slice(&number.to_le_bytes());
            }
        }
        kind
    });
}

/// Reads a column; `take` gets each line that is there with the place of its experiment.
pub(super) fn read(
    reader: &mut Reader<'_>,
    n_items: usize,
    name: &str,
    mut take: impl FnMut(usize, LineSummary),
) -> Result<(), DecodeError> {
    for (item, kind) in runs::read(reader, n_items)? {
        let mut count = || read_count(reader);
        let (count, n_non_finite, epoch) = (count()?, count()?, count()?);
        let mut number = |bit: u8| (kind & bit != 0).then(|| reader.f64()).transpose();
        let summary = LineSummary {
            name: name.to_owned(),
            count,
            n_non_finite,
            first_step: number(FIRST_STEP)?,
            last_step: number(LAST_STEP)?,
            last: number(LAST)?,
            min: number(MIN)?,
            max: number(MAX)?,
            epoch,
        };
        take(item, summary);
    }
    Ok(())
}
