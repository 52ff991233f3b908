//! The compare page's view in the address: `experiments=a,b&baseline=a&delta=on&group=params.lr`.
//!
//! | parameter | meaning |
//! |---|---|
//! | `experiments=a,b` | the experiments in their order, each percent-encoded |
//! | `hide=a,b` | experiments whose lines are not drawn |
//! | `baseline=a` | the baseline |
//! | `delta=on` | lines are drawn as differences to the baseline |
//! | `more=a,b` `less=c` | names of which more or less is better, against the guess |
//! | `group=params.lr` `group=tags.old` | what experiments are grouped by |
//! | `middle=median` `band=error` `band=range` `members=on` | the statistics of groups, and their members |
//! | `parameters=all` | all parameters, not only those that differ |
//! | `whole=a,b` | parameters whose long texts are shown whole |
//! | `colours=spread` | colours spread over the compared experiments |
//! | `zoom=linked` `zoom=0,50` | all charts are zoomed together |
//! | `pair=grid` `pair=swipe` `pair=blink` `pair=difference` | images by step, or how two of them are laid over each other |
//! | `with=b` | the experiment whose image is paired with the first one's |
//! | `relations=on` `brush.lr=0.1,0.2` | parameters against values, and the ranges that are kept |
//! | `keep.optimizer=adam,sgd` | the texts that are kept of a parameter |
//! | `across=lr` `up=accuracy` | the axes of the scatter plot |
//! | `axes=lr,loss` | the axes of parallel coordinates, in their order |
//! | `scale=linear` | no axis of parameters and values is logarithmic |
//!
//! All else is the dashboard's, see [`crate::state::codec`]. Any view reads back as itself; unknown and
//! broken parameters are left out. This is the first version of the language: one that gives a parameter
//! another meaning will say so by `v=2`, and addresses without `v` will go on to be read as here.

use super::view::{
    AxisScale, Colours, CompareView, GroupBy, Grouping, ImageLayout, LinesShown, Members,
    ParametersShown, Relations, Zoom, distinct,
};
use crate::state::codec::{self, QUERY, decoded, pair};
use crate::state::fields::{number_text, read_number};
use percent_encoding::{AsciiSet, utf8_percent_encode};
use runboard_chart::better::Better;
use runboard_chart::interval::Interval;
use runboard_chart::relation::Brush;
use runboard_series::group::{Middle, Spread};
use std::collections::BTreeSet;

/// What stays readable in an item of a list; a comma separates items.
const ITEM: &AsciiSet = &QUERY.add(b',');

const PARAMETER_PREFIX: &str = "params.";
const TAG_PREFIX: &str = "tags.";
const BRUSH_PREFIX: &str = "brush.";
const KEEP_PREFIX: &str = "keep.";
const ON: &str = "on";

/// The query of a view, without the `?`.
pub fn query_of(view: &CompareView) -> String {
    let mut pairs = Vec::new();
    let mut add_list = |key: &str, items: &mut dyn Iterator<Item = &String>| {
        let items: Vec<String> = items
            .map(|item| utf8_percent_encode(item, ITEM).to_string())
            .collect();
        if !items.is_empty() {
            pairs.push(format!("{}{}", pair(key, ""), items.join(",")));
        }
    };
    let of_better = |wanted: Better| {
        let names = view.better.iter();
        names.filter_map(move |(name, better)| (*better == wanted).then_some(name))
    };
    add_list("experiments", &mut view.experiments.iter());
    add_list("hide", &mut view.hidden.iter());
    add_list("more", &mut of_better(Better::More));
    add_list("less", &mut of_better(Better::Less));
    add_list("whole", &mut view.whole.iter());
    add_list("axes", &mut view.axes.iter());
    for (name, brush) in &view.brushes {
        if let Brush::Categories(kept) = brush {
            add_list(&format!("{KEEP_PREFIX}{name}"), &mut kept.iter());
        }
    }
    let mut add = |key: &str, value: Option<&str>| {
        pairs.extend(value.map(|value| pair(key, value)));
    };
    add("baseline", view.baseline.as_deref());
    add(
        "delta",
        (view.lines == LinesShown::Differences).then_some(ON),
    );
    if let Some(grouping) = &view.grouping {
        add("group", Some(&group_text(&grouping.by)));
        add(
            "middle",
            (grouping.middle == Middle::Median).then_some("median"),
        );
        add("band", band_text(grouping.spread));
        add(
            "members",
            (grouping.members == Members::Shown).then_some(ON),
        );
    }
    add(
        "parameters",
        (view.parameters == ParametersShown::All).then_some("all"),
    );
    add(
        "colours",
        (view.colours == Colours::Spread).then_some("spread"),
    );
    add("zoom", zoom_text(view.zoom).as_deref());
    add("pair", layout_text(view.images));
    add("with", view.partner.as_deref());
    add(
        "relations",
        (view.relations == Relations::Shown).then_some(ON),
    );
    for (name, brush) in &view.brushes {
        if let Brush::Range(range) = brush {
            add(
                &format!("{BRUSH_PREFIX}{name}"),
                Some(&interval_text(*range)),
            );
        }
    }
    add("across", view.scatter.x.as_deref());
    add("up", view.scatter.y.as_deref());
    add(
        "scale",
        (view.axis_scale == AxisScale::Linear).then_some("linear"),
    );
    let dashboard = codec::query_of(&view.dashboard);
    if !dashboard.is_empty() {
        pairs.push(dashboard);
    }
    pairs.join("&")
}

