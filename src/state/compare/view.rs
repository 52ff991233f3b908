//! What a person sees of several experiments: every choice that a link must carry.

use crate::state::view::DashboardView;
use runboard_chart::better::Better;
use runboard_chart::interval::Interval;
use runboard_chart::relation::Brushes;
use runboard_series::group::{Middle, Spread};
use std::collections::{BTreeMap, BTreeSet};

/// The most experiments that are shown side by side; of more, the first.
pub const MAX_EXPERIMENTS: usize = 200;

/// The choices for a whole compare page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CompareView {
    /// The names of the experiments in their order; see [`CompareView::with_experiments`].
    pub experiments: Vec<String>,
    /// The names of those whose lines are not drawn.
    pub hidden: BTreeSet<String>,
    /// The name of the one that all others are measured against.
    pub baseline: Option<String>,
    /// What line charts draw.
    pub lines: LinesShown,
    /// Whether more or less is better, where the guess from the name was changed.
    pub better: BTreeMap<String, Better>,
    /// How experiments are put together.
    pub grouping: Option<Grouping>,
    /// Which parameters are listed.
    pub parameters: ParametersShown,
    /// The names of the parameters whose long texts are shown whole.
    pub whole: BTreeSet<String>,
    /// Which colours the experiments have.
    pub colours: Colours,
    /// Whether all charts over the same x are zoomed together, and to what.
    pub zoom: Zoom,
    /// Whether parameters and values are put against each other.
    pub relations: Relations,
    /// What is kept of quantities; the lines of all other experiments are not drawn.
    pub brushes: Brushes,
    /// What is put against what in the scatter plot.
    pub scatter: ScatterAxes,
    /// The names of the axes of parallel coordinates in their order, each once; none leaves the choice to the page.
    pub axes: Vec<String>,
    /// How the axes of quantities follow their values.
    pub axis_scale: AxisScale,
    /// How the images of several experiments are put together.
    pub images: ImageLayout,
    /// Which experiment's image is paired with the first one's; `None` is the second.
    pub partner: Option<String>,
    /// Tab, filter and the choices for single logs, as on a dashboard.
    pub dashboard: DashboardView,
}

/// What line charts draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinesShown {
    /// The logged values.
    #[default]
    Values,
    /// The differences to the baseline at the same step.
    Differences,
}

impl LinesShown {
    /// The other one.
    pub fn toggled(self) -> Self {
        match self {
            Self::Values => Self::Differences,
            Self::Differences => Self::Values,
        }
    }
}

/// Which parameters are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParametersShown {
    /// Those that are not equal everywhere.
    #[default]
    Differing,
    /// All.
    All,
}

impl ParametersShown {
    /// The other ones.
    pub fn toggled(self) -> Self {
        match self {
            Self::Differing => Self::All,
            Self::All => Self::Differing,
        }
    }
}

/// Whether parameters and values are put against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Relations {
    /// They are not.
    #[default]
    Hidden,
    /// In parallel coordinates and a scatter plot.
    Shown,
}

impl Relations {
    /// The other one.
    pub fn toggled(self) -> Self {
        match self {
            Self::Hidden => Self::Shown,
            Self::Shown => Self::Hidden,
        }
    }
}

/// How the axes of quantities follow their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AxisScale {
    /// Logarithmic where positive values span two decades or more, else linear.
    #[default]
    Fitting,
    /// All linear.
    Linear,
}

impl AxisScale {
    /// The other one.
    pub fn toggled(self) -> Self {
        match self {
            Self::Fitting => Self::Linear,
            Self::Linear => Self::Fitting,
        }
    }
}

/// Which colours the experiments have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// Their own, the same on every page.
    #[default]
    Own,
    /// Spread over those that are compared, so that as many as possible differ.
    Spread,
}

impl Colours {
    /// The other one.
    pub fn toggled(self) -> Self {
        match self {
            Self::Own => Self::Spread,
            Self::Spread => Self::Own,
        }
    }
}

/// How far the x axes of line charts are zoomed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Zoom {
    /// Each chart by itself.
    #[default]
    Single,
    /// All charts over the same x together; `None` shows everything.
    Linked(Option<Interval>),
}

impl Zoom {
    /// The other one; together, everything is shown at first.
    pub fn toggled(self) -> Self {
        match self {
            Self::Single => Self::Linked(None),
            Self::Linked(_) => Self::Single,
        }
    }
}

