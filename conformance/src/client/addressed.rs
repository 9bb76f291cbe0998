//! From a request to the operation that it addresses.

use heat_spec::Catalogue;
use heat_spec::catalogue::Match;
use indexmap::IndexMap;

use super::Request;

/// What a request addresses.
pub(crate) struct Addressed {
    pub(crate) operation: Option<String>,
    /// The others of its path, if it has not the verb.
    pub(crate) other_operations: Vec<String>,
    pub(crate) is_method_known: bool,
    pub(crate) path_parameters: IndexMap<String, String>,
}

impl Addressed {
    pub(super) fn by(request: &Request, catalogue: &Catalogue) -> Self {
        Self::of(&request.method, &request.path, catalogue)
    }

    /// What a verb and a path address.
    pub(crate) fn of(method: &str, path: &str, catalogue: &Catalogue) -> Self {
        match catalogue.match_request(method, path) {
            Match::Operation(operation, path_parameters) => Self {
                operation: Some(operation.id.clone()),
                other_operations: Vec::new(),
                is_method_known: true,
                path_parameters,
            },
            Match::MethodNotAllowed(_) => {
                let operations = catalogue.operations_at(path);
                let mut ids = operations.iter().map(|operation| operation.id.clone());
                Self {
                    operation: ids.next(),
                    other_operations: ids.collect(),
                    is_method_known: false,
                    path_parameters: IndexMap::new(),
                }
            }
            Match::NotFound => Self {
                operation: None,
                other_operations: Vec::new(),
                is_method_known: false,
                path_parameters: IndexMap::new(),
            },
        }
    }
}
