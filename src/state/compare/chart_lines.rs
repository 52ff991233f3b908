//! The lines of one log of several experiments, as one chart draws them.
//!
//! The colour is the experiment's, the dash tells the lines of one experiment apart. A line is called like its
//! experiment; where the log has several lines, its own name follows.

use super::groups::ExperimentGroup;
use super::view::{Grouping, LinesShown, Members};
use crate::state::held_lines::{HeldLine, HeldLog};
use runboard_chart::better::Better;
use runboard_chart::line::ChartLine;
use runboard_chart::line::beside::{Baseline, Beside, Weight, group_chart_line};
use runboard_chart::palette::Slot;
use runboard_chart::scene::Dash;
use runboard_series::Points;
use runboard_series::delta::difference;
use runboard_series::group::group_line;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// One experiment's part of the log.
#[derive(Debug, Clone)]
pub struct Source {
    /// The experiment's name.
    pub name: String,
    /// Its colour.
    pub slot: Slot,
    /// Its lines, as far as they have arrived.
    pub log: Option<Arc<HeldLog>>,
}

/// What is made of the lines.
#[derive(Debug, Clone, Copy)]
pub struct Choices<'a> {
    /// The names of experiments that are not drawn.
    pub hidden: &'a BTreeSet<String>,
    /// The position of the baseline.
    pub baseline_idx: Option<usize>,
    /// Values or differences; without a baseline values.
    pub lines: LinesShown,
    /// Whether more or less of the log is better.
    pub better: Better,
    /// The groups, of positions of experiments, and how they are drawn.
    pub groups: Option<(&'a [ExperimentGroup], &'a Grouping)>,
}

/// A line of the chart, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedLine {
    /// The line.
    pub line: ChartLine,
    /// The names of the experiments that it shows: one, or the members of a group.
    pub owners: Vec<String>,
}

impl ComparedLine {
    /// Whether it stands for a group.
    pub fn is_middle(&self) -> bool {
        self.line.beside.band.is_some()
    }
}

/// The lines of the chart: those of the groups, or those of the experiments in their order.
pub fn compared_lines(sources: &[Source], choices: Choices<'_>) -> Vec<ComparedLine> {
    let naming = Naming::of(sources);
    let baseline = choices.baseline_idx.and_then(|idx| sources.get(idx));
    let of_baseline: HashMap<&str, &HeldLine> = baseline
        .iter()
        .flat_map(|source| &source.log)
        .flat_map(|log| &log.lines)
        .map(|line| (line.name.as_str(), line))
        .collect();
    let of_baseline = &of_baseline;
    let singles: Vec<Single> = sources
        .iter()
        .enumerate()
        .filter(|(_, source)| !choices.hidden.contains(&source.name))
        .flat_map(|(idx, source)| {
            let lines = source.log.iter().flat_map(|log| &log.lines);
            lines.filter_map(move |line| {
                let of_baseline = of_baseline.get(line.name.as_str()).copied();
                single(choices, idx, line, of_baseline)
            })
        })
        .collect();
    let mut lines = match choices.groups {
        None => single_lines(sources, &naming, singles),
        Some((groups, grouping)) => group_lines(sources, &naming, &singles, groups, grouping),
    };
    make_keys_unique(&mut lines);
    lines
}

/// The keys of the lines that show any of these experiments.
pub fn keys_of(lines: &[ComparedLine], experiments: &BTreeSet<String>) -> BTreeSet<String> {
    let shows_any = |line: &&ComparedLine| {
        let mut owners = line.owners.iter();
        owners.any(|owner| experiments.contains(owner))
    };
    let shown = lines.iter().filter(shows_any);
    shown.map(|line| line.line.key.clone()).collect()
}

/// The names of the experiments that the line of this key shows; none without such a line.
pub fn owners_of_key<'a>(lines: &'a [ComparedLine], key: &str) -> &'a [String] {
    let own = lines.iter().find(|line| line.line.key == key);
    own.map(|line| line.owners.as_slice()).unwrap_or_default()
}

/// One line of one experiment, as values or differences.
struct Single {
    idx: usize,
    line_name: String,
    points: Arc<Points>,
    baseline: Option<Baseline>,
}

/// `None` for a difference to a baseline that has no such line.
fn single(
    choices: Choices<'_>,
    idx: usize,
    line: &HeldLine,
    of_baseline: Option<&HeldLine>,
) -> Option<Single> {
    let single = Single {
        idx,
        line_name: line.name.clone(),
        points: Arc::clone(&line.points),
        baseline: None,
    };
    match (choices.lines, choices.baseline_idx) {
        (LinesShown::Differences, Some(_)) => Some(Single {
            points: Arc::new(difference(&line.points, &of_baseline?.points)),
            ..single
        }),
        (LinesShown::Values, Some(baseline_idx)) if baseline_idx != idx => Some(Single {
            baseline: of_baseline.map(|other| Baseline {
                points: Arc::clone(&other.points),
                better: choices.better,
            }),
            ..single
        }),
        _ => Some(single),
    }
}

