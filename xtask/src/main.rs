//! The project's tasks: `cargo xtask <task>`. Whatever is missing is installed first.
//!
//! Each task says what it does and for about how long; any failure ends it with a status other
//! than 0.

mod bench;
mod bundle;
mod check;
mod chromium;
mod chunks;
mod clients;
mod compress;
mod css;
mod demo;
mod fingerprint;
mod index;
mod link_names;
mod page;
mod project;
mod python;
mod script;
mod shell;
mod size;
mod test;
mod toolchain;
mod tools;
mod wasm;

use std::process::ExitCode;

use project::Project;

/// One task: its name, what it does in a line, and how it is done.
struct Task {
    name: &'static str,
    about: &'static str,
    run: fn(&Project, &[String]) -> anyhow::Result<()>,
}

const TASKS: &[Task] = &[
    Task {
        name: "demo",
        about: "build all, then serve the example project on http://127.0.0.1:7878",
        run: demo::run,
    },
    Task {
        name: "test",
        about: "every test: Python, host, wasm in the browser, end to end",
        run: test::run_all,
    },
    Task {
        name: "e2e",
        about: "the end-to-end tests only; further words choose tests by name",
        run: test::run_e2e,
    },
    Task {
        name: "check",
        about: "formatting, clippy for host and wasm, Python, docs, tidy, cargo deny, page size",
        run: check::run,
    },
    Task {
        name: "page",
        about: "build the page for release into dist/, compressed beside itself",
        run: page::run,
    },
    Task {
        name: "server",
        about: "build target/release/runboard with the page inside it",
        run: page::run_server,
    },
    Task {
        name: "bench",
        about: "measure page and server; `bench tensorboard` measures that beside it",
        run: bench::run,
    },
    Task {
        name: "screenshots",
        about: "photograph the pages in both themes at three widths",
        run: bench::run_screenshots,
    },
    Task {
        name: "size",
        about: "the size of the built page, against its ceiling",
        run: size::run,
    },
    Task {
        name: "fmt",
        about: "format all code",
        run: check::format,
    },
    Task {
        name: "tools",
        about: "install every tool the tasks need, and nothing else",
        run: tools::run,
    },
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        eprint!("{}", usage());
        return if matches!(name.as_str(), "help" | "--help" | "-h") {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(2)
        };
    };
    match Project::find().and_then(|project| (task.run)(&project, &rest)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask {name}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> String {
    let mut text = String::from("usage: cargo xtask <task>\n\n");
    for task in TASKS {
        text.push_str(&format!("  {:<12} {}\n", task.name, task.about));
    }
    text
}
