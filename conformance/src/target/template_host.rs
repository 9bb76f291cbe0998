//! A host of templates, from which a target fetches those that requests name by their address.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// A small HTTP server beside the suite; it ends when this is dropped.
#[derive(Debug)]
pub struct TemplateHost {
    address: SocketAddr,
    templates: Arc<Templates>,
    task: JoinHandle<()>,
}

/// Texts by the paths at which they stand.
type Templates = Mutex<HashMap<String, String>>;

impl TemplateHost {
    /// Starts a host at an address; port 0 picks a free one.
    ///
    /// # Errors
    ///
    /// If nobody can listen there.
    pub async fn start(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let templates = Arc::<Templates>::default();
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&templates));
        let task = tokio::spawn(async move {
            // It goes on until it is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            templates,
            task,
        })
    }

    /// What the addresses of all its templates begin with: `http://127.0.0.1:8080/`.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Puts a template where nobody finds it who is not told; its address.
    pub(crate) fn publish(&self, template: String) -> String {
        let name = format!("{}.yaml", Uuid::new_v4());
        let url = format!("{}{name}", self.url());
        let mut templates = self
            .templates
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        templates.insert(format!("/{name}"), template);
        url
    }
}

impl Drop for TemplateHost {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(templates): State<Arc<Templates>>, uri: Uri) -> Result<String, StatusCode> {
    let templates = templates.lock().unwrap_or_else(PoisonError::into_inner);
    let template = templates.get(uri.path()).cloned();
    template.ok_or(StatusCode::NOT_FOUND)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::client::http_client;
    use crate::target::Tls;

    #[tokio::test]
    async fn what_was_published_is_there_and_nothing_else() {
        let host = TemplateHost::start(([127, 0, 0, 1], 0).into())
            .await
            .unwrap();
        let url = host.publish("heat_template_version: 2013-05-23".to_owned());
        assert!(url.starts_with(&host.url()));
        let client = http_client(&Tls::default(), Duration::from_secs(30)).unwrap();
        let found = client.get(url).send().await.unwrap();
        assert_eq!(
            found.text().await.unwrap(),
            "heat_template_version: 2013-05-23"
        );
        let other = client.get(host.url()).send().await.unwrap();
        assert_eq!(other.status(), 404);
    }
}