/// The view of a query, without the `?`.
pub fn view_of(query: &str) -> CompareView {
    let mut view = CompareView::default();
    let mut experiments = Vec::new();
    let mut statistics = Statistics::default();
    for (key, raw) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = decoded(raw);
        match key {
            "experiments" => experiments = list(raw),
            "hide" => view.hidden = list(raw).into_iter().collect(),
            "baseline" => view.baseline = Some(value),
            "delta" if value == ON => view.lines = LinesShown::Differences,
            "whole" => view.whole = list(raw).into_iter().collect(),
            "more" => view
                .better
                .extend(list(raw).into_iter().map(|name| (name, Better::More))),
            "less" => view
                .better
                .extend(list(raw).into_iter().map(|name| (name, Better::Less))),
            "group" => statistics.by = group_by(&value),
            "middle" if value == "median" => statistics.middle = Middle::Median,
            "band" => statistics.spread = spread(&value),
            "members" if value == ON => statistics.members = Members::Shown,
            "parameters" if value == "all" => view.parameters = ParametersShown::All,
            "colours" if value == "spread" => view.colours = Colours::Spread,
            "zoom" => view.zoom = zoom(&value),
            "pair" => view.images = layout(&value),
            "with" => view.partner = Some(value),
            "relations" if value == ON => view.relations = Relations::Shown,
            "across" => view.scatter.x = Some(value),
            "up" => view.scatter.y = Some(value),
            "axes" => view.axes = distinct(list(raw)),
            "scale" if value == "linear" => view.axis_scale = AxisScale::Linear,
            _ => {
                let key = decoded(key);
                let brush = match key.strip_prefix(BRUSH_PREFIX) {
                    Some(name) => Some(name).zip(interval(&value).map(Brush::Range)),
                    None => key.strip_prefix(KEEP_PREFIX).zip(categories(raw)),
                };
                view.brushes
                    .extend(brush.map(|(name, brush)| (name.to_owned(), brush)));
            }
        }
    }
    // A guess that is written out is still only the guess.
    view.better
        .retain(|name, better| *better != Better::guessed(name));
    view.grouping = statistics.grouping();
    view.dashboard = codec::view_of(query);
    view.with_experiments(experiments)
}

/// What is said of groups, wherever it stands in the query.
#[derive(Default)]
struct Statistics {
    by: Option<GroupBy>,
    middle: Middle,
    spread: Spread,
    members: Members,
}

impl Statistics {
    fn grouping(self) -> Option<Grouping> {
        Some(Grouping {
            by: self.by?,
            middle: self.middle,
            spread: self.spread,
            members: self.members,
        })
    }
}

fn list(raw: &str) -> Vec<String> {
    if raw.is_empty() {
        return Vec::new();
    }
    raw.split(',').map(decoded).collect()
}

fn group_text(by: &GroupBy) -> String {
    match by {
        GroupBy::Parameter(name) => format!("{PARAMETER_PREFIX}{name}"),
        GroupBy::Tag(tag) => format!("{TAG_PREFIX}{tag}"),
    }
}

