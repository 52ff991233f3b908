//! The experiments of a project as a table: a row each.

use super::status_badge::StatusBadge;
use leptos::prelude::*;
use runboard_model::wire::Status;

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperimentRow {
    /// Its name.
    pub name: String,
    /// Where its dashboard is.
    pub href: String,
    /// Its colour: the custom property of `style/tokens.css` that holds it.
    pub colour_property: String,
    /// What it is doing.
    pub status: Status,
    /// Its tags.
    pub tags: Vec<String>,
    /// When it was created, as said: `2 h ago`.
    pub started: MomentText,
    /// How long it ran or has run so far.
    pub duration: String,
    /// When something last happened.
    pub last_activity: MomentText,
    /// The cells of the value columns, equally many in each row; empty where it logged none.
    pub values: Vec<CellText>,
}

/// A moment as said and in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MomentText {
    /// `2 h ago`.
    pub said: String,
    /// The exact time.
    pub exact: String,
}

/// A value as shown and in full.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellText {
    /// Rounded for reading.
    pub shown: String,
    /// Every digit.
    pub exact: String,
}

/// The table.
#[component]
pub fn ExperimentTable(
    /// The names of the value columns.
    #[prop(into)]
    value_columns: Signal<Vec<String>>,
    /// The rows, in the order in which they are shown.
    #[prop(into)]
    rows: Signal<Vec<ExperimentRow>>,
) -> impl IntoView {
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Experiments">
            <table class="experiment-table">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col">"Started"</th>
                        <th scope="col">"Duration"</th>
                        <th scope="col">"Last activity"</th>
                        {move || {
                            value_columns
                                .get()
                                .into_iter()
                                .map(|name| {
                                    view! {
                                        <th scope="col" class="number" title=name>
                                            {name.clone()}
                                        </th>
                                    }
                                })
                                .collect_view()
                        }}
                    </tr>
                </thead>
                <tbody>{move || rows.get().into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: ExperimentRow) -> impl IntoView {
    let status = row.status;
    view! {
        <tr>
            <th scope="row">
                <span class="experiment-table__name">
                    <span
                        class="swatch"
                        style:background-color=format!("var({})", row.colour_property)
                        aria-hidden="true"
                    ></span>
                    <a href=row.href title=row.name>
                        {row.name.clone()}
                    </a>
                    {row.tags.into_iter().map(|tag| view! { <span class="tag">{tag}</span> }).collect_view()}
                </span>
            </th>
            <td>
                <StatusBadge status=Signal::stored(status) />
            </td>
            <td title=row.started.exact>{row.started.said}</td>
            <td>{row.duration}</td>
            <td title=row.last_activity.exact>{row.last_activity.said}</td>
            {row
                .values
                .into_iter()
                .map(|cell| {
                    view! {
                        <td class="number" title=cell.exact>
                            {cell.shown}
                        </td>
                    }
                })
                .collect_view()}
        </tr>
    }
}
