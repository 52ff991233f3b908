//! The program of the page, cut into chunks: wasm and the JavaScript that loads it.
//!
//! rustc leaves the relocations in the module, `wasm-split-cli` cuts it at the functions that
//! `chunk!` declares, `wasm-bindgen` joins the main part with the browser
//! (`docs/decisions/0006-split-page.md`). The files name each other, so they are hashed as a whole: the
//! directory that they lie in has the hash in its name.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::chunks;
use crate::fingerprint::files_below;
use crate::link_names::LinkNames;
use crate::project::Project;
use crate::script;
use crate::shell::{self, cargo, command, step};
use crate::tools::Tool;
use crate::wasm;

const NAME: &str = "runboard-ui";
const PROFILE: &str = "wasm-release";
/// What `wasm-split-cli` calls the script that loads the chunks.
const LOADER: &str = "__wasm_split.js";
/// What `wasm-bindgen` calls the module that is loaded first.
const MAIN_WASM: &str = "runboard-ui_bg.wasm";

/// Where the built program is, relative to the page's root.
pub(crate) struct Bundle {
    /// The directory, with a hash of all that is in it in its name.
    pub(crate) directory: String,
}

impl Bundle {
    /// The script that starts the program.
    pub(crate) fn script(&self) -> String {
        format!("{}/{NAME}.js", self.directory)
    }

    /// The script that it imports, which loads the chunks.
    pub(crate) fn loader(&self) -> String {
        format!("{}/{LOADER}", self.directory)
    }

    /// The files of a chunk, which the script loads when it is needed.
    pub(crate) fn chunk(&self, dist: &Path, name: &str) -> anyhow::Result<Vec<String>> {
        let loader = dist.join(self.loader());
        let loader = fs::read_to_string(&loader)
            .with_context(|| format!("cannot read {}", loader.display()))?;
        let files = chunks::files(&loader, name)?.into_iter();
        Ok(files
            .map(|file| format!("{}/{file}", self.directory))
            .collect())
    }

    /// The module that the script loads.
    pub(crate) fn main_wasm(&self) -> String {
        format!("{}/{MAIN_WASM}", self.directory)
    }
}

/// Builds the program into the page.
pub(crate) fn build(project: &Project) -> anyhow::Result<Bundle> {
    let wasm_bindgen = Tool::wasm_bindgen(project)?;
    let wasm_split = Tool::wasm_split();
    let (wasm_bindgen, wasm_split) = (wasm_bindgen.program(project)?, wasm_split.program(project)?);
    let module = step(
        "Building the page for release",
        "2 to 5 minutes the first time, a minute or two after a change",
        || compile(project),
    )?;
    let parts = project.target_dir.join(PROFILE).join("parts");
    empty(&parts)?;
    shell::run(command(project, wasm_split).arg(module).arg(&parts).args([
        "--target",
        "web",
        "--out-name",
        NAME,
    ]))?;
    let main = parts.join(format!("{NAME}.wasm"));
    shell::run(
        command(project, wasm_bindgen)
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
            .args(["--out-name", NAME, "--out-dir"])
            .arg(&parts)
            .arg(&main),
    )?;
    fs::remove_file(main)?;
    place(&parts, &project.dist)
}

/// What a call may cost to be replaced by what it calls, when all crates are linked (LLVM's unit, about an instruction).
///
/// `opt-level = "z"` alone means 5. Browsers compile a function when it is first called, so that fewer functions are a
/// faster start (`docs/decisions/0004-wasm-profile.md`).
const INLINE_THRESHOLD: u32 = 20;

/// Compiles the module; its relocations tell the splitter what uses what.
fn compile(project: &Project) -> anyhow::Result<PathBuf> {
    shell::run(
        cargo(project)
            .args(["rustc", "--locked", "--package", NAME, "--bin", NAME])
            .args(["--features", "split", "--profile", PROFILE])
            .args(["--target", "wasm32-unknown-unknown"])
            .args(["--", "-C", "link-arg=--emit-relocs"])
            .args([
                "-C",
                &format!("llvm-args=-inline-threshold={INLINE_THRESHOLD}"),
            ]),
    )?;
    Ok(project
        .target_dir
        .join("wasm32-unknown-unknown")
        .join(PROFILE)
        .join(format!("{NAME}.wasm")))
}

/// Puts the files where the page looks for them.
fn place(parts: &Path, dist: &Path) -> anyhow::Result<Bundle> {
    let script = parts.join(format!("{NAME}.js"));
    let script =
        fs::read_to_string(&script).with_context(|| format!("cannot read {}", script.display()))?;
    let link_names = LinkNames::of(&script);
    let mut hasher = DefaultHasher::new();
    let mut files = Vec::new();
    for file in files_below(parts)? {
        let mut bytes =
            fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        link_names.number(&mut bytes);
        let bytes = match file.extension().and_then(|extension| extension.to_str()) {
            Some("wasm") => {
                wasm::without_custom_sections(&bytes).with_context(|| file.display().to_string())?
            }
            Some("js") => script::compact(&String::from_utf8(bytes)?)?.into_bytes(),
            _ => bytes,
        };
        let name = file.strip_prefix(parts)?.to_owned();
        (&name, &bytes).hash(&mut hasher);
        files.push((name, bytes));
    }
    let directory = format!("app-{:016x}", hasher.finish());
    let home = dist.join(&directory);
    for (name, bytes) in files {
        let path = home.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&home))?;
        fs::write(path, bytes)?;
    }
    Ok(Bundle { directory })
}

/// Leaves nothing in a directory of ours, which it makes where it is missing.
pub(crate) fn empty(directory: &Path) -> anyhow::Result<()> {
    if directory.is_dir() {
        fs::remove_dir_all(directory)
            .with_context(|| format!("cannot empty {}", directory.display()))?;
    }
    fs::create_dir_all(directory).with_context(|| format!("cannot make {}", directory.display()))
}