fn group_by(text: &str) -> Option<GroupBy> {
    if let Some(name) = text.strip_prefix(PARAMETER_PREFIX) {
        return Some(GroupBy::Parameter(name.to_owned()));
    }
    let tag = text.strip_prefix(TAG_PREFIX)?;
    Some(GroupBy::Tag(tag.to_owned()))
}

fn band_text(spread: Spread) -> Option<&'static str> {
    match spread {
        Spread::Deviation => None,
        Spread::Error => Some("error"),
        Spread::Range => Some("range"),
    }
}

fn spread(text: &str) -> Spread {
    match text {
        "error" => Spread::Error,
        "range" => Spread::Range,
        _ => Spread::Deviation,
    }
}

fn interval_text(interval: Interval) -> String {
    format!(
        "{},{}",
        number_text(interval.min()),
        number_text(interval.max())
    )
}

fn interval(text: &str) -> Option<Interval> {
    let (min, max) = text.split_once(',')?;
    Interval::new(read_number(min)?, read_number(max)?)
}

fn categories(raw: &str) -> Option<Brush> {
    let kept: BTreeSet<String> = list(raw).into_iter().collect();
    (!kept.is_empty()).then_some(Brush::Categories(kept))
}

fn layout_text(layout: ImageLayout) -> Option<&'static str> {
    match layout {
        ImageLayout::Apart => None,
        ImageLayout::Grid => Some("grid"),
        ImageLayout::Swipe => Some("swipe"),
        ImageLayout::Blink => Some("blink"),
        ImageLayout::Difference => Some("difference"),
    }
}

fn layout(text: &str) -> ImageLayout {
    match text {
        "grid" => ImageLayout::Grid,
        "swipe" => ImageLayout::Swipe,
        "blink" => ImageLayout::Blink,
        "difference" => ImageLayout::Difference,
        _ => ImageLayout::Apart,
    }
}

fn zoom_text(zoom: Zoom) -> Option<String> {
    match zoom {
        Zoom::Single => None,
        Zoom::Linked(None) => Some("linked".to_owned()),
        Zoom::Linked(Some(x)) => Some(interval_text(x)),
    }
}

fn zoom(text: &str) -> Zoom {
    if text == "linked" {
        return Zoom::Linked(None);
    }
    interval(text).map_or(Zoom::Single, |x| Zoom::Linked(Some(x)))
}

#[cfg(test)]
mod tests {
    use super::super::view::ScatterAxes;
    use super::*;
    use proptest::prelude::*;

    fn comparing(names: &[&str]) -> CompareView {
        CompareView::default().with_experiments(names.iter().map(|name| (*name).to_owned()))
    }

    #[test]
    fn queries_are_short_and_readable() {
        let mut view = comparing(&["adam 0.01", "sgd,large", "ü/b"]).with_baseline("ü/b");
        assert_eq!(
            query_of(&view),
            "experiments=adam%200.01,sgd%2Clarge,%C3%BC/b&baseline=%C3%BC/b"
        );
        view.lines = LinesShown::Differences;
        view.grouping = Some(Grouping {
            middle: Middle::Median,
            ..Grouping::by(GroupBy::Parameter("lr".into()))
        });
        view.dashboard.tab = Some("train".into());
        assert_eq!(
            query_of(&view.with_experiments(["a".into(), "b".into()])),
            "experiments=a,b&delta=on&group=params.lr&middle=median&tab=train"
        );
    }

    #[test]
    fn brushes_are_ranges_or_texts() {
        let query = "keep.optimizer=adam,sgd%2C%20large&brush.lr=0.1,0.2";
        let view = view_of(query);
        let kept = ["adam".to_owned(), "sgd, large".to_owned()];
        let expected = [
            ("lr".to_owned(), Interval::new(0.1, 0.2).map(Brush::Range)),
            ("optimizer".to_owned(), Some(Brush::Categories(kept.into()))),
        ];
        let expected = expected.into_iter();
        let expected = expected.filter_map(|(name, brush)| Some((name, brush?)));
        assert_eq!(view.brushes, expected.collect());
        assert_eq!(query_of(&view), query);
        assert_eq!(view_of("keep.optimizer="), CompareView::default());
    }

