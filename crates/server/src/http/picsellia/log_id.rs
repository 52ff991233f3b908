//! The numbers of logs as identifiers, which the client has for everything. Pure.

use crate::store::LogId;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

/// What the identifiers of all logs start with: the letters of "runboa", and 8 for a form that each
/// program defines for itself.
const PREFIX: u64 = 0x7275_6e62_6f61_8100;
/// The two bits that every such identifier has there.
const VARIANT: u64 = 0x8000_0000_0000_0000;
const VARIANT_MASK: u64 = 0xc000_0000_0000_0000;

/// A log, as the client names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClientLogId(pub(super) LogId);

impl ClientLogId {
    fn uuid(self) -> Uuid {
        Uuid::from_u64_pair(PREFIX, VARIANT | (self.0.0 & !VARIANT_MASK))
    }

    /// The log that an identifier names, if it is that of one.
    pub(super) fn from_uuid(id: Uuid) -> Option<Self> {
        let (prefix, number) = id.as_u64_pair();
        let is_log = prefix == PREFIX && number & VARIANT_MASK == VARIANT;
        is_log.then_some(Self(LogId(number & !VARIANT_MASK)))
    }
}

impl Serialize for ClientLogId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.uuid().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ClientLogId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = Uuid::deserialize(deserializer)?;
        Self::from_uuid(id).ok_or_else(|| de::Error::custom(format!("{id} is no log")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back() {
        for number in [0, 1, 7_000_000, (1 << 62) - 1] {
            let id = ClientLogId(LogId(number));
            assert_eq!(ClientLogId::from_uuid(id.uuid()), Some(id));
            assert_eq!(id.uuid().get_version_num(), 8);
        }
        let id = serde_json::to_string(&ClientLogId(LogId(7))).unwrap();
        assert_eq!(id, "\"72756e62-6f61-8100-8000-000000000007\"");
    }

    #[test]
    fn other_identifiers_are_no_logs() {
        for id in [
            "00000000-0000-4000-8000-000000000007",
            "72756e62-6f61-8100-0000-000000000007",
        ] {
            assert_eq!(ClientLogId::from_uuid(id.parse().unwrap()), None);
        }
    }
}
