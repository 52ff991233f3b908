//! What the table shows, derived step by step from what is known and what the person chose.

use super::shown::ShownExperiments;
use crate::browser::clock::use_now;
use crate::components::experiment_table::{ColumnSort, TableColumn, TableSource};
use crate::pages::address_view::{AddressView, QueryCodec, use_address_view};
use crate::state::experiments::Experiments;
use crate::state::experiments::cells::CellsByField;
use crate::state::experiments::codec::{query_of, view_of};
use crate::state::experiments::columns::{all_columns, default_columns, title};
use crate::state::experiments::rows::{chosen_rows, sort_rows};
use crate::state::experiments::selected::{Selected, selected};
use crate::state::experiments::unfinished::is_unfinished;
use crate::state::experiments::view::{ExperimentsView, Presence};
use crate::state::experiments::widths::default_width_px;
use leptos::prelude::*;
use runboard_chart::table::text::{Alignment, alignment};
use runboard_model::Timestamp;
use runboard_model::filter::{Field, Filter, FilterError};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

const CLOCK_PERIOD: Duration = Duration::from_secs(15);

/// The table, as values that follow each other.
#[derive(Clone, Copy)]
pub struct TableModel {
    /// What the person chose.
    pub address: AddressView<ExperimentsView>,
    /// All that is known.
    pub experiments: Signal<Arc<Experiments>>,
    /// All columns that there are.
    pub all: Memo<Arc<Vec<Field>>>,
    /// The columns that are chosen, in order.
    pub chosen: Memo<Arc<Vec<Field>>>,
    /// Those of them that are shown.
    pub shown: Memo<Arc<Vec<Field>>>,
    /// What is wrong with the filter.
    pub filter_error: Memo<Option<FilterError>>,
    /// The rows in the order in which they are shown.
    pub rows: Memo<Arc<Vec<u32>>>,
    /// The cells of the columns and of what the rows are sorted by.
    pub cells: Memo<Arc<CellsByField>>,
    /// The moment, in Unix milliseconds.
    pub now: Signal<i64>,
    looks: Memo<HashMap<Field, ColumnLook>>,
}

/// The table of these experiments.
pub fn use_table(experiments: Signal<Arc<Experiments>>) -> TableModel {
    let address = use_address_view(QueryCodec {
        read: view_of,
        write: query_of,
    });
    let now = use_now(CLOCK_PERIOD);
    let moment = move || Timestamp::from_unix_millis(now.get());
    // Only what is needed of the view, so that a change of another part computes nothing anew.
    let of_view = move |part: fn(&ExperimentsView) -> ExperimentsView| {
        Memo::new(move |_| part(&address.view.read()))
    };
    let columns_view = of_view(|view| ExperimentsView {
        columns: view.columns.clone(),
        ..Default::default()
    });
    let sort_view = of_view(|view| ExperimentsView {
        sort: view.sort.clone(),
        ..Default::default()
    });
    let filter_text = Memo::new(move |_| address.view.with(|view| view.filter.clone()));
    let archived = Memo::new(move |_| address.view.read().archived);
    let equal_columns = Memo::new(move |_| address.view.read().equal_columns);

    let all = Memo::new(move |_| Arc::new(all_columns(&experiments.read())));
    let needed = Memo::new(move |_| {
        let chosen = columns_view.read().columns.clone();
        let mut needed = chosen.unwrap_or_else(|| all.get().to_vec());
        let sort_view = sort_view.read();
        let sorted = sort_view.sort.iter().map(|key| &key.field);
        for field in std::iter::once(&Field::Name).chain(sorted) {
            // A sort by what is shown needs no other cells.
            if !needed.contains(field) {
                needed.push(field.clone());
            }
        }
        needed
    });
    let cells = Memo::new(move |_| {
        // The age of what runs counts when something arrives; what is shown counts on its own.
        let now = Timestamp::from_unix_millis(now.get_untracked());
        Arc::new(CellsByField::of(&experiments.read(), &needed.read(), now))
    });
    let chosen = Memo::new(move |_| {
        let chosen = columns_view.read().columns.clone();
        Arc::new(chosen.unwrap_or_else(|| {
            let rows: Vec<u32> = (0..experiments.read().len() as u32).collect();
            default_columns(&all.read(), &cells.read(), &rows)
        }))
    });
    let filter = Memo::new(move |last: Option<&Arc<Filter>>| {
        // What does not parse, or not yet say anything, leaves the last result.
        let filter = Filter::parse(&filter_text.read()).ok();
        match (filter, last) {
            (Some(filter), Some(last)) if is_unfinished(&filter, &experiments.read()) => {
                Arc::clone(last)
            }
            (Some(filter), _) => Arc::new(filter),
            (None, Some(last)) => Arc::clone(last),
            (None, None) => Arc::new(Filter::everything()),
        }
    });
    let unsorted = Memo::new(move |_| {
        let (experiments, filter) = (experiments.read(), filter.read());
        chosen_rows(&experiments, &filter, archived.get(), moment())
    });
    let rows = Memo::new(move |_| {
        let mut rows = unsorted.get();
        sort_rows(&mut rows, &sort_view.read().sort, &cells.read());
        Arc::new(rows)
    });
    let shown = Memo::new(move |_| match equal_columns.get() {
        Presence::Shown => chosen.get(),
        Presence::Hidden => {
            let (cells, rows) = (cells.read(), unsorted.read());
            if rows.len() < 2 {
                // Of a single row, or none, nothing differs; without columns it would say nothing.
                return chosen.get();
            }
            let differs = |field: &&Field| cells.differ(field, &rows);
            Arc::new(chosen.read().iter().filter(differs).cloned().collect())
        }
    });
    let looks = Memo::new(move |_| {
        let (cells, n_rows) = (cells.read(), experiments.read().len());
        let shown = shown.read();
        let fields = std::iter::once(&Field::Name).chain(shown.iter());
        fields
            .map(|field| (field.clone(), look(field, &cells, n_rows)))
            .collect()
    });
    TableModel {
        address,
        experiments,
        all,
        chosen,
        shown,
        filter_error: Memo::new(move |_| Filter::parse(&filter_text.read()).err()),
        rows,
        cells,
        now,
        looks,
    }
}

