//! Which experiments' lists of logs are to be fetched, in the order in which they were asked for.

use runboard_model::ExperimentId;
use std::collections::VecDeque;

/// The experiments whose lists are waited for, each once.
#[derive(Debug, Default)]
pub struct ListQueue(VecDeque<ExperimentId>);

impl ListQueue {
    /// Asks for the list of an experiment.
    pub fn want(&mut self, id: ExperimentId) {
        if !self.0.contains(&id) {
            self.0.push_back(id);
        }
    }

    /// Takes the next one out; those that are compared no more are forgotten on the way.
    pub fn next(&mut self, is_compared: impl Fn(ExperimentId) -> bool) -> Option<ExperimentId> {
        while let Some(id) = self.0.pop_front() {
            if is_compared(id) {
                return Some(id);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u64) -> ExperimentId {
        format!("00000000-0000-0000-0000-{number:012}")
            .parse()
            .unwrap()
    }

    #[test]
    fn each_is_fetched_once_in_the_order_of_asking() {
        let mut queue = ListQueue::default();
        for number in [3, 1, 3, 2] {
            queue.want(id(number));
        }
        let taken: Vec<_> = std::iter::from_fn(|| queue.next(|_| true)).collect();
        assert_eq!(taken, [id(3), id(1), id(2)]);
        queue.want(id(3));
        assert_eq!(queue.next(|_| true), Some(id(3)));
    }

    /// The list of an experiment that had left the comparison was asked for again and again.
    #[test]
    fn what_is_compared_no_more_is_forgotten() {
        let mut queue = ListQueue::default();
        for number in [1, 2, 3] {
            queue.want(id(number));
        }
        assert_eq!(queue.next(|it| it == id(3)), Some(id(3)));
        assert_eq!(queue.next(|_| true), None);
    }
}
