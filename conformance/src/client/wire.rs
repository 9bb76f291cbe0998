//! A request as HTTP, and the body of its answer.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::{Body, ClientError, MAX_ANSWER_BYTES, Request, root_cause};

/// The request as HTTP.
pub(super) fn build(
    request: &Request,
    url: &str,
    token: Option<&str>,
) -> Result<reqwest::Request, ClientError> {
    let unwritable = |reason: &dyn std::fmt::Display| ClientError::Unwritable {
        what: format!("{} {url}", request.method),
        reason: reason.to_string(),
    };
    let method: reqwest::Method = request.method.parse().map_err(|e| unwritable(&e))?;
    let parsed = reqwest::Url::parse(url).map_err(|e| unwritable(&e))?;
    let mut headers = HeaderMap::new();
    headers.insert("accept", HeaderValue::from_static("application/json"));
    if let Some(token) = token {
        let mut value = HeaderValue::from_str(token).map_err(|e| unwritable(&e))?;
        value.set_sensitive(true);
        headers.insert("x-auth-token", value);
    }
    let json = HeaderValue::from_static("application/json");
    let body = match &request.body {
        Body::None => None,
        Body::Json(value) => {
            headers.insert("content-type", json);
            Some(value.to_string().into_bytes())
        }
        Body::Bytes(bytes) => {
            headers.insert("content-type", json);
            Some(bytes.clone())
        }
        Body::Text { media_type, text } => {
            if let Some(media_type) = media_type {
                let value = HeaderValue::from_str(media_type).map_err(|e| unwritable(&e))?;
                headers.insert("content-type", value);
            }
            Some(text.clone().into_bytes())
        }
    };
    for (name, value) in &request.headers {
        let name: HeaderName = name.parse().map_err(|e| unwritable(&e))?;
        let value = HeaderValue::from_str(value).map_err(|e| unwritable(&e))?;
        headers.insert(name, value);
    }
    let mut built = reqwest::Request::new(method, parsed);
    *built.headers_mut() = headers;
    *built.body_mut() = body.map(Into::into);
    Ok(built)
}

/// The whole body of an answer.
pub(super) async fn read(
    mut answer: reqwest::Response,
    method: &str,
    url: &str,
) -> Result<Vec<u8>, ClientError> {
    let mut bytes = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(None) => return Ok(bytes),
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Err(error) => {
                return Err(ClientError::Interrupted {
                    method: method.to_owned(),
                    url: url.to_owned(),
                    reason: root_cause(&error),
                });
            }
        }
        if bytes.len() > MAX_ANSWER_BYTES {
            return Err(ClientError::TooLarge {
                method: method.to_owned(),
                url: url.to_owned(),
            });
        }
    }
}
