//! The program killed in the middle of writes from several clients: what was acknowledged is there
//! once, and nothing is there by half.

use crate::program::Program;
use crate::server::blob_files;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use tempfile::TempDir;

const N_CLIENTS: usize = 4;
/// The crash comes when this many requests were acknowledged in all.
const N_BEFORE_CRASH: usize = 400;

struct Client {
    api: String,
}

impl Client {
    fn of(program: &Program) -> Self {
        let api = format!("http://127.0.0.1:{}/api/v1", program.port);
        Self { api }
    }

    fn post(&self, path: &str, body: &str) -> Option<Value> {
        let url = format!("{}{path}", self.api);
        let mut answer = ureq::post(url).send(body).ok()?;
        serde_json::from_str(&answer.body_mut().read_to_string().ok()?).ok()
    }

    fn get(&self, path: &str) -> Value {
        let mut answer = ureq::get(format!("{}{path}", self.api)).call().unwrap();
        serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap()
    }

    fn upload(&self, path: &str, bytes: &str) -> Option<()> {
        let form = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n\
             {bytes}\r\n--cut--\r\n"
        );
        let url = format!("{}{path}", self.api);
        let request = ureq::post(url).header("content-type", "multipart/form-data; boundary=cut");
        request.send(form).ok().map(drop)
    }
}

/// Appends to a log of two lines, one request after another, until the server is gone; returns how
/// many requests were acknowledged.
fn append_until_crash(client: &Client, experiment: &str, n: usize, acks: &mpsc::Sender<()>) -> u64 {
    for step in 0_i64.. {
        let data = json!({"a": step, "b": -step});
        let body = json!({"name": format!("log{n}"), "type": "LINE", "data": data});
        if client
            .post(&format!("{experiment}/logs"), &body.to_string())
            .is_none()
        {
            return step.unsigned_abs();
        }
        if step % 8 == 0 {
            client.upload(&format!("{experiment}/artifacts"), &format!("{n} {step}"));
        }
        // Nobody counts any more after the crash.
        let _ = acks.send(());
    }
    unreachable!("the server is killed")
}

fn run_into_crash(data_dir: &Path) -> (String, Vec<u64>) {
    let program = Program::start(data_dir);
    let client = Client::of(&program);
    client.post("/projects", r#"{"name": "p"}"#).unwrap();
    let made = client
        .post("/projects/p/experiments", r#"{"name": "e"}"#)
        .unwrap();
    let experiment = format!("/experiments/{}", made["id"].as_str().unwrap());
    let (acks, acknowledged) = mpsc::channel();
    let n_acknowledged = thread::scope(|scope| {
        let threads: Vec<_> = (0..N_CLIENTS)
            .map(|n| {
                let (client, experiment, acks) = (&client, &experiment, acks.clone());
                scope.spawn(move || append_until_crash(client, experiment, n, &acks))
            })
            .collect();
        for _ in 0..N_BEFORE_CRASH {
            acknowledged.recv().unwrap();
        }
        program.crash();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    (experiment, n_acknowledged)
}

#[test]
fn what_was_acknowledged_survives_a_crash_once_and_whole() {
    let dir = TempDir::new().unwrap();
    let data_dir = dir.path().join("data");
    let (experiment, n_acknowledged) = run_into_crash(&data_dir);
    let program = Program::start(&data_dir);
    let client = Client::of(&program);
    let list = client.get(&format!("{experiment}/logs"));
    for (n, n_acknowledged) in n_acknowledged.into_iter().enumerate() {
        let log = client.get(&format!("{experiment}/logs/log{n}"));
        let lines = log["data"]["lines"].as_array().unwrap();
        assert_eq!(lines.len(), 2);
        let n_points = lines[0]["steps"].as_array().unwrap().len() as u64;
        // The request that was in flight may have been stored without its answer.
        assert!((n_acknowledged..=n_acknowledged + 1).contains(&n_points));
        for (line, sign) in lines.iter().zip([1, -1]) {
            let expected: Vec<_> = (0..n_points as i64).collect();
            assert_eq!(line["steps"], json!(expected));
            let values: Vec<_> = expected.iter().map(|step| sign * step).collect();
            assert_eq!(line["values"], json!(values));
        }
        let name = json!(format!("log{n}"));
        let items = list["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["name"] == name).unwrap();
        assert_eq!(
            (&item["version"], &item["lines"][0]["count"]),
            (&json!(n_points), &json!(n_points))
        );
    }
    let artifacts = client.get(&format!("{experiment}/artifacts"));
    let kept: Vec<_> = artifacts["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|artifact| artifact["sha256"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(blob_files(&data_dir), kept);
    assert_eq!(std::fs::read_dir(data_dir.join("tmp")).unwrap().count(), 0);
}
