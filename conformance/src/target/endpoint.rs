//! The URL of the Orchestration API for one project.

use std::fmt;

use reqwest::Url;

/// Where the Orchestration API of one project is: `http://192.0.2.1:8004/v1/PROJECT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    root: String,
    project_id: String,
}

/// Why a text is no endpoint.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// It is no URL.
    #[error("`{0}` is no URL of the form http://HOST[:PORT]/v1/PROJECT_ID")]
    NoUrl(String),
    /// It does not end in version and project.
    #[error("`{0}` does not end in /v1/PROJECT_ID")]
    NoProject(String),
}

/// What stands for the project in endpoints that are configured.
const PLACEHOLDERS: [&str; 4] = [
    "%(project_id)s",
    "%(tenant_id)s",
    "$(project_id)s",
    "$(tenant_id)s",
];

/// Whether a URL is an address on the web and nothing else: no password, query or fragment.
pub(crate) fn is_plain(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
}

/// The URL as it may be shown.
fn without_password(mut url: Url) -> String {
    // A URL that cannot have a password has none.
    if url.password().is_some() && url.set_password(Some("***")).is_err() {
        return "***".to_owned();
    }
    url.into()
}

impl Endpoint {
    /// Reads an endpoint; `project_id` completes one that ends in `/v1`, and stands in the place of
    /// `%(project_id)s`.
    ///
    /// # Errors
    ///
    /// If the text is no http or https URL, or no project is known.
    pub fn parse(text: &str, project_id: Option<&str>) -> Result<Self, EndpointError> {
        let filled = PLACEHOLDERS
            .iter()
            .fold(text.to_owned(), |text, placeholder| {
                project_id.map_or(text.clone(), |id| text.replace(placeholder, id))
            });
        let text = filled.as_str();
        let url = Url::parse(text).map_err(|_| EndpointError::NoUrl(text.to_owned()))?;
        if !is_plain(&url) {
            return Err(EndpointError::NoUrl(without_password(url)));
        }
        let path = url.path().trim_matches('/');
        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let (prefix, project_id) = match (segments.as_slice(), project_id) {
            ([prefix @ .., version, project], _) if is_version(version) => (prefix, *project),
            ([prefix @ .., version], Some(project)) if is_version(version) => (prefix, project),
            _ => return Err(EndpointError::NoProject(text.to_owned())),
        };
        let mut root = url.origin().ascii_serialization();
        for segment in prefix {
            root.push('/');
            root.push_str(segment);
        }
        Ok(Self {
            root,
            project_id: project_id.to_owned(),
        })
    }

    /// What stands before `/v1`: scheme, host, port and, behind some proxies, a path.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The same project, where a proxy stands in front of it.
    pub(crate) fn behind(&self, proxy_root: &str) -> Self {
        Self {
            root: proxy_root.to_owned(),
            project_id: self.project_id.clone(),
        }
    }

    /// The project.
    pub fn project_id(&self) -> &str {
        &self.project_id
    }
}

fn is_version(segment: &str) -> bool {
    matches!(segment, "v1" | "v1.0")
}

impl fmt::Display for Endpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/v1/{}", self.root, self.project_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, project_id: Option<&str>) -> Option<(String, String)> {
        Endpoint::parse(text, project_id)
            .ok()
            .map(|endpoint| (endpoint.root, endpoint.project_id))
    }

    #[test]
    fn a_password_in_a_url_is_not_shown() {
        let refused = Endpoint::parse("http://u:s3cr3t@cloud.example/v1/abc", None).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "`http://u:***@cloud.example/v1/abc` is no URL of the form \
             http://HOST[:PORT]/v1/PROJECT_ID"
        );
    }

    #[test]
    fn an_endpoint_ends_in_version_and_project() {
        let found = |root: &str, project: &str| Some((root.to_owned(), project.to_owned()));
        assert_eq!(
            parts("http://127.0.0.1:8004/v1/abc", None),
            found("http://127.0.0.1:8004", "abc")
        );
        assert_eq!(
            parts("https://cloud.example/heat-api/v1/abc/", None),
            found("https://cloud.example/heat-api", "abc")
        );
        assert_eq!(
            parts("http://h:8004/v1", Some("abc")),
            found("http://h:8004", "abc")
        );
        for placeholder in PLACEHOLDERS {
            assert_eq!(
                parts(&format!("http://h:8004/v1/{placeholder}"), Some("abc")),
                found("http://h:8004", "abc")
            );
        }
        assert_eq!(
            parts("http://[::1]:8004/v1.0/abc", None),
            found("http://[::1]:8004", "abc")
        );
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "127.0.0.1:8004/v1/abc",
            "http://h/v1",
            "http://h/v2/abc",
            "http://h",
            "ftp://h/v1/abc",
            "http://u:p@h/v1/abc",
            "http://h/v1/abc?x=y",
        ] {
            assert_eq!(parts(text, None), None, "{text}");
        }
    }
}
