//! A column that is written: of each experiment what kind of cell it has, then the cells that are there.

use super::runs::Runs;

/// A column that is written, an experiment after the other.
#[derive(Default)]
pub(super) struct Column {
    kinds: Runs,
    cells: Vec<u8>,
}

impl Column {
    /// Writes the cell of an experiment, whose kind `write` answers; a second one of the same is left out.
    pub(super) fn write(&mut self, item: usize, write: impl FnOnce(&mut Vec<u8>) -> u8) {
        if !self.kinds.has(item) {
            let kind = write(&mut self.cells);
            self.kinds.push(item, kind);
        }
    }

    /// Writes the column of so many experiments.
    pub(super) fn append_to(self, n_items: usize, message: &mut Vec<u8>) {
        self.kinds.append_to(n_items, message);
        message.extend_from_slice(&self.cells);
    }
}
