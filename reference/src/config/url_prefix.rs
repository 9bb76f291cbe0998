//! The beginning of URLs that the server may fetch.

use reqwest::Url;
use serde::Deserialize;

/// The beginning of URLs: `http://127.0.0.1:8080/templates/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct UrlPrefix(Url);

/// A text that is no beginning of URLs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no URL of the scheme http or https with a path that ends with a slash")]
pub struct UrlPrefixError(String);

impl UrlPrefix {
    /// Whether a URL begins so: with the same scheme, host and port, and a path below this one's.
    pub(crate) fn covers(&self, url: &Url) -> bool {
        // The parser resolves dots between slashes, so that nothing climbs out of a path; where a
        // slash is encoded, a host might do so later.
        let path = url.path().to_ascii_lowercase();
        let hides_a_slash = path.contains("%2f") || path.contains("%5c");
        self.0.origin() == url.origin() && url.path().starts_with(self.0.path()) && !hides_a_slash
    }
}

impl TryFrom<String> for UrlPrefix {
    type Error = UrlPrefixError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match Url::parse(&text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.path().ends_with('/') => {
                Ok(Self(url))
            }
            _ => Err(UrlPrefixError(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(prefix: &str, url: &str) -> bool {
        let prefix = UrlPrefix::try_from(prefix.to_owned()).unwrap();
        prefix.covers(&Url::parse(url).unwrap())
    }

    #[test]
    fn a_url_is_covered_below_the_path_of_the_same_origin_only() {
        let prefix = "http://host:80/templates/";
        assert!(covers(prefix, "http://HOST/templates/web.yaml?x=1"));
        assert!(covers("https://host", "https://host:443/any"));
        for other in [
            "https://host:80/templates/web.yaml",
            "http://host:81/templates/web.yaml",
            "http://host.example/templates/web.yaml",
            "http://host@evil/templates/web.yaml",
            "http://host/templates",
            "http://host/templates/../secret",
            "http://host/templates/%2e%2e/secret",
            "http://host/templates/..%2Fsecret",
            "http://host/templates/..%5csecret",
        ] {
            assert!(!covers(prefix, other), "{other}");
        }
    }

    #[test]
    fn a_prefix_ends_where_a_name_ends() {
        for text in ["http://host/templ", "file:///etc/", "host/templates/", ""] {
            assert!(UrlPrefix::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
