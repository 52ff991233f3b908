//! What stands in the cells of the table: texts for people, and every digit for who points at them.

use crate::components::experiment_table::{RowHead, ShownCell, TableSource};
use crate::components::status_badge::mark;
use crate::pages::experiment_colour::colour_property;
use crate::paths::PagePath;
use crate::state::experiments::Experiments;
use crate::state::experiments::cells::CellsByField;
use crate::state::relative_time::{ago, duration, run_millis};
use runboard_chart::table::{CellRef, text};
use runboard_model::Timestamp;
use runboard_model::filter::Field;
use runboard_model::wire::{Experiment, Status};
use std::sync::Arc;

/// The experiments of a project, as their table shows them.
pub struct ShownExperiments {
    /// The project's name.
    pub project: String,
    /// The experiments.
    pub experiments: Arc<Experiments>,
    /// The columns.
    pub fields: Arc<Vec<Field>>,
    /// Their cells.
    pub cells: Arc<CellsByField>,
    /// The moment to which ages count.
    pub now_unix_millis: i64,
}

impl TableSource for ShownExperiments {
    fn head(&self, row: u32) -> RowHead {
        let Some(experiment) = self.experiments.get(row as usize) else {
            return RowHead::default();
        };
        RowHead {
            number: experiment.ordinal,
            name: experiment.name.clone(),
            href: PagePath::Experiment {
                project: self.project.clone(),
                experiment: experiment.name.clone(),
            }
            .href(),
            colour_property: colour_property(experiment.ordinal),
            note: experiment.archived.then_some("archived"),
        }
    }

    fn cell(&self, row: u32, column: usize) -> ShownCell {
        let (Some(experiment), Some(field)) =
            (self.experiments.get(row as usize), self.fields.get(column))
        else {
            return ShownCell::default();
        };
        shown(
            experiment,
            field,
            self.cells.cell(field, row),
            self.now_unix_millis,
        )
    }
}

fn shown(
    experiment: &Experiment,
    field: &Field,
    cell: CellRef<'_>,
    now_unix_millis: i64,
) -> ShownCell {
    let moment = |time: Timestamp| ShownCell {
        text: ago(time.unix_millis(), now_unix_millis),
        exact: time.to_string(),
        ..ShownCell::default()
    };
    match field {
        Field::Status => ShownCell {
            look: look_of(experiment.status),
            text: format!("{} {}", mark(experiment.status), experiment.status.as_str()),
            exact: experiment.status.as_str().to_owned(),
            ..ShownCell::default()
        },
        Field::Started => moment(experiment.created_at),
        Field::Updated => moment(experiment.last_activity_at),
        Field::Ended => experiment.ended_at.map(moment).unwrap_or_default(),
        Field::Duration => {
            let millis = run_millis(experiment, now_unix_millis);
            ShownCell {
                text: duration(millis),
                exact: format!("{} s", millis as f64 / 1e3),
                ..ShownCell::default()
            }
        }
        Field::Tags => ShownCell {
            exact: text::full(cell),
            tags: experiment.tags.clone(),
            ..ShownCell::default()
        },
        _ => ShownCell {
            text: text::shown_alone(cell),
            exact: text::full(cell),
            ..ShownCell::default()
        },
    }
}

fn look_of(status: Status) -> &'static str {
    match status {
        Status::Running => "status--running",
        Status::Success => "status--success",
        Status::Failed => "status--failed",
        Status::Canceled => "status--canceled",
    }
}
