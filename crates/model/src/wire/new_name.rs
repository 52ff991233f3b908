//! Another name for something.

use serde::{Deserialize, Serialize};

/// `PATCH /api/v1/experiments/{id}/logs/{name}` and `…/artifacts/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewName {
    /// The name it gets.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_name_reads_back() {
        let name = NewName {
            name: "loss".to_owned(),
        };
        let json = serde_json::to_string(&name).unwrap();
        assert_eq!(json, r#"{"name":"loss"}"#);
        assert_eq!(serde_json::from_str::<NewName>(&json).unwrap(), name);
    }
}
