//! Whether more or less of something is better, guessed from its name.

/// Which of two values is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Better {
    /// The larger one, as of an accuracy.
    More,
    /// The smaller one, as of a loss.
    Less,
}

/// Words of names whose values are better small.
const LESS_WORDS: [&str; 34] = [
    "bytes",
    "cer",
    "cost",
    "crossentropy",
    "divergence",
    "duration",
    "energy",
    "entropy",
    "epe",
    "err",
    "errors",
    "fid",
    "flops",
    "fn",
    "fp",
    "hours",
    "kl",
    "latency",
    "losses",
    "mae",
    "mape",
    "memory",
    "millis",
    "minutes",
    "ms",
    "mse",
    "nll",
    "perplexity",
    "ppl",
    "regret",
    "rmse",
    "seconds",
    "secs",
    "wer",
];

/// Ends of words of such names: `trainloss`, `val_error`, `walltime`.
const LESS_ENDS: [&str; 4] = ["loss", "error", "time", "distance"];

impl Better {
    /// The guess for a log or line of that name; more, where nothing speaks for less.
    pub fn guessed(name: &str) -> Self {
        let is_less = words(name).iter().any(|word| {
            LESS_WORDS.contains(&word.as_str()) || LESS_ENDS.iter().any(|end| word.ends_with(end))
        });
        if is_less { Self::Less } else { Self::More }
    }

    /// The other one.
    pub fn turned(self) -> Self {
        match self {
            Self::More => Self::Less,
            Self::Less => Self::More,
        }
    }

    /// Whether `value` is better than `other`; never where either is not a number.
    pub fn prefers(self, value: f64, other: f64) -> bool {
        match self {
            Self::More => value > other,
            Self::Less => value < other,
        }
    }

    /// Which of the values are the best: all that share the best finite one; none where no number is worse.
    ///
    /// NaN is worse than any finite value, and so is infinity on the worse side.
    pub fn best(self, values: &[Option<f64>]) -> Vec<usize> {
        let finite = || {
            let with_place = values.iter().enumerate();
            with_place.filter_map(|(idx, value)| Some((idx, value.filter(|v| v.is_finite())?)))
        };
        let best = finite().map(|(_, value)| value).reduce(|best, value| {
            if self.prefers(value, best) {
                value
            } else {
                best
            }
        });
        let Some(best) = best else {
            return Vec::new();
        };
        let is_worse = |value: &f64| value.is_nan() || self.prefers(best, *value);
        if !values.iter().flatten().any(is_worse) {
            return Vec::new();
        }
        let is_best = finite().filter(|(_, value)| *value == best);
        is_best.map(|(idx, _)| idx).collect()
    }
}

/// The words of a name in lower case: parted by what is no letter, and where a capital follows a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut follows_small = false;
    for character in name.chars() {
        let starts_word = follows_small && character.is_uppercase();
        if !character.is_alphabetic() || starts_word {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_alphabetic()) {
            word.extend(character.to_lowercase());
        }
        follows_small = character.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: Better) {
        for name in names {
            assert_eq!(Better::guessed(name), expected, "{name}");
        }
    }

    #[test]
    fn names_tell_which_way_is_better() {
        check(
            &[
                "loss",
                "train/box_loss",
                "valLoss",
                "trainloss",
                "top1_error",
                "RMSE",
                "inference time",
                "wallTime",
                "latency_ms",
                "test/wer",
                "loss2",
            ],
            Better::Less,
        );
        check(
            &[
                "accuracy",
                "mAP@0.5",
                "f1",
                "metrics/recall",
                "",
                "lossless",
                "timed runs",
                "best epoch",
            ],
            Better::More,
        );
    }

    #[track_caller]
    fn check_best(better: Better, values: &[Option<f64>], expected: &[usize]) {
        assert_eq!(better.best(values), expected, "{values:?}");
    }

    #[test]
    fn the_best_are_all_that_share_the_best_value() {
        let values = [Some(0.5), None, Some(f64::NAN), Some(0.9), Some(0.9)];
        check_best(Better::More, &values, &[3, 4]);
        check_best(Better::Less, &values, &[0]);
        check_best(
            Better::Less,
            &[Some(f64::INFINITY), Some(2.0), Some(3.0)],
            &[1],
        );
    }

    /// Of a loss that is infinite for all but one, none was the best.
    #[test]
    fn a_single_finite_value_is_better_than_what_diverged() {
        let (inf, nan) = (Some(f64::INFINITY), Some(f64::NAN));
        check_best(Better::Less, &[inf, inf, Some(3.0)], &[2]);
        check_best(
            Better::More,
            &[Some(5.0), nan, Some(f64::NEG_INFINITY)],
            &[0],
        );
        check_best(Better::More, &[Some(5.0), Some(5.0), nan], &[0, 1]);
        check_best(Better::More, &[inf, Some(3.0)], &[]);
        check_best(Better::Less, &[inf, nan, None], &[]);
    }

    #[test]
    fn nothing_is_best_among_equals() {
        check_best(Better::More, &[], &[]);
        check_best(Better::More, &[Some(1.0)], &[]);
        check_best(Better::More, &[Some(1.0), Some(1.0), None], &[]);
    }
}
