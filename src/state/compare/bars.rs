//! The bars of several experiments in one chart, grouped by category.

use runboard_chart::palette::Slot;
use runboard_chart::table::{Cells, Column, Table};
use runboard_model::BarData;
use runboard_series::delta::Change;

/// One experiment's bars.
#[derive(Debug, Clone, Copy)]
pub struct BarSource<'a> {
    /// The experiment's name.
    pub name: &'a str,
    /// Its colour.
    pub slot: Slot,
    /// Its bars.
    pub bars: &'a BarData,
    /// Whether the others are measured against it.
    pub is_baseline: bool,
}

/// The bars of all experiments, each with its colour and how it stands to the baseline's of the same category.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupedBars {
    /// The bars.
    pub data: BarData,
    /// The category of each.
    pub categories: Vec<String>,
    /// The experiment of each.
    pub names: Vec<String>,
    /// The colour of each.
    pub slots: Vec<Slot>,
    /// The change of each; `None` for the baseline's own, and where that has no bar.
    pub changes: Vec<Option<Change>>,
}

/// For each category, in the order in which it comes first, the bar of each experiment that has it. A bar is called like its category and its experiment; of a single experiment like its category.
pub fn grouped_bars(sources: &[BarSource<'_>]) -> GroupedBars {
    let mut categories: Vec<&String> = Vec::new();
    for category in sources.iter().flat_map(|source| &source.bars.x) {
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    let mut grouped = GroupedBars::default();
    let baseline = sources.iter().find(|source| source.is_baseline);
    for category in categories {
        let measure = baseline.and_then(|source| {
            let place = source.bars.x.iter().position(|own| own == category)?;
            source.bars.y.get(place).copied()
        });
        for source in sources {
            let bars = source.bars.x.iter().zip(&source.bars.y);
            for (_, value) in bars.filter(|(own, _)| *own == category) {
                grouped.data.x.push(match sources {
                    [_] => category.clone(),
                    _ => format!("{category} · {}", source.name),
                });
                grouped.categories.push(category.clone());
                grouped.names.push(source.name.to_owned());
                grouped.data.y.push(*value);
                grouped.slots.push(source.slot);
                let change = measure.filter(|_| !source.is_baseline);
                let change = change.map(|measure| Change::between(measure, *value));
                grouped.changes.push(change);
            }
        }
    }
    grouped
}

/// The bars as a table: category, experiment and value of each, in their order.
pub fn bars_table(bars: &GroupedBars) -> Table {
    let column = |name: &str, cells: Cells| Column {
        name: name.to_owned(),
        cells,
    };
    Table::new(vec![
        column("Category", Cells::Texts(bars.categories.clone())),
        column("Experiment", Cells::Texts(bars.names.clone())),
        column("Value", Cells::Numbers(bars.data.y.clone())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_chart::table::export::csv;

    fn bars(pairs: &[(&str, f64)]) -> BarData {
        BarData {
            x: pairs.iter().map(|(label, _)| (*label).to_owned()).collect(),
            y: pairs.iter().map(|(_, value)| *value).collect(),
        }
    }

    #[track_caller]
    fn check(sources: &[(&str, BarData)], expected: &[(&str, f64, usize)]) {
        let sources: Vec<BarSource<'_>> = sources
            .iter()
            .enumerate()
            .map(|(idx, (name, bars))| BarSource {
                name,
                slot: Slot(idx),
                bars,
                is_baseline: false,
            })
            .collect();
        let grouped = grouped_bars(&sources);
        let got: Vec<_> = grouped
            .data
            .x
            .iter()
            .zip(&grouped.data.y)
            .zip(&grouped.slots)
            .map(|((label, value), slot)| (label.as_str(), *value, slot.0))
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn bars_stand_together_by_their_category() {
        check(&[], &[]);
        check(&[("a", bars(&[("car", 1.0)]))], &[("car", 1.0, 0)]);
        check(
            &[
                ("a", bars(&[("car", 1.0), ("dog", 2.0)])),
                ("b", bars(&[("dog", 3.0), ("cat", 4.0), ("car", 5.0)])),
            ],
            &[
                ("car · a", 1.0, 0),
                ("car · b", 5.0, 1),
                ("dog · a", 2.0, 0),
                ("dog · b", 3.0, 1),
                ("cat · b", 4.0, 1),
            ],
        );
    }

    /// Category and experiment were once in one column, from which no program could take them.
    #[test]
    fn a_table_of_bars_keeps_category_and_experiment_apart() {
        let (first, second) = (bars(&[("car · x", 1.0)]), bars(&[("car · x", 2.0)]));
        let source = |name, bars| BarSource {
            name,
            slot: Slot(0),
            bars,
            is_baseline: false,
        };
        let grouped = grouped_bars(&[source("a", &first), source("b", &second)]);
        assert_eq!(
            csv(&bars_table(&grouped), &[0, 1]),
            "Category,Experiment,Value\r\ncar · x,a,1\r\ncar · x,b,2\r\n"
        );
    }

    #[test]
    fn bars_are_measured_against_the_baseline_of_their_category() {
        let (first, second) = (
            bars(&[("car", 1.0), ("dog", 2.0)]),
            bars(&[("cat", 4.0), ("car", 3.0)]),
        );
        let source = |name, bars, is_baseline| BarSource {
            name,
            slot: Slot(0),
            bars,
            is_baseline,
        };
        let grouped = grouped_bars(&[source("a", &first, true), source("b", &second, false)]);
        assert_eq!(grouped.data.x, ["car · a", "car · b", "dog · a", "cat · b"]);
        let change = Change::between(1.0, 3.0);
        assert_eq!(grouped.changes, [None, Some(change), None, None]);
    }
}
