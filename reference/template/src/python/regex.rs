//! Python's regular expressions, through `fancy-regex`.
//!
//! The syntaxes differ in a few places; [`translated`] writes a Python pattern so that it means
//! the same here. A pattern that still does not parse is refused.

use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

/// How often a match may go back before it counts as none: a few milliseconds of work.
const BACKTRACKS: usize = 100_000;

/// A compiled pattern.
#[derive(Clone)]
pub(crate) struct Pattern {
    source: String,
    compiled: Box<fancy_regex::Regex>,
}

impl Pattern {
    /// Compiles a Python pattern; the error is the parser's text.
    pub(crate) fn new(source: &str) -> Result<Self, String> {
        let anchored = format!(r"\A(?:{})", translated(source));
        fancy_regex::RegexBuilder::new(&anchored)
            .backtrack_limit(BACKTRACKS)
            .build()
            .map(|compiled| Self {
                source: source.to_owned(),
                compiled: Box::new(compiled),
            })
            .map_err(|error| error.to_string())
    }

    /// The pattern as it was written.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Whether the first match at the start of `text` reaches its end.
    ///
    /// That is less than a full match: `a|ab` stops after the first letter of `ab`. A pattern
    /// that takes too long does not match.
    pub(crate) fn matches(&self, text: &str) -> bool {
        matches!(self.compiled.find(text), Ok(Some(found)) if found.end() == text.len())
    }
}

/// Tells of texts whether a Python pattern matches at their start; if it takes too long, it does
/// not. Nothing if the pattern is none.
pub fn matches_start(pattern: &str) -> Option<impl Fn(&str) -> bool> {
    let pattern = Pattern::new(pattern).ok()?;
    Some(move |text: &str| matches!(pattern.compiled.find(text), Ok(Some(_))))
}

/// How a pattern is read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Flags {
    /// Upper and lower case are one.
    pub(crate) ignores_case: bool,
    /// `^` and `$` match at every line.
    pub(crate) has_lines: bool,
    /// `.` matches line ends as well.
    pub(crate) has_all: bool,
}

/// Compiles a Python pattern that may match anywhere; the error is the parser's text.
pub(crate) fn searching(source: &str, flags: Flags) -> Result<fancy_regex::Regex, String> {
    let mut letters = String::new();
    for (is_set, letter) in [
        (flags.ignores_case, 'i'),
        (flags.has_lines, 'm'),
        (flags.has_all, 's'),
    ] {
        if is_set {
            letters.push(letter);
        }
    }
    let translated = if flags.has_lines {
        // At every line is also before the last line end.
        translated(source).replace(r"(?=\n?\z)", "$")
    } else {
        translated(source)
    };
    let whole = if letters.is_empty() {
        translated
    } else {
        format!("(?{letters}){translated}")
    };
    fancy_regex::RegexBuilder::new(&whole)
        .backtrack_limit(BACKTRACKS)
        .build()
        .map_err(|error| error.to_string())
}

impl fmt::Debug for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Pattern({:?})", self.source)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

fn translated(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 8);
    let mut rest = source.chars().peekable();
    // For each open group, whether it looks around.
    let mut groups = Vec::new();
    while let Some(character) = rest.next() {
        match character {
            '(' => {
                let looks_around = looks_around(rest.clone());
                out.push_str(if looks_around { "(?:(" } else { "(" });
                groups.push(looks_around);
                // What follows is the kind of the group and no quantifier.
                out.extend(rest.next_if_eq(&'?'));
            }
            ')' if groups.pop() == Some(true) => {
                // Python lets what looks around be repeated, which says no more than whether it
                // must hold at all.
                let is_optional = takes_repetition(&mut rest) == Some(0);
                out.push_str(if is_optional { ")|)" } else { "))" });
            }
            '\\' => push_escape(&mut out, &mut rest),
            '[' => push_class(&mut out, &mut rest),
            // Python's `$` also matches before a line end at the very end.
            '$' => out.push_str(r"(?=\n?\z)"),
            '*' | '+' | '?' | '{' => push_quantifier(character, &mut out, &mut rest),
            _ => out.push(character),
        }
    }
    out
}

/// Whether the text behind an opening parenthesis makes a look-ahead or look-behind of it.
fn looks_around(rest: Peekable<Chars<'_>>) -> bool {
    let start: String = rest.take(3).collect();
    ["?=", "?!", "?<=", "?<!"]
        .iter()
        .any(|kind| start.starts_with(kind))
}

/// Takes a quantifier, if there is one; gives the least number of times.
fn takes_repetition(rest: &mut Peekable<Chars<'_>>) -> Option<usize> {
    let least = match rest.peek()? {
        '*' | '?' => 0,
        '+' => 1,
        '{' => {
            let digits: String = rest
                .clone()
                .skip(1)
                .take_while(char::is_ascii_digit)
                .collect();
            rest.find(|character| *character == '}');
            let least = if digits.is_empty() {
                0
            } else {
                digits.parse().ok()?
            };
            return Some(least);
        }
        _ => return None,
    };
    rest.next();
    rest.next_if(|character| matches!(character, '?' | '+'));
    Some(least)
}

