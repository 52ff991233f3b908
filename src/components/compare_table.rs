//! A table with a column for each compared experiment.

use super::cut_name::cut_name;
use super::table_head::DirectionButton;
use super::tooltip::verdict_class;
use crate::browser::scroll;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::better::Better;
use runboard_chart::line::beside::Verdict;
use runboard_chart::table::columns_window::{ColumnsWindow, columns_window};

/// Up to so many columns are all in the page, as wide as their texts; of more, those that can be seen.
const MAX_WHOLE: usize = 24;
/// The width of each of many columns: a value, its mark and how it stands to the baseline.
const COLUMN_WIDTH_PX: f64 = 272.0;

/// An experiment at the head of its column.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CompareColumn {
    /// Its name.
    pub name: String,
    /// The custom property that holds its colour.
    pub colour_property: String,
    /// Whether the others are measured against it.
    pub is_baseline: bool,
}

/// One quantity of all experiments.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareRow {
    /// Its name.
    pub name: String,
    /// What is better of its values, turned by a button beside the name; `None` where nothing is better.
    pub direction: Option<Better>,
    /// A cell for each column; `None` where the experiment has nothing.
    pub cells: Vec<Option<CompareCell>>,
    /// Whether its long texts are shown whole; `None` where it has none.
    pub texts: Option<Texts>,
}

/// How the long texts of a row are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Around what differs.
    Shortened,
    /// In full, on several lines.
    Whole,
}

/// What one experiment has.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CompareCell {
    /// The text in parts, in turn as elsewhere and marked as different.
    pub parts: Vec<TextPart>,
    /// The value in full precision.
    pub full: String,
    /// Whether it is the best of its row.
    pub is_best: bool,
    /// How it stands to the baseline.
    pub change: Option<(String, Verdict)>,
}

/// A part of a cell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextPart {
    /// As in the cell it is compared with.
    Plain(String),
    /// Other than there.
    Marked(String),
}

/// A real `table`; names of rows and heads of columns stay in sight.
#[component]
pub fn CompareTable(
    /// What it is called.
    label: &'static str,
    /// The experiments.
    #[prop(into)]
    columns: Signal<Vec<CompareColumn>>,
    /// The quantities.
    #[prop(into)]
    rows: Signal<Vec<CompareRow>>,
    /// The direction of the row of that name is to be turned.
    #[prop(into)]
    on_direction: Callback<String>,
    /// The long texts of the row of that name are to be shown whole, or shortened again.
    #[prop(into)]
    on_whole: Callback<String>,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let scrolled = RwSignal::new(scroll::unscrolled());
    let n_columns = Memo::new(move |_| columns.read().len());
    let is_wide = Memo::new(move |_| n_columns.get() > MAX_WHOLE);
    let window = Memo::new(move |_| match n_columns.get() {
        n_columns if n_columns > MAX_WHOLE => {
            let (scrolled, widths_px) = (scrolled.get(), vec![COLUMN_WIDTH_PX; n_columns]);
            columns_window(&widths_px, scrolled.left_px, scrolled.viewport_width_px)
        }
        n_columns => ColumnsWindow {
            columns: 0..n_columns,
            ..ColumnsWindow::default()
        },
    });
    let on_scroll = move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            scrolled.set(scroll::scrolled(&scroller));
        }
    };
    let heads = move || {
        let window = window.get();
        let columns = columns.read();
        let shown = columns.get(window.columns.clone()).unwrap_or_default();
        view! {
            {spacer(window.before_px)}
            {shown.iter().cloned().map(head_view).collect_view()}
            {spacer(window.after_px)}
        }
    };
    let rows = move || {
        let window = window.get();
        let row = |row: CompareRow| row_view(row, &window, on_direction, on_whole);
        rows.get().into_iter().map(row).collect_view()
    };
    view! {
        <div
            class="compare-table"
            class:compare-table--wide=is_wide
            node_ref=scroller
            tabindex="0"
            role="group"
            aria-label=format!("{label}, scrolls")
            style=("--column-width", format!("{COLUMN_WIDTH_PX}px"))
            on:scroll=on_scroll
        >
            <table aria-label=label aria-colcount=move || n_columns.get() + 1>
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">"Name"</span></th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn head_view(column: CompareColumn) -> AnyView {
    let colour = format!("var({})", column.colour_property);
    let label = match column.is_baseline {
        true => format!("{}, baseline", column.name),
        false => column.name.clone(),
    };
    let mark = column
        .is_baseline
        .then(|| view! { <span class="compared__mark">"baseline"</span> });
    view! {
        <th scope="col" title=column.name.clone() aria-label=label>
            <div class="compare-table__head">
                <span class="swatch" style:background-color=colour aria-hidden="true"></span>
                <span class="compare-table__title">{cut_name(&column.name)}</span>
                {mark}
            </div>
        </th>
    }
    .into_any()
}

