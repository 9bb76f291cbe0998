//! Secrets are taken out of everything that is kept.

use std::cell::OnceCell;
use std::fmt;

use aho_corasick::{AhoCorasick, MatchKind};
use serde_json::Value;

/// Shorter texts would be found in innocent ones.
const MIN_CHARACTERS: usize = 8;

/// The same for what an answer hands out under the name of a secret, which may not be one.
const MIN_HANDED_OUT: usize = 16;

/// The fields of answers that hold secrets.
const FIELDS: [&str; 2] = ["token", "password"];

/// The secrets that were used so far.
#[derive(Default)]
pub(crate) struct Secrets {
    known: Vec<String>,
    /// Finds all of them in one pass; made anew when one has been added.
    finder: OnceCell<Option<AhoCorasick>>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Secrets({})", self.known.len())
    }
}

impl Secrets {
    /// Remembers a secret.
    pub(crate) fn learn(&mut self, secret: &str) {
        if secret.len() >= MIN_CHARACTERS && !self.known.iter().any(|known| known == secret) {
            self.known.push(secret.to_owned());
            self.finder = OnceCell::new();
        }
    }

    /// Remembers the secrets that an answer hands out: tokens and passwords of users that a stack
    /// makes for itself.
    pub(crate) fn learn_from(&mut self, body: &[u8]) {
        let text = String::from_utf8_lossy(body);
        if FIELDS.iter().any(|name| text.contains(name))
            && let Ok(json) = serde_json::from_slice(body)
        {
            self.learn_fields(&json);
        }
    }

    fn learn_fields(&mut self, json: &Value) {
        match json {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if FIELDS.contains(&name.as_str()) => {
                            if text.len() >= MIN_HANDED_OUT {
                                self.learn(text);
                            }
                        }
                        other => self.learn_fields(other),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn_fields(item)),
            _ => {}
        }
    }

    /// The text without them.
    pub(crate) fn redact(&self, text: String) -> String {
        let finder = self.finder.get_or_init(|| {
            // A secret may be a part of another one.
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(&self.known)
                .ok()
        });
        let Some(finder) = finder else {
            // There are too many of them for one pass.
            return self
                .known
                .iter()
                .fold(text, |text, secret| text.replace(secret.as_str(), "***"));
        };
        if !finder.is_match(&text) {
            return text;
        }
        let mut redacted = String::with_capacity(text.len());
        finder.replace_all_with(&text, &mut redacted, |_, _, redacted| {
            redacted.push_str("***");
            true
        });
        redacted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_is_handed_out_is_taken_out_wherever_it_stands() {
        let mut secrets = Secrets::default();
        let body = r#"{"a": [{"token": "0123456789abcdef", "curl": "-H 0123456789abcdef"}]}"#;
        secrets.learn_from(body.as_bytes());
        secrets.learn_from(br#"{"password": "somewhat"}"#);
        assert_eq!(secrets.redact("somewhat".to_owned()), "somewhat");
        assert_eq!(
            secrets.redact(body.to_owned()),
            r#"{"a": [{"token": "***", "curl": "-H ***"}]}"#
        );
    }

    #[test]
    fn a_secret_within_another_leaves_nothing_of_it() {
        let mut secrets = Secrets::default();
        secrets.learn("0123456789abcdef");
        assert_eq!(secrets.redact("-0123456789abcdef-".to_owned()), "-***-");
        secrets.learn("0123456789abcdef-and-more");
        let both = "0123456789abcdef-and-more 0123456789abcdef";
        assert_eq!(secrets.redact(both.to_owned()), "*** ***");
    }

    #[test]
    fn a_secret_that_is_echoed_is_taken_out() {
        let mut secrets = Secrets::default();
        secrets.learn("gAAAAABsecretsecret");
        secrets.learn("s3cr3t-t");
        secrets.learn("short");
        assert_eq!(
            secrets.redact("token=gAAAAABsecretsecret, s3cr3t-t, short".to_owned()),
            "token=***, ***, short"
        );
    }
}
