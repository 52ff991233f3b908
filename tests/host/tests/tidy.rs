//! The repository, held against every rule.

use runboard_tidy::{breaches, sources_of_the_repository};

#[test]
fn repository_keeps_every_rule() {
    let sources = sources_of_the_repository().expect("the repository can be read");
    assert!(
        sources.len() > 30,
        "only {} files were found",
        sources.len()
    );
    let found = breaches(&sources);
    let list: Vec<_> = found
        .iter()
        .map(|breach| format!("{}: {}", breach.place, breach.rule))
        .collect();
    assert!(list.is_empty(), "\n{}", list.join("\n"));
}