    #[test]
    fn broken_and_unknown_parameters_are_left_out() {
        for query in [
            "",
            "experiments",
            "experiments=",
            "experiments=,,",
            "delta=maybe&zoom=1&zoom=a,b&group=lr&band=much&middle=none&scale=log&v=9",
            "hide=a&baseline=b",
            "less=loss&more=accuracy",
        ] {
            assert_eq!(view_of(query), CompareView::default(), "{query}");
        }
        assert_eq!(view_of("experiments=a,a,%62"), comparing(&["a", "b"]));
    }

    fn names() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(".{0,8}", 0..5)
    }

    fn grouping() -> impl Strategy<Value = Option<Grouping>> {
        let by = prop_oneof![
            ".{0,8}".prop_map(GroupBy::Parameter),
            ".{0,8}".prop_map(GroupBy::Tag)
        ];
        let middle = prop_oneof![Just(Middle::Mean), Just(Middle::Median)];
        let spread = prop_oneof![
            Just(Spread::Deviation),
            Just(Spread::Error),
            Just(Spread::Range)
        ];
        let members = prop_oneof![Just(Members::Hidden), Just(Members::Shown)];
        prop::option::of(
            (by, middle, spread, members).prop_map(|(by, middle, spread, members)| Grouping {
                by,
                middle,
                spread,
                members,
            }),
        )
    }

    fn zoom() -> impl Strategy<Value = Zoom> {
        prop_oneof![
            Just(Zoom::Single),
            any::<(f64, f64)>().prop_map(|(a, b)| Zoom::Linked(Interval::new(a, b)))
        ]
    }

    fn view() -> impl Strategy<Value = CompareView> {
        let layouts = prop_oneof![
            Just(ImageLayout::Apart),
            Just(ImageLayout::Grid),
            Just(ImageLayout::Swipe),
            Just(ImageLayout::Blink),
            Just(ImageLayout::Difference)
        ];
        let choices = (any::<bool>(), any::<bool>(), any::<bool>(), layouts);
        let scatter = (prop::option::of(".{0,8}"), prop::option::of(".{0,8}"));
        let dashboard = (prop::option::of(".{0,8}"), ".{0,8}");
        (
            names(),
            names(),
            any::<prop::sample::Index>(),
            choices,
            grouping(),
            zoom(),
            scatter,
            dashboard,
        )
            .prop_map(
                |(names, turned, baseline, choices, grouping, zoom, scatter, dashboard)| {
                    let mut view = CompareView::default();
                    view.dashboard.tab = dashboard.0;
                    view.dashboard.filter = dashboard.1;
                    view = view.with_experiments(names);
                    for name in &turned {
                        view = view.with_better_turned(name).with_whole_toggled(name);
                    }
                    if !view.experiments.is_empty() {
                        let name = baseline.get(&view.experiments).clone();
                        view = view.with_hidden_toggled(&name).with_baseline(&name);
                    }
                    let (delta, all, spread, images) = choices;
                    if delta {
                        view.lines = LinesShown::Differences;
                    }
                    if all {
                        view.parameters = ParametersShown::All;
                    }
                    if let Zoom::Linked(Some(range)) = zoom {
                        view.relations = Relations::Shown;
                        let brush = |name: &String| match name.len() % 2 {
                            0 => Brush::Range(range),
                            _ => Brush::Categories([name.clone(), "a,b".to_owned()].into()),
                        };
                        let brushes = turned.iter().map(|name| (name.clone(), brush(name)));
                        view.brushes = brushes.collect();
                    }
                    if all != spread {
                        view.axes = distinct(turned.clone());
                    }
                    if all && spread {
                        view.axis_scale = AxisScale::Linear;
                    }
                    if delta && all {
                        view.partner = view.experiments.last().cloned();
                    }
                    if spread {
                        view.colours = Colours::Spread;
                    }
                    let (x, y) = scatter;
                    CompareView {
                        grouping,
                        images,
                        zoom,
                        scatter: ScatterAxes { x, y },
                        ..view
                    }
                },
            )
    }

    proptest! {
        #[test]
        fn any_view_reads_back(view in view()) {
            prop_assert_eq!(view_of(&query_of(&view)), view);
        }

        #[test]
        fn any_text_is_read_without_harm(query in ".{0,80}") {
            let view = view_of(&query);
            prop_assert_eq!(view_of(&query_of(&view)), view);
        }
    }
}
