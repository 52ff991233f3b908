//! `#[serde(with = "pairs")]`: named scalars as an object whose keys keep their order.

use crate::Scalar;
use serde::de::{MapAccess, Visitor};
use serde::{Deserializer, Serializer};
use std::fmt;

/// Writes an object with the names as keys, in the given order.
pub fn serialize<S: Serializer>(
    pairs: &[(String, Scalar)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, scalar)| (name, scalar)))
}

/// Reads an object, in the order in which its keys stand.
pub fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(String, Scalar)>, D::Error> {
    struct PairsVisitor;

    impl<'de> Visitor<'de> for PairsVisitor {
        type Value = Vec<(String, Scalar)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of scalars")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }

    deserializer.deserialize_map(PairsVisitor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Holder(#[serde(with = "super")] Vec<(String, Scalar)>);

    #[test]
    fn the_order_of_the_names_is_kept() {
        let json = r#"{"z":1,"a":"text","m":null}"#;
        let holder: Holder = serde_json::from_str(json).unwrap();
        assert_eq!(holder.0.first(), Some(&("z".to_owned(), Scalar::Int(1))));
        assert_eq!(serde_json::to_string(&holder).unwrap(), json);
        assert!(serde_json::from_str::<Holder>("[]").is_err());
    }
}