fn single_lines(
    sources: &[Source],
    naming: &Naming<'_>,
    singles: Vec<Single>,
) -> Vec<ComparedLine> {
    let line = |single: Single| {
        let source = sources.get(single.idx)?;
        let (name, dash) = naming.of_line(&source.name, source.slot, &single.line_name);
        let line = ChartLine {
            key: name.clone(),
            name,
            owner_idx: single.idx,
            points: single.points,
            slot: source.slot,
            dash,
            beside: Beside {
                baseline: single.baseline,
                ..Beside::default()
            },
        };
        Some(ComparedLine {
            line,
            owners: vec![source.name.clone()],
        })
    };
    singles.into_iter().filter_map(line).collect()
}

fn group_lines(
    sources: &[Source],
    naming: &Naming<'_>,
    singles: &[Single],
    groups: &[ExperimentGroup],
    grouping: &Grouping,
) -> Vec<ComparedLine> {
    let mut pale = Vec::new();
    let mut lines = Vec::new();
    for ((group_idx, name_idx), members) in grouped(naming, singles, groups) {
        let Some((group, line_name)) = groups.get(group_idx).zip(naming.line_names.get(name_idx))
        else {
            continue;
        };
        let slot = Slot(group.rank);
        let label = format!("{} ({})", group.label, members.len());
        let (name, dash) = naming.of_line(&label, slot, line_name);
        let line = |name: String, points: Arc<Points>, weight: Weight| ChartLine {
            key: name.clone(),
            name,
            // A group has its own zero of relative time, beside those of the experiments.
            owner_idx: sources.len() + group_idx,
            points,
            slot,
            dash,
            beside: Beside {
                weight,
                ..Beside::default()
            },
        };
        if grouping.members == Members::Shown {
            pale.extend(members.iter().filter_map(|member| {
                let source = sources.get(member.idx)?;
                // An experiment keeps its colour, here as in the sidebar.
                let (name, dash) = naming.of_line(&source.name, source.slot, line_name);
                Some(ComparedLine {
                    line: ChartLine {
                        owner_idx: member.idx,
                        slot: source.slot,
                        dash,
                        ..line(name, Arc::clone(&member.points), Weight::Pale)
                    },
                    owners: vec![source.name.clone()],
                })
            }));
        }
        let points: Vec<&Points> = members.iter().map(|member| &*member.points).collect();
        let statistics = group_line(&points, grouping.middle, grouping.spread);
        let (key, _) = naming.of_line(&group.label, slot, line_name);
        let empty = line(name, Arc::default(), Weight::Full);
        let middle = group_chart_line(empty, statistics);
        let owners = members.iter().filter_map(|member| sources.get(member.idx));
        lines.push(ComparedLine {
            line: ChartLine { key, ..middle },
            owners: owners.map(|source| source.name.clone()).collect(),
        });
    }
    lines.append(&mut pale);
    lines
}

/// The lines of each group that are called the same, by the positions of group and name.
fn grouped<'a>(
    naming: &Naming<'_>,
    singles: &'a [Single],
    groups: &[ExperimentGroup],
) -> BTreeMap<(usize, usize), Vec<&'a Single>> {
    let mut groups_of: HashMap<usize, Vec<usize>> = HashMap::new();
    for (group_idx, group) in groups.iter().enumerate() {
        for member in &group.members {
            let own = groups_of.entry(*member).or_default();
            if own.last() != Some(&group_idx) {
                own.push(group_idx);
            }
        }
    }
    let mut grouped: BTreeMap<_, Vec<&Single>> = BTreeMap::new();
    for single in singles {
        let name_idx = naming.position(&single.line_name);
        for group_idx in groups_of.get(&single.idx).into_iter().flatten() {
            let members = grouped.entry((*group_idx, name_idx)).or_default();
            members.push(single);
        }
    }
    grouped
}

/// How lines are called and dashed.
struct Naming<'a> {
    /// The names of the lines within the log, each once.
    line_names: Vec<&'a str>,
    /// Where each of them stands.
    positions: HashMap<&'a str, usize>,
}

impl<'a> Naming<'a> {
    fn of(sources: &'a [Source]) -> Self {
        let mut line_names = Vec::new();
        let mut positions = HashMap::new();
        let logs = sources.iter().flat_map(|source| &source.log);
        for line in logs.flat_map(|log| &log.lines) {
            positions.entry(line.name.as_str()).or_insert_with(|| {
                line_names.push(line.name.as_str());
                line_names.len() - 1
            });
        }
        Self {
            line_names,
            positions,
        }
    }

