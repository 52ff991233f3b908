//! Tables as text for other programs, every number in full precision.

use super::{Table, text};

/// The rows as comma-separated values with a header (RFC 4180).
pub fn csv(table: &Table, rows: &[u32]) -> String {
    delimited(table, rows, "\r\n", ",", csv_field)
}

/// The rows as tab-separated values with a header: what a spreadsheet takes from the clipboard.
pub fn tsv(table: &Table, rows: &[u32]) -> String {
    delimited(table, rows, "\n", "\t", tsv_field)
}

fn delimited(
    table: &Table,
    rows: &[u32],
    line_end: &str,
    delimiter: &str,
    field: fn(&str) -> String,
) -> String {
    let mut lines = String::new();
    let mut push_line = |fields: Vec<String>| {
        lines.push_str(&fields.join(delimiter));
        lines.push_str(line_end);
    };
    push_line(
        table
            .columns()
            .iter()
            .map(|column| field(&column.name))
            .collect(),
    );
    for row in rows {
        push_line(
            table
                .columns()
                .iter()
                .map(|column| field(&text::full(column.cell(*row as usize))))
                .collect(),
        );
    }
    lines
}

/// The text as one field, quoted where it must be; as it is also where a spreadsheet takes it for a formula
/// (`docs/decisions/0013-exact-csv.md`).
pub(crate) fn csv_field(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Tabs and line ends become spaces: the format has no quotes.
fn tsv_field(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Cells, Column};

    fn table() -> Table {
        Table::new(vec![
            Column {
                name: "a \"name\", quoted".into(),
                cells: Cells::Mixed(vec![
                    Cell::Text("two\nlines\tand a tab".into()),
                    Cell::Empty,
                ]),
            },
            Column {
                name: "value".into(),
                cells: Cells::Numbers(vec![0.1 + 0.2, f64::NAN]),
            },
        ])
    }

    #[test]
    fn csv_quotes_what_needs_it() {
        assert_eq!(
            csv(&table(), &[1, 0]),
            "\"a \"\"name\"\", quoted\",value\r\n,NaN\r\n\"two\nlines\tand a tab\",0.30000000000000004\r\n"
        );
    }

    /// A text that a spreadsheet may take for a formula is still the text that was logged.
    #[test]
    fn nothing_is_put_before_a_text() {
        let texts = ["=1+2", "+inf", "-0.5", "@a"];
        let cells = Cells::Texts(texts.map(str::to_owned).to_vec());
        let name = "=name".to_owned();
        let table = Table::new(vec![Column { name, cells }]);
        let rows = [0, 1, 2, 3];
        assert_eq!(
            csv(&table, &rows),
            "=name\r\n=1+2\r\n+inf\r\n-0.5\r\n@a\r\n"
        );
    }

    #[test]
    fn tsv_keeps_one_row_a_line() {
        assert_eq!(
            tsv(&table(), &[0]),
            "a \"name\", quoted\tvalue\ntwo lines and a tab\t0.30000000000000004\n"
        );
    }

    #[test]
    fn an_empty_table_is_a_header() {
        assert_eq!(csv(&Table::default(), &[]), "\r\n");
    }
}
