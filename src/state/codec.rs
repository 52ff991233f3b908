//! The view in the address: a query such as `tab=train&filter=loss&view.train/loss=zoom:0,50`.
//!
//! Any view reads back as itself.
//! Unknown or broken parameters are left out, so that an old link still opens.

use super::log_codec;
use super::view::DashboardView;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use runboard_chart::card_view::CardSize;

/// What stays readable in a query: RFC 3986 allows these there unescaped.
pub(super) const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b':')
    .remove(b',')
    .remove(b';')
    .remove(b'@')
    .remove(b'!')
    .remove(b'*')
    .remove(b'(')
    .remove(b')');

/// What stands before a log's name in the key of its choices.
const LOG_PREFIX: &str = "view.";

/// The query of a view, without the `?`; empty for a view without choices.
pub fn query_of(view: &DashboardView) -> String {
    let mut pairs = Vec::new();
    if let Some(tab) = &view.tab {
        pairs.push(pair("tab", tab));
    }
    if !view.filter.is_empty() {
        pairs.push(pair("filter", &view.filter));
    }
    if !view.console.is_empty() {
        pairs.push(pair("console", &view.console));
    }
    for (name, log) in &view.logs {
        let fields = log_codec::fields_of(log);
        if !fields.is_empty() {
            pairs.push(pair(&format!("{LOG_PREFIX}{name}"), &fields));
        }
    }
    for (name, log) in &view.logs {
        if log.card.size == CardSize::Full {
            pairs.push(pair("card", name));
        }
    }
    pairs.join("&")
}

/// The view of a query, without the `?`.
pub fn view_of(query: &str) -> DashboardView {
    let mut view = DashboardView::default();
    let mut full = None;
    for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let (key, value) = (decoded(key), decoded(value));
        match key.as_str() {
            "tab" => view.tab = Some(value),
            "filter" => view.filter = value,
            "console" => view.console = value,
            "card" => full = Some(value),
            _ => {
                if let Some(name) = key.strip_prefix(LOG_PREFIX) {
                    log_codec::read_into(view.logs.entry(name.to_owned()).or_default(), &value);
                }
            }
        }
    }
    view.logs.retain(|_, log| *log != Default::default());
    match full {
        Some(name) => {
            let mut log = view.log(&name);
            log.card.size = CardSize::Full;
            view.with_log(&name, log)
        }
        None => view,
    }
}

pub(super) fn pair(key: &str, value: &str) -> String {
    format!(
        "{}={}",
        utf8_percent_encode(key, QUERY),
        utf8_percent_encode(value, QUERY)
    )
}

