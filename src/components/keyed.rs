//! Things of a keyed list that change in place, so that a focused one stays focused.

use leptos::prelude::*;

/// What a thing of a keyed list is now; the last that was known of one that is gone, as long as it is seen.
pub(super) fn use_own<T>(all: Signal<Vec<T>>, first: T, is_same: fn(&T, &T) -> bool) -> Memo<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |last: Option<&T>| {
        let all = all.read();
        let now = all.iter().find(|other| is_same(other, &first));
        now.or(last).unwrap_or(&first).clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_what_it_is_now_and_stays_so_once_it_is_gone() {
        let owner = Owner::new();
        owner.with(|| {
            let all = RwSignal::new(vec![("a", 1), ("b", 1)]);
            let own = use_own(all.into(), ("b", 0), |thing, other| thing.0 == other.0);
            assert_eq!(own.get(), ("b", 1));
            all.set(vec![("b", 2), ("a", 3)]);
            assert_eq!(own.get(), ("b", 2));
            all.set(vec![("a", 3)]);
            assert_eq!(own.get(), ("b", 2));
        });
    }
}