/// How experiments are put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    /// What the experiments of a group share.
    pub by: GroupBy,
    /// What stands for a group.
    pub middle: Middle,
    /// What its band shows.
    pub spread: Spread,
    /// Whether the single experiments are drawn, too.
    pub members: Members,
}

impl Grouping {
    /// The usual statistics of the groups by that.
    pub fn by(by: GroupBy) -> Self {
        Self {
            by,
            middle: Middle::default(),
            spread: Spread::default(),
            members: Members::default(),
        }
    }
}

/// What the experiments of a group share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupBy {
    /// The value of the parameter of that name.
    Parameter(String),
    /// Whether they have that tag.
    Tag(String),
}

/// Whether the members of a group are drawn with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Members {
    /// Only the group.
    #[default]
    Hidden,
    /// Each member, pale, behind the group.
    Shown,
}

impl Members {
    /// The other one.
    pub fn toggled(self) -> Self {
        match self {
            Self::Hidden => Self::Shown,
            Self::Shown => Self::Hidden,
        }
    }
}

/// How the images of several experiments are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ImageLayout {
    /// Side by side, those of one step.
    #[default]
    Apart,
    /// In a grid of experiments by steps.
    Grid,
    /// Two over each other, with a border that can be moved.
    Swipe,
    /// Two over each other, in turn.
    Blink,
    /// Two over each other, subtracted.
    Difference,
}

impl ImageLayout {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Apart,
        Self::Grid,
        Self::Swipe,
        Self::Blink,
        Self::Difference,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Apart => "side by side",
            Self::Grid => "by step",
            Self::Swipe => "two, swiped",
            Self::Blink => "two, in turn",
            Self::Difference => "two, difference",
        }
    }
}

/// What is put against what in the scatter plot; `None` leaves the choice to the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScatterAxes {
    /// The name of the quantity along x.
    pub x: Option<String>,
    /// The name of the quantity along y.
    pub y: Option<String>,
}

impl CompareView {
    /// The same view of these experiments: each once, without empty names.
    ///
    /// What was chosen for one that is not there any more is forgotten.
    pub fn with_experiments(&self, names: impl IntoIterator<Item = String>) -> Self {
        let experiments = distinct(names);
        let mut view = self.clone();
        view.hidden.retain(|name| experiments.contains(name));
        view.baseline = view.baseline.filter(|name| experiments.contains(name));
        view.partner = view.partner.filter(|name| experiments.contains(name));
        view.experiments = experiments;
        view
    }

    /// The same view with one more experiment, or without it if it was there.
    pub fn with_toggled(&self, name: &str) -> Self {
        let mut names = self.experiments.clone();
        if names.iter().any(|other| other == name) {
            names.retain(|other| other != name);
        } else {
            names.push(name.to_owned());
        }
        self.with_experiments(names)
    }

    /// The same view with one axis more at the end of those that are shown, or without it if it was there.
    pub fn with_axis_toggled(&self, shown: &[String], name: &str) -> Self {
        let mut axes = shown.to_vec();
        axes.retain(|other| other != name);
        if axes.len() == shown.len() {
            axes.push(name.to_owned());
        }
        Self {
            axes: distinct(axes),
            ..self.clone()
        }
    }

    /// The same view with one of the axes that are shown so many places farther, within them.
    pub fn with_axis_moved(&self, shown: &[String], name: &str, by: isize) -> Self {
        let mut axes = shown.to_vec();
        if let Some(place) = axes.iter().position(|other| other == name) {
            let axis = axes.remove(place);
            axes.insert(place.saturating_add_signed(by).min(axes.len()), axis);
        }
        Self {
            axes: distinct(axes),
            ..self.clone()
        }
    }

    /// The same view with that experiment as baseline, or without one if it was that.
    pub fn with_baseline(&self, name: &str) -> Self {
        let mut view = self.clone();
        view.baseline = Some(name.to_owned()).filter(|name| view.baseline.as_ref() != Some(name));
        if view.baseline.is_none() {
            view.lines = LinesShown::Values;
        }
        view
    }

    /// The same view with that experiment's lines shown or hidden, whichever they were not.
    pub fn with_hidden_toggled(&self, name: &str) -> Self {
        let mut view = self.clone();
        if !view.hidden.remove(name) {
            view.hidden.insert(name.to_owned());
        }
        view
    }

