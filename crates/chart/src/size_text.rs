//! Lengths of files for people, in powers of a thousand.

/// Three significant digits and a unit: `0 B`, `999 B`, `1.43 MB`.
pub fn size_text(size_bytes: u64) -> String {
    const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];
    if size_bytes < 1000 {
        return format!("{size_bytes} B");
    }
    let mut value = size_bytes as f64;
    let mut chosen = "B";
    for unit in UNITS {
        // What would round to 1000 belongs to the next unit.
        if value < 999.5 {
            break;
        }
        value /= 1000.0;
        chosen = unit;
    }
    let decimals = match value {
        ..9.995 => 2,
        ..99.95 => 1,
        _ => 0,
    };
    format!("{value:.decimals$} {chosen}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(size_bytes: u64, expected: &str) {
        assert_eq!(size_text(size_bytes), expected);
    }

    #[test]
    fn sizes_have_three_digits() {
        check(0, "0 B");
        check(999, "999 B");
        check(1000, "1.00 kB");
        check(14_339, "14.3 kB");
        check(999_499, "999 kB");
        check(999_500, "1.00 MB");
        check(1_430_000, "1.43 MB");
        check(u64::MAX, "18.4 EB");
    }
}
