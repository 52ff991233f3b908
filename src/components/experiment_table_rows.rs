//! The rows of the table of experiments that can be seen, between two spacers.

use super::cut_name::cut_name;
use super::experiment_table::{RowHead, ShownCell, TableParts};
use super::experiment_table_range::numbers_between;
use super::{Glyph, Icon};
use crate::browser::focus::drop_focus_within;
use crate::browser::row_cells::{CellContent, RowCells};
use leptos::html;
use leptos::prelude::*;
use runboard_chart::table::row_slots::{RowSlot, reused};
use runboard_chart::table::text::Alignment;

/// Texts up to this length fit into every column.
const MAX_WHOLE_BYTES: usize = 6;

/// The body of the table.
#[component]
pub(super) fn TableBody(
    /// What the parts of the table share.
    parts: TableParts,
) -> impl IntoView {
    let window = parts.row_window;
    let slots = Memo::new(move |before: Option<&Vec<RowSlot>>| {
        let (rows, window) = (parts.rows.read(), window.read());
        let shown = rows.get(window.first..window.end).unwrap_or_default();
        reused(before.map_or(&[], Vec::as_slice), shown)
    });
    view! {
        <tbody>
            <Spacer height_px=Signal::derive(move || window.read().above_px) />
            <ForEnumerate
                each=move || slots.get()
                key=|it| it.slot
                children=move |index, it| view! { <Row index first=it slots parts /> }
            />
            <Spacer height_px=Signal::derive(move || window.read().below_px) />
        </tbody>
    }
    .into_any()
}

/// A place for rows, which shows one after the other as they come and go.
#[component]
fn Row(
    /// Its place among those that exist.
    index: ReadSignal<usize>,
    /// What it shows at first.
    first: RowSlot,
    /// What all of them show.
    slots: Memo<Vec<RowSlot>>,
    /// What the parts of the table share.
    parts: TableParts,
) -> impl IntoView {
    let row = Memo::new(move |before: Option<&u32>| {
        let slots = slots.read();
        let own = slots.iter().find(|it| it.slot == first.slot);
        own.map_or(*before.unwrap_or(&first.row), |it| it.row)
    });
    let element = NodeRef::<html::Tr>::new();
    Effect::new(move |shown: Option<u32>| {
        let row = row.get();
        // The focus must not be on another experiment all of a sudden.
        if shown.is_some_and(|shown| shown != row)
            && let Some(element) = element.get_untracked()
        {
            drop_focus_within(&element);
        }
        row
    });
    let head = Memo::new(move |_| parts.source.read().head(row.get()));
    let is_selected = Memo::new(move |_| parts.selected.read().contains(&head.read().number));
    let contents = move || {
        let (source, row) = (parts.source.get(), row.get());
        let alignments = parts.alignments.read();
        let shown = parts.column_window.read().columns.clone();
        shown
            .filter_map(|place| Some((place, *alignments.get(place)?)))
            .map(|(place, alignment)| content(source.cell(row, place), place, alignment))
            .collect()
    };
    let cells = StoredValue::new_local(RowCells::default());
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            cells.update_value(|cells| cells.show(&element, contents()));
        }
    });
    let colour = move || format!("var({})", head.read().colour_property);
    let on_check = move |is_checked: bool, with_shift: bool| {
        let number = head.read_untracked().number;
        let numbers = match with_shift {
            true => {
                let in_order = untrack(|| parts.numbers());
                numbers_between(&in_order, parts.last_checked.get_value(), number)
            }
            false => vec![number],
        };
        parts.last_checked.set_value(Some(number));
        parts.actions.on_select.run((numbers, is_checked));
    };
    view! {
        // The header is the first row, and rows count from one.
        <tr
            node_ref=element
            aria-rowindex=move || parts.row_window.read().first + index.get() + 2
            class:experiment-table__row--selected=is_selected
        >
            <td class="experiment-table__check" aria-colindex="1">
                <input
                    type="checkbox"
                    aria-label=move || format!("Select {}", head.read().name)
                    prop:checked=is_selected
                    // The space bar clicks, too; a change does not know of Shift.
                    on:click:target=move |event| on_check(event.target().checked(), event.shift_key())
                />
            </td>
            <th scope="row" class="experiment-table__name" aria-colindex="2">
                <div>
                    <span class="swatch" style:background-color=colour aria-hidden="true"></span>
                    <a
                        href=move || head.read().href.clone()
                        title=move || head.read().name.clone()
                        aria-label=move || head.read().name.clone()
                    >
                        {move || cut_name(&head.read().name)}
                    </a>
                    {move || head.read().note.map(|note| view! { <span class="tag">{note}</span> })}
                    {move || parts.is_editable.get().then(|| view! { <EditButton head parts /> })}
                </div>
            </th>
            <td class="experiment-table__spacer" aria-hidden="true"></td>
            // Its cells are written before this one (`RowCells`).
            <td class="experiment-table__spacer" aria-hidden="true"></td>
        </tr>
    }
}

fn content(cell: ShownCell, place: usize, alignment: Alignment) -> CellContent {
    let side = match alignment {
        Alignment::Start => "",
        Alignment::End => "experiment-table__cell--end",
    };
    let class = match (side, cell.look) {
        (side, "") => side.to_owned(),
        (side, look) => format!("{side} {look}"),
    };
    // What is seen whole is not said again.
    let is_whole = cell.exact == cell.text && cell.text.len() <= MAX_WHOLE_BYTES;
    CellContent {
        class,
        column: place + 3,
        title: if is_whole { String::new() } else { cell.exact },
        text: cell.text,
        tags: cell.tags,
    }
}

#[component]
fn EditButton(
    /// What the row says of its experiment.
    head: Memo<RowHead>,
    /// What the parts of the table share.
    parts: TableParts,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button experiment-table__edit"
            title="Edit"
            aria-label=move || format!("Edit {}", head.read().name)
            on:click=move |_| parts.actions.on_edit.run(head.read_untracked().number)
        >
            <Icon glyph=Glyph::Edit />
        </button>
    }
}

/// The height of rows that do not exist; nothing to a screen reader.
#[component]
fn Spacer(
    /// As high as the rows that are left out, in CSS pixels.
    height_px: Signal<f64>,
) -> impl IntoView {
    view! {
        <tr class="experiment-table__gap" aria-hidden="true" hidden=move || height_px.get() <= 0.0>
            <td style:height=move || format!("{}px", height_px.get())></td>
        </tr>
    }
}
