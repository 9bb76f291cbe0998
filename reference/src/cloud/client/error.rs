//! What went wrong between the engine and a service, in the words of the Python clients.
//!
//! Heat puts a failed call into status reasons as `CLASS: resources.NAME: MESSAGE`, where `CLASS`
//! is the name of the client's exception and `MESSAGE` its text:
//!
//! - Nova: `NotFound: resources.a: Flavor x could not be found. (HTTP 404) (Request-ID: req-…)`
//! - Neutron: `BadRequest: resources.a: MESSAGE`, then on a line of its own
//!   `Neutron server returns request_ids: ['req-…']`
//! - Glance: `HTTPNotFound: resources.a: HTTP 404 Not Found: MESSAGE`

use crate::cloud::service::Service;

/// A call that failed.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct ClientError {
    /// The service that was called.
    pub(crate) service: Service,
    /// The name of the exception that the Python client raises.
    pub(crate) class: &'static str,
    /// The status, if there was an answer.
    pub(crate) status: Option<u16>,
    /// The text of the exception.
    pub(crate) message: String,
}

impl ClientError {
    /// The cloud does not have the service.
    pub(super) fn no_endpoint(service: Service) -> Self {
        Self {
            service,
            class: "EndpointNotFound",
            status: None,
            message: format!(
                "publicURL endpoint for {} service not found",
                service.catalogue_type()
            ),
        }
    }

    /// There was no answer, however often it was tried.
    pub(super) fn no_connection(service: Service, url: &str) -> Self {
        let reason = format!(
            "Unable to establish connection to {url}: ('Connection aborted.', \
             RemoteDisconnected('Remote end closed connection without response'))"
        );
        let (class, message) = match service {
            Service::Image => (
                "CommunicationError",
                format!("Error finding address for {url}: {reason}"),
            ),
            Service::Compute | Service::Network => ("ConnectFailure", reason),
        };
        Self {
            service,
            class,
            status: None,
            message,
        }
    }

    /// What was asked for by name or id does not exist.
    pub(crate) fn missing(service: Service, class: &'static str, message: String) -> Self {
        Self {
            service,
            class,
            status: Some(404),
            message,
        }
    }

    /// Whether the object is not there: for a delete that is success.
    pub(crate) fn is_not_found(&self) -> bool {
        self.status == Some(404)
    }

    /// Whether something is in the way that may go: Heat tries again. A quota does not go.
    pub(crate) fn is_conflict(&self) -> bool {
        self.status == Some(409) && self.class != "OverQuotaClient"
    }

    /// Whether the service is asked too often.
    pub(crate) fn is_over_limit(&self) -> bool {
        self.status == Some(413)
    }

    /// Whether the service is down or broken, which Heat overlooks while it waits for a server.
    pub(crate) fn is_unavailable(&self) -> bool {
        matches!(self.status, Some(500 | 503))
    }
}
