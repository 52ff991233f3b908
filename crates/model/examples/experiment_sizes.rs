//! Prints how large a list of many experiments is, as JSON and as columns.
//!
//! `cargo run -p runboard-model --example experiment_sizes`; the experiments are like those of
//! `cargo xtask bench`. `docs/decisions/0010-experiments-in-the-page.md` tells the figures.

use runboard_model::experiments_binary;
use runboard_model::wire::{Experiment, Items};
use serde_json::{Map, Value, json};
use std::error::Error;

const N_EXPERIMENTS: u64 = 1000;
const N_PARAMETERS: u64 = 120;
const N_VALUES: u64 = 20;
const N_LINES: u64 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let items: Result<Vec<Experiment>, _> = (0..N_EXPERIMENTS)
        .map(|ordinal| serde_json::from_value(experiment(ordinal)))
        .collect();
    let list = Items {
        items: items?,
        next: None,
    };
    let json = serde_json::to_vec(&list)?;
    let columns = experiments_binary::encode(&list)?;
    // Of a line: the last value, the smallest and the largest.
    let n_columns = N_PARAMETERS + N_VALUES + 3 * N_LINES;
    println!("{N_EXPERIMENTS} experiments of {n_columns} columns");
    println!("JSON    {:>6} kB", json.len() / 1000);
    println!("columns {:>6} kB", columns.len() / 1000);
    Ok(())
}

fn experiment(ordinal: u64) -> Value {
    let number = |idx: u64| unit(ordinal * 1000 + idx);
    let named = |prefix: char, count: u64, first: u64| -> Map<String, Value> {
        let cell = |idx| (format!("{prefix}{idx:03}"), json!(number(first + idx)));
        (0..count).map(cell).collect()
    };
    let line = |idx: u64| {
        let value = number(500 + idx);
        json!({
            "log": "metrics", "name": format!("m{idx:02}"), "count": 3, "n_non_finite": 0,
            "first_step": 0, "last_step": 2, "last": value, "min": value / 2.0, "max": value * 2.0, "epoch": 1,
        })
    };
    json!({
        "id": format!("{:032x}", u128::from(ordinal) << 96 | 0x4000_8000_0000), "project_id": "0".repeat(32),
        "project_name": "bench", "name": format!("exp{ordinal}"), "description": "", "status": "success",
        "tags": [], "archived": false, "ordinal": ordinal, "created_at": "2026-01-01T00:00:00Z",
        "ended_at": "2026-01-01T01:00:00Z", "last_activity_at": "2026-01-01T01:00:00Z", "revision": 9,
        "n_logs": 2 + N_VALUES, "parameters": named('p', N_PARAMETERS, 0),
        "values": named('v', N_VALUES, 200), "lines": (0..N_LINES).map(line).collect::<Vec<_>>(),
    })
}

/// A number in 0..1 that looks random and is the same in each run (a mix of the index's bits).
fn unit(idx: u64) -> f64 {
    let mut bits = idx.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits ^= bits >> 32;
    (bits >> 11) as f64 / (1u64 << 53) as f64
}
