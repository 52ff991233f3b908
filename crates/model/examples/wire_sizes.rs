//! Prints how large lines are, and how long they take to read, as JSON and in the compact form,
//! and how long a server takes to read them when they are logged.
//!
//! `cargo run --release -p runboard-model --example wire_sizes [DIRECTORY]`; with a directory,
//! the bodies are kept there, for compressing them.
//! `docs/decisions/0001-binary-lines.md` explains the figures.

use runboard_model::accept::{Accepted, accept};
use runboard_model::json::quote_bare_non_finite;
use runboard_model::lines_binary::{LineSlice, LogLines, decode, encode};
use runboard_model::{ExperimentId, LineData, LineSeries, LogType};
use serde_json::json;
use serde_json::value::RawValue;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const N_POINTS: usize = 100_000;
const N_RUNS: usize = 15;
const STARTED_AT_UNIX_MILLIS: i64 = 1_767_225_600_000;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args().nth(1);
    println!("{N_POINTS} points; median of {N_RUNS} runs on this machine");
    println!(
        "{:<36} {:>10} {:>10} {:>10} {:>12} {:>10}",
        "", "JSON", "compact", "read JSON", "read compact", "log"
    );
    for (name, line) in lines() {
        let json = serde_json::to_vec(&LineData {
            lines: vec![line.clone()],
        })?;
        let body = serde_json::to_vec(&json!({"steps": line.steps, "values": line.values}))?;
        let message = encode(&[log_of(line)])?;
        let read_json = median(|| serde_json::from_slice::<LineData>(black_box(&json)).is_ok());
        let read_message = median(|| decode(black_box(&message)).is_ok());
        let logged = median(|| read_logged(black_box(&body)).is_ok());
        println!(
            "{name:<36} {:>7} kB {:>7} kB {:>7.2} ms {:>9.2} ms {:>7.2} ms",
            json.len() / 1_000,
            message.len() / 1_000,
            read_json.as_secs_f64() * 1e3,
            read_message.as_secs_f64() * 1e3,
            logged.as_secs_f64() * 1e3
        );
        if let Some(directory) = &directory {
            let file = Path::new(directory).join(name.replace(' ', "-").replace(',', ""));
            std::fs::write(file.with_extension("json"), &json)?;
            std::fs::write(file.with_extension("lines"), &message)?;
        }
    }
    Ok(())
}

/// What a server does with points that are logged, up to storing them.
fn read_logged(json: &[u8]) -> Result<Accepted, Box<dyn Error>> {
    let body = quote_bare_non_finite(json);
    let data: &RawValue = serde_json::from_slice(&body)?;
    Ok(accept(LogType::Line, "loss", data)?)
}

/// Lines as training scripts log them.
fn lines() -> Vec<(&'static str, LineSeries)> {
    let smooth = |idx: usize| 2.0 * (-(idx as f64) / 30_000.0).exp() + 0.1;
    let noisy = |idx: usize| smooth(idx) * (1.0 + 0.3 * noise(idx as u64));
    let regular = |idx: usize| idx as f64;
    let logged_one_by_one = |idx: usize| {
        let jitter_millis = 40.0 * (noise(idx as u64 + 7) + 1.0);
        STARTED_AT_UNIX_MILLIS + idx as i64 * 250 + jitter_millis as i64
    };
    let logged_at_once = |_| STARTED_AT_UNIX_MILLIS;
    vec![
        (
            "smooth, point by point",
            line(regular, smooth, logged_one_by_one),
        ),
        (
            "noisy, point by point",
            line(regular, noisy, logged_one_by_one),
        ),
        (
            "noisy f32, point by point",
            line(
                regular,
                |idx| f64::from(noisy(idx) as f32),
                logged_one_by_one,
            ),
        ),
        ("noisy, in one batch", line(regular, noisy, logged_at_once)),
        (
            "noisy, uneven steps, point by point",
            line(
                |idx| (idx * 10 + (idx * idx) % 7) as f64,
                noisy,
                logged_one_by_one,
            ),
        ),
    ]
}

fn line(
    step: impl Fn(usize) -> f64,
    value: impl Fn(usize) -> f64,
    time: impl Fn(usize) -> i64,
) -> LineSeries {
    LineSeries {
        name: "train/loss".into(),
        steps: (0..N_POINTS).map(step).collect(),
        values: (0..N_POINTS).map(value).collect(),
        times: (0..N_POINTS).map(time).collect(),
    }
}

/// A number in −1..1 that looks random and is the same in each run (a mix of the index's bits).
fn noise(idx: u64) -> f64 {
    let mut bits = idx.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits ^= bits >> 32;
    (bits >> 11) as f64 / (1u64 << 52) as f64 - 1.0
}

fn log_of(line: LineSeries) -> LogLines {
    LogLines {
        experiment_id: ExperimentId(uuid::Uuid::nil()),
        name: line.name.clone(),
        version: 1,
        lines: vec![LineSlice {
            name: line.name,
            epoch: 1,
            first_index: 0,
            steps: line.steps,
            values: line.values,
            times: line.times,
        }],
    }
}

fn median(mut run: impl FnMut() -> bool) -> Duration {
    let mut elapsed: Vec<Duration> = (0..N_RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    elapsed.sort_unstable();
    elapsed.get(N_RUNS / 2).copied().unwrap_or_default()
}
