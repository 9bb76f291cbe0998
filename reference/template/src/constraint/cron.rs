//! `cron_expression`: a schedule in the notation of cron, with five, six or seven fields.
//!
//! An error is the reason that follows `Invalid CRON expression:`.

use std::collections::BTreeSet;

/// A field of the expression: its least and greatest value, and the names that values have.
struct Field {
    range: (u32, u32),
    names: &'static [(&'static str, u32)],
    /// A value that means another one: day 0 is day 1, weekday 7 is weekday 0.
    alias: Option<(u32, u32)>,
}

const MONTHS: &[(&str, u32)] = &[
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

const WEEKDAYS: &[(&str, u32)] = &[
    ("sun", 0),
    ("mon", 1),
    ("tue", 2),
    ("wed", 3),
    ("thu", 4),
    ("fri", 5),
    ("sat", 6),
];

const DAY: usize = 2;
const WEEKDAY: usize = 4;

const FIELDS: [Field; 7] = [
    plain(0, 59),
    plain(0, 23),
    aliased((1, 31), &[], (0, 1)),
    aliased((1, 12), MONTHS, (0, 1)),
    aliased((0, 6), WEEKDAYS, (7, 0)),
    plain(0, 59),
    plain(1970, 2099),
];

/// Schedules with a name.
const NAMED: &[&str] = &[
    "@midnight",
    "@hourly",
    "@daily",
    "@weekly",
    "@monthly",
    "@yearly",
    "@annually",
];

const fn plain(min: u32, max: u32) -> Field {
    Field {
        range: (min, max),
        names: &[],
        alias: None,
    }
}

const fn aliased(
    range: (u32, u32),
    names: &'static [(&'static str, u32)],
    alias: (u32, u32),
) -> Field {
    Field {
        range,
        names,
        alias: Some(alias),
    }
}

/// Checks an expression.
pub(crate) fn check(expression: &str) -> Result<(), String> {
    let lower = expression.to_lowercase();
    if NAMED.contains(&lower.as_str()) {
        return Ok(());
    }
    let words: Vec<&str> = lower.split_ascii_whitespace().collect();
    if !matches!(words.len(), 5..=7) {
        return Err(
            "Exactly 5, 6 or 7 columns has to be specified for iterator expression.".to_owned(),
        );
    }
    let context = Context {
        expression,
        fields: words.join(" "),
        has_seconds: words.len() > 5,
    };
    let mut nth = BTreeSet::new();
    let mut other = BTreeSet::new();
    for (index, word) in words.iter().enumerate() {
        context.field(index, word, &mut nth, &mut other)?;
    }
    // Whether a weekday is every one or the second of a month cannot be mixed.
    if !nth.is_empty() && other.difference(&nth).next().is_some() {
        return Err(format!(
            "day-of-week field does not support mixing literal values and nth day of week syntax.  \
             Cron: '{expression}'"
        ));
    }
    Ok(())
}

/// The expression, as messages show it.
struct Context<'e> {
    expression: &'e str,
    /// The same in lower case, with single spaces.
    fields: String,
    /// Whether there are more than the five fields of Unix.
    has_seconds: bool,
}

