//! The server of one conversation, set up as the recorded one was.

use heat_reference::{Config, Running};
use serde_json::json;

/// Starts a server without a cloud, where stacks can be abandoned and adopted.
pub(crate) async fn start() -> Running {
    let settings = json!({
        "listen": "127.0.0.1:0",
        "identity_listen": "127.0.0.1:0",
        "limits": {"max_stacks_per_tenant": 2000},
        "enable_stack_abandon": true,
        "enable_stack_adopt": true,
        "cors_allowed_origins": ["http://dashboard.example"],
        "cloud": {"services": []},
    });
    let config: Config = serde_json::from_value(settings).unwrap();
    heat_reference::start(config).await.unwrap()
}

/// Host and port of a URL.
pub(crate) fn authority(url: &str) -> &str {
    let rest = url.strip_prefix("http://").unwrap();
    rest.split('/').next().unwrap_or(rest)
}
