//! Secrets are taken out of everything that is kept.

use std::fmt;

/// Shorter texts are no secrets, and would be found in innocent ones.
const MIN_CHARACTERS: usize = 16;

/// The secrets that were used so far.
#[derive(Default)]
pub(crate) struct Secrets(Vec<String>);

impl fmt::Debug for Secrets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Secrets({})", self.0.len())
    }
}

impl Secrets {
    /// Remembers a secret.
    pub(crate) fn learn(&mut self, secret: &str) {
        if secret.len() >= MIN_CHARACTERS && !self.0.iter().any(|known| known == secret) {
            self.0.push(secret.to_owned());
        }
    }

    /// The text without them.
    pub(crate) fn redact(&self, text: String) -> String {
        self.0.iter().fold(text, |text, secret| {
            if text.contains(secret.as_str()) {
                text.replace(secret.as_str(), "***")
            } else {
                text
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_is_echoed_is_taken_out() {
        let mut secrets = Secrets::default();
        secrets.learn("gAAAAABsecretsecret");
        secrets.learn("short");
        assert_eq!(
            secrets.redact("token=gAAAAABsecretsecret, short".to_owned()),
            "token=***, short"
        );
    }
}
