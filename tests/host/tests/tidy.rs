//! The repository, held against every rule.

use runboard_tidy::{breaches, names, rules, sources_of_the_repository};

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

/// An exception for a file that was renamed holds no longer, and one for a file that is never looked at
/// never did.
#[test]
fn each_listed_path_is_that_of_a_file() {
    let sources = sources_of_the_repository().expect("the repository can be read");
    let mut listed = [names::listed_paths(), rules::listed_paths()].concat();
    listed.retain(|path| !sources.iter().any(|source| source.is_in(path)));
    assert!(listed.is_empty(), "none is looked at: {listed:?}");
}
