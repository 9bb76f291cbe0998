//! The v3 API of the identity service: as much of Keystone's as clients of Heat and suites use.

mod answer;
mod assignments;
mod auth;
mod body;
mod caller;
mod domains;
mod grants;
mod input;
mod list;
mod projects;
mod roles;
mod services;
mod tokens;
mod users;
mod versions;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post, put};
use http::{HeaderValue, StatusCode, header};
use tower_http::catch_panic::CatchPanicLayer;

use super::fault::KeystoneFault;
use super::records::assignments::Target;
use super::{Endpoints, Keystone};
use crate::api::request_id::{self, RequestId};
use crate::host;

/// What every handler has at hand; cheap to clone.
#[derive(Clone)]
struct Service {
    keystone: Keystone,
    endpoints: Arc<Endpoints>,
    /// What stands before `/v3` in every URL: nothing, or the path that the router is nested at.
    prefix: &'static str,
    /// Host and port for the links of clients that send no `Host`.
    authority: Arc<str>,
}

/// The router of the v3 API; `prefix` is the path that it is nested at.
pub(crate) fn router(
    keystone: Keystone,
    endpoints: Arc<Endpoints>,
    prefix: &'static str,
    authority: &str,
) -> Router {
    let service = Service {
        keystone,
        endpoints,
        prefix,
        authority: authority.into(),
    };
    Router::new()
        .route("/", get(versions::list))
        .route("/v3", get(versions::show))
        .route("/v3/", get(versions::show))
        .route(
            "/v3/auth/tokens",
            get(tokens::show).post(tokens::issue).delete(tokens::revoke),
        )
        .route("/v3/auth/catalog", get(auth::catalogue))
        .route("/v3/auth/projects", get(auth::projects))
        .route("/v3/auth/domains", get(auth::domains))
        .route("/v3/auth/system", get(auth::system))
        .merge(directory())
        .merge(grants())
        .route("/v3/services", get(services::list_services))
        .route("/v3/services/{id}", get(services::show_service))
        .route("/v3/endpoints", get(services::list_endpoints))
        .route("/v3/endpoints/{id}", get(services::show_endpoint))
        .route("/v3/regions", get(services::list_regions))
        .route("/v3/regions/{id}", get(services::show_region))
        .fallback(async || KeystoneFault::NoSuchPath)
        .method_not_allowed_fallback(async || KeystoneFault::MethodNotAllowed)
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(middleware::from_fn_with_state(service.clone(), finish))
        .with_state(service)
}

/// Projects, users, roles and domains.
fn directory() -> Router<Service> {
    Router::new()
        .route("/v3/domains", get(domains::list).post(domains::create))
        .route(
            "/v3/domains/{id}",
            get(domains::show)
                .patch(domains::update)
                .delete(domains::delete),
        )
        .route("/v3/projects", get(projects::list).post(projects::create))
        .route(
            "/v3/projects/{id}",
            get(projects::show)
                .patch(projects::update)
                .delete(projects::delete),
        )
        .route("/v3/users", get(users::list).post(users::create))
        .route(
            "/v3/users/{id}",
            get(users::show).patch(users::update).delete(users::delete),
        )
        .route("/v3/users/{id}/password", post(users::set_password))
        .route("/v3/users/{id}/projects", get(projects::list_of_user))
        .route("/v3/groups", get(users::list_groups))
        .route("/v3/roles", get(roles::list).post(roles::create))
        .route(
            "/v3/roles/{id}",
            get(roles::show).patch(roles::update).delete(roles::delete),
        )
        .route("/v3/role_inferences", get(roles::inferences))
        .route("/v3/role_assignments", get(assignments::list))
}

/// Roles of users on projects and domains.
fn grants() -> Router<Service> {
    Router::new()
        .route(
            "/v3/projects/{project}/users/{user}/roles",
            get(|caller, path| grants::list(caller, path, Target::Project)),
        )
        .route(
            "/v3/projects/{project}/users/{user}/roles/{role}",
            put(|caller, path| grants::grant(caller, path, Target::Project))
                .get(|caller, path| grants::check(caller, path, Target::Project))
                .delete(|caller, path| grants::take(caller, path, Target::Project)),
        )
        .route(
            "/v3/domains/{domain}/users/{user}/roles",
            get(|caller, path| grants::list(caller, path, Target::Domain)),
        )
        .route(
            "/v3/domains/{domain}/users/{user}/roles/{role}",
            put(|caller, path| grants::grant(caller, path, Target::Domain))
                .get(|caller, path| grants::check(caller, path, Target::Domain))
                .delete(|caller, path| grants::take(caller, path, Target::Domain)),
        )
}

/// Gives every answer its id, and every 401 its challenge.
async fn finish(State(service): State<Service>, request: Request, next: Next) -> Response {
    let authority = host::authority(request.headers(), &service.authority);
    let base = caller::base_url(&service, authority.unwrap_or(&service.authority));
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let request_id = RequestId::new();
    let headers = response.headers_mut();
    headers.insert(request_id::HEADER.clone(), request_id.header_value());
    headers.insert(header::VARY, HeaderValue::from_static("X-Auth-Token"));
    if response.status() == StatusCode::UNAUTHORIZED
        && let Ok(challenge) = HeaderValue::try_from(format!("Keystone uri=\"{base}\""))
    {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, challenge);
    }
    let status = response.status().as_u16();
    tracing::debug!(%request_id, %method, path, status, "answered by the identity service");
    response
}
