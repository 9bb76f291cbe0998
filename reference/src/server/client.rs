//! The client of the pretend cloud's services, which are on loopback.

use super::StartError;

/// A client that knows no TLS: to read the machine's certificates takes longer than to start the
/// rest of the server.
pub(super) fn loopback() -> Result<reqwest::Client, StartError> {
    // The second and later times, the provider is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .tls_certs_only(std::iter::empty())
        .no_proxy()
        .build()
        .map_err(|error| StartError::Cloud(Box::new(error)))
}
