//! What a component is given is explained: each prop of a `#[component]` has a doc comment.

use crate::{Breach, Source};

/// Every prop without a doc comment.
pub fn undocumented_props(source: &Source) -> Vec<Breach> {
    let mut found = Vec::new();
    let mut lines = source.code_lines();
    while lines.any(|line| line.text.trim() == "#[component]") {
        let Some(head) = lines.find(|line| line.text.contains("fn ")) else {
            break;
        };
        if head.text.contains("()") {
            continue;
        }
        if !head.text.ends_with('(') {
            found.push(source.breach(head, "props stand on lines of their own, each explained"));
            continue;
        }
        let mut is_explained = false;
        for line in lines.by_ref() {
            let text = line.text.trim();
            if text.starts_with(')') {
                break;
            }
            if text.starts_with("///") {
                is_explained = true;
            } else if let Some(name) = prop_name(text) {
                if !is_explained {
                    let rule = format!("the prop `{name}` has a doc comment");
                    found.push(source.breach(line, &rule));
                }
                is_explained = false;
            }
        }
    }
    found
}

/// The name of the prop that a line begins.
fn prop_name(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once(':')?;
    let name = name.strip_prefix("mut ").unwrap_or(name);
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && !rest.starts_with(':')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, n_expected: usize) {
        let found = undocumented_props(&Source::new("src/components/a.rs", text));
        assert_eq!(found.len(), n_expected, "{text}: {found:?}");
    }

    #[test]
    fn unexplained_prop_is_a_breach() {
        check("#[component]\npub fn A() -> impl IntoView {", 0);
        check("#[component]\npub fn A(b: C) -> impl IntoView {", 1);
        check("fn a(b: C) {}\nfn b(\n    c: D,\n) {}", 0);
        let two = |before: &str, between: &str| {
            format!(
                "#[component]\nfn A(\n{before}    b: C,\n{between}    c: D<\n        e::F,\n    >,\n) -> impl IntoView {{"
            )
        };
        check(&two("", ""), 2);
        check(&two("    /// B.\n", ""), 1);
        check(&two("    /// B.\n    #[prop(into)]\n", "    /// C.\n"), 0);
        let next = format!(
            "{}\n}}\n#[component]\nfn B(c: D) -> impl IntoView {{",
            two("", "")
        );
        check(&next, 3);
    }
}