impl TableModel {
    /// The column of names.
    pub fn name_column(self) -> Memo<TableColumn> {
        Memo::new(move |_| self.column(&Field::Name))
    }

    /// The columns after it.
    pub fn columns(self) -> Memo<Arc<Vec<TableColumn>>> {
        Memo::new(move |_| {
            let columns = self
                .shown
                .read()
                .iter()
                .map(|field| self.column(field))
                .collect();
            Arc::new(columns)
        })
    }

    /// The selected experiments, in the order of the table.
    pub fn selected(self) -> Memo<Selected> {
        let numbers = Memo::new(move |_| self.address.view.with(|view| view.selected.clone()));
        Memo::new(move |_| selected(&self.experiments.read(), &self.rows.read(), &numbers.read()))
    }

    /// What stands in the table.
    pub fn source(self, project: String) -> Signal<Arc<dyn TableSource>> {
        let compute = move |_: Option<&Arc<dyn TableSource>>| -> Arc<dyn TableSource> {
            Arc::new(ShownExperiments {
                project: project.clone(),
                experiments: self.experiments.get(),
                fields: self.shown.get(),
                cells: self.cells.get(),
                now_unix_millis: self.now.get(),
            })
        };
        // It only runs anew when something of it is new.
        Memo::new_with_compare(compute, |_, _| true).into()
    }

    fn column(self, field: &Field) -> TableColumn {
        let view = self.address.view.read();
        let own = self.looks.read().get(field).copied().unwrap_or_default();
        let is_one_of_several = view.sort.len() > 1;
        TableColumn {
            key: field.to_string(),
            title: title(field),
            width_px: view
                .widths_px
                .get(field)
                .map_or(own.width_px, |it| f64::from(*it)),
            alignment: own.alignment,
            sort: view.sorted_by(field).map(|(place, direction)| ColumnSort {
                direction,
                place: is_one_of_several.then_some(place + 1),
            }),
        }
    }
}

/// What a column looks like by its cells.
#[derive(Debug, Clone, Copy, PartialEq)]
struct ColumnLook {
    width_px: f64,
    alignment: Alignment,
}

impl Default for ColumnLook {
    fn default() -> Self {
        Self {
            width_px: 0.0,
            alignment: Alignment::Start,
        }
    }
}

fn look(field: &Field, cells: &CellsByField, n_rows: usize) -> ColumnLook {
    ColumnLook {
        width_px: default_width_px(field, cells, n_rows),
        alignment: match field {
            // Numbers inside, but read as texts.
            Field::Started | Field::Ended | Field::Updated | Field::Duration => Alignment::Start,
            _ => cells
                .column(field)
                .map_or(Alignment::Start, |column| alignment(column, n_rows)),
        },
    }
}

/// The field of a column; the key of a column always names one.
pub fn field_of(key: &str) -> Field {
    key.parse().unwrap_or(Field::Name)
}
