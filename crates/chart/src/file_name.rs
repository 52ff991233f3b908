//! Names of downloaded files.

/// A file name for something named `name`: what file systems do not like becomes `_`.
pub fn file_name(name: &str, extension: &str) -> String {
    let stem: String = name
        .trim_matches(['.', ' ', '/'])
        .chars()
        .map(|character| match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            other if other.is_control() => '_',
            other => other,
        })
        .take(120)
        .collect();
    let stem = if stem.is_empty() { "log" } else { &stem };
    format!("{stem}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_files() {
        assert_eq!(file_name("train/loss", "csv"), "train_loss.csv");
        assert_eq!(file_name("mAP@0.5", "png"), "mAP@0.5.png");
        assert_eq!(file_name("..", "csv"), "log.csv");
        assert_eq!(file_name("a\nb", "csv"), "a_b.csv");
    }
}
