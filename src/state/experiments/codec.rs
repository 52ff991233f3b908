//! The table's view in the address: `filter=params.lr > 0.01&sort=-values.accuracy,name&archived=shown`.
//!
//! Any view reads back as itself. What is not there is as it was when this was the only version of
//! this form; a later form that means something else by it will say so in a parameter `v`.
//! Unknown or broken parts are left out, so that an old link still opens.

use super::view::{ArchivedRows, ExperimentsView, Presence, SortBy};
use crate::state::codec::{QUERY, decoded, pair};
use percent_encoding::{AsciiSet, utf8_percent_encode};
use runboard_chart::table::width::{NARROWEST_PX, WIDEST_PX};
use runboard_chart::table_view::Direction;
use runboard_model::filter::Field;

/// What stays readable in an item of a list; a comma separates items.
const ITEM: &AsciiSet = &QUERY.add(b',');

/// The query of a view, without the `?`; empty for a view without choices.
pub fn query_of(view: &ExperimentsView) -> String {
    let mut pairs = Vec::new();
    if !view.filter.is_empty() {
        pairs.push(pair("filter", &view.filter));
    }
    if !view.sort.is_empty() {
        pairs.push(list_pair("sort", view.sort.iter().map(sort_text)));
    }
    if let Some(columns) = &view.columns {
        pairs.push(list_pair("columns", columns.iter().map(Field::to_string)));
    }
    if !view.widths_px.is_empty() {
        let widths = view.widths_px.iter();
        let widths = widths.map(|(field, width_px)| format!("{field}:{width_px}"));
        pairs.push(list_pair("widths", widths));
    }
    if view.equal_columns == Presence::Hidden {
        pairs.push(pair("only", "differing"));
    }
    if view.archived == ArchivedRows::Shown {
        pairs.push(pair("archived", "shown"));
    }
    if !view.selected.is_empty() {
        pairs.push(selected_query(view.selected.iter().copied()));
    }
    pairs.join("&")
}

/// The query of the compare page of these experiments, without the `?`.
pub fn compare_query(names: impl IntoIterator<Item = String>) -> String {
    list_pair("experiments", names)
}

/// The query of the table in which the experiments of these numbers are selected, without the `?`.
pub fn selected_query(ordinals: impl IntoIterator<Item = u64>) -> String {
    list_pair("selected", ordinals.into_iter().map(|it| it.to_string()))
}

/// The view of a query, without the `?`.
pub fn view_of(query: &str) -> ExperimentsView {
    let mut view = ExperimentsView::default();
    for (key, raw) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        match (key, raw) {
            ("filter", _) => view.filter = decoded(raw),
            ("sort", _) => view.sort = without_repeats(list(raw), sort_of),
            ("columns", _) => view.columns = Some(columns_of(raw)),
            ("widths", _) => view.widths_px = list(raw).filter_map(width_of).collect(),
            ("only", "differing") => view.equal_columns = Presence::Hidden,
            ("archived", "shown") => view.archived = ArchivedRows::Shown,
            ("selected", _) => {
                view.selected = list(raw).filter_map(|it| it.parse().ok()).collect();
            }
            _ => {}
        }
    }
    view
}

fn list_pair(key: &str, items: impl IntoIterator<Item = String>) -> String {
    let escaped = |item: String| utf8_percent_encode(&item, ITEM).to_string();
    let items: Vec<String> = items.into_iter().map(escaped).collect();
    format!("{key}={}", items.join(","))
}

/// The items of a list; empty ones are nothing.
fn list(raw: &str) -> impl Iterator<Item = String> {
    raw.split(',').filter(|item| !item.is_empty()).map(decoded)
}

fn sort_text(key: &SortBy) -> String {
    match key.direction {
        Direction::Ascending => key.field.to_string(),
        Direction::Descending => format!("-{}", key.field),
    }
}

fn sort_of(text: &str) -> Option<SortBy> {
    let (field, direction) = match text.strip_prefix('-') {
        Some(field) => (field, Direction::Descending),
        None => (text, Direction::Ascending),
    };
    let field = field.parse().ok()?;
    Some(SortBy { field, direction })
}

fn columns_of(raw: &str) -> Vec<Field> {
    without_repeats(list(raw), |text| {
        text.parse().ok().filter(|field| *field != Field::Name)
    })
}

/// What is read of the items; of what stands there twice, the first.
fn without_repeats<T: Named>(
    items: impl Iterator<Item = String>,
    read: impl Fn(&str) -> Option<T>,
) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for item in items.filter_map(|item| read(&item)) {
        if kept.iter().all(|other| other.field() != item.field()) {
            kept.push(item);
        }
    }
    kept
}

trait Named {
    fn field(&self) -> &Field;
}

