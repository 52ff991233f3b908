//! The bars of several experiments in one chart, grouped by category.

use runboard_chart::palette::Slot;
use runboard_model::BarData;

/// One experiment's bars.
#[derive(Debug, Clone, Copy)]
pub struct BarSource<'a> {
    /// The experiment's name.
    pub name: &'a str,
    /// Its colour.
    pub slot: Slot,
    /// Its bars.
    pub bars: &'a BarData,
}

/// For each category, in the order in which it comes first, the bar of each experiment that has it; and the colour of
/// each bar. A bar is called like its category and its experiment; of a single experiment like its category.
pub fn grouped_bars(sources: &[BarSource<'_>]) -> (BarData, Vec<Slot>) {
    let mut categories: Vec<&String> = Vec::new();
    for category in sources.iter().flat_map(|source| &source.bars.x) {
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    let mut grouped = BarData::default();
    let mut slots = Vec::new();
    for category in categories {
        for source in sources {
            let bars = source.bars.x.iter().zip(&source.bars.y);
            for (_, value) in bars.filter(|(own, _)| *own == category) {
                grouped.x.push(match sources {
                    [_] => category.clone(),
                    _ => format!("{category} · {}", source.name),
                });
                grouped.y.push(*value);
                slots.push(source.slot);
            }
        }
    }
    (grouped, slots)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            })
            .collect();
        let (grouped, slots) = grouped_bars(&sources);
        let got: Vec<_> = grouped
            .x
            .iter()
            .zip(&grouped.y)
            .zip(&slots)
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
}