    /// The same view with the texts of that parameter whole or shortened, whichever they were not; nothing has none.
    pub fn with_whole_toggled(&self, name: &str) -> Self {
        let mut view = self.clone();
        if !view.whole.remove(name) && !name.is_empty() {
            view.whole.insert(name.to_owned());
        }
        view
    }

    /// The same view with only that experiment's lines; with all of them where they were the only ones.
    pub fn with_solo(&self, name: &str) -> Self {
        self.with_only(&BTreeSet::from([name.to_owned()]))
    }

    /// The same view with only the lines of these experiments; with all of them where they were the only ones.
    pub fn with_only(&self, names: &BTreeSet<String>) -> Self {
        let mut view = self.clone();
        let others = self
            .experiments
            .iter()
            .filter(|other| !names.contains(*other));
        let others: BTreeSet<String> = others.cloned().collect();
        let was_only = self.hidden.is_disjoint(names) && others.is_subset(&self.hidden);
        view.hidden = if was_only { BTreeSet::new() } else { others };
        view
    }

    /// The same view with that experiment called otherwise, wherever it stands.
    pub fn with_renamed(&self, former: &str, name: &str) -> Self {
        let renamed = |other: &String| match other == former {
            true => name.to_owned(),
            false => other.clone(),
        };
        let mut view = self.clone();
        view.hidden = view.hidden.iter().map(renamed).collect();
        view.baseline = view.baseline.as_ref().map(renamed);
        view.partner = view.partner.as_ref().map(renamed);
        for log in view.dashboard.logs.values_mut() {
            log.line = log
                .line
                .with_keys(|key| self.renamed_key(key, former, name));
        }
        view.with_experiments(self.experiments.iter().map(renamed).collect::<Vec<_>>())
    }

