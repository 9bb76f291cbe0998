//! `cron_expression`: a schedule in the notation of cron, with five, six or seven fields.
//!
//! An error is the reason that follows `Invalid CRON expression:`.

use std::collections::{BTreeMap, BTreeSet};

/// A field of the expression: its least and greatest value, and the names that values have.
struct Field {
    range: (u32, u32),
    names: &'static [(&'static str, u32)],
    /// A value that means another one: weekday 7 is weekday 0.
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
    field((0, 59), &[], None),
    field((0, 23), &[], None),
    field((1, 31), &[], None),
    field((1, 12), MONTHS, None),
    field((0, 6), WEEKDAYS, Some((7, 0))),
    field((0, 59), &[], None),
    field((1970, 2099), &[], None),
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

const fn field(
    range: (u32, u32),
    names: &'static [(&'static str, u32)],
    alias: Option<(u32, u32)>,
) -> Field {
    Field {
        range,
        names,
        alias,
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
    };
    let mut nth = BTreeMap::new();
    let mut other = BTreeSet::new();
    for (index, word) in words.iter().enumerate() {
        context.field(index, word, &mut nth, &mut other)?;
    }
    // Whether a weekday is every one or the second of a month cannot be mixed.
    let plain: Vec<u32> = other
        .iter()
        .copied()
        .filter(|day| !nth.contains_key(day))
        .collect();
    if !nth.is_empty() && !plain.is_empty() {
        return Err(mixed(expression, &plain, &nth));
    }
    Ok(())
}

/// The refusal of weekdays of which some are every one, and some only one of a month.
fn mixed(expression: &str, plain: &[u32], nth: &BTreeMap<u32, BTreeSet<String>>) -> String {
    let plain: Vec<String> = plain.iter().map(u32::to_string).collect();
    let nth = nth.iter().map(|(weekday, nth)| {
        let nth: Vec<&str> = nth.iter().map(String::as_str).collect();
        format!("{weekday}: {{{}}}", nth.join(", "))
    });
    format!(
        "day-of-week field does not support mixing literal values and nth day of week syntax.  \
         Cron: '{expression}'    dow={{{}}} vs nth={{{}}}",
        plain.join(", "),
        nth.collect::<Vec<_>>().join(", ")
    )
}

/// Whether a field leaves its value to chance, or to a hash of what is scheduled: `r`, `h(0-29)/10`.
fn is_hashed(word: &str) -> bool {
    let Some(rest) = word.strip_prefix(['h', 'r']) else {
        return false;
    };
    let (range, divisor) = match rest.split_once('/') {
        Some((range, divisor)) => (range, Some(divisor)),
        None => (rest, None),
    };
    let is_range = |range: &str| {
        let bounds = range
            .strip_prefix('(')
            .and_then(|range| range.strip_suffix(')'));
        let bounds = bounds.and_then(|bounds| bounds.split_once('-'));
        bounds.is_some_and(|(low, high)| is_digits(low) && is_digits(high))
    };
    (range.is_empty() || is_range(range)) && divisor.is_none_or(is_digits)
}

/// The expression, as messages show it.
struct Context<'e> {
    expression: &'e str,
    /// The same in lower case, with single spaces.
    fields: String,
}

impl Context<'_> {
    /// Checks a field. Weekdays that are only one of a month are put into `nth`, plain ones into
    /// `other`.
    fn field(
        &self,
        index: usize,
        word: &str,
        nth: &mut BTreeMap<u32, BTreeSet<String>>,
        other: &mut BTreeSet<u32>,
    ) -> Result<(), String> {
        if is_hashed(word) {
            return match word.strip_prefix('h') {
                Some(_) => Err("Hashed definitions must include hash_id".to_owned()),
                None => Self::random(index, word),
            };
        }
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
            if index != WEEKDAY {
                self.item(index, item)?;
                continue;
            }
            let (item, which) = self.nth_weekday(item)?;
            let values = self.item(index, item)?;
            match which {
                None => other.extend(values),
                Some(which) => {
                    for weekday in values {
                        nth.entry(weekday).or_default().insert(which.clone());
                    }
                }
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

    /// Checks a field that is left to chance: its range lies in that of the field.
    fn random(index: usize, word: &str) -> Result<(), String> {
        let (min, max) = FIELDS[index].range;
        let bounds = word.split(['(', '-', ')']).filter(|bound| is_digits(bound));
        let mut bounds = bounds.map(|bound| number(bound).unwrap_or(u32::MAX));
        if bounds.all(|bound| (min..=max).contains(&bound)) {
            Ok(())
        } else {
            Err(format!("[{word}] is not acceptable, out of range"))
        }
    }

    /// The weekday of `2#3` or `l5`, and which one of the month it is, as Python shows it; none if it
    /// is every one.
    fn nth_weekday<'i>(&self, item: &'i str) -> Result<(&'i str, Option<String>), String> {
        if let Some((weekday, nth)) = item.split_once('#')
            && is_digits(nth)
        {
            if !number(nth).is_some_and(|nth| (1..=5).contains(&nth)) {
                return Err(self.refuse(&format!(". Invalid day_of_week value: '{nth}'")));
            }
            return Ok((weekday, number(nth).map(|nth| nth.to_string())));
        }
        match item.strip_prefix('l') {
            Some(weekday) if is_digits(weekday) => Ok((weekday, Some("'l'".to_owned()))),
            _ => Ok((item, None)),
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
        if step.is_some_and(|step| step.bytes().all(|digit| digit == b'0')) {
            return Err(format!(
                "[{}] step '0' in field {index} is not acceptable",
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
        if is_range && last_day(low) {
            let high = high.filter(|high| *high != "l");
            let high = high.map_or_else(|| max.to_string(), str::to_owned);
            return Err(format!(
                "[{}] bands 'l-{high}' in field {index} are not acceptable",
                self.expression
            ));
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
        Ok(match field.alias {
            Some((from, to)) if from == value => to,
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
            "0 0 1 * * 30",
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
