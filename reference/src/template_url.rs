//! Templates that a request, or a resource, names by their address.
//!
//! The server opens no connection that a request asks for unless the configuration allows the
//! address; where a redirect leads has to be allowed as well.

use std::time::Duration;

use heat_spec::{Fault, fault};
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

use crate::config::{Config, UrlPrefix};

/// How long a template may take to arrive, as upstream has it.
const TIME_LIMIT: Duration = Duration::from_mins(1);

/// How many redirects are followed.
const N_REDIRECTS: usize = 5;

/// Why a template did not arrive.
#[derive(Debug, thiserror::Error)]
enum FetchError {
    #[error("Failed to retrieve template")]
    Http(#[from] reqwest::Error),
    #[error("the status is {0}")]
    Status(reqwest::StatusCode),
    #[error("it takes more than {TIME_LIMIT:?}")]
    Time(#[from] tokio::time::error::Elapsed),
    #[error("there are more than {N_REDIRECTS} redirects")]
    Redirects,
    #[error("it is redirected to an address that the configuration does not allow")]
    RedirectedAway,
    #[error("it is no text in UTF-8")]
    Encoding(#[from] std::string::FromUtf8Error),
    #[error("Template exceeds maximum allowed size ({0} bytes)")]
    TooLarge(usize),
}

/// The text at an address; the fault is that of a request.
pub(crate) async fn fetch(url: &str, config: &Config) -> Result<String, Fault> {
    text_at(url, config).await.map_err(fault::template_url)
}

/// The text at an address, or why there is none.
pub(crate) async fn text_at(url: &str, config: &Config) -> Result<String, String> {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return Err(format!("Invalid URL scheme {scheme}"));
    }
    let failed = || format!("Failed to retrieve template from {url}");
    let prefixes = &config.template_url_allowed;
    let allowed = Url::parse(url).ok().filter(|url| is_allowed(url, prefixes));
    let Some(allowed) = allowed else {
        tracing::debug!(url, "the configuration does not allow this template_url");
        return Err(failed());
    };
    match fetch_allowed(allowed, config).await {
        Ok(text) => Ok(text),
        Err(error @ FetchError::TooLarge(_)) => Err(error.to_string()),
        Err(error) => {
            tracing::debug!(url, %error, "a template could not be fetched");
            Err(failed())
        }
    }
}

fn is_allowed(url: &Url, prefixes: &[UrlPrefix]) -> bool {
    prefixes.iter().any(|prefix| prefix.covers(url))
}

async fn fetch_allowed(url: Url, config: &Config) -> Result<String, FetchError> {
    let fetched = async {
        let answer = follow(url, &config.template_url_allowed).await?;
        read(answer, config.limits.max_template_size).await
    };
    tokio::time::timeout(TIME_LIMIT, fetched).await?
}

/// The answer at an address, or where it is redirected to.
async fn follow(mut url: Url, prefixes: &[UrlPrefix]) -> Result<Response, FetchError> {
    for _ in 0..=N_REDIRECTS {
        let answer = client(&url)?.get(url.clone()).send().await?;
        let status = answer.status();
        let location = answer.headers().get(LOCATION);
        // Several choices without a place to go to are an answer like any other, as upstream has it.
        if status.is_success() || (status.is_redirection() && location.is_none()) {
            return Ok(answer);
        }
        let location = location.and_then(|location| location.to_str().ok());
        let Some(location) = location.filter(|_| status.is_redirection()) else {
            return Err(FetchError::Status(status));
        };
        url = url
            .join(location)
            .ok()
            .filter(|url| is_allowed(url, prefixes))
            .ok_or(FetchError::RedirectedAway)?;
    }
    Err(FetchError::Redirects)
}

async fn read(mut answer: Response, max_size: usize) -> Result<String, FetchError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > max_size {
            return Err(FetchError::TooLarge(max_size));
        }
    }
    Ok(String::from_utf8(bytes)?)
}

/// A client for one address, which follows no redirect by itself; one that needs no certificates does not read the machine's.
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
