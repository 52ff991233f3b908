//! Details of experiments that were read before, kept in memory.
//!
//! An experiment's revision grows with every change of it and of its logs, so what was read at a
//! revision is right for as long as the row says that revision, and is never told otherwise: there is
//! nothing to invalidate. Only readers fill it: a writer may still take back what it sees.

use super::details::Details;
use super::experiment_rows::ExperimentRow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The most parameters, values, lines and tags that are kept, at about 100 bytes each.
const MAX_CELLS: usize = 300_000;

/// What an experiment showed when it was read. A client may choose an identifier, and so use one again;
/// the number in the project is never used again.
#[derive(Debug, PartialEq, Eq)]
struct Moment {
    project_id: String,
    ordinal: i64,
    revision: i64,
}

impl Moment {
    fn of(row: &ExperimentRow) -> Self {
        Self {
            project_id: row.project_id.clone(),
            ordinal: row.ordinal,
            revision: row.revision,
        }
    }
}

/// Details by experiment.
#[derive(Debug, Default)]
pub(super) struct DetailsCache {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    by_id: HashMap<String, (Moment, Arc<Details>)>,
    n_cells: usize,
}

impl DetailsCache {
    /// The details of those of the rows that are held as they are now.
    pub(super) fn held(&self, rows: &[ExperimentRow]) -> HashMap<String, Arc<Details>> {
        let held = self.lock();
        let of = |row: &ExperimentRow| {
            let (moment, details) = held.by_id.get(&row.id)?;
            (*moment == Moment::of(row)).then(|| (row.id.clone(), Arc::clone(details)))
        };
        rows.iter().filter_map(of).collect()
    }

    /// Keeps what was read of a row.
    pub(super) fn keep(&self, row: &ExperimentRow, details: Arc<Details>) {
        let mut held = self.lock();
        let n_cells = details.n_cells();
        if held.n_cells + n_cells > MAX_CELLS {
            // Whoever reads more than fits gains nothing here, whatever were kept.
            *held = Held::default();
        }
        held.n_cells += n_cells;
        let before = held
            .by_id
            .insert(row.id.clone(), (Moment::of(row), details));
        held.n_cells -= before.map_or(0, |(_, details)| details.n_cells());
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        // What is held is right wherever a thread may have panicked.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
