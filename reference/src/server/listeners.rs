//! The sockets that a server listens on.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use crate::config::{Auth, Config};

/// Sockets that are bound, so that clients can connect before the server is ready.
#[derive(Debug)]
pub struct Listeners {
    /// Of the Orchestration API.
    pub orchestration: TcpListener,
    /// Of the identity service; none where it has no port of its own.
    pub identity: Option<TcpListener>,
}

/// Why an address cannot be listened on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BindError {
    /// The address is taken, or none of this machine's.
    #[error("cannot listen on {0}")]
    Address(SocketAddr, #[source] std::io::Error),
    /// The socket is of no use.
    #[error("cannot use the listener")]
    Listener(#[source] std::io::Error),
}

impl Listeners {
    /// Binds the addresses of the settings.
    ///
    /// # Errors
    ///
    /// If one is taken.
    pub fn bind(config: &Config) -> Result<Self, BindError> {
        let has_identity = config.auth == Auth::Keystone && config.identity_url.is_none();
        Ok(Self {
            orchestration: bind(config.listen)?,
            identity: has_identity
                .then(|| bind(config.identity_listen))
                .transpose()?,
        })
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener, BindError> {
    TcpListener::bind(address).map_err(|error| BindError::Address(address, error))
}

/// The socket for the runtime, and the host and port that local clients reach it by.
pub(super) fn listen(
    listener: TcpListener,
) -> Result<(tokio::net::TcpListener, String), BindError> {
    listener
        .set_nonblocking(true)
        .map_err(BindError::Listener)?;
    let mut address = listener.local_addr().map_err(BindError::Listener)?;
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    let listener = tokio::net::TcpListener::from_std(listener).map_err(BindError::Listener)?;
    Ok((listener, address.to_string()))
}
