//! The one HTTP client of a run.

use std::time::Duration;

use reqwest::redirect::Policy;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use super::authorities;
use crate::target::Tls;

/// The one HTTP client of a run.
///
/// # Errors
///
/// If the certificate authorities cannot be read.
pub fn http_client(tls: &Tls, timeout: Duration) -> Result<reqwest::Client, HttpClientError> {
    // The provider can be installed once per process; a second attempt changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .user_agent(concat!("heat-conformance/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(timeout.min(Duration::from_secs(10)))
        .timeout(timeout)
        .tls_danger_accept_invalid_certs(tls.is_insecure);
    if let Some(path) = &tls.authorities {
        let unreadable = |reason: String| HttpClientError::Authorities {
            path: path.display().to_string(),
            reason,
        };
        let pem = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
        let authorities = CertificateDer::pem_slice_iter(&pem)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| unreadable(root_cause(&error)))?;
        if authorities.is_empty() {
            return Err(unreadable("it holds no certificate in PEM".to_owned()));
        }
        if !tls.is_insecure {
            let trusting = authorities::trusting(authorities)
                .map_err(|error| unreadable(root_cause(&error)))?;
            builder = builder.tls_backend_preconfigured(trusting);
        }
    }
    builder
        .build()
        .map_err(|error| HttpClientError::Build(root_cause(&error)))
}

/// Why there is no HTTP client.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HttpClientError {
    /// The file of certificate authorities is wrong.
    #[error("cannot read the certificate authorities in {path}: {reason}")]
    Authorities {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// The client cannot be set up.
    #[error("cannot set up the HTTP client: {0}")]
    Build(String),
}

/// The innermost cause of an error, which says what happened where the outer ones say what was
/// tried.
pub(crate) fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
