//! The links of a stack lead back by the address that the client used.

mod common;

use common::Server;
use serde_json::json;

#[tokio::test]
async fn a_view_that_was_kept_shows_no_other_clients_links() {
    let server = Server::start(None, None).await;
    let template = json!({ "heat_template_version": "2018-08-31" });
    let path = server.client().create("web", template).await;
    server.client().settled(&path).await;
    for version in ["v1", "v1.0", "v1"] {
        let stack = server.client().spelling(version).show(&path).await;
        let link = stack["links"][0]["href"].as_str().unwrap();
        assert!(link.contains(&format!("/{version}/")), "{version}: {link}");
    }
}
