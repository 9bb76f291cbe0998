//! The server of one conversation, set up as the recorded one was.

use heat_reference::{Config, Listeners, Running};
use serde_json::json;

/// Starts a server without a cloud, where stacks can be abandoned and adopted, and which may fetch
/// templates from itself.
pub(crate) async fn start() -> Running {
    let listeners = Listeners::bind(&config(&[])).unwrap();
    let itself = listeners.orchestration.local_addr().unwrap();
    let config = config(&[format!("http://{itself}/")]);
    heat_reference::start_on(listeners, config).await.unwrap()
}

fn config(template_url_allowed: &[String]) -> Config {
    let settings = json!({
        "listen": "127.0.0.1:0",
        "identity_listen": "127.0.0.1:0",
        "limits": {"max_stacks_per_tenant": 2000},
        "enable_stack_abandon": true,
        "enable_stack_adopt": true,
        "cors_allowed_origins": ["http://dashboard.example"],
        "cloud": {"services": []},
        "template_url_allowed": template_url_allowed,
    });
    serde_json::from_value(settings).unwrap()
}

/// Host and port of a URL.
pub(crate) fn authority(url: &str) -> &str {
    let rest = url.strip_prefix("http://").unwrap();
    rest.split('/').next().unwrap_or(rest)
}
