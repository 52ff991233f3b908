//! The calendar: days, dates and times of Unix milliseconds in a fixed distance from UTC.

/// Milliseconds of a minute.
pub(crate) const MINUTE_MILLIS: i64 = 60_000;
/// Milliseconds of a day.
pub(crate) const DAY_MILLIS: i64 = 86_400_000;

/// A moment as a clock on the wall shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WallTime {
    /// The year; 2026.
    pub year: i64,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 59.
    pub second: u32,
    /// 0 to 999.
    pub millis: u32,
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl WallTime {
    /// What the clock shows at this moment, so many minutes east of Greenwich.
    pub fn new(unix_millis: i64, utc_offset_minutes: i32) -> Self {
        let local = unix_millis.saturating_add(i64::from(utc_offset_minutes) * MINUTE_MILLIS);
        let (year, month, day) = date_of_day(local.div_euclid(DAY_MILLIS));
        let millis = local.rem_euclid(DAY_MILLIS);
        let part = |unit: i64, count: i64| (millis / unit % count) as u32;
        Self {
            year,
            month,
            day,
            hour: part(3_600_000, 24),
            minute: part(MINUTE_MILLIS, 60),
            second: part(1_000, 60),
            millis: part(1, 1_000),
        }
    }

    /// The English short name of the month.
    pub fn month_name(&self) -> &'static str {
        MONTHS
            .get(self.month as usize - 1)
            .copied()
            .unwrap_or_default()
    }

    /// Date and time to the second, such as `2026-11-23 21:44:03`.
    pub fn date_and_time(&self) -> String {
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
            self.year, self.month, self.day, self.hour, self.minute, self.second
        )
    }
}

/// A moment in RFC 3339, UTC, to the millisecond.
pub fn rfc3339(unix_millis: i64) -> String {
    let time = WallTime::new(unix_millis, 0);
    let text = time.date_and_time().replace(' ', "T");
    format!("{text}.{:03}Z", time.millis)
}

/// Days from 1970-01-01 to the first of a month; months beyond 1 to 12 carry over into the years.
pub(crate) fn day_of_month_start(year: i64, month_from_zero: i64) -> i64 {
    let year = year + month_from_zero.div_euclid(12);
    let month = month_from_zero.rem_euclid(12) + 1;
    // Years begin in March here, so that the day of a leap year is the last one.
    let (year, month_from_march) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let day_of_year = (month_from_march * 153 + 2) / 5;
    year * 365 + leap_days + day_of_year - DAYS_TO_1970
}

/// Days from 0000-03-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;
const DAYS_IN_400_YEARS: i64 = 146_097;

/// Year, month (1 to 12) and day (1 to 31) of a day counted from 1970-01-01.
fn date_of_day(day: i64) -> (i64, u32, u32) {
    let days = day + DAYS_TO_1970;
    let era = days.div_euclid(DAYS_IN_400_YEARS);
    let day_of_era = days.rem_euclid(DAYS_IN_400_YEARS);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as u32, day_of_month as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(unix_millis: i64, utc_offset_minutes: i32, expected: &str) {
        assert_eq!(
            WallTime::new(unix_millis, utc_offset_minutes).date_and_time(),
            expected
        );
    }

    #[test]
    fn moments_become_dates() {
        check(0, 0, "1970-01-01 00:00:00");
        check(-1, 0, "1969-12-31 23:59:59");
        check(951_782_400_000, 0, "2000-02-29 00:00:00");
        check(1_795_470_243_000, 0, "2026-11-23 21:44:03");
        check(1_795_470_243_000, 330, "2026-11-24 03:14:03");
        check(1_795_470_243_000, -480, "2026-11-23 13:44:03");
        assert_eq!(rfc3339(1_795_470_243_042), "2026-11-23T21:44:03.042Z");
    }

    #[test]
    fn months_carry_over_into_years() {
        assert_eq!(day_of_month_start(1970, 0), 0);
        assert_eq!(day_of_month_start(1970, 12), 365);
        assert_eq!(day_of_month_start(1970, -1), -31);
        assert_eq!(
            day_of_month_start(2024, 2) - day_of_month_start(2024, 1),
            29
        );
    }

    proptest! {
        #[test]
        fn the_first_of_each_month_comes_back(year in -400i64..4000, month in 0i64..12) {
            let date = date_of_day(day_of_month_start(year, month));
            prop_assert_eq!(date, (year, month as u32 + 1, 1));
        }
    }
}
