//! The address of a Heat without version and project, however it was given.

use std::fmt;

use reqwest::Url;

use crate::target::is_plain;

/// What stands before `/v1` in the URLs of a Heat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatRoot {
    root: String,
    /// What stood behind it: the version, and the project with it.
    rest: String,
}

/// A text that is no such address.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no URL of the form http://HOST[:PORT], with or without /v1/PROJECT_ID")]
pub struct HeatRootError(String);

impl HeatRoot {
    /// Reads an address: `http://HOST:8004`, `http://HOST:8004/v1/PROJECT_ID`.
    ///
    /// # Errors
    ///
    /// If the text is no http or https URL, or holds a password or a query.
    pub fn parse(text: &str) -> Result<Self, HeatRootError> {
        let wrong = || HeatRootError(text.to_owned());
        let url = Url::parse(text).map_err(|_| wrong())?;
        if !is_plain(&url) {
            return Err(wrong());
        }
        let segments: Vec<&str> = url
            .path()
            .split('/')
            .filter(|one| !one.is_empty())
            .collect();
        let at = segments
            .iter()
            .position(|one| matches!(*one, "v1" | "v1.0"));
        let (prefix, rest) = segments.split_at(at.unwrap_or(segments.len()));
        let joined = |parts: &[&str]| {
            let parts: Vec<String> = parts.iter().map(|one| format!("/{one}")).collect();
            parts.concat()
        };
        Ok(Self {
            root: format!("{}{}", url.origin().ascii_serialization(), joined(prefix)),
            rest: joined(rest),
        })
    }

    /// The address, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.root
    }

    /// The same path at another address, for clients.
    pub fn at(&self, address: &str) -> String {
        let rest = if self.rest.is_empty() {
            "/v1"
        } else {
            &self.rest
        };
        format!("http://{address}{rest}")
    }
}

impl fmt::Display for HeatRoot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.root, self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_and_project_are_cut_off_and_offered_again() {
        for (text, root, offered) in [
            ("http://h:8004", "http://h:8004", "http://a/v1"),
            ("http://h:8004/v1/p", "http://h:8004", "http://a/v1/p"),
            ("https://h/heat/v1/", "https://h/heat", "http://a/v1"),
            ("https://h/heat/", "https://h/heat", "http://a/v1"),
        ] {
            let parsed = HeatRoot::parse(text).unwrap();
            assert_eq!((parsed.as_str(), parsed.at("a").as_str()), (root, offered));
        }
        for text in ["", "h:8004", "ftp://h", "http://u:p@h", "http://h/?a"] {
            assert!(HeatRoot::parse(text).is_err(), "{text}");
        }
    }
}
