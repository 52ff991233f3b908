//! Which commands a query finds, and in which order.

use super::fuzzy::{Fit, fit};

/// So many are shown: more than anyone reads.
const MAX_SHOWN: usize = 60;
/// So many of each kind are shown before anything was typed.
const MAX_OF_KIND: usize = 6;

/// What a command leads to; of equal fits, the kind that stands first here is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A log of this page.
    Log,
    /// A group of logs.
    Tab,
    /// Something that is done.
    Action,
    /// Something that is done with one of many: an experiment, a parameter, a tag.
    Choice,
    /// An experiment of the project.
    Experiment,
    /// A project.
    Project,
}

impl Kind {
    /// All of them, in the order of the groups.
    pub const ALL: [Self; 6] = [
        Self::Experiment,
        Self::Log,
        Self::Tab,
        Self::Action,
        Self::Choice,
        Self::Project,
    ];

    /// What one is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Experiment => "experiment",
            Self::Log => "log",
            Self::Tab => "tab",
            Self::Action => "action",
            Self::Choice => "choice",
            Self::Project => "project",
        }
    }

    /// What several are called.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Experiment => "Experiments",
            Self::Log => "Logs",
            Self::Tab => "Tabs",
            Self::Action => "Actions",
            Self::Choice => "Choices",
            Self::Project => "Projects",
        }
    }
}

/// A command that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its place among all commands.
    pub command: usize,
    /// The letters that fit.
    pub places: Vec<usize>,
    /// What stands above it, where a group begins: its kind, and how many there are of it.
    pub heading: Option<(Kind, usize)>,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranking {
    /// The commands in their order.
    pub found: Vec<Found>,
    /// How many there are, with those that are not shown.
    pub n_all: usize,
}

/// The commands that fit by their label, actions by their note, too: the best first; of equals the shorter one,
/// then the earlier one. Without a query, the first ones of each kind.
pub fn ranking<'a>(
    commands: impl Iterator<Item = (Kind, &'a str, &'a str)> + Clone,
    query: &str,
) -> Ranking {
    if query.trim().is_empty() {
        return grouped(commands.map(|(kind, label, _)| (kind, label)));
    }
    let fits = commands
        .enumerate()
        .filter_map(|(command, (kind, label, note))| {
            let Fit { score, places } =
                fit(query, label).or_else(|| fit_of_note(kind, query, note))?;
            let order = (-score, label.chars().count(), kind, command);
            Some((order, places))
        });
    let mut fits: Vec<_> = fits.collect();
    let n_all = fits.len();
    fits.sort_unstable_by_key(|(order, _)| *order);
    fits.truncate(MAX_SHOWN);
    let found = fits.into_iter().map(|((.., command), places)| Found {
        command,
        places,
        heading: None,
    });
    Ranking {
        found: found.collect(),
        n_all,
    }
}

/// How an action fits by what is said beside it, such as what its button is called; no letter of its label is marked.
fn fit_of_note(kind: Kind, query: &str, note: &str) -> Option<Fit> {
    let is_meant = kind == Kind::Action;
    let found = is_meant.then(|| fit(query, note)).flatten()?;
    Some(Fit {
        places: Vec::new(),
        ..found
    })
}

fn grouped<'a>(commands: impl Iterator<Item = (Kind, &'a str)> + Clone) -> Ranking {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let own = commands.clone().enumerate();
        let own = own.filter(|(_, (other, _))| *other == kind);
        let n_own = own.clone().count();
        // Actions are few, unlike choices, and nobody can type what they have never seen.
        let n_shown = if kind == Kind::Action {
            n_own
        } else {
            MAX_OF_KIND
        };
        let own = own.take(n_shown).enumerate();
        found.extend(own.map(|(idx, (command, _))| Found {
            command,
            places: Vec::new(),
            heading: (idx == 0).then_some((kind, n_own)),
        }));
    }
    Ranking {
        found,
        n_all: commands.count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMANDS: &[(Kind, &str, &str)] = &[
        (Kind::Experiment, "adam-large", ""),
        (Kind::Experiment, "sgd", ""),
        (Kind::Log, "train/loss", ""),
        (Kind::Log, "loss", ""),
        (Kind::Tab, "train", ""),
        (Kind::Action, "Link zoom", "Side by side"),
        (Kind::Choice, "Baseline: sgd", ""),
    ];

    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let ranking = ranking(COMMANDS.iter().copied(), query);
        let labels = ranking.found.iter().map(|found| COMMANDS[found.command].1);
        assert_eq!(labels.collect::<Vec<_>>(), expected, "{query}");
    }

    #[test]
    fn the_best_fit_is_first() {
        check("loss", &["loss", "train/loss"]);
        check("tr", &["train", "train/loss"]);
        check("zo", &["Link zoom"]);
        check("sgd", &["sgd", "Baseline: sgd"]);
        check("nothing of all this", &[]);
    }

    #[test]
    fn an_action_is_found_by_its_note() {
        // Who typed `share` did not find "Copy the link to this page", though `Share` stands beside it.
        check("side by", &["Link zoom"]);
        let all = [
            (Kind::Action, "Copy the link", "Share"),
            (Kind::Log, "share", ""),
            (Kind::Log, "loss", "share"),
            (Kind::Experiment, "names/with a letter or two of share", ""),
            (Kind::Experiment, "some hard names", ""),
        ];
        let ranking = ranking(all.into_iter(), "share");
        let found = ranking.found.iter().map(|found| found.command);
        assert_eq!(found.collect::<Vec<_>>(), [1, 0, 4, 3]);
    }

    #[test]
    fn without_a_query_every_kind_is_seen() {
        let many = (0..100).flat_map(|_| [(Kind::Log, "log", ""), (Kind::Choice, "Add log", "")]);
        let all = many.chain(COMMANDS.iter().copied());
        let ranking = ranking(all, " ");
        assert_eq!(ranking.n_all, 207);
        let headings = ranking.found.iter().filter_map(|found| found.heading);
        let expected = [
            (Kind::Experiment, 2),
            (Kind::Log, 102),
            (Kind::Tab, 1),
            (Kind::Action, 1),
            (Kind::Choice, 101),
        ];
        assert_eq!(headings.collect::<Vec<_>>(), expected);
        assert_eq!(ranking.found.len(), 2 + 6 + 1 + 1 + 6);
    }

    #[test]
    fn many_fits_are_counted_and_cut() {
        let labels: Vec<String> = (0..2000).map(|number| format!("log {number}")).collect();
        let all = labels.iter().map(|label| (Kind::Log, label.as_str(), ""));
        let ranking = ranking(all, "log");
        assert_eq!((ranking.found.len(), ranking.n_all), (MAX_SHOWN, 2000));
        assert_eq!(ranking.found[0].command, 0);
    }
}
