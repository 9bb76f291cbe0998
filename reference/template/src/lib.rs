//! Heat's template languages: parsing, parameters, functions, environments, property schemas.
//!
//! *Invariant:* evaluation is a pure function of template, parameters, environment, files and the
//! state that the caller lends; this crate does no I/O and has nothing asynchronous. What only the
//! cloud knows (custom constraints) comes back as questions: the caller answers and asks again.
//!
//! The way of a request: [`Environment::sections_of_request`], [`Template::new`],
//! [`Environment::of_request`], [`Template::check_sections`], [`StackDefinition::new`],
//! [`StackDefinition::validate`]. Between these the service puts its own checks.

mod condition;
mod constraint;
mod data_type;
mod dependencies;
mod dialect;
mod environment;
mod expression;
mod functions;
mod lent;
mod nested;
mod output;
mod parameter;
mod properties;
mod python;
mod resource;
mod schema;
mod stack;
mod state;
mod template;
mod texts;
mod types;
mod version;
mod words;
mod yaql;

pub use constraint::inquiry::{Answer, Answers, Inquiry, Question};
pub use constraint::moment::expiration_problem;
pub use data_type::DataType;
pub use dependencies::Dependencies;
pub use environment::Environment;
pub use environment::hooks::HOOKS;
pub use environment::registry::is_template;
pub use environment::resolve::Resolution;
pub use functions::listing::listed_functions;
pub use lent::Lent;
pub use nested::child::{Nested, Purpose};
pub use nested::provider::Provider;
pub use output::definition::OutputDefinition;
pub use parameter::parameters::Parameters;
pub use properties::Properties;
pub use properties::changes::Changes;
pub use python::regex::matches_start;
pub use resource::definition::ResourceDefinition;
pub use resource::frozen::FrozenDefinition;
pub use resource::policy::DeletionPolicy;
pub use schema::attribute::AttributeSchema;
pub use schema::property::PropertySchema;
pub use schema::read::SchemaError;
pub use schema::resource::ResourceSchema;
pub use stack::attribute_path::{AttributePath, name as attribute_name};
pub use stack::definition::{Fetched, StackDefinition};
pub use stack::identity::StackIdentity;
pub use stack::outcome::Outcome;
pub use stack::validate::Strictness;
pub use state::{Initial, State, select};
pub use template::Template;
pub use types::ResourceTypes;
pub use version::{Language, ListedVersion, Version, listed_versions};

/// Files that come with a template, by the name under which it refers to them.
pub type Files = indexmap::IndexMap<String, String>;
