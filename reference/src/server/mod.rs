//! A running server: its listeners, what answers on them, and its end.

mod client;
mod connection;
mod listeners;
#[cfg(test)]
mod tests;
mod users;

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use heat_spec::Catalogue;
use heat_spec::catalogue::CatalogueError;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::api::{self, Dispatcher, Handler, ViewCache};
use crate::app::{App, Parts};
use crate::cloud::behind;
use crate::cloud::injection::Rule;
use crate::cloud::service::Service;
use crate::config::{Auth, Config};
use crate::engine::{self, Definitions, Workers, WorkersGuard};
use crate::identity::{
    self, Endpoints, Keystone, Place, Remote, RemoteError, ServiceUrl, StackUsers, Validator,
    versioned,
};
use crate::store::{Store, StoreError};

pub use listeners::{BindError, Listeners};

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// An address cannot be listened on.
    #[error(transparent)]
    Bind(#[from] BindError),
    /// There is no such profile, or its data is wrong.
    #[error("the catalogue cannot be loaded")]
    Catalogue(#[from] CatalogueError),
    /// The state cannot be opened.
    #[error("the state cannot be opened")]
    Store(#[from] StoreError),
    /// The real Keystone's URL is none.
    #[error("the identity service cannot be at `{0}`: it is no URL of the scheme http or https")]
    IdentityUrl(String),
    /// A client for the real Keystone cannot be made.
    #[error("the identity service cannot be used")]
    Identity(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The pretend cloud does not start: its seed is wrong, or there is no port to be had.
    #[error("the pretend cloud does not start")]
    Cloud(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StartError {
    /// Whether a setting is wrong: without another one, there will never be a start.
    pub fn is_wrong_setting(&self) -> bool {
        matches!(
            self,
            Self::IdentityUrl(_) | Self::Catalogue(CatalogueError::UnknownProfile(_))
        )
    }
}

impl From<RemoteError> for StartError {
    fn from(error: RemoteError) -> Self {
        Self::Identity(Box::new(error))
    }
}

impl From<behind::StartError> for StartError {
    fn from(error: behind::StartError) -> Self {
        Self::Cloud(Box::new(error))
    }
}

/// A server that runs until it is shut down or dropped.
#[derive(Debug)]
pub struct Running {
    orchestration_url: String,
    identity_url: Option<String>,
    demo_project_id: String,
    /// Ends the work on stacks when it is dropped, before the cloud that the work needs.
    workers: WorkersGuard,
    cloud: behind::Running,
    /// Tells the listeners to stop; that it is gone tells them as well.
    stop: watch::Sender<bool>,
    listeners: JoinSet<()>,
}

/// Starts a server on the addresses of its settings.
///
/// Several may run in one process; each has its own state. Must be called in a tokio runtime.
///
/// # Errors
///
/// If an address is taken, the profile is unknown, or the state cannot be opened.
pub async fn start(config: Config) -> Result<Running, StartError> {
    let listeners = Listeners::bind(&config)?;
    start_on(listeners, config).await
}

/// Starts a server on listeners that are bound already.
///
/// # Errors
///
/// If the profile is unknown or the state cannot be opened.
pub async fn start_on(listeners: Listeners, config: Config) -> Result<Running, StartError> {
    let catalogue = Catalogue::load_operations(&config.profile)?;
    start_with(listeners, config, Arc::new(catalogue), api::handler).await
}

/// Starts a server with another catalogue, and other code behind its operations.
pub(crate) async fn start_with(
    listeners: Listeners,
    config: Config,
    catalogue: Arc<Catalogue>,
    handler: fn(&str) -> Option<Handler>,
) -> Result<Running, StartError> {
    check_identity_url(&config)?;
    let store = Store::open(config.database.as_deref()).await?;
    let clock = config.clock.clone();
    let keystone = Keystone::open(store.clone(), clock.clone(), config.token_expiration).await?;
    let demo_project_id = keystone.project_id("demo").await?.unwrap_or_default();

    let http = client::loopback()?;
    let cloud = behind::Running::start(&config.cloud, &store, &clock, http, HashMap::new()).await?;

    let (orchestration, authority) = listeners::listen(listeners.orchestration)?;
    let identity = listeners.identity.map(listeners::listen).transpose()?;
    let endpoints = Arc::new(endpoints(
        &config,
        port(&orchestration)?,
        identity
            .as_ref()
            .map(|(listener, _)| port(listener))
            .transpose()?,
        cloud.endpoints(),
    ));
    let (validator, identity_url) = match (config.auth, &config.identity_url) {
        (Auth::None, _) => (Validator::Open, None),
        (Auth::Keystone, Some(url)) => {
            let remote = Remote::new(url, clock.clone())?;
            (Validator::Remote(Box::new(remote)), Some(versioned(url)))
        }
        (Auth::Keystone, None) => {
            let url = match (&config.identity_public_url, &identity) {
                (Some(url), _) => versioned(url),
                (None, Some((_, authority))) => format!("http://{authority}/v3"),
                (None, None) => format!("http://{authority}{NESTED_IDENTITY}/v3"),
            };
            (Validator::Embedded(keystone.clone()), Some(url))
        }
    };
    let is_embedded = matches!(validator, Validator::Embedded(_));
    if is_embedded {
        cloud.admit(Box::new(users::Users(Validator::Embedded(
            keystone.clone(),
        ))));
    }
    let orchestration_url = match &config.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://{authority}"),
    };
    let app = App::new(Parts {
        stack_users: StackUsers::new(is_embedded.then(|| keystone.clone())),
        orchestration_url,
        identity_url: identity_url.clone().unwrap_or_default(),
        workers: Workers::default(),
        definitions: Definitions::new(config.cloud.has_compute()),
        views: ViewCache::default(),
        catalogue,
        config: Arc::new(config),
        store,
        started_at: clock.now(),
        clock,
        cloud: cloud.client(),
    });
    engine::resume(&app).await?;
    let workers = WorkersGuard(app.workers.clone());
    let dispatcher = Arc::new(Dispatcher::new(
        app,
        validator,
        handler,
        identity_url.as_deref().unwrap_or_default(),
        authority.clone(),
    ));

    let mut router = Router::new().fallback(move |request: Request| {
        let dispatcher = dispatcher.clone();
        dispatcher.respond(request)
    });
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    if is_embedded {
        let nested = identity::router(
            keystone.clone(),
            endpoints.clone(),
            NESTED_IDENTITY,
            &authority,
        );
        router = router.nest_service(NESTED_IDENTITY, nested);
        if let Some((listener, authority)) = identity {
            let identity = identity::router(keystone, endpoints, "", &authority);
            tasks.spawn(connection::serve(listener, identity, stopped.clone()));
        }
    }
    tasks.spawn(connection::serve(orchestration, router, stopped));
    Ok(Running {
        orchestration_url: format!("http://{authority}"),
        identity_url,
        demo_project_id,
        cloud,
        workers,
        stop,
        listeners: tasks,
    })
}

fn check_identity_url(config: &Config) -> Result<(), StartError> {
    match &config.identity_url {
        Some(text) if !is_http_url(text) => Err(StartError::IdentityUrl(text.clone())),
        _ => Ok(()),
    }
}

fn is_http_url(text: &str) -> bool {
    reqwest::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Where the identity service is on the port of the Orchestration API.
const NESTED_IDENTITY: &str = "/identity";

/// The services of this process, as its service catalogue lists them.
fn endpoints(
    config: &Config,
    orchestration_port: u16,
    identity_port: Option<u16>,
    cloud: Vec<(Service, String)>,
) -> Endpoints {
    let at = |url: &Option<String>, port| match url {
        Some(url) => Place::Url(url.trim_end_matches("/v3").to_owned()),
        None => Place::Port(port),
    };
    let identity_path = match identity_port {
        Some(_) => "/v3",
        None => "/identity/v3",
    };
    let mut endpoints = Endpoints {
        services: vec![
            ServiceUrl {
                kind: "identity",
                name: "keystone",
                place: at(
                    &config.identity_public_url,
                    identity_port.unwrap_or(orchestration_port),
                ),
                path: identity_path,
            },
            ServiceUrl {
                kind: "orchestration",
                name: "heat",
                place: at(&config.public_url, orchestration_port),
                path: "/v1/%(project_id)s",
            },
        ],
    };
    for (service, url) in cloud {
        endpoints.services.push(ServiceUrl {
            kind: service.catalogue_type(),
            name: service.catalogue_name(),
            place: Place::Url(url),
            path: "",
        });
    }
    endpoints
}

fn port(listener: &TcpListener) -> Result<u16, BindError> {
    Ok(listener.local_addr().map_err(BindError::Listener)?.port())
}

impl Running {
    /// The base URL of the Orchestration API: `http://127.0.0.1:8004`.
    pub fn orchestration_url(&self) -> &str {
        &self.orchestration_url
    }

    /// The endpoint of a project: `http://127.0.0.1:8004/v1/PROJECT`.
    pub fn endpoint(&self, project_id: &str) -> String {
        format!("{}/v1/{project_id}", self.orchestration_url)
    }

    /// Where tokens come from, with `/v3` at its end; nothing if none is needed.
    pub fn identity_url(&self) -> Option<&str> {
        self.identity_url.as_deref()
    }

    /// The id of the project `demo` of the embedded identity service.
    pub fn demo_project_id(&self) -> &str {
        &self.demo_project_id
    }

    /// Makes matching calls to the pretend cloud's services fail or take their time.
    pub fn inject(&self, rule: Rule) {
        self.cloud.inject(rule);
    }

    /// Lifts all rules that were injected.
    pub fn clear_injections(&self) {
        self.cloud.clear();
    }

    /// What talks to the pretend cloud, for tests that look into it.
    #[cfg(test)]
    pub(crate) fn cloud(&self) -> crate::cloud::client::Client {
        self.cloud.client()
    }

    /// Stops listening, lets the requests that are being answered end, and closes everything.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        while self.listeners.join_next().await.is_some() {}
        drop(self.workers);
        self.cloud.stop().await;
    }
}
