//! Which versions of the identity API there are.

use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::answer::{Answer, ok, with_json};
use super::caller::Place;

/// `GET /`: the one version, as a 300.
pub(super) async fn list(place: Place) -> Answer {
    let body = json!({ "versions": { "values": [version(&place)] } });
    let mut response = with_json(StatusCode::MULTIPLE_CHOICES, &body);
    if let Ok(location) = HeaderValue::try_from(format!("{}/", place.base)) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// `GET /v3`.
pub(super) async fn show(place: Place) -> Answer {
    Ok(ok(&json!({ "version": version(&place) })))
}

fn version(place: &Place) -> Value {
    json!({
        "id": "v3.14",
        "status": "stable",
        "updated": "2020-04-07T00:00:00Z",
        "links": [{ "rel": "self", "href": format!("{}/", place.base) }],
        "media-types": [{
            "base": "application/json",
            "type": "application/vnd.openstack.identity-v3+json",
        }],
    })
}