    /// Where a line of that name stands among those of the log.
    fn position(&self, line_name: &str) -> usize {
        self.positions.get(line_name).copied().unwrap_or(0)
    }

    fn of_line(&self, owner: &str, slot: Slot, line_name: &str) -> (String, Dash) {
        if self.line_names.len() < 2 {
            return (owner.to_owned(), slot.dash());
        }
        let dash = match self.position(line_name) % 3 {
            0 => Dash::Solid,
            1 => Dash::Dashed,
            _ => Dash::Dotted,
        };
        (format!("{owner} {line_name}"), dash)
    }
}

/// Two lines may be called the same, `a b` of `c` and `a` of `b c`; their keys must differ.
fn make_keys_unique(lines: &mut [ComparedLine]) {
    let mut seen = BTreeSet::new();
    for ComparedLine { line, .. } in lines {
        while !seen.insert(line.key.clone()) {
            line.key.push('′');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::GroupBy;
    use super::*;
    use runboard_series::group::Spread;
    use runboard_series::points::Point;

    fn points(values: &[f64]) -> Arc<Points> {
        let point = |(step, value): (usize, &f64)| Point {
            step: step as f64,
            value: *value,
            time_unix_millis: 0,
        };
        Arc::new(values.iter().enumerate().map(point).collect())
    }

    fn source(name: &str, slot: usize, lines: &[(&str, &[f64])]) -> Source {
        let lines = lines.iter().map(|(name, values)| HeldLine {
            name: (*name).to_owned(),
            epoch: 1,
            points: points(values),
        });
        Source {
            name: name.to_owned(),
            slot: Slot(slot),
            log: Some(Arc::new(HeldLog {
                version: 1,
                lines: lines.collect(),
            })),
        }
    }

    const NONE_HIDDEN: &BTreeSet<String> = &BTreeSet::new();

    const VALUES: Choices<'static> = Choices {
        hidden: NONE_HIDDEN,
        baseline_idx: None,
        lines: LinesShown::Values,
        better: Better::Less,
        groups: None,
    };

    #[track_caller]
    fn check(sources: &[Source], choices: Choices<'_>, expected: &[(&str, &[f64])]) {
        let lines = chart_lines(sources, choices);
        let got: Vec<_> = lines
            .iter()
            .map(|line| (line.name.as_str(), line.points.values()))
            .collect();
        assert_eq!(got, expected);
    }

    fn chart_lines(sources: &[Source], choices: Choices<'_>) -> Vec<ChartLine> {
        let lines = compared_lines(sources, choices).into_iter();
        lines.map(|line| line.line).collect()
    }

    fn two() -> [Source; 2] {
        [
            source("a", 3, &[("loss", &[4.0, 2.0])]),
            source("b", 5, &[("loss", &[5.0, 1.0])]),
        ]
    }

    #[test]
    fn lines_are_called_and_coloured_like_their_experiments() {
        check(&two(), VALUES, &[("a", &[4.0, 2.0]), ("b", &[5.0, 1.0])]);
        let lines = chart_lines(&two(), VALUES);
        assert_eq!(lines[1].slot, Slot(5));
        assert!(lines.iter().all(|line| line.dash == Dash::Solid));
    }

    #[test]
    fn several_lines_of_a_log_have_their_own_names_and_dashes() {
        let sources = [
            source("a", 0, &[("x", &[1.0]), ("y", &[2.0])]),
            source("b", 1, &[("y", &[3.0])]),
        ];
        check(
            &sources,
            VALUES,
            &[("a x", &[1.0]), ("a y", &[2.0]), ("b y", &[3.0])],
        );
        let lines = chart_lines(&sources, VALUES);
        assert_eq!(lines[1].dash, Dash::Dashed);
        assert_eq!(lines[2].dash, Dash::Dashed);
    }

    #[test]
    fn differences_are_to_the_line_of_the_same_name() {
        let choices = Choices {
            baseline_idx: Some(1),
            lines: LinesShown::Differences,
            ..VALUES
        };
        check(&two(), choices, &[("a", &[-1.0, 1.0]), ("b", &[0.0, 0.0])]);
        let [a, _] = two();
        check(
            &[a, source("b", 1, &[("other", &[1.0])])],
            choices,
            &[("b other", &[0.0])],
        );
    }

    #[test]
    fn a_baseline_is_measured_against_even_while_it_is_hidden() {
        let hidden = BTreeSet::from(["b".to_owned()]);
        let choices = Choices {
            hidden: &hidden,
            baseline_idx: Some(1),
            ..VALUES
        };
        let lines = chart_lines(&two(), choices);
        let changes: Vec<_> = lines
            .iter()
            .map(|line| {
                let baseline = line.beside.baseline.as_ref()?;
                baseline.change(1.0, 2.0).map(|read| read.change.difference)
            })
            .collect();
        assert_eq!(changes, [Some(1.0)]);
    }

    #[test]
    fn groups_take_the_place_of_their_members() {
        let groups = [
            ExperimentGroup {
                label: "lr = 1".into(),
                members: vec![0, 1],
                rank: 0,
            },
            ExperimentGroup {
                label: "no lr".into(),
                members: vec![2],
                rank: 1,
            },
        ];
        let [a, b] = two();
        let sources = [a, b, source("c", 7, &[])];
        let grouping = Grouping {
            spread: Spread::Range,
            ..Grouping::by(GroupBy::Parameter("lr".into()))
        };
        let choices = |grouping| Choices {
            groups: Some((&groups, grouping)),
            ..VALUES
        };
        check(&sources, choices(&grouping), &[("lr = 1 (2)", &[4.5, 1.5])]);
        let lines = chart_lines(&sources, choices(&grouping));
        let band = lines[0].beside.band.as_ref();
        assert_eq!(
            band.map(|band| band.highs.as_slice()),
            Some(&[5.0, 2.0][..])
        );
        assert_eq!((lines[0].slot, lines[0].key.as_str()), (Slot(0), "lr = 1"));
        let with_members = Grouping {
            members: Members::Shown,
            ..grouping.clone()
        };
        let lines = chart_lines(&sources, choices(&with_members));
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[2].beside.weight, Weight::Pale);
        let slots: Vec<Slot> = lines.iter().map(|line| line.slot).collect();
        assert_eq!(slots, [Slot(0), Slot(3), Slot(5)]);
    }

    #[test]
    fn lines_tell_whose_they_are() {
        // By its text, `a b` could be the line `b` of `a`.
        let sources = [
            source("a", 0, &[("b", &[1.0]), ("c", &[1.0])]),
            source("a b", 1, &[("b", &[1.0])]),
        ];
        let lines = compared_lines(&sources, VALUES);
        let owners = |key: &str| owners_of_key(&lines, key).to_vec();
        assert_eq!(owners("a b"), ["a"]);
        assert_eq!(owners("a b b"), ["a b"]);
        assert_eq!(owners("nobody"), Vec::<String>::new());
        let keys = |name: &str| keys_of(&lines, &BTreeSet::from([name.to_owned()]));
        assert_eq!(keys("a"), BTreeSet::from(["a b".into(), "a c".into()]));
        assert_eq!(keys("nobody"), BTreeSet::new());
    }

    /// Both experiments in one group, with its members.
    fn as_one_group<T>(look: impl FnOnce(Choices<'_>) -> T) -> T {
        let groups = [ExperimentGroup {
            label: "all".into(),
            members: vec![0, 1],
            rank: 0,
        }];
        let grouping = Grouping {
            members: Members::Shown,
            ..Grouping::by(GroupBy::Tag("t".into()))
        };
        look(Choices {
            groups: Some((&groups, &grouping)),
            ..VALUES
        })
    }

    #[test]
    fn lines_of_one_experiment_have_one_zero_of_relative_time() {
        let sources = [
            source("a", 0, &[("train", &[1.0]), ("val", &[1.0])]),
            source("b", 1, &[("val", &[3.0])]),
        ];
        let owners = |choices: Choices<'_>| -> Vec<usize> {
            let lines = chart_lines(&sources, choices);
            lines.iter().map(|line| line.owner_idx).collect()
        };
        assert_eq!(owners(VALUES), [0, 0, 1]);
        assert_eq!(as_one_group(owners), [2, 2, 0, 0, 1]);
    }

    #[test]
    fn the_line_of_a_group_is_that_of_its_members() {
        let lines = as_one_group(|choices| compared_lines(&two(), choices));
        assert_eq!(owners_of_key(&lines, "all"), ["a", "b"]);
        let keys = keys_of(&lines, &BTreeSet::from(["b".to_owned()]));
        assert_eq!(keys, BTreeSet::from(["all".into(), "b".into()]));
    }

    #[test]
    fn keys_are_unique() {
        let sources = [
            source("a", 0, &[("b c", &[1.0]), ("c", &[1.0])]),
            source("a b", 1, &[("c", &[1.0])]),
        ];
        let lines = chart_lines(&sources, VALUES);
        let keys: BTreeSet<_> = lines.iter().map(|line| line.key.as_str()).collect();
        assert_eq!(keys.len(), 3);
    }
}
