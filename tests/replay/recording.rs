//! A recording: one family of operations, in the order in which it was held.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

/// One family's conversation.
#[derive(Debug, Deserialize)]
pub(crate) struct Recording {
    pub(crate) family: String,
    pub(crate) context: Context,
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) steps: Vec<Step>,
}

/// Who talked.
#[derive(Debug, Deserialize)]
pub(crate) struct Context {
    /// The id of the family's own project.
    pub(crate) project: String,
    pub(crate) alt_project: String,
    pub(crate) admin_project: String,
    pub(crate) project_name: String,
}

/// What is done next.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    /// A request whose answer matters for what follows only.
    Setup(Box<Setup>),
    /// Until what is there has this status.
    Wait(Wait),
    /// The exchange of this number is held and compared.
    Exchange(usize),
}

#[derive(Debug, Deserialize)]
pub(crate) struct Setup {
    pub(crate) request: Request,
    pub(crate) response: Response,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Wait {
    /// A path below the project's.
    pub(crate) path: String,
    /// The status of a stack or of a resource.
    pub(crate) until: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Exchange {
    pub(crate) name: String,
    pub(crate) request: Request,
    pub(crate) response: Response,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Map<String, Value>,
    #[serde(default)]
    pub(crate) body: Option<Value>,
    /// A body that is sent as it is.
    #[serde(default)]
    pub(crate) body_raw: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Map<String, Value>,
    /// Null if there is none, or none in JSON.
    body: Value,
    /// What is no JSON.
    #[serde(default)]
    body_raw: Option<String>,
}

impl Recording {
    /// All recordings of a folder, the longest ones first, so that none is waited for alone.
    pub(crate) fn read_all(folder: &Path) -> Vec<Self> {
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "json")
            })
            .collect();
        files.sort();
        let read = |path: &std::path::PathBuf| {
            serde_json::from_str(&std::fs::read_to_string(path).unwrap())
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        files.iter().map(read).collect()
    }

    /// The exchanges' names; those that several share are numbered.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |(index, exchange): (usize, &Exchange)| {
            let earlier = self.exchanges[..index].iter();
            let n_earlier = earlier.filter(|other| other.name == exchange.name).count();
            match n_earlier {
                0 => exchange.name.clone(),
                _ => format!("{} ({})", exchange.name, n_earlier + 1),
            }
        };
        self.exchanges.iter().enumerate().map(name).collect()
    }
}

impl Request {
    /// Whether the recording holds all of it; long bodies are cut.
    pub(crate) fn is_whole(&self) -> bool {
        let is_cut = |body: &Value| body.get("$large").is_some() || body.get("$repeat").is_some();
        !self.body.as_ref().is_some_and(is_cut)
    }
}

impl Response {
    /// The body: null if there is none, text if it is no JSON.
    pub(crate) fn value(&self) -> Value {
        match &self.body_raw {
            Some(text) => Value::String(text.clone()),
            None => self.body.clone(),
        }
    }

    /// A header's text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        value.as_str()
    }
}