pub(super) fn decoded(text: &str) -> String {
    // Forms and some chat programs write a space as `+`.
    percent_decode_str(&text.replace('+', " "))
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::view::LogView;
    use super::*;
    use proptest::prelude::*;
    use runboard_chart::bar_view::{BarSort, BarView, BarZoom};
    use runboard_chart::card_view::{CardShows, CardView, StepChoice};
    use runboard_chart::heatmap_view::{CellWindow, HeatmapView, Normalisation, Span};
    use runboard_chart::image_window::{ImageView, ImageWindow, SwipeShare};
    use runboard_chart::interval::Interval;
    use runboard_chart::line_view::{LineView, Pin, Smoothing, ViewBox, XAxis};
    use runboard_chart::scale::ScaleKind;
    use runboard_chart::table_view::{Direction, Sort, TableView};

    #[test]
    fn queries_are_readable() {
        let mut view = DashboardView {
            tab: Some("train".into()),
            ..Default::default()
        };
        view.filter = "/lo+ss/".into();
        let zoom = ViewBox {
            x: Interval::new(0.0, 50.0),
            y: Interval::new(0.1, 0.5),
        };
        let line = LineView {
            view_box: zoom,
            smoothing: Smoothing::new(0.6),
            ..Default::default()
        };
        view = view.with_log(
            "train/loss",
            LogView {
                line,
                ..Default::default()
            },
        );
        assert_eq!(
            query_of(&view),
            "tab=train&filter=/lo%2Bss/&view.train/loss=x:0,50;y:0.1,0.5;smooth:0.6"
        );
        assert_eq!(view_of(&query_of(&view)), view);
    }

    #[test]
    fn broken_and_unknown_parameters_are_left_out() {
        for query in [
            "",
            "&&=&x",
            "tab",
            "view.a=x:1",
            "view.a=x:NaN,2;nonsense;smooth:much",
            "view.a=pin:20;pin:NaN,a;pin",
            "view.=%ff",
        ] {
            assert_eq!(view_of(query), DashboardView::default(), "{query}");
        }
        assert_eq!(view_of("tab=a&future=1").tab, Some("a".to_owned()));
    }

    fn interval() -> impl Strategy<Value = Option<Interval>> {
        (any::<f64>(), any::<f64>()).prop_map(|(a, b)| Interval::new(a, b))
    }

    fn finite() -> impl Strategy<Value = f64> {
        any::<f64>().prop_filter("finite", |number| number.is_finite())
    }

    fn line_view() -> impl Strategy<Value = LineView> {
        let x_axis = prop_oneof![Just(XAxis::Step), Just(XAxis::Relative), Just(XAxis::Wall)];
        let y_scale = prop_oneof![Just(ScaleKind::Linear), Just(ScaleKind::Log)];
        let hidden = prop::collection::btree_set(".{0,8}", 0..4);
        let pin = prop::option::of((finite(), ".{0,8}").prop_map(|(x, key)| Pin { x, key }));
        let weight = 0.0..1.0f64;
        (interval(), interval(), x_axis, y_scale, weight, hidden, pin).prop_map(
            |(x, y, x_axis, y_scale, weight, hidden, pin)| LineView {
                view_box: ViewBox { x, y },
                x_axis,
                y_scale,
                smoothing: Smoothing::new(weight),
                hidden,
                pin,
            },
        )
    }

    fn card_view() -> impl Strategy<Value = CardView> {
        let size = prop_oneof![Just(CardSize::Fitted), Just(CardSize::Full)];
        let shows = prop_oneof![Just(CardShows::Log), Just(CardShows::Data)];
        let direction = prop_oneof![Just(Direction::Ascending), Just(Direction::Descending)];
        let sort = prop::option::of(
            (".{0,8}", direction).prop_map(|(column, direction)| Sort { column, direction }),
        );
        let step = prop_oneof![Just(StepChoice::Latest), finite().prop_map(StepChoice::At)];
        (size, shows, sort, ".{0,8}", step).prop_map(|(size, shows, sort, search, step)| CardView {
            size,
            shows,
            table: TableView { sort, search },
            step,
        })
    }

    fn bar_view() -> impl Strategy<Value = BarView> {
        let sort = prop_oneof![
            Just(BarSort::Logged),
            Just(BarSort::Descending),
            Just(BarSort::Ascending)
        ];
        (sort, 0.1..20.0f64).prop_map(|(sort, factor)| {
            let zoom = BarZoom::new(factor);
            // What is hardly another size is not carried.
            let zoom = if zoom.is_zoomed() {
                zoom
            } else {
                BarZoom::default()
            };
            BarView { sort, zoom }
        })
    }

    fn span() -> impl Strategy<Value = Option<Span>> {
        prop::option::of(any::<(u32, u32)>().prop_map(|(first, count)| {
            Span::new(first.try_into().unwrap(), count.try_into().unwrap())
        }))
    }

    fn heatmap_view() -> impl Strategy<Value = HeatmapView> {
        let normalisation = prop_oneof![
            Just(Normalisation::None),
            Just(Normalisation::Row),
            Just(Normalisation::Column)
        ];
        (normalisation, span(), span()).prop_map(|(normalisation, columns, rows)| HeatmapView {
            normalisation,
            window: CellWindow { columns, rows },
        })
    }

    fn image_view() -> impl Strategy<Value = ImageView> {
        let window = (0.5..40.0f64, any::<f64>(), any::<f64>());
        (window, 0.0..100.0f64).prop_map(|((zoom, x, y), percent)| ImageView {
            window: ImageWindow::new(zoom, x, y),
            swipe: SwipeShare::from_percent(percent),
        })
    }

    fn log_view() -> impl Strategy<Value = LogView> {
        let image = image_view();
        (card_view(), line_view(), bar_view(), heatmap_view(), image).prop_map(
            |(card, line, bar, heatmap, image)| LogView {
                card,
                line,
                bar,
                heatmap,
                image,
            },
        )
    }

    proptest! {
        #[test]
        fn any_view_reads_back(
            tab in prop::option::of(".{0,12}"),
            filter in ".{0,12}",
            console in ".{0,12}",
            logs in prop::collection::btree_map(".{0,12}", log_view(), 0..4),
        ) {
            let mut view = DashboardView { tab, filter, console, ..Default::default() };
            for (name, log) in logs {
                view = view.with_log(&name, log);
            }
            prop_assert_eq!(view_of(&query_of(&view)), view);
        }

        #[test]
        fn any_text_is_read_without_harm(query in ".{0,80}") {
            let view = view_of(&query);
            prop_assert_eq!(view_of(&query_of(&view)), view);
        }
    }
}
