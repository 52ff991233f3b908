//! Moments, in milliseconds since 1970 (UTC); RFC 3339 on the wire.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A moment between 1970 and 9999, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp {
    unix_millis: i64,
}

impl Timestamp {
    /// The last moment that RFC 3339 can write: the end of the year 9999.
    pub const MAX_UNIX_MILLIS: i64 = 253_402_300_799_999;

    /// The moment `unix_millis` after 1970-01-01T00:00:00Z; clamped to the years 1970 to 9999.
    pub fn from_unix_millis(unix_millis: i64) -> Self {
        Self {
            unix_millis: unix_millis.clamp(0, Self::MAX_UNIX_MILLIS),
        }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn unix_millis(self) -> i64 {
        self.unix_millis
    }

    /// The moment to the minute, for people: `2026-11-23 21:44 UTC`.
    pub fn to_minutes(self) -> String {
        let text = self.to_string();
        // `2026-11-23T21:44:05.000Z`
        match (text.get(..10), text.get(11..16)) {
            (Some(date), Some(time)) => format!("{date} {time} UTC"),
            _ => text,
        }
    }

    fn system_time(self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.unix_millis.unsigned_abs())
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let millis = time
            .duration_since(UNIX_EPOCH)
            .map_or(0, |elapsed| elapsed.as_millis());
        Self::from_unix_millis(i64::try_from(millis).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        humantime::format_rfc3339_millis(self.system_time()).fmt(f)
    }
}

/// The text is no RFC 3339 time in UTC.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no RFC 3339 time in UTC")]
pub struct TimestampError(String);

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        humantime::parse_rfc3339(text)
            .map(Self::from)
            .map_err(|_| TimestampError(text.to_owned()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_back() {
        let moment = Timestamp::from_unix_millis(1_767_225_600_123);
        let json = serde_json::to_string(&moment).unwrap();
        assert_eq!(json, "\"2026-01-01T00:00:00.123Z\"");
        assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), moment);
        assert_eq!(moment.to_minutes(), "2026-01-01 00:00 UTC");
    }

    #[test]
    fn moments_stay_writable() {
        assert_eq!(Timestamp::from_unix_millis(-5).unix_millis(), 0);
        assert_eq!(
            Timestamp::from_unix_millis(i64::MAX).to_string(),
            "9999-12-31T23:59:59.999Z"
        );
        assert!("yesterday".parse::<Timestamp>().is_err());
    }
}
