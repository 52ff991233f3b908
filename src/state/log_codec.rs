//! The choices for one log as fields of the address, see [`super::fields`].
//!
//! | field | meaning |
//! |---|---|
//! | `x:0,50` `y:0.1,0.5` | the zoom |
//! | `time` `wall` | the x axis |
//! | `log` | the logarithmic y axis |
//! | `smooth:0.6` | the weight of the smoothing |
//! | `hide:a,b` | hidden lines |
//! | `pin:20,a` | the reading that is kept, and its line |
//! | `order:desc` `order:asc` `thick:2` | order and thickness of bars |
//! | `share:row` `share:column` `rows:0,10` `columns:0,10` | normalisation and zoom of a heatmap |
//! | `at:3,0.5,0.25` `swipe:30` | zoom and middle of images, and the border between two |
//! | `data` | shown as a table |
//! | `sort:column` `desc:column` `search:text` | order and search of a table |
//! | `step:12` | the step entry |

use super::fields::{FieldWriter, number_text, read_fields, read_number};
use super::view::LogView;
use runboard_chart::bar_view::{BarSort, BarZoom};
use runboard_chart::card_view::{CardShows, StepChoice};
use runboard_chart::heatmap_view::{Normalisation, Span};
use runboard_chart::image_window::{ImageWindow, SwipeShare};
use runboard_chart::interval::Interval;
use runboard_chart::line_view::{Pin, Smoothing, XAxis};
use runboard_chart::scale::ScaleKind;
use runboard_chart::table_view::{Direction, Sort};

/// The choices as one text; empty if all are the usual ones.
pub(super) fn fields_of(log: &LogView) -> String {
    let mut fields = FieldWriter::default();
    let line = &log.line;
    for (key, interval) in [("x", line.view_box.x), ("y", line.view_box.y)] {
        if let Some(interval) = interval {
            fields.add(
                key,
                [number_text(interval.min()), number_text(interval.max())],
            );
        }
    }
    match line.x_axis {
        XAxis::Step => {}
        XAxis::Relative => fields.add("time", NOTHING),
        XAxis::Wall => fields.add("wall", NOTHING),
    }
    if line.y_scale == ScaleKind::Log {
        fields.add("log", NOTHING);
    }
    if line.smoothing.is_on() {
        fields.add("smooth", [number_text(line.smoothing.weight())]);
    }
    if !line.hidden.is_empty() {
        fields.add("hide", &line.hidden);
    }
    if let Some(pin) = &line.pin {
        fields.add("pin", [number_text(pin.x), pin.key.clone()]);
    }
    match log.bar.sort {
        BarSort::Logged => {}
        BarSort::Descending => fields.add("order", ["desc"]),
        BarSort::Ascending => fields.add("order", ["asc"]),
    }
    if log.bar.zoom.is_zoomed() {
        fields.add("thick", [number_text(log.bar.zoom.factor())]);
    }
    match log.heatmap.normalisation {
        Normalisation::None => {}
        Normalisation::Row => fields.add("share", ["row"]),
        Normalisation::Column => fields.add("share", ["column"]),
    }
    let window = log.heatmap.window;
    for (key, span) in [("rows", window.rows), ("columns", window.columns)] {
        if let Some(span) = span {
            fields.add(key, [span.first().to_string(), span.count().to_string()]);
        }
    }
    let window = log.image.window;
    if window.is_zoomed() {
        let numbers = [window.zoom(), window.x_share(), window.y_share()];
        fields.add("at", numbers.map(number_text));
    }
    if log.image.swipe != SwipeShare::default() {
        fields.add("swipe", [log.image.swipe.percent().to_string()]);
    }
    if log.card.shows == CardShows::Data {
        fields.add("data", NOTHING);
    }
    if let Some(sort) = &log.card.table.sort {
        let key = match sort.direction {
            Direction::Ascending => "sort",
            Direction::Descending => "desc",
        };
        fields.add(key, [&sort.column]);
    }
    if !log.card.table.search.is_empty() {
        fields.add("search", [&log.card.table.search]);
    }
    if let StepChoice::At(step) = log.card.step {
        fields.add("step", [number_text(step)]);
    }
    fields.finish()
}

const NOTHING: [&str; 0] = [];

/// Takes over what a text says; what it does not say, or not readably, stays.
pub(super) fn read_into(log: &mut LogView, text: &str) {
    for (key, items) in read_fields(text) {
        let first = items.first().map(String::as_str);
        let number = first.and_then(read_number);
        let line = &mut log.line;
        match (key, number) {
            ("x", Some(min)) => line.view_box.x = interval(min, &items),
            ("y", Some(min)) => line.view_box.y = interval(min, &items),
            ("time", _) => line.x_axis = XAxis::Relative,
            ("wall", _) => line.x_axis = XAxis::Wall,
            ("log", _) => line.y_scale = ScaleKind::Log,
            ("smooth", Some(weight)) => line.smoothing = Smoothing::new(weight),
            ("hide", _) => line.hidden = items.into_iter().collect(),
            ("pin", Some(x)) => line.pin = pin(x, &items),
            ("order", _) => log.bar.sort = bar_sort(first),
            ("thick", Some(factor)) => log.bar.zoom = BarZoom::new(factor),
            ("share", _) => log.heatmap.normalisation = normalisation(first),
            ("rows", _) => log.heatmap.window.rows = span(&items),
            ("columns", _) => log.heatmap.window.columns = span(&items),
            ("at", Some(zoom)) => log.image.window = image_window(zoom, &items),
            ("swipe", Some(percent)) => log.image.swipe = SwipeShare::from_percent(percent),
            ("data", _) => log.card.shows = CardShows::Data,
            ("sort", _) => log.card.table.sort = sort(first, Direction::Ascending),
            ("desc", _) => log.card.table.sort = sort(first, Direction::Descending),
            ("search", _) => log.card.table.search = first.unwrap_or_default().to_owned(),
            ("step", Some(step)) => log.card.step = StepChoice::At(step),
            _ => {}
        }
    }
}

fn interval(min: f64, items: &[String]) -> Option<Interval> {
    Interval::new(min, items.get(1).and_then(|max| read_number(max))?)
}

fn image_window(zoom: f64, items: &[String]) -> ImageWindow {
    let share = |idx: usize| read_number(items.get(idx)?);
    let (x_share, y_share) = (share(1).unwrap_or(0.5), share(2).unwrap_or(0.5));
    ImageWindow::new(zoom, x_share, y_share)
}

fn pin(x: f64, items: &[String]) -> Option<Pin> {
    let key = items.get(1)?.clone();
    Some(Pin { x, key })
}

fn bar_sort(name: Option<&str>) -> BarSort {
    match name {
        Some("desc") => BarSort::Descending,
        Some("asc") => BarSort::Ascending,
        _ => BarSort::Logged,
    }
}

fn normalisation(name: Option<&str>) -> Normalisation {
    match name {
        Some("row") => Normalisation::Row,
        Some("column") => Normalisation::Column,
        _ => Normalisation::None,
    }
}

fn span(items: &[String]) -> Option<Span> {
    let position = |idx: usize| items.get(idx)?.parse().ok();
    Some(Span::new(position(0)?, position(1)?))
}

fn sort(column: Option<&str>, direction: Direction) -> Option<Sort> {
    column.map(|column| Sort {
        column: column.to_owned(),
        direction,
    })
}
