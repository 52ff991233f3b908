//! What is read of relations: the name of one individual and its value of each quantity, the chart in a sentence,
//! and all values as a table.

use super::plot::{RelationKind, RelationPlot};
use super::{Individual, Quantity};
use crate::table::{Cell, Cells, Column, Table};

/// So many quantities are read at once; of more, it is said how many.
const MAX_ROWS: usize = 16;

/// So many categories of an axis are said one by one.
const MAX_SPOKEN: usize = 4;

/// What is read of one individual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationReading {
    /// Its position among all.
    pub individual: usize,
    /// Its name.
    pub name: String,
    /// The name of each quantity and its value, `–` where there is none.
    pub rows: Vec<(String, String)>,
    /// How many quantities are left out.
    pub n_more: usize,
}

impl RelationPlot {
    /// What is read of the individual at that position; `None` for one without a name.
    pub fn reading(&self, names: &[String], individual: usize) -> Option<RelationReading> {
        let quantities = self.quantities();
        let shown = quantities.iter().take(MAX_ROWS);
        Some(RelationReading {
            individual,
            name: names.get(individual)?.clone(),
            rows: shown
                .map(|quantity| (quantity.name.clone(), quantity.text(individual)))
                .collect(),
            n_more: quantities.len().saturating_sub(MAX_ROWS),
        })
    }

    /// A reading for a screen reader: `alpha, lr 0.1, loss 2, 1 of 3`; `None` for an individual that is not drawn.
    pub fn spoken(&self, individuals: &[Individual], reading: &RelationReading) -> Option<String> {
        let order = self.in_order(individuals);
        let place = order.iter().position(|idx| *idx == reading.individual)?;
        let rows = reading.rows.iter();
        let rows: String = rows
            .map(|(name, value)| format!(", {name} {value}"))
            .collect();
        let name = &reading.name;
        Some(format!("{name}{rows}, {} of {}", place + 1, order.len()))
    }

    /// What is shown: `Parallel coordinates, 2 axes: lr 0 to 1, loss 2 to 4; 2 of 3 experiments`.
    pub fn description(&self, kind: RelationKind, individuals: &[Individual]) -> String {
        let kind = match kind {
            RelationKind::Parallel => "Parallel coordinates",
            RelationKind::Scatter => "Scatter plot",
        };
        let axes = self.quantities().iter();
        let axes: Vec<String> = axes.filter_map(Quantity::spoken_extent).collect();
        let n_kept = self.in_order(individuals).len();
        format!(
            "{kind}, {} axes: {}; {n_kept} of {} experiments",
            axes.len(),
            axes.join(", "),
            individuals.len()
        )
    }
}

/// A row for each individual, and a column for each quantity after that of their names.
pub fn table(names: &[String], quantities: &[Quantity]) -> Table {
    let column = |quantity: &Quantity| Column {
        name: quantity.name.clone(),
        cells: Cells::Mixed((0..names.len()).map(|idx| quantity.cell(idx)).collect()),
    };
    let first = Column {
        name: "Experiment".to_owned(),
        cells: Cells::Texts(names.to_vec()),
    };
    let columns = quantities.iter().map(column);
    Table::new(std::iter::once(first).chain(columns).collect())
}

impl Quantity {
    /// The value of one individual as a cell.
    fn cell(&self, individual: usize) -> Cell {
        let Some(value) = self.value(individual) else {
            return Cell::Empty;
        };
        let category = self.category(value);
        category.map_or(Cell::Number(value), |text| Cell::Text(text.to_owned()))
    }

    /// Its name and how far its values reach: `lr 0.001 to 0.1`, `optimizer adam or sgd`.
    fn spoken_extent(&self) -> Option<String> {
        let (min, max) = self.extent()?;
        let name = &self.name;
        Some(match self.categories.len() {
            0 => format!(
                "{name} {} to {}",
                self.value_text(min),
                self.value_text(max)
            ),
            1..=MAX_SPOKEN => format!("{name} {}", self.categories.join(" or ")),
            n_categories => format!("{name} with {n_categories} categories"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Standing;
    use super::*;
    use crate::palette::Slot;
    use crate::space::SizePx;
    use crate::table::export::csv;

    fn reading(quantities: Vec<Quantity>, individual: usize) -> Option<RelationReading> {
        let size = SizePx::new(400.0, 300.0);
        let plot = RelationPlot::new(RelationKind::Parallel, quantities, size);
        plot.reading(&["alpha".into(), "beta".into()], individual)
    }

    #[test]
    fn an_individual_is_read_with_its_value_of_each_quantity() {
        let quantities = vec![
            Quantity::new("lr".into(), [Some(0.001), Some(0.1)]),
            Quantity::new("loss".into(), [Some(2.0), None]),
        ];
        let read = reading(quantities.clone(), 1).unwrap();
        let row = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(read.name, "beta");
        assert_eq!(read.rows, [row("lr", "0.1"), row("loss", "–")]);
        assert_eq!(reading(quantities, 2), None);
    }

    #[test]
    fn a_chart_is_told_read_aloud_and_shown_as_a_table() {
        let quantities = [
            Quantity::new("lr".into(), [Some(0.2), Some(0.1)]),
            Quantity::of_texts(
                "norm".into(),
                vec![Some("batch".into()), Some("none".into())],
            ),
            Quantity::new("loss".into(), [Some(2.0), Some(4.0)]),
        ];
        let names = ["alpha".to_owned(), "beta".to_owned()];
        let individuals = [Standing::Selected, Standing::Excluded].map(|standing| Individual {
            slot: Slot(0),
            standing,
        });
        let kind = RelationKind::Parallel;
        let plot = RelationPlot::new(kind, quantities.to_vec(), SizePx::new(400.0, 300.0));
        assert_eq!(
            plot.description(kind, &individuals),
            "Parallel coordinates, 3 axes: lr 0.1 to 0.2, norm batch or none, loss 2 to 4; 1 of 2 experiments"
        );
        let spoken = |idx| plot.spoken(&individuals, &plot.reading(&names, idx).unwrap());
        assert_eq!(
            spoken(0).as_deref(),
            Some("alpha, lr 0.2, norm batch, loss 2, 1 of 1")
        );
        assert_eq!(spoken(1), None);
        let csv = csv(&table(&names, &quantities), &[0, 1]).replace("\r\n", "|");
        assert_eq!(
            csv,
            "Experiment,lr,norm,loss|alpha,0.2,batch,2|beta,0.1,none,4|"
        );
    }

    #[test]
    fn values_that_differ_late_are_told_apart() {
        let close = Quantity::new("bytes".into(), [Some(1e9), Some(1e9 + 0.02)]);
        let row = &reading(vec![close], 1).unwrap().rows[0];
        assert_eq!(row.1, "1.00000000002e9");
    }

    #[test]
    fn more_quantities_than_fit_are_counted() {
        let many = (0..18).map(|idx| Quantity::new(format!("p{idx}"), [Some(1.0)]));
        let read = reading(many.collect(), 0).unwrap();
        assert_eq!((read.rows.len(), read.n_more), (16, 2));
    }
}
