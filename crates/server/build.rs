//! Makes sure that the page's directory exists, and builds again when the page changes.

fn main() -> std::io::Result<()> {
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist");
    std::fs::create_dir_all(dist)?;
    println!("cargo::rerun-if-changed={dist}");
    Ok(())
}
