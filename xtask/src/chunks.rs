//! Which files the chunks of the page's program are in, read from the script that loads them.
//!
//! `wasm-split-cli` writes that script and tells nobody else. Of each chunk it has a function that fetches the
//! chunk's own file, and names the functions of those that the chunk shares with others.

use anyhow::Context as _;

/// The files of a chunk that `chunk!` declared, beside the script that loads them: what it shares with others first.
pub(crate) fn files(loader: &str, chunk: &str) -> anyhow::Result<Vec<String>> {
    let (own, shared) = function(loader, &format!("__wasm_split_load_{chunk} ="))
        .with_context(|| format!("the loader of chunks does not know {chunk}"))?;
    let mut files = Vec::new();
    for name in shared.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        let (file, _) = function(loader, &format!("const {name} ="))
            .with_context(|| format!("the loader of chunks does not know {name}"))?;
        files.push(file.to_owned());
    }
    files.push(own.to_owned());
    Ok(files)
}

/// The file that the function at `start` fetches, and the list of others that it waits for.
fn function<'a>(loader: &'a str, start: &str) -> Option<(&'a str, &'a str)> {
    let (_, body) = loader.split_once(start)?;
    let (_, body) = body.split_once("new URL(\"./")?;
    let (file, body) = body.split_once('"')?;
    let (_, body) = body.split_once("\n, [")?;
    let (shared, _) = body.split_once(']')?;
    Some((file, shared))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER: &str = r#"
/* dashboard, lists */
const __chunk_7 = makeLoad(() => {
    const src = fetch(new URL("./chunk_7.wasm", import.meta.url));
}
, []);
export const __wasm_split_load_lists = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_lists.wasm", import.meta.url));
}
, [__chunk_7]));
export const __wasm_split_load_compare = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_compare.wasm", import.meta.url));
}
, [__chunk_7, __chunk_8]));
"#;

    #[test]
    fn a_chunk_has_the_files_that_it_shares_and_its_own() {
        let files = files(LOADER, "lists").unwrap();
        assert_eq!(files, ["chunk_7.wasm", "split_lists.wasm"]);
    }

    #[test]
    fn a_chunk_that_the_loader_does_not_know_is_an_error() {
        assert!(files(LOADER, "other").is_err());
        assert!(files(LOADER, "compare").is_err());
    }
}
