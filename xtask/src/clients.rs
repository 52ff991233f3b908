//! Clients of others: the real packages, as their users install them, against the server as it is
//! built.

use crate::project::Project;
use crate::shell::{command, run, step};
use crate::{python, test};

/// Where the tests of each client are; what they need is in `requirements.txt` beside them.
const CLIENTS: &[&str] = &["tests/clients/picsellia"];

/// The tests of all clients.
pub(crate) fn test(project: &Project) -> anyhow::Result<()> {
    for client in CLIENTS {
        let bin = python::environment(project, &format!("{client}/requirements.txt"))?;
        step(&format!("The tests in {client}"), "half a minute", || {
            let mut tests = command(project, bin.join("python"));
            tests
                .args(["-m", "pytest", "."])
                .current_dir(project.root.join(client))
                .env("PYTHONDONTWRITEBYTECODE", "1");
            test::tell_binary(project, &mut tests);
            run(&mut tests)
        })?;
    }
    Ok(())
}
