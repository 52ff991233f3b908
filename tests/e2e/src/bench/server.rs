//! The server under a load that is bounded in count and in time.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{anyhow, ensure};
use serde_json::json;

use super::data::Noise;
use crate::http;
use crate::logger::{Experiment, Logger};

/// When a load ends, however little it has done.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How many single points a minute the server takes from so many clients at once, for an experiment that others may be
/// reading.
///
/// # Errors
///
/// When a point is refused.
pub fn appends_a_minute(
    experiment: &Experiment,
    n_clients: usize,
    n_appends_each: usize,
) -> anyhow::Result<f64> {
    let started = Instant::now();
    let n_done: usize = thread::scope(|scope| {
        let clients: Vec<_> = (0..n_clients)
            .map(|idx| {
                // Each client has a connection of its own, kept open.
                let experiment = experiment.with_own_connection();
                scope.spawn(move || append(&experiment, idx, n_appends_each, started))
            })
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().map_err(|_| anyhow!("a client panicked"))?)
            .sum::<anyhow::Result<usize>>()
    })?;
    Ok(n_done as f64 / started.elapsed().as_secs_f64() * 60.0)
}

fn append(
    experiment: &Experiment,
    client_idx: usize,
    n_appends: usize,
    started: Instant,
) -> anyhow::Result<usize> {
    let name = format!("client {client_idx}");
    let mut noise = Noise::new(client_idx as u64);
    for n_done in 0..n_appends {
        if started.elapsed() > TIMEOUT {
            return Ok(n_done);
        }
        experiment.log(&name, "LINE", &json!(noise.next_unit()))?;
    }
    Ok(n_appends)
}

/// The time that a process has spent on processors so far, where the system says (Linux).
pub fn processor_seconds(process_id: u32) -> Option<f64> {
    processor_seconds_in(&fs::read_to_string(format!("/proc/{process_id}/stat")).ok()?)
}

fn processor_seconds_in(stat: &str) -> Option<f64> {
    // Linux counts in hundredths of a second there, whatever its own clock is.
    const TICKS_A_SECOND: f64 = 100.0;
    // The program's name stands in brackets and may hold anything; user and system time are the 14th and 15th field.
    let (_, after_name) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |idx: usize| fields.get(idx)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / TICKS_A_SECOND)
}

/// How long one request of so many points takes until it is acknowledged, in milliseconds.
///
/// # Errors
///
/// When the request is refused.
pub fn one_request_millis(logger: &Logger, run: usize, n_points: usize) -> anyhow::Result<f64> {
    let experiment = logger.experiment("bench", &format!("one request {run}"))?;
    let values = Noise::new(run as u64).curve(n_points);
    let body = json!({"name": "all", "type": "LINE", "data": values}).to_string();
    let started = Instant::now();
    let answer = http::post_bytes(
        &http::agent(),
        &experiment.logs_url(),
        "application/json",
        body.as_bytes(),
    )?;
    let millis = started.elapsed().as_secs_f64() * 1e3;
    ensure!(answer.status == 201, "the points are refused: {answer:?}");
    Ok(millis)
}

/// The most memory that a process has held so far, where the system says (Linux).
pub fn peak_memory_bytes(process_id: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process_id}/status")).ok()?;
    peak_in(&status)
}

fn peak_in(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_of_the_program_and_of_the_system_for_it() {
        let stat = "17 (a) b) S 1 17 17 0 -1 4194560 500 0 0 0 250 50 0 0 20 0";
        assert_eq!(processor_seconds_in(stat), Some(3.0));
        assert_eq!(processor_seconds_in("17 (a) S 1"), None);
    }

    #[test]
    fn peak_is_read_from_the_systems_text() {
        assert_eq!(peak_in("Name:\tx\nVmHWM:\t   12 kB\n"), Some(12.0 * 1024.0));
        assert_eq!(peak_in("Name:\tx\n"), None);
    }
}
