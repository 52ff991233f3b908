//! A column of kinds, a byte for each experiment, as runs of the same kind.
//!
//! Where all experiments have a cell, or hardly any, a column takes a few bytes, so that a thousand
//! experiments that have nothing in common are no larger than what they have.

use super::count::{DecodeError, read_count, write_count};
use crate::bytes::Reader;

/// The kind of an experiment that has no cell in the column.
pub(super) const ABSENT: u8 = 0;

/// Kinds that are written, an experiment after the other.
#[derive(Default)]
pub(super) struct Runs {
    runs: Vec<(u8, u64)>,
    n_items: u64,
}

impl Runs {
    /// Whether this experiment has its kind already.
    pub(super) fn has(&self, item: usize) -> bool {
        (item as u64) < self.n_items
    }

    /// Writes the kind of an experiment; those left out before it are absent.
    pub(super) fn push(&mut self, item: usize, kind: u8) {
        self.fill_up_to(item);
        self.extend(kind, 1);
    }

    /// Writes the runs of so many experiments.
    pub(super) fn append_to(mut self, n_items: usize, message: &mut Vec<u8>) {
        self.fill_up_to(n_items);
        for (kind, n_items) in self.runs {
            message.push(kind);
            write_count(message, n_items);
        }
    }

    fn fill_up_to(&mut self, item: usize) {
        let n_missing = (item as u64).saturating_sub(self.n_items);
        if n_missing > 0 {
            self.extend(ABSENT, n_missing);
        }
    }

    fn extend(&mut self, kind: u8, n_items: u64) {
        self.n_items += n_items;
        match self.runs.last_mut() {
            Some((last, n_last)) if *last == kind => *n_last += n_items,
            _ => self.runs.push((kind, n_items)),
        }
    }
}

/// Reads the kinds of so many experiments: of each that is not absent, its place and its kind.
pub(super) fn read(
    reader: &mut Reader<'_>,
    n_items: usize,
) -> Result<Vec<(usize, u8)>, DecodeError> {
    let mut kinds = Vec::new();
    let mut item = 0;
    while item < n_items {
        let [kind] = reader.array()?;
        let n_run = usize::try_from(read_count(reader)?).map_err(|_| DecodeError::Cell)?;
        if n_run == 0 || n_run > n_items - item {
            return Err(DecodeError::Cell);
        }
        if kind != ABSENT {
            kinds.extend((item..item + n_run).map(|item| (item, kind)));
        }
        item += n_run;
    }
    Ok(kinds)
}
