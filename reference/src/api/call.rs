//! A request that was matched to an operation and authenticated.

use heat_spec::Map;
use indexmap::IndexMap;

use crate::app::App;
use crate::identity::Identity;

/// One request to one operation.
#[derive(Debug)]
pub(crate) struct Call {
    /// The server's parts.
    pub(crate) app: App,
    /// Who asks.
    pub(crate) identity: Identity,
    /// The parameters of the path, decoded.
    pub(crate) path: IndexMap<String, String>,
    /// The query's pairs, decoded, in order.
    pub(crate) query: Vec<(String, String)>,
    /// The body, if there was a JSON object that Heat reads.
    pub(crate) body: Option<Map>,
    /// Scheme and authority that the client used: `http://127.0.0.1:8004`.
    pub(crate) base_url: String,
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

    /// The absolute URL of a stack.
    pub(crate) fn stack_url(&self, project_id: &str, name: &str, id: &str) -> String {
        format!("{}/v1/{project_id}/stacks/{name}/{id}", self.base_url)
    }
}
