//! `cron_expression`: a schedule in the notation of cron, with five, six or seven fields.
//!
//! An error is the reason that follows `Invalid CRON expression:`.

use std::collections::BTreeSet;

use indexmap::IndexMap;

/// A field of the expression: its least and greatest value, and the names that values have.
struct Field {
    range: (u32, u32),
    names: &'static [(&'static str, u32)],
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
    field((0, 59), &[]),
    field((0, 23), &[]),
    field((1, 31), &[]),
    field((1, 12), MONTHS),
    field((0, 6), WEEKDAYS),
    field((0, 59), &[]),
    field((1970, 2099), &[]),
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

const fn field(range: (u32, u32), names: &'static [(&'static str, u32)]) -> Field {
    Field { range, names }
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
    let mut weekdays = Weekdays::default();
    for (index, word) in words.iter().enumerate() {
        context.field(index, word, &mut weekdays)?;
    }
    weekdays.check(expression)
}

/// What the field of weekdays names.
#[derive(Default)]
struct Weekdays {
    /// Those that are only one of a month, by which they are, as Python shows it.
    nth: IndexMap<u32, BTreeSet<String>>,
    /// Those that are every one.
    every: BTreeSet<u32>,
    /// Whether there is a `*`, too.
    has_star: bool,
}

impl Weekdays {
    /// Whether a weekday is every one or the second of a month cannot be mixed, unless seven are
    /// named; `*` counts as one, as by upstream's reader.
    fn check(&mut self, expression: &str) -> Result<(), String> {
        self.every.retain(|weekday| !self.nth.contains_key(weekday));
        let n_named = self.every.len() + self.nth.len() + usize::from(self.has_star);
        if self.nth.is_empty() || self.every.is_empty() || n_named == 7 {
            return Ok(());
        }
        let braces = |items: Vec<String>| format!("{{{}}}", items.join(", "));
        let every = braces(self.every.iter().map(u32::to_string).collect());
        let nth = self.nth.iter().map(|(weekday, which)| {
            let which = braces(which.iter().cloned().collect());
            format!("{weekday}: {which}")
        });
        let nth = braces(nth.collect());
        Err(format!(
            "day-of-week field does not support mixing literal values and nth day of week syntax.  \
             Cron: '{expression}'    dow={every} vs nth={nth}"
        ))
    }
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
    /// Checks a field and notes the weekdays that it names.
    fn field(&self, index: usize, word: &str, weekdays: &mut Weekdays) -> Result<(), String> {
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
        // From the last to the first, as upstream's reader goes: which is wrong is told of one.
        for item in items.iter().rev() {
            if index == DAY && self.nearest_weekday(item, items.len())? {
                continue;
            }
            if index != WEEKDAY {
                self.item(index, item)?;
                continue;
            }
            match self.nth_weekday(item)? {
                ("*", None) => weekdays.has_star = true,
                (item, None) => weekdays.every.extend(self.item(index, item)?),
                (item, Some(which)) => {
                    for weekday in self.item(index, item)?.into_iter().rev() {
                        let known = weekdays.nth.entry(weekday).or_default();
                        known.insert(which.clone());
                    }
                }
            }
        }
        Ok(())
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

    /// The weekday of `2#3` or `l5`, and which of the month it is.
    fn nth_weekday<'i>(&self, item: &'i str) -> Result<(&'i str, Option<String>), String> {
        if let Some((weekday, nth)) = item.split_once('#')
            && is_digits(nth)
            && is_weekday_or_range(weekday)
        {
            return match number(nth) {
                Some(which @ 1..=5) => Ok((weekday, Some(which.to_string()))),
                _ => Err(self.refuse(&format!(". Invalid day_of_week value: '{nth}'"))),
            };
        }
        match item.strip_prefix('l') {
            Some(weekday) if is_digits(weekday) => Ok((weekday, Some("'l'".to_owned()))),
            _ => Ok((item, None)),
        }
    }

    /// The values of an item: a value, a range, either with a step; none for all of them.
    fn item(&self, index: usize, item: &str) -> Result<Vec<u32>, String> {
        let (min, max) = FIELDS[index].range;
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
                "[{}] step '0' in field {index} is not acceptable",
                self.expression
            ));
        }
        if item == "*" && step.is_none() {
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
        if last_day(low) {
            if !is_range {
                return Ok(Vec::new());
            }
            let high = high.filter(|high| !last_day(high)).unwrap_or("31");
            return Err(format!(
                "[{}] bands 'l-{high}' in field {index} are not acceptable",
                self.expression
            ));
        }
        let (low, high) = match (low, high) {
            ("*", None) => (min, Some(max)),
            (low, Some(high)) if last_day(high) => (self.value(index, low)?, Some(max)),
            (low, Some(high)) => (self.value(index, low)?, Some(self.value(index, high)?)),
            (low, None) => (self.value(index, low)?, None),
        };
        if !is_range && !(min..=max).contains(&low) {
            return Err(self.refuse(", out of range"));
        }
        if low.max(high.unwrap_or(low)) > max {
            return Err(format!("{} is out of bands", self.expression));
        }
        if !is_range {
            return Ok(vec![low]);
        }
        let step = step.map_or(1, |step| number(step).unwrap_or(u32::MAX));
        let values = values((min, max), low, high, step);
        if values.iter().any(|value| *value < min) {
            return Err(self.refuse(", out of range"));
        }
        Ok(values)
    }

    /// The value that a number or a name stands for.
    fn value(&self, index: usize, text: &str) -> Result<u32, String> {
        let value = if is_digits(text) {
            // Beyond every range, as everything that is too long for a number.
            number(text).unwrap_or(u32::MAX)
        } else {
            let mut names = FIELDS[index].names.iter();
            let found = names.find(|(name, _)| *name == text);
            found
                .map(|(_, value)| *value)
                .ok_or_else(|| self.refuse_fields())?
        };
        // Sunday is the first day and the last.
        let is_sunday = index == WEEKDAY && value == 7;
        Ok(if is_sunday { 0 } else { value })
    }

    fn refuse_fields(&self) -> String {
        format!("[{}] is not acceptable", self.fields)
    }

    fn refuse(&self, why: &str) -> String {
        format!("[{}] is not acceptable{why}", self.expression)
    }
}

