//! How well a typed text fits a name: its letters in their order, best where words start.
//!
//! Words of the query fit independently of each other, so `loss train` finds `train/loss`. Upper and lower case
//! are the same. An empty query fits everything equally.

/// For each letter that fits.
const LETTER: i32 = 1;
/// For a letter at the start of a word.
const WORD_START: i32 = 9;
/// For a letter right after the one before it.
const IN_A_ROW: i32 = 6;
/// For a word of the query at the very start.
const VERY_START: i32 = 4;

/// How a query fits a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fit {
    /// More is better.
    pub score: i32,
    /// The positions of the letters that fit, in characters, ascending.
    pub places: Vec<usize>,
}

/// How the query fits; `None` if one of its letters finds no place.
pub fn fit(query: &str, text: &str) -> Option<Fit> {
    let letters: Vec<char> = text.chars().collect();
    let folded: Vec<char> = letters.iter().copied().map(folded).collect();
    let mut whole = Fit::default();
    for word in query.split_whitespace() {
        let word: Vec<char> = word.chars().map(self::folded).collect();
        let own = fit_word(&word, &letters, &folded)?;
        whole.score += own.score;
        whole.places.extend(own.places);
    }
    whole.places.sort_unstable();
    whole.places.dedup();
    Some(whole)
}

/// The best of all ways in which the letters of a word stand in the text in their order.
fn fit_word(word: &[char], letters: &[char], folded: &[char]) -> Option<Fit> {
    if !is_within(word, folded) {
        return None;
    }
    // For each letter of the word and each place: the best score with the letter at the place, and the place of
    // the letter before.
    let mut steps: Vec<Vec<Option<(i32, usize)>>> = Vec::with_capacity(word.len());
    for letter in word {
        let before = steps.last();
        let mut best_before: Option<(i32, usize)> = None;
        let mut step = Vec::with_capacity(folded.len());
        for (place, other) in folded.iter().enumerate() {
            let own = LETTER + place_score(letters, place);
            let found = match before {
                _ if other != letter => None,
                None => Some((own, place)),
                Some(before) => {
                    let adjacent = place
                        .checked_sub(1)
                        .and_then(|last| Some((before.get(last)?.as_ref()?.0 + IN_A_ROW, last)));
                    // Of equals, the letters that stand together.
                    let reached = best_before.max(adjacent);
                    reached.map(|(score, last)| (score + own, last))
                }
            };
            step.push(found);
            if let Some(before) = before {
                let here = before.get(place).copied().flatten();
                let here = here.map(|(score, _)| (score, place));
                if here.map(|(score, _)| score) > best_before.map(|(score, _)| score) {
                    best_before = here;
                }
            }
        }
        steps.push(step);
    }
    let last = steps.last()?.iter().enumerate();
    let (mut place, score) = last
        .filter_map(|(place, found)| Some((place, found.as_ref()?.0)))
        // The first of the best ones.
        .min_by_key(|(_, score)| -score)?;
    let mut places = Vec::with_capacity(word.len());
    for step in steps.iter().rev() {
        places.push(place);
        place = step.get(place).copied().flatten()?.1;
    }
    places.reverse();
    let starts = i32::from(places.first() == Some(&0)) * VERY_START;
    Some(Fit {
        score: score + starts,
        places,
    })
}

/// Whether the letters of the word stand in the text in their order at all.
fn is_within(word: &[char], folded: &[char]) -> bool {
    let mut rest = folded.iter();
    word.iter().all(|letter| rest.any(|other| other == letter))
}

/// What a place is worth: a word starts after what is no letter or digit, at a capital after a small letter, and at the first
/// digit of a number.
fn place_score(letters: &[char], place: usize) -> i32 {
    let Some(letter) = letters.get(place) else {
        return 0;
    };
    let before = place.checked_sub(1).and_then(|last| letters.get(last));
    let is_start = match before {
        None => true,
        Some(before) if !before.is_alphanumeric() => letter.is_alphanumeric(),
        Some(before) => {
            (before.is_lowercase() && letter.is_uppercase())
                || (!before.is_numeric() && letter.is_numeric())
        }
    };
    i32::from(is_start) * WORD_START
}

/// The letter without its case; those that become several letters stay as they are.
fn folded(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text with the letters that fit in brackets.
    fn marked(query: &str, text: &str) -> Option<String> {
        let fit = fit(query, text)?;
        let mark = |(place, letter): (usize, char)| match fit.places.contains(&place) {
            true => format!("[{letter}]"),
            false => letter.to_string(),
        };
        Some(text.chars().enumerate().map(mark).collect())
    }

    #[track_caller]
    fn check(query: &str, text: &str, expected: Option<&str>) {
        assert_eq!(
            marked(query, text).as_deref(),
            expected,
            "{query} in {text}"
        );
    }

    #[test]
    fn letters_fit_in_their_order() {
        check("", "loss", Some("loss"));
        check("los", "loss", Some("[l][o][s]s"));
        check("ls", "loss", Some("[l]o[s]s"));
        check("sl", "loss", None);
        check("losses", "loss", None);
        check("LOSS", "Train/Loss", Some("Train/[L][o][s][s]"));
        check("größe", "GRÖẞE", Some("[G][R][Ö][ẞ][E]"));
        check("ö", "GRÖSSE", Some("GR[Ö]SSE"));
    }

    #[test]
    fn starts_of_words_come_first() {
        check("l", "val/loss", Some("val/[l]oss"));
        check("tl", "train/total/loss", Some("[t]rain/total/[l]oss"));
        check(
            "lr",
            "optimizer.learning_rate",
            Some("optimizer.[l]earning_[r]ate"),
        );
        check("m5", "metrics/mAP_0.5", Some("[m]etrics/mAP_0.[5]"));
        check("map", "metrics/mAP_0.5", Some("metrics/[m][A][P]_0.5"));
    }

    #[test]
    fn words_fit_in_any_order() {
        check("loss tr", "train/loss", Some("[t][r]ain/[l][o][s][s]"));
        check("loss xyz", "train/loss", None);
    }

    #[track_caller]
    fn check_better(query: &str, better: &str, worse: &str) {
        let score = |text: &str| fit(query, text).unwrap().score;
        assert!(
            score(better) > score(worse),
            "{query}: {better} before {worse}"
        );
    }

    #[test]
    fn better_fits_score_more() {
        check_better("loss", "loss", "closed_shape_s");
        check_better("loss", "train/loss", "closes");
        check_better("al", "alpha", "val/loss");
        check_better("ex2", "exp2", "exp12");
        check_better("vl", "val/loss", "evaluation");
    }

    proptest! {
        #[test]
        fn a_part_of_a_text_always_fits(text in "[a-zA-Z0-9/_. ]{1,40}", picks in prop::collection::vec(any::<bool>(), 40)) {
            let picked = text.chars().zip(&picks).filter(|(_, is_picked)| **is_picked);
            let query: String = picked.map(|(letter, _)| letter).filter(|letter| *letter != ' ').collect();
            let fit = fit(&query, &text);
            prop_assert!(fit.is_some());
            prop_assert_eq!(fit.unwrap().places.len(), query.chars().count());
        }

        #[test]
        fn any_text_is_taken(query in ".{0,12}", text in ".{0,40}") {
            let n_letters = text.chars().count();
            if let Some(fit) = fit(&query, &text) {
                prop_assert!(fit.places.iter().all(|place| *place < n_letters));
            }
        }
    }
}
