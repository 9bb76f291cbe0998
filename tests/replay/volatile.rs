//! What of a text differs in every run: ids, times, and names with a random end.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text that is the same in every run.
    Plain,
    /// A UUID, a hexadecimal id, or the random end of a physical name: the same thing has the same
    /// one wherever it stands.
    Id,
    /// A date and time; the form is the same in every run.
    Time,
    /// An address in memory, a boundary, a signature, a token: never seen twice.
    Noise,
}

/// A part of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'a> {
    pub(crate) kind: Kind,
    pub(crate) text: &'a str,
}

static VOLATILE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?P<literal> 00000000-0000-4000-8000-[0-9a-f]{12} )
      | (?P<noise> \b0x[0-9a-f]{6,} | gAAAA[\w-]{60,}=* | ={15}[0-9]+== | (?:Timestamp|Signature)=[^&]+ )
      | (?P<id> [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}
          | \b[0-9a-f]{32}\b
          | -[a-z2-7]{12}\b )
      | (?P<time> \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)? )",
    )
    .unwrap()
});

/// Takes a text apart.
pub(crate) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut done = 0;
    for captures in VOLATILE.captures_iter(text) {
        let Some(found) = captures.get(0) else {
            continue;
        };
        let kind = kind(&captures);
        if kind == Kind::Plain {
            continue;
        }
        if done < found.start() {
            parts.push(Part {
                kind: Kind::Plain,
                text: &text[done..found.start()],
            });
        }
        parts.push(Part {
            kind,
            text: found.as_str(),
        });
        done = found.end();
    }
    if done < text.len() {
        parts.push(Part {
            kind: Kind::Plain,
            text: &text[done..],
        });
    }
    parts
}

/// A time's form: each digit as `9`, the fraction as one.
pub(crate) fn form(time: &str) -> String {
    let (seconds, rest) = time.split_at(19);
    let zone = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let fraction = if rest.len() > zone.len() { ".9" } else { "" };
    let digits = |c: char| if c.is_ascii_digit() { '9' } else { c };
    format!(
        "{}{fraction}{zone}",
        seconds.chars().map(digits).collect::<String>()
    )
}

/// A text without what is volatile in it, but for ids that have a name of their own.
pub(crate) fn stubbed(text: &str, name_of: &dyn Fn(&str) -> Option<String>) -> String {
    let stub = |part: Part<'_>| match part.kind {
        Kind::Plain => part.text.to_owned(),
        Kind::Id => name_of(part.text).unwrap_or_else(|| "<id>".to_owned()),
        Kind::Time => form(part.text),
        Kind::Noise => "<noise>".to_owned(),
    };
    parts(text).into_iter().map(stub).collect()
}

fn kind(captures: &Captures<'_>) -> Kind {
    let is = |name| captures.name(name).is_some();
    if is("id") {
        Kind::Id
    } else if is("time") {
        Kind::Time
    } else if is("noise") {
        Kind::Noise
    } else {
        Kind::Plain
    }
}