/// The values of a range with a step, which may lead over the end of the field; to its end if the
/// range has none.
fn values((min, max): (u32, u32), low: u32, high: Option<u32>, step: u32) -> Vec<u32> {
    let up_to = |low, high| (low..=high).step_by(step as usize);
    match high {
        None => up_to(low, max).collect(),
        // From a value to itself is once around.
        Some(high) if low == high => up_to(min, max).collect(),
        Some(high) if high > low => up_to(low, high).collect(),
        Some(high) => {
            let beyond_end = (max - low) % step;
            let start = if beyond_end + 1 < step {
                min.saturating_add(step - beyond_end)
            } else {
                min
            };
            up_to(low, max).chain(up_to(start, high)).collect()
        }
    }
}

/// Of ranges only those between names.
fn is_weekday_or_range(text: &str) -> bool {
    let is_name = |text| WEEKDAYS.iter().any(|(name, _)| *name == text);
    match text.split_once('-') {
        Some((low, high)) => is_name(low) && is_name(high),
        None => text != "*",
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
            "0 0 w15 * *",
            "0 0 5-l * *",
            "0 0 * * 2#3,2",
            "0 0 * * 2#3,l4",
            "0 0 * * mon,1#2",
            "0 0 * * 5-6,5#1,6#2",
            "0 0 * * 0-4/2,0#1,2#1,4#1",
            "0 0 * * 5-2/3,5#1,2#1",
            "0 0 * * 6/2,6#1",
            "0 0 * * 0-5,6#1",
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
            (
                "0 0 15w,16 * *",
                "[0 0 15w,16 * *] is not acceptable. 'W' can only be used with a single day \
                 value, not in a list or range",
            ),
            ("0 0 * * lmon", "[0 0 * * lmon] is not acceptable"),
            ("0 0 * * 1-2#3", "[0 0 * * 1-2#3] is not acceptable"),
            ("0 0 * * *#3", "[0 0 * * *#3] is not acceptable"),
            ("0 0 * l *", "[0 0 * l *] is not acceptable"),
            (
                "0 0 l-5 * *",
                "[0 0 l-5 * *] bands 'l-5' in field 2 are not acceptable",
            ),
            (
                "0 0 l/2 * *",
                "[0 0 l/2 * *] bands 'l-31' in field 2 are not acceptable",
            ),
            (
                "0 0 0 * * 30",
                "[0 0 0 * * 30] is not acceptable, out of range",
            ),
            (
                "0 0 0-3 * *",
                "[0 0 0-3 * *] is not acceptable, out of range",
            ),
            ("60/2 * * * *", "60/2 * * * * is out of bands"),
            ("-1,x * * * *", "[-1,x * * * *] is not acceptable"),
        ];
        for (bad, reason) in rows {
            assert_eq!(check(bad), Err(reason.to_owned()), "{bad}");
        }
    }

    #[test]
    fn weekdays_of_every_week_and_of_a_month_cannot_be_mixed() {
        for (weekdays, every, nth) in [
            ("2#3,4", "{4}", "{2: {3}}"),
            ("tue,1#2", "{2}", "{1: {2}}"),
            ("sat-sun,6#1", "{0}", "{6: {1}}"),
            ("2/2,2#1", "{4, 6}", "{2: {1}}"),
            ("*/3,2#1", "{0, 3, 6}", "{2: {1}}"),
            ("3-3/2,2#1,4#1", "{0, 6}", "{4: {1}, 2: {1}}"),
            ("0,mon-tue#3,2#1", "{0}", "{2: {1, 3}, 1: {3}}"),
            ("0,l2", "{0}", "{2: {'l'}}"),
            ("*,0-5,6#1", "{0, 1, 2, 3, 4, 5}", "{6: {1}}"),
        ] {
            let expression = format!("0 0 * * {weekdays}");
            let reason = format!(
                "day-of-week field does not support mixing literal values and nth day of week \
                 syntax.  Cron: '{expression}'    dow={every} vs nth={nth}"
            );
            assert_eq!(check(&expression), Err(reason));
        }
    }
}