impl Named for Field {
    fn field(&self) -> &Field {
        self
    }
}

impl Named for SortBy {
    fn field(&self) -> &Field {
        &self.field
    }
}

fn width_of(text: String) -> Option<(Field, u32)> {
    let (field, width_px) = text.rsplit_once(':')?;
    let width_px: u32 = width_px.parse().ok()?;
    Some((field.parse().ok()?, width_px.clamp(NARROWEST_PX, WIDEST_PX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use runboard_model::filter::Statistic;

    #[track_caller]
    fn check(query: &str, view: &ExperimentsView) {
        assert_eq!(query_of(view), query);
        assert_eq!(&view_of(query), view);
    }

    fn field(text: &str) -> Field {
        text.parse().unwrap()
    }

    #[test]
    fn queries_are_readable() {
        check("", &ExperimentsView::default());
        check(
            "filter=lr&sort=-params.lr,name&columns=status,metrics.val/loss.min\
             &widths=params.lr:120&only=differing&archived=shown&selected=0,12",
            &ExperimentsView {
                filter: "lr".into(),
                sort: vec![sort_of("-params.lr").unwrap(), sort_of("name").unwrap()],
                columns: Some(vec![field("status"), field("metrics.val/loss.min")]),
                widths_px: [(field("params.lr"), 120)].into(),
                equal_columns: Presence::Hidden,
                archived: ArchivedRows::Shown,
                selected: [0, 12].into(),
            },
        );
        let none = ExperimentsView {
            columns: Some(Vec::new()),
            ..Default::default()
        };
        check("columns=", &none);
    }

    #[test]
    fn names_with_commas_stay_whole() {
        let names = ["a,b", "ü", "c+d"].map(str::to_owned);
        assert_eq!(compare_query(names), "experiments=a%2Cb,%C3%BC,c%2Bd");
        let query = "columns=params.%22a%2Cb%22,status";
        let columns = vec![Field::Parameter("a,b".into()), Field::Status];
        assert_eq!(view_of(query).columns, Some(columns));
    }

    #[test]
    fn broken_and_unknown_parts_are_left_out() {
        for query in [
            "&&=&x",
            "sort=colour,,-",
            "widths=params.lr,params.a:wide,:5",
            "selected=a,-1",
            "only=me&archived=no&future=1",
        ] {
            assert_eq!(view_of(query), ExperimentsView::default(), "{query}");
        }
        assert_eq!(
            view_of("columns=name,status,colour,status").columns,
            Some(vec![Field::Status])
        );
        assert_eq!(view_of("sort=name,-name").sort.len(), 1);
        assert_eq!(view_of("widths=name:9999999").widths_px[&Field::Name], 1000);
    }

    fn any_field() -> impl Strategy<Value = Field> {
        let statistic = prop::sample::select(vec![Statistic::Last, Statistic::Min, Statistic::Max]);
        prop_oneof![
            prop::sample::select(Field::FIXED.map(|(_, field)| field).to_vec()),
            ".{1,6}".prop_map(Field::Parameter),
            "[a-c:,;%& \"-]{1,6}".prop_map(Field::Value),
            (".{1,6}", statistic).prop_map(|(name, statistic)| Field::Metric(name, statistic)),
        ]
    }

    fn distinct_fields() -> impl Strategy<Value = Vec<Field>> {
        prop::collection::btree_set(any_field(), 0..5)
            .prop_map(|fields| fields.into_iter().collect::<Vec<_>>())
            .prop_shuffle()
    }

    proptest! {
        #[test]
        fn any_view_reads_back(
            filter in ".{0,20}",
            sort in distinct_fields(),
            is_descending in any::<[bool; 5]>(),
            columns in prop::option::of(distinct_fields()),
            widths in prop::collection::btree_map(any_field(), 48_u32..=1000, 0..4),
            equal_columns in prop::sample::select(vec![Presence::Shown, Presence::Hidden]),
            archived in prop::sample::select(vec![ArchivedRows::Hidden, ArchivedRows::Shown]),
            selected in prop::collection::btree_set(any::<u64>(), 0..5),
        ) {
            let direction = |is_descending| match is_descending {
                true => Direction::Descending,
                false => Direction::Ascending,
            };
            let view = ExperimentsView {
                filter,
                sort: sort
                    .into_iter()
                    .zip(is_descending)
                    .map(|(field, is_descending)| SortBy { field, direction: direction(is_descending) })
                    .collect(),
                columns: columns.map(|columns| {
                    columns.into_iter().filter(|field| *field != Field::Name).collect()
                }),
                widths_px: widths,
                equal_columns,
                archived,
                selected,
            };
            prop_assert_eq!(view_of(&query_of(&view)), view);
        }
    }
}
