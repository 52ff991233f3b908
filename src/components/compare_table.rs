//! A table with a column for each compared experiment.

use leptos::prelude::*;
use runboard_chart::line::beside::Verdict;

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
    /// A button beside the name, as `less is better`; its whole name for a screen reader after it.
    pub direction: Option<(&'static str, String)>,
    /// A cell for each column; `None` where the experiment has nothing.
    pub cells: Vec<Option<CompareCell>>,
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
) -> impl IntoView {
    let rows = move || {
        let row = move |row: CompareRow| row_view(row, on_direction);
        rows.get().into_iter().map(row).collect_view()
    };
    view! {
        <div class="compare-table" tabindex="0" role="group" aria-label=format!("{label}, scrolls")>
            <table aria-label=label>
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">"Name"</span></th>
                        {move || columns.get().into_iter().map(head_view).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn head_view(column: CompareColumn) -> AnyView {
    let colour = format!("var({})", column.colour_property);
    let mark = column
        .is_baseline
        .then(|| view! { " " <span class="compared__mark">"baseline"</span> });
    view! {
        <th scope="col" title=column.name.clone()>
            <span class="swatch" style:background-color=colour aria-hidden="true"></span>
            {column.name.clone()}
            {mark}
        </th>
    }
    .into_any()
}

fn row_view(row: CompareRow, on_direction: Callback<String>) -> AnyView {
    let CompareRow {
        name,
        direction,
        cells,
    } = row;
    let direction = direction.map(|(shown, label)| {
        let turned = name.clone();
        view! {
            <button
                type="button"
                class="compare-table__direction"
                aria-label=label.clone()
                title=label
                on:click=move |_| on_direction.run(turned.clone())
            >
                {shown}
            </button>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <span class="compare-table__name" title=name.clone()>{name.clone()}</span>
                {direction}
            </th>
            {cells.into_iter().map(cell_view).collect_view()}
        </tr>
    }
    .into_any()
}

fn cell_view(cell: Option<CompareCell>) -> AnyView {
    let Some(cell) = cell else {
        return view! { <td class="compare-table__nothing">"–"</td> }.into_any();
    };
    let part = |part: TextPart| match part {
        TextPart::Plain(text) => text.into_any(),
        TextPart::Marked(text) => view! { <mark>{text}</mark> }.into_any(),
    };
    let change = cell.change.map(|(text, verdict)| {
        let class = match verdict {
            Verdict::Better => "change change--better",
            Verdict::Worse => "change change--worse",
            Verdict::Same => "change",
        };
        view! { " " <span class=class>{text}</span> }
    });
    let best = cell
        .is_best
        .then(|| view! { " " <span class="compare-table__best">"best"</span> });
    view! {
        <td class:compare-table__cell--best=cell.is_best title=cell.full>
            {cell.parts.into_iter().map(part).collect_view()}
            {best}
            {change}
        </td>
    }
    .into_any()
}
