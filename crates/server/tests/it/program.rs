//! The program itself: the command line, the port file, and the end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use tempfile::TempDir;

/// The running program; killed when it is dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) port: u16,
}

fn command(data_dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runboard"));
    command
        .env_clear()
        .args(["serve", "--port", "0", "--data-dir"])
        .arg(data_dir);
    command
}

impl Program {
    /// Starts the program on a directory; returns once it accepts connections.
    pub(crate) fn start(data_dir: &Path) -> Self {
        Self::start_with(data_dir, &[])
    }

    /// Starts the program with further options.
    pub(crate) fn start_with(data_dir: &Path, options: &[&str]) -> Self {
        let port_file = data_dir.with_extension("port");
        let mut child = command(data_dir)
            .arg("--port-file")
            .arg(&port_file)
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // It prints its address once it is there.
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.starts_with("Runboard is at http://"), "{line}");
        let port = std::fs::read_to_string(&port_file)
            .unwrap()
            .trim()
            .parse()
            .unwrap();
        Self { child, port }
    }

    /// Ends the program as a crash does.
    pub(crate) fn crash(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn terminate(&mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Fails where it has ended, which is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn refusal(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn it_ends_with_status_0_whatever_connections_are_open() {
    let dir = TempDir::new().unwrap();
    let mut program = Program::start(&dir.path().join("data"));
    let connect = || TcpStream::connect(("127.0.0.1", program.port)).unwrap();
    let _silent = connect();
    let mut kept_alive = connect();
    kept_alive
        .write_all(b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    let mut answer = [0; 15];
    kept_alive.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200 OK");
    assert_eq!(program.terminate().code(), Some(0));
}

#[test]
fn two_servers_do_not_share_a_directory() {
    let dir = TempDir::new().unwrap();
    let data_dir = dir.path().join("data");
    let _first = Program::start(&data_dir);
    let text = refusal(&mut command(&data_dir));
    assert!(text.contains("in use by another"), "{text}");
}

#[test]
fn other_hosts_need_a_token() {
    let dir = TempDir::new().unwrap();
    for host in ["0.0.0.0", "::", "192.168.1.1", "example.com"] {
        let text = refusal(command(dir.path()).args(["--host", host]));
        assert!(text.contains("--token"), "{text}");
    }
    let text = refusal(command(dir.path()).args(["--host", "0.0.0.0", "--token", ""]));
    assert!(text.contains("the token is empty"), "{text}");
}

#[test]
fn options_are_read_from_the_environment() {
    let dir = TempDir::new().unwrap();
    let text = refusal(command(dir.path()).env("RUNBOARD_HOST", "0.0.0.0"));
    assert!(text.contains("--token"), "{text}");
    let mut bad_port = Command::new(env!("CARGO_BIN_EXE_runboard"));
    bad_port.arg("serve").env("RUNBOARD_PORT", "many");
    assert!(refusal(&mut bad_port).contains("many"));
}

#[test]
fn nobody_is_told_to_issue_a_token_for_the_example() {
    let dir = TempDir::new().unwrap();
    let text = refusal(demo(dir.path()).args(["--host", "0.0.0.0"]));
    assert!(
        text.contains("--token") && !text.contains("token create"),
        "{text}"
    );
}

/// The program, to show its example, with a directory for its temporary files.
fn demo(temporary: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runboard"));
    command.env_clear().env("TMPDIR", temporary);
    command.args(["demo", "--port", "0"]);
    command
}

/// It did not listen for the end before it had loaded the example, and left what it had loaded.
#[test]
fn an_example_that_is_stopped_while_it_loads_leaves_nothing() {
    let dir = TempDir::new().unwrap();
    let n_entries = || std::fs::read_dir(dir.path()).unwrap().count();
    let child = demo(dir.path()).stdout(Stdio::piped()).spawn().unwrap();
    let mut program = Program { child, port: 0 };
    while n_entries() == 0 {
        std::thread::yield_now();
    }
    assert_eq!(program.terminate().code(), Some(0));
    let mut printed = String::new();
    let mut output = program.child.stdout.take().unwrap();
    output.read_to_string(&mut printed).unwrap();
    assert_eq!((printed.as_str(), n_entries()), ("", 0));
}
