//! Templates that a request names by their address.
//!
//! The server opens no connection that a request asks for unless the configuration allows the
//! address. No redirect is followed, as it could lead elsewhere.

use std::time::Duration;

use heat_spec::{Fault, fault};
use http::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use crate::config::{Config, UrlPrefix};

/// How long a template may take to arrive, as upstream has it.
const TIME_LIMIT: Duration = Duration::from_mins(1);

/// Why a template did not arrive.
#[derive(Debug, thiserror::Error)]
enum FetchError {
    #[error("Failed to retrieve template")]
    Http(#[from] reqwest::Error),
    #[error("the status is {0}")]
    Status(reqwest::StatusCode),
    #[error("it is no text in UTF-8")]
    Encoding(#[from] std::string::FromUtf8Error),
    #[error("Template exceeds maximum allowed size ({0} bytes)")]
    TooLarge(usize),
}

/// The text at an address.
pub(super) async fn fetch(url: &str, config: &Config) -> Result<String, Fault> {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        let reason = format_args!("Invalid URL scheme {scheme}");
        return Err(fault::template_url(reason));
    }
    let failed = || fault::template_url(format_args!("Failed to retrieve template from {url}"));
    let Some(allowed) = allowed(url, &config.template_url_allowed) else {
        tracing::debug!(url, "the configuration does not allow this template_url");
        return Err(failed());
    };
    match read(allowed, config.limits.max_template_size).await {
        Ok(text) => Ok(text),
        Err(error @ FetchError::TooLarge(_)) => Err(fault::template_url(error)),
        Err(error) => {
            tracing::debug!(url, %error, "a template could not be fetched");
            Err(failed())
        }
    }
}

fn allowed(url: &str, prefixes: &[UrlPrefix]) -> Option<Url> {
    let url = Url::parse(url).ok()?;
    let is_allowed = prefixes.iter().any(|prefix| prefix.covers(&url));
    is_allowed.then_some(url)
}

async fn read(url: Url, max_size: usize) -> Result<String, FetchError> {
    let mut answer = client(&url)?.get(url).send().await?;
    // Several choices without a place to go to are an answer like any other, as upstream has it.
    let is_choice = answer.status().is_redirection() && !answer.headers().contains_key(LOCATION);
    if !answer.status().is_success() && !is_choice {
        return Err(FetchError::Status(answer.status()));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > max_size {
            return Err(FetchError::TooLarge(max_size));
        }
    }
    Ok(String::from_utf8(bytes)?)
}

/// A client for one address; one that needs no certificates does not read the machine's.
fn client(url: &Url) -> Result<Client, reqwest::Error> {
    let mut builder = Client::builder()
        .timeout(TIME_LIMIT)
        .redirect(Policy::none())
        .no_proxy();
    if url.scheme() == "http" {
        builder = builder.tls_certs_only(std::iter::empty());
    }
    builder.build()
}