/// Writes a quantifier, and behind it a group that matches nothing in two ways: without that,
/// `fancy-regex` 0.19 takes `a+b*a+` for `a+(?:b+a+)?`, which also matches `a`.
fn push_quantifier(first: char, out: &mut String, rest: &mut Peekable<Chars<'_>>) {
    out.push(first);
    if first == '{' {
        let inside: String = rest
            .clone()
            .take_while(|character| character.is_ascii_digit() || *character == ',')
            .collect();
        let n_inside = inside.chars().count();
        let is_closed = rest.clone().nth(n_inside) == Some('}');
        if inside.is_empty() || inside == "," || !is_closed {
            // A brace that is only a brace.
            return;
        }
        // `{,3}` counts from zero.
        if inside.starts_with(',') {
            out.push('0');
        }
        out.extend(rest.by_ref().take(n_inside + 1));
    }
    out.extend(rest.next_if(|next| matches!(next, '?' | '+')));
    out.push_str("(?:|)");
}

fn push_escape(out: &mut String, rest: &mut Peekable<Chars<'_>>) {
    match rest.next() {
        Some('Z') => out.push_str(r"\z"),
        Some(character @ ('<' | '>')) => out.push(character),
        Some(character) => {
            out.push('\\');
            out.push(character);
        }
        None => out.push('\\'),
    }
}

/// Inside brackets Python knows no nested classes and no set operations.
fn push_class(out: &mut String, rest: &mut Peekable<Chars<'_>>) {
    out.push('[');
    if rest.peek() == Some(&'^') {
        rest.next();
        out.push('^');
    }
    if rest.peek() == Some(&']') {
        rest.next();
        out.push_str(r"\]");
    }
    while let Some(character) = rest.next() {
        match character {
            ']' => {
                out.push(']');
                return;
            }
            '\\' => push_escape(out, rest),
            '[' => out.push_str(r"\["),
            '&' | '~' => {
                out.push('\\');
                out.push(character);
            }
            '-' if rest.peek() == Some(&'-') => {
                rest.next();
                out.push_str(r"\-\-");
            }
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_python() {
        // Each row was decided by CPython: pattern, text, whether `match` ends at the end.
        for (pattern, text, expected) in [
            ("[a-z]+", "abc", true),
            ("[a-z]+", "abc1", false),
            ("a|ab", "ab", false),
            ("(?:ab|a)", "ab", true),
            ("[a-z]+$", "abc\n", false),
            ("[a-z]+\\n$", "abc\n", true),
            ("a{,3}", "aaa", true),
            ("[[a]+", "[a", true),
            ("[a&&b]+", "&a", true),
            ("[]a]+", "]a", true),
            ("[^]a]+", "b", true),
            ("\\<a\\>", "<a>", true),
            ("(?P<x>a)(?P=x)", "aa", true),
            ("(?!b)a", "a", true),
            ("(a)\\1", "aa", true),
            ("a(?=b)*b", "ab", true),
            ("(?<=a)*(a)(?!b)+", "a", true),
            ("a(?=c){1,2}b", "ab", false),
            ("a(?=c){0,2}b", "ab", true),
            ("[a-z]+[a-z@]*[a-z]+", "a", false),
            ("[a-z]+[a-z@]*[a-z]+", "ab", true),
            ("(?:a+(?:@a+)?)*", "a@a@a", false),
            ("a{1,2}?a{,2}a+", "a", false),
            ("a{b}", "a{b}", true),
            ("a++a", "aa", false),
            ("\\w+", "é", true),
            ("a\\Z", "a", true),
            (".*", "a\nb", false),
            ("(?s).*", "a\nb", true),
            ("", "", true),
            ("a b#", "a b#", true),
        ] {
            let compiled = Pattern::new(pattern).unwrap();
            assert_eq!(compiled.matches(text), expected, "{pattern} on {text:?}");
        }
    }

    #[test]
    fn a_pattern_is_what_it_is_written_as() {
        let [one, same, other] = ["a+", "a+", "a*"].map(|source| Pattern::new(source).unwrap());
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert_eq!(format!("{one:?}"), r#"Pattern("a+")"#);
        let starts = matches_start("ab?").unwrap();
        assert!(starts("abc") && starts("a") && !starts("ba"));
        assert!(matches_start("(").is_none());
    }

    #[test]
    fn broken_patterns_are_refused_and_slow_ones_end() {
        assert!(Pattern::new("[").is_err());
        assert!(Pattern::new("(").is_err());
        assert!(Pattern::new("*").is_err());
        let slow = Pattern::new("(a*)*\\1b").unwrap();
        assert!(!slow.matches(&"a".repeat(40)));
    }
}
