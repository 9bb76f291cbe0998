//! A request that was matched to an operation and authenticated.

use std::sync::Arc;

use heat_spec::Map;
use indexmap::IndexMap;

use super::query;
use crate::app::App;
use crate::config::Auth;
use crate::identity::Identity;

/// One request to one operation.
#[derive(Debug)]
pub(crate) struct Call {
    /// The server's parts.
    pub(crate) app: App,
    /// Who asks; nobody where an operation needs no token.
    pub(crate) identity: Arc<Identity>,
    /// The parameters of the path, decoded.
    pub(crate) path: IndexMap<String, String>,
    /// The query's pairs, decoded, in order.
    pub(crate) query: Vec<(String, String)>,
    /// The body, if there was a JSON object that Heat reads.
    pub(crate) body: Option<Map>,
    /// Scheme and authority that the client used: `http://127.0.0.1:8004`.
    pub(crate) base_url: String,
    /// The version as the client spells it, before the project in links: `/v1`, `/v1.0`, or
    /// nothing if it was named by a media type.
    pub(crate) version_prefix: String,
}

impl Call {
    /// A parameter of the path; empty if the operation has none of that name.
    pub(crate) fn path(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// The last value of a query parameter.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// All values of a query parameter.
    pub(crate) fn query_all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.query
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The project whose stacks the caller may use; none for an administrator, who may use those
    /// of every project.
    ///
    /// Where no token is needed everyone is an administrator, of the project in the path only.
    pub(crate) fn scope(&self) -> Option<&str> {
        let is_everywhere = self.identity.is_admin() && self.app.config.auth == Auth::Keystone;
        (!is_everywhere).then_some(self.identity.project_id.as_str())
    }

    /// The absolute URL of a stack.
    pub(crate) fn stack_url(&self, project_id: &str, name: &str, id: &str) -> String {
        let Self {
            base_url,
            version_prefix,
            ..
        } = self;
        format!("{base_url}{version_prefix}/{project_id}/stacks/{name}/{id}")
    }

    /// The absolute URL of a resource of the stack with that URL.
    pub(crate) fn resource_url(stack_url: &str, resource_name: &str) -> String {
        let name = query::encoded_segment(resource_name);
        format!("{stack_url}/resources/{name}")
    }
}
