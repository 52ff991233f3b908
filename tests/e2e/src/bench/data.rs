//! What the measured dashboards hold: the same numbers in every run.

use serde_json::{Value, json};

use crate::logger::{Experiment, Logger};

/// A stream of numbers from 0 to 1 that looks random and never changes (SplitMix64).
#[derive(Debug, Clone)]
pub struct Noise(u64);

impl Noise {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn next_unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A loss curve of so many points: falling, noisy, rounded as a log would be.
    pub fn curve(&mut self, n_points: usize) -> Vec<f64> {
        let scale = 0.5 + self.next_unit();
        (0..n_points)
            .map(|step| {
                let share = step as f64 / n_points as f64;
                let value = scale * (-4.0 * share).exp() + 0.08 * self.next_unit();
                (value * 1e6).round() / 1e6
            })
            .collect()
    }
}

/// A dashboard of 40 logs, as a training run leaves it: 24 line charts of 1,000 steps, six values,
/// four bar charts, three matrices, three tables.
///
/// # Errors
///
/// When the server refuses something.
pub fn log_dashboard(logger: &Logger) -> anyhow::Result<Experiment> {
    let experiment = logger.experiment("bench", "dashboard")?;
    let mut noise = Noise::new(1);
    for idx in 0..24 {
        let group = ["train", "val", "metrics"][idx % 3];
        let data = json!({"a": noise.curve(1000), "b": noise.curve(1000)});
        experiment.log(&format!("{group}/curve {idx}"), "LINE", &data)?;
    }
    for idx in 0..6 {
        experiment.log(&format!("value {idx}"), "VALUE", &json!(noise.next_unit()))?;
    }
    let classes: Vec<String> = (0..10).map(|idx| format!("class {idx}")).collect();
    for idx in 0..4 {
        let data = json!({"x": classes, "y": noise.curve(10)});
        experiment.log(&format!("media/bars {idx}"), "BAR", &data)?;
    }
    for idx in 0..3 {
        let matrix: Vec<Vec<f64>> = (0..10).map(|_| noise.curve(10)).collect();
        let data = json!({"categories": classes, "values": matrix});
        experiment.log(&format!("media/matrix {idx}"), "HEATMAP", &data)?;
    }
    for idx in 0..3 {
        let data = json!({"class": classes, "score": noise.curve(10)});
        experiment.log(&format!("media/table {idx}"), "TABLE", &data)?;
    }
    experiment.set_status("success")?;
    Ok(experiment)
}

/// One chart of many lines.
///
/// # Errors
///
/// When the server refuses it.
pub fn log_lines(logger: &Logger, n_lines: usize, n_points: usize) -> anyhow::Result<Experiment> {
    let experiment = logger.experiment("bench", &format!("{n_lines} x {n_points}"))?;
    let mut noise = Noise::new(2);
    for idx in 0..n_lines {
        let name = format!("line {idx}");
        let data: Value = json!({name: noise.curve(n_points)});
        experiment.log("lines", "LINE", &data)?;
    }
    experiment.set_status("success")?;
    Ok(experiment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_the_same_in_every_run_and_stays_in_its_range() {
        let first: Vec<f64> = std::iter::repeat_n((), 1000)
            .scan(Noise::new(7), |noise, ()| Some(noise.next_unit()))
            .collect();
        let mut again = Noise::new(7);
        assert!(first.iter().all(|value| *value == again.next_unit()));
        assert!(first.iter().all(|value| (0.0..1.0).contains(value)));
        assert!(first.iter().any(|value| *value < 0.1) && first.iter().any(|value| *value > 0.9));
    }
}