impl Context<'_> {
    /// Checks a field. Weekdays that are only one of a month are put into `nth`, plain ones into
    /// `other`.
    fn field(
        &self,
        index: usize,
        word: &str,
        nth: &mut BTreeSet<u32>,
        other: &mut BTreeSet<u32>,
    ) -> Result<(), String> {
        if word.contains('?') {
            return match word {
                "?" if matches!(index, DAY | WEEKDAY) => Ok(()),
                "?" => {
                    Err(self.refuse(". Question mark can only used in day_of_month or day_of_week"))
                }
                _ => Err(self.refuse(". Question mark can not used with other characters")),
            };
        }
        let items: Vec<&str> = word.split(',').collect();
        for item in &items {
            if index == DAY && self.nearest_weekday(item, items.len())? {
                continue;
            }
            let (item, is_nth) = if index == WEEKDAY {
                self.nth_weekday(item)?
            } else {
                (*item, false)
            };
            let values = self.item(index, item)?;
            if index == WEEKDAY {
                let set: &mut BTreeSet<u32> = if is_nth { &mut *nth } else { &mut *other };
                set.extend(values);
            }
        }
        Ok(())
    }

    /// Whether the item is a day with `w`, the weekday that is nearest to it.
    fn nearest_weekday(&self, item: &str, n_items: usize) -> Result<bool, String> {
        let day = item.strip_suffix('w').or_else(|| item.strip_prefix('w'));
        let Some(day) = day.filter(|day| is_digits(day)) else {
            return Ok(false);
        };
        if !number(day).is_some_and(|day| (1..=31).contains(&day)) {
            let day = day.trim_start_matches('0');
            let day = if day.is_empty() { "0" } else { day };
            return Err(self.refuse(&format!(", nearest weekday day value '{day}' out of range")));
        }
        if n_items > 1 {
            return Err(self
                .refuse(". 'W' can only be used with a single day value, not in a list or range"));
        }
        Ok(true)
    }

    /// The weekday of `2#3` or `l5`, and whether it is such a one.
    fn nth_weekday<'i>(&self, item: &'i str) -> Result<(&'i str, bool), String> {
        if let Some((weekday, nth)) = item.split_once('#')
            && is_digits(nth)
        {
            if !number(nth).is_some_and(|nth| (1..=5).contains(&nth)) {
                return Err(self.refuse(&format!(". Invalid day_of_week value: '{nth}'")));
            }
            return Ok((weekday, true));
        }
        match item.strip_prefix('l') {
            Some(weekday) if is_digits(weekday) => Ok((weekday, true)),
            _ => Ok((item, false)),
        }
    }

    /// The values of an item: a value, a range, either with a step; none for all of them.
    fn item(&self, index: usize, item: &str) -> Result<Vec<u32>, String> {
        let field = &FIELDS[index];
        let (min, max) = field.range;
        let (item, step) = match item.split_once('/') {
            Some((item, step)) => (item, Some(step)),
            None => (item, None),
        };
        if step.is_some_and(|step| !is_digits(step)) {
            return Err(self.refuse_fields());
        }
        if let Some(step) = step
            && step.bytes().all(|digit| digit == b'0')
        {
            return Err(format!(
                "[{}] step '{step}' in field {index} is not acceptable",
                self.expression
            ));
        }
        if item == "*" {
            return Ok(Vec::new());
        }
        let (low, high) = match item.split_once('-') {
            Some(("", _)) => {
                return Err(self.refuse(", negative numbers not allowed"));
            }
            Some((low, high)) => (low, Some(high)),
            None => (item, None),
        };
        let is_range = high.is_some() || step.is_some();
        let last_day = |text: &str| index == DAY && text == "l";
        if !is_range && last_day(low) {
            return Ok(Vec::new());
        }
        let low = self.value(field, low)?;
        let high = match high {
            Some(high) if last_day(high) => max,
            Some(high) => self.value(field, high)?,
            None if is_range => max,
            None => low,
        };
        if !is_range && !(min..=max).contains(&low) {
            return Err(self.refuse(", out of range"));
        }
        if low.max(high) > max {
            return Err(format!("{} is out of bands", self.expression));
        }
        // What matters is which weekdays are named, not how often.
        Ok(if low <= high {
            (low..=high).collect()
        } else {
            (low..=max).chain(min..=high).collect()
        })
    }

    /// The value that a number or a name stands for.
    fn value(&self, field: &Field, text: &str) -> Result<u32, String> {
        let value = if is_digits(text) {
            // Beyond every range, as everything that is too long for a number.
            number(text).unwrap_or(u32::MAX)
        } else {
            let mut names = field.names.iter();
            let found = names.find(|(name, _)| *name == text);
            found
                .map(|(_, value)| *value)
                .ok_or_else(|| self.refuse_fields())?
        };
        // With seconds, day 0 and month 0 are the first ones; without, they are out of range.
        let has_alias = value != 0 || self.has_seconds;
        Ok(match field.alias {
            Some((from, to)) if from == value && has_alias => to,
            _ => value,
        })
    }

    fn refuse_fields(&self) -> String {
        format!("[{}] is not acceptable", self.fields)
    }

    fn refuse(&self, why: &str) -> String {
        format!("[{}] is not acceptable{why}", self.expression)
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_are_told_from_others() {
        for good in [
            "* * * * *",
            "0 5 * * *",
            "*/5 0-12/2 1,15 jan-mar mon",
            "0 0 l * ?",
            "0 0 15w * *",
            "0 0 * * 2#3",
            "0 0 * * l5",
            "0 0 * * sat-sun",
            "0 0 * * 7",
            "0 0 0 * * 30",
            "0 0 1 1 * 0 2030-2040",
            "@daily",
            "59/15 * * * *",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        let rows = [
            (
                "",
                "Exactly 5, 6 or 7 columns has to be specified for iterator expression.",
            ),
            (
                "* * *",
                "Exactly 5, 6 or 7 columns has to be specified for iterator expression.",
            ),
            ("61 * * * *", "[61 * * * *] is not acceptable, out of range"),
            (
                "99999999999 * * * *",
                "[99999999999 * * * *] is not acceptable, out of range",
            ),
            ("Nope * * * *", "[nope * * * *] is not acceptable"),
            ("1-99 * * * *", "1-99 * * * * is out of bands"),
            (
                "-1 * * * *",
                "[-1 * * * *] is not acceptable, negative numbers not allowed",
            ),
            (
                "*/0 * * * *",
                "[*/0 * * * *] step '0' in field 0 is not acceptable",
            ),
            ("*/a * * * *", "[*/a * * * *] is not acceptable"),
            ("0 0 * 0 *", "[0 0 * 0 *] is not acceptable, out of range"),
            (
                "? * * * *",
                "[? * * * *] is not acceptable. Question mark can only used in day_of_month or \
                 day_of_week",
            ),
            (
                "0 0 * * 2#9",
                "[0 0 * * 2#9] is not acceptable. Invalid day_of_week value: '9'",
            ),
            (
                "0 0 32w * *",
                "[0 0 32w * *] is not acceptable, nearest weekday day value '32' out of range",
            ),
        ];
        for (bad, reason) in rows {
            assert_eq!(check(bad), Err(reason.to_owned()), "{bad}");
        }
    }
}