    /// The key of a line, which begins with its experiment's name, after that has changed.
    fn renamed_key(&self, key: &str, former: &str, name: &str) -> String {
        let rest_after = |name: &str| {
            let rest = key.strip_prefix(name)?;
            (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
        };
        // Of `run` and `run 1`, the longer one is meant.
        let is_of_longer =
            |other: &String| other.len() > former.len() && rest_after(other).is_some();
        match rest_after(former) {
            Some(rest) if !self.experiments.iter().any(is_of_longer) => format!("{name}{rest}"),
            _ => key.to_owned(),
        }
    }

    /// The same view of only these of its experiments, without brushes.
    pub fn with_kept(&self, kept: &BTreeSet<String>) -> Self {
        let mut view = self.clone();
        view.brushes.clear();
        let kept = self.experiments.iter().filter(|name| kept.contains(*name));
        view.with_experiments(kept.cloned().collect::<Vec<_>>())
    }

    /// How many experiments are chosen beyond those that are shown.
    pub fn n_beyond(&self) -> usize {
        self.experiments.len().saturating_sub(MAX_EXPERIMENTS)
    }

    /// The experiments as they are shown: the baseline first, then the others in their order, as many as there is
    /// room for.
    pub fn ordered(&self) -> Vec<String> {
        let is_baseline = |name: &&String| Some(*name) == self.baseline.as_ref();
        let first = self.experiments.iter().filter(is_baseline);
        let others = self.experiments.iter().filter(|name| !is_baseline(name));
        first.chain(others).take(MAX_EXPERIMENTS).cloned().collect()
    }

    /// Whether more or less is better for the log or line of that name.
    pub fn better(&self, name: &str) -> Better {
        let chosen = self.better.get(name).copied();
        chosen.unwrap_or_else(|| Better::guessed(name))
    }

    /// The same view with the other direction for that name; the guess itself is not kept, nothing has no
    /// direction.
    pub fn with_better_turned(&self, name: &str) -> Self {
        let mut view = self.clone();
        let turned = self.better(name).turned();
        if name.is_empty() || turned == Better::guessed(name) {
            view.better.remove(name);
        } else {
            view.better.insert(name.to_owned(), turned);
        }
        view
    }
}

/// The names in their order, each once, without empty ones.
pub fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for name in names {
        if !name.is_empty() && !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_chart::relation::Brush;

    fn comparing(names: &[&str]) -> CompareView {
        CompareView::default().with_experiments(names.iter().map(|name| (*name).to_owned()))
    }

    #[test]
    fn experiments_are_compared_once_each() {
        assert_eq!(comparing(&["b", "", "a", "b"]).experiments, ["b", "a"]);
    }

    #[test]
    fn of_too_many_the_first_are_shown_and_the_baseline() {
        let many = (0..203).map(|number| number.to_string());
        let view = CompareView::default().with_experiments(many);
        assert_eq!((view.ordered().len(), view.n_beyond()), (200, 3));
        let with_last = view.with_baseline("202");
        assert_eq!(with_last.ordered()[..2], ["202", "0"]);
        assert_eq!(view.with_toggled("0").ordered().last().unwrap(), "200");
    }

    #[test]
    fn another_name_is_taken_over_everywhere() {
        let view = comparing(&["old", "b"]).with_hidden_toggled("old");
        let view = view.with_baseline("old").with_renamed("old", "new");
        let expected = comparing(&["new", "b"]).with_hidden_toggled("new");
        assert_eq!(view, expected.with_baseline("new"));
        assert_eq!(
            comparing(&["a", "b"]).with_renamed("a", "b"),
            comparing(&["b"])
        );
    }

    #[test]
    fn lines_of_an_experiment_are_renamed_with_it() {
        let view = comparing(&["run", "run 1"]);
        let check = |key: &str, expected: &str| {
            assert_eq!(view.renamed_key(key, "run", "new"), expected, "{key}");
        };
        check("run", "new");
        check("run a", "new a");
        check("run 1", "run 1");
        check("run 1 a", "run 1 a");
        check("runner", "runner");
    }

    #[test]
    fn what_is_left_out_is_not_compared_any_more() {
        let mut view = comparing(&["a", "b", "c"]).with_hidden_toggled("c");
        view.brushes
            .extend(Interval::new(0.0, 1.0).map(|range| ("lr".to_owned(), Brush::Range(range))));
        let kept = BTreeSet::from(["b".to_owned()]);
        assert_eq!(view.with_kept(&kept), comparing(&["b"]));
    }

    #[test]
    fn toggling_adds_and_removes_with_all_that_was_chosen() {
        let view = comparing(&["a", "b"])
            .with_baseline("b")
            .with_hidden_toggled("b");
        assert_eq!(view.with_toggled("c").experiments, ["a", "b", "c"]);
        assert_eq!(view.with_toggled("b"), comparing(&["a"]));
    }

    #[test]
    fn axes_are_added_taken_away_and_moved_among_those_shown() {
        let shown = ["lr", "depth", "loss"].map(str::to_owned);
        let view = CompareView::default();
        assert_eq!(view.with_axis_toggled(&shown, "depth").axes, ["lr", "loss"]);
        let more = view.with_axis_toggled(&shown, "decay").axes;
        assert_eq!(more, ["lr", "depth", "loss", "decay"]);
        let moved = |name, by| view.with_axis_moved(&shown, name, by).axes.join(" ");
        assert_eq!(moved("loss", -1), "lr loss depth");
        assert_eq!(moved("lr", -1), "lr depth loss");
        assert_eq!(moved("lr", 9), "depth loss lr");
        assert_eq!(moved("gone", 1), "lr depth loss");
        assert_eq!(view.with_axis_toggled(&shown[..1], "lr"), view);
    }

    #[test]
    fn the_baseline_stands_first() {
        let view = comparing(&["a", "b", "c"]).with_baseline("b");
        assert_eq!(view.ordered(), ["b", "a", "c"]);
        let differences = CompareView {
            lines: LinesShown::Differences,
            ..view
        };
        assert_eq!(differences.with_baseline("b"), comparing(&["a", "b", "c"]));
    }

    #[test]
    fn solo_hides_the_others_and_again_shows_all() {
        let view = comparing(&["a", "b", "c"]);
        let solo = view.with_solo("b");
        assert_eq!(solo.hidden.iter().collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(solo.with_solo("b"), view);
    }

    #[test]
    fn whole_texts_are_shown_and_shortened_again() {
        let whole = comparing(&[]).with_whole_toggled("prompt");
        assert_eq!(whole.whole, BTreeSet::from(["prompt".to_owned()]));
        assert_eq!(whole.with_whole_toggled("prompt"), comparing(&[]));
    }

    #[test]
    fn a_direction_is_kept_only_where_it_is_not_the_guess() {
        let turned = comparing(&[]).with_better_turned("loss");
        assert_eq!(turned.better("loss"), Better::More);
        assert_eq!(turned.with_better_turned("loss"), comparing(&[]));
    }
}
