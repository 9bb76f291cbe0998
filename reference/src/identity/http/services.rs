//! The service catalogue's entries, one by one: to look at only.

use axum::extract::Path;
use serde_json::{Value, json};

use super::KeystoneFault;
use super::answer::{Answer, ok};
use super::caller::Caller;
use super::list::list;
use crate::identity::service_catalogue::REGION;

/// `GET /v3/services`.
pub(super) async fn list_services(caller: Caller) -> Answer {
    caller.must_be_admin("list_services")?;
    Ok(list(&caller.place, "services", services(&caller)))
}

/// `GET /v3/services/{id}`.
pub(super) async fn show_service(caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be_admin("get_service")?;
    show("service", services(&caller), &id)
}

/// `GET /v3/endpoints`.
pub(super) async fn list_endpoints(caller: Caller) -> Answer {
    caller.must_be_admin("list_endpoints")?;
    Ok(list(&caller.place, "endpoints", endpoints(&caller)))
}

/// `GET /v3/endpoints/{id}`.
pub(super) async fn show_endpoint(caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be_admin("get_endpoint")?;
    show("endpoint", endpoints(&caller), &id)
}

/// `GET /v3/regions`.
pub(super) async fn list_regions(caller: Caller) -> Answer {
    Ok(list(&caller.place, "regions", regions(&caller)))
}

/// `GET /v3/regions/{id}`.
pub(super) async fn show_region(caller: Caller, Path(id): Path<String>) -> Answer {
    show("region", regions(&caller), &id)
}

fn services(caller: &Caller) -> Vec<Value> {
    let place = &caller.place;
    place
        .service
        .endpoints
        .services(place.keystone(), &place.base)
}

fn endpoints(caller: &Caller) -> Vec<Value> {
    let place = &caller.place;
    let endpoints = &place.service.endpoints;
    endpoints.endpoints(place.keystone(), &place.host, &place.base)
}

fn regions(caller: &Caller) -> Vec<Value> {
    let link = format!("{}/regions/{REGION}", caller.place.base);
    vec![json!({
        "id": REGION,
        "description": "",
        "parent_region_id": null,
        "links": { "self": link },
    })]
}

fn show(kind: &'static str, items: Vec<Value>, id: &str) -> Answer {
    let found = items.into_iter().find(|item| item["id"] == id);
    let mut body = json!({});
    body[kind] = found.ok_or(KeystoneFault::not_found(kind, id))?;
    Ok(ok(&body))
}
