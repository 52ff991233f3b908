//! Medians, and the table that is printed.

/// The middle of the samples; the lower of the two middle ones where there are two; 0 without any.
pub fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
        .get(sorted.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or_default()
}

/// One measured figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// The figure with its unit.
    pub figure: String,
    /// What is aimed at, if something is.
    pub budget: &'static str,
}

impl Row {
    /// A figure with its budget.
    pub fn new(what: impl Into<String>, figure: impl Into<String>, budget: &'static str) -> Self {
        Self {
            what: what.into(),
            figure: figure.into(),
            budget,
        }
    }
}

/// The rows as a Markdown table whose columns stand below each other.
pub fn markdown(rows: &[Row]) -> String {
    let head = Row::new("what", "seen", "budget");
    let all = || std::iter::once(&head).chain(rows);
    let width = |cell: fn(&Row) -> &str| {
        all()
            .map(|row| cell(row).chars().count())
            .max()
            .unwrap_or(0)
    };
    let (what, figure, budget) = (
        width(|row| &row.what),
        width(|row| &row.figure),
        width(|row| row.budget),
    );
    let line = |row: &Row| {
        format!(
            "| {:<what$} | {:>figure$} | {:<budget$} |\n",
            row.what, row.figure, row.budget
        )
    };
    let rule = format!(
        "|{}|{}:|{}|\n",
        "-".repeat(what + 2),
        "-".repeat(figure + 1),
        "-".repeat(budget + 2)
    );
    let body: String = rows.iter().map(line).collect();
    line(&head) + &rule + &body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(samples: &[f64], expected: f64) {
        assert_eq!(median(samples), expected, "{samples:?}");
    }

    #[test]
    fn median_is_a_sample_from_the_middle() {
        check(&[], 0.0);
        check(&[4.0], 4.0);
        check(&[9.0, 1.0], 1.0);
        check(&[3.0, 100.0, 2.0], 3.0);
        check(&[f64::NAN, 1.0, 2.0], 2.0);
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let text = markdown(&[Row::new("hover", "1.5 ms", "2 ms")]);
        assert_eq!(
            text,
            "| what  |   seen | budget |\n|-------|-------:|--------|\n| hover | 1.5 ms | 2 ms   |\n"
        );
    }
}
