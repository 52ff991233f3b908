//! The tabs of a dashboard: the groups of logs whose names share the part before the first `/`.

use runboard_model::names::tab_of;

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The shared part; `None` is the tab of all logs.
    pub group: Option<String>,
    /// Logs in it.
    pub n_logs: usize,
}

impl Tab {
    /// The name as shown: `train`, or `All`.
    pub fn label(&self) -> &str {
        self.group.as_deref().unwrap_or("All")
    }
}

/// `All`, then each group in the order of its first log.
pub fn tabs<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Tab> {
    let mut tabs = vec![Tab {
        group: None,
        n_logs: 0,
    }];
    for name in names {
        if let Some(all) = tabs.first_mut() {
            all.n_logs += 1;
        }
        let Some(group) = tab_of(name) else { continue };
        match tabs
            .iter_mut()
            .find(|tab| tab.group.as_deref() == Some(group))
        {
            Some(tab) => tab.n_logs += 1,
            None => tabs.push(Tab {
                group: Some(group.to_owned()),
                n_logs: 1,
            }),
        }
    }
    tabs
}

/// The group of the tab `n_tabs` to the right of the chosen one, round the end.
pub fn neighbour(tabs: &[Tab], chosen: Option<&str>, n_tabs: isize) -> Option<String> {
    let position = tabs
        .iter()
        .position(|tab| tab.group.as_deref() == chosen)
        .unwrap_or(0);
    let moved = position.checked_add_signed(n_tabs.rem_euclid(tabs.len().max(1) as isize))?;
    tabs.get(moved % tabs.len().max(1))
        .and_then(|tab| tab.group.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_grouped_by_what_stands_before_the_first_slash() {
        let names = ["train/loss", "lr", "val/loss", "train/acc/top1", "/odd"];
        let tabs = tabs(names.into_iter());
        let shown: Vec<_> = tabs.iter().map(|tab| (tab.label(), tab.n_logs)).collect();
        assert_eq!(shown, [("All", 5), ("train", 2), ("val", 1)]);
    }

    #[test]
    fn no_logs_leave_the_tab_of_all() {
        assert_eq!(
            tabs(std::iter::empty()),
            [Tab {
                group: None,
                n_logs: 0
            }]
        );
    }

    #[test]
    fn neighbours_go_round() {
        let tabs = tabs(["a/x", "b/x"].into_iter());
        assert_eq!(neighbour(&tabs, None, 1), Some("a".to_owned()));
        assert_eq!(neighbour(&tabs, Some("b"), 1), None);
        assert_eq!(neighbour(&tabs, None, -1), Some("b".to_owned()));
        assert_eq!(neighbour(&tabs, Some("gone"), 1), Some("a".to_owned()));
        assert_eq!(neighbour(&[], None, 1), None);
    }
}
