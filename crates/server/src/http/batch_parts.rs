//! Which logs of a batch the store is asked about, and what becomes of all of them. Pure.

use super::error::ApiError;
use runboard_model::wire::RefusedLog;

/// The parts of a batch that was split: where each log stood, and why some were refused as they were read.
#[derive(Debug)]
pub(super) struct Parts {
    /// The places in the batch of the logs that the store is asked about, in order.
    places: Vec<usize>,
    refused: Vec<RefusedLog>,
}

/// The logs of a batch that could be read, in order, and what is needed to tell of all of them.
pub(super) fn split<Log, Refusal: Into<ApiError>>(
    read: Vec<Result<Log, Refusal>>,
) -> (Vec<Log>, Parts) {
    let (mut logs, mut places, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (index, log) in read.into_iter().enumerate() {
        match log {
            Ok(log) => {
                places.push(index);
                logs.push(log);
            }
            Err(refusal) => refused.push(refused_log(index, refusal.into())),
        }
    }
    (logs, Parts { places, refused })
}

impl Parts {
    /// The logs that were not taken, in the order of the batch, out of what the store says of each log
    /// that it was asked about.
    pub(super) fn join(self, by_store: Vec<Option<impl Into<ApiError>>>) -> Vec<RefusedLog> {
        let asked = self.places.into_iter().zip(by_store);
        let by_store = asked.filter_map(|(index, refusal)| {
            refusal.map(|refusal| refused_log(index, refusal.into()))
        });
        let mut refused = self.refused;
        refused.extend(by_store);
        refused.sort_by_key(|log| log.index);
        refused
    }
}

fn refused_log(index: usize, refusal: ApiError) -> RefusedLog {
    RefusedLog {
        index,
        error: refusal.into_detail(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_model::ErrorCode;

    fn refusal(message: &str) -> ApiError {
        ApiError::new(ErrorCode::InvalidData, message)
    }

    #[track_caller]
    fn check(
        read: Vec<Result<char, ApiError>>,
        asked: &str,
        by_store: Vec<Option<ApiError>>,
        refused: &[(usize, &str)],
    ) {
        let (logs, parts) = split(read);
        assert_eq!(String::from_iter(logs), asked);
        let joined = parts.join(by_store);
        let told = joined
            .iter()
            .map(|log| (log.index, log.error.message.as_str()));
        assert_eq!(told.collect::<Vec<_>>(), refused);
    }

    #[test]
    fn each_refusal_names_the_place_in_the_batch() {
        check(Vec::new(), "", Vec::new(), &[]);
        check(vec![Ok('a'), Ok('b')], "ab", vec![None, None], &[]);
        check(
            vec![
                Ok('a'),
                Err(refusal("one")),
                Ok('c'),
                Err(refusal("three")),
                Ok('e'),
            ],
            "ace",
            vec![None, Some(refusal("two")), Some(refusal("four"))],
            &[(1, "one"), (2, "two"), (3, "three"), (4, "four")],
        );
        check(vec![Err(refusal("zero"))], "", Vec::new(), &[(0, "zero")]);
    }
}
