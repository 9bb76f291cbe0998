//! The JSON object that a request carries.

use std::time::Duration;

use axum::extract::{FromRequest, Request};
use serde_json::{Map, Value};

use super::{KeystoneFault, Service};

const SIZE_LIMIT: usize = 1 << 20;
const TIME_LIMIT: Duration = Duration::from_mins(1);

/// The object; an empty one if there is no body.
pub(super) struct JsonBody(pub(super) Value);

impl JsonBody {
    /// The object under that key, which every request to create or change something has.
    pub(super) fn object(mut self, key: &'static str) -> Result<Map<String, Value>, KeystoneFault> {
        match self.0.get_mut(key).map(Value::take) {
            Some(Value::Object(object)) => Ok(object),
            _ => Err(KeystoneFault::missing(key, "request body")),
        }
    }
}

impl FromRequest<Service> for JsonBody {
    type Rejection = KeystoneFault;

    async fn from_request(request: Request, _: &Service) -> Result<Self, KeystoneFault> {
        let malformed = || KeystoneFault::missing("valid JSON", "request body");
        let reading = axum::body::to_bytes(request.into_body(), SIZE_LIMIT);
        let Ok(Ok(bytes)) = tokio::time::timeout(TIME_LIMIT, reading).await else {
            return Err(malformed());
        };
        if bytes.is_empty() {
            return Ok(Self(Value::Object(Map::new())));
        }
        match serde_json::from_slice(&bytes) {
            Ok(object @ Value::Object(_)) => Ok(Self(object)),
            Ok(_) | Err(_) => Err(malformed()),
        }
    }
}