/// The width of columns that are not in the page; nothing to a screen reader.
fn spacer(width_px: f64) -> Option<AnyView> {
    let has_width = width_px > 0.0;
    has_width.then(|| {
        view! { <td class="compare-table__spacer" aria-hidden="true" style:min-width=format!("{width_px}px")></td> }
            .into_any()
    })
}

fn row_view(
    row: CompareRow,
    window: &ColumnsWindow,
    on_direction: Callback<String>,
    on_whole: Callback<String>,
) -> AnyView {
    let CompareRow {
        name,
        direction,
        cells,
        texts,
    } = row;
    let is_whole = texts == Some(Texts::Whole);
    let whole = texts.map(|_| {
        let turned = name.clone();
        let label = format!("Whole texts of {name}");
        view! {
            <button
                type="button"
                class="cell-toggle"
                aria-expanded=is_whole.to_string()
                aria-label=label.clone()
                title=label
                on:click=move |_| on_whole.run(turned.clone())
            >
                {if is_whole { "▾" } else { "▸" }}
            </button>
        }
    });
    let direction = direction.map(|better| {
        view! { <DirectionButton name=name.clone() better on_direction /> }
    });
    let shown = cells.get(window.columns.clone()).unwrap_or_default().iter();
    view! {
        <tr class:compare-table__row--whole=is_whole>
            <th scope="row">
                <span class="compare-table__name" title=name.clone()>{name.clone()}</span>
                {direction}
                {whole}
            </th>
            {spacer(window.before_px)}
            {shown.cloned().map(|cell| cell_view(cell, texts)).collect_view()}
            {spacer(window.after_px)}
        </tr>
    }
    .into_any()
}

fn cell_view(cell: Option<CompareCell>, texts: Option<Texts>) -> AnyView {
    let Some(cell) = cell else {
        return view! { <td class="compare-table__nothing">"–"</td> }.into_any();
    };
    let title = match &cell.change {
        Some((change, _)) => format!("{} ({change})", cell.full),
        None => cell.full,
    };
    // White space is shown as it is; in a row of one line, so are the ends of lines.
    let in_row = |text: String| match texts {
        Some(Texts::Whole) => text,
        _ => text.replace('\n', "↵"),
    };
    let part = |part: TextPart| match part {
        TextPart::Plain(text) => in_row(text).into_any(),
        TextPart::Marked(text) => view! { <mark>{in_row(text)}</mark> }.into_any(),
    };
    let change = cell.change.map(|(text, verdict)| {
        let class = verdict_class(verdict);
        view! { " " <span class=class>{text}</span> }
    });
    let best = cell
        .is_best
        .then(|| view! { " " <span class="compare-table__best">"best"</span> });
    view! {
        <td class:compare-table__cell--best=cell.is_best title=title>
            {cell.parts.into_iter().map(part).collect_view()}
            {best}
            {change}
        </td>
    }
    .into_any()
}
