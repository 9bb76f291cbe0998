//! `resource_facade`: what the resource says that stands for this stack in its parent.

use heat_spec::{Fault, Map, Value, fault};

use super::Function;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::resource::policy::DeletionPolicy;

/// `metadata`, `deletion_policy` or `update_policy`.
pub(crate) static RESOURCE_FACADE: Function = Function {
    accept,
    ..Function::new(facade)
};

/// `Metadata`, `DeletionPolicy` or `UpdatePolicy`.
pub(crate) static OF_CLOUD_FORMATION: Function = Function {
    accept: accept_of_cloud_formation,
    ..Function::new(facade)
};

type Fields = [(&'static str, &'static str); 3];

/// The names, each with what Python misses where no resource stands for the stack.
const FIELDS: &Fields = &[
    ("metadata", "metadata_get"),
    ("deletion_policy", "t"),
    ("update_policy", "t"),
];

/// The same in CloudFormation templates.
const CLOUD_FORMATION_FIELDS: &Fields = &[
    ("Metadata", "metadata_get"),
    ("DeletionPolicy", "t"),
    ("UpdatePolicy", "t"),
];

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    accept_one_of(FIELDS, name, arguments)
}

fn accept_of_cloud_formation(name: &str, arguments: &Expression) -> Result<(), Fault> {
    accept_one_of(CLOUD_FORMATION_FIELDS, name, arguments)
}

fn accept_one_of(fields: &Fields, name: &str, arguments: &Expression) -> Result<(), Fault> {
    let is_known = |text: &str| fields.iter().any(|(field, _)| *field == text);
    if arguments.as_text().is_some_and(is_known) {
        return Ok(());
    }
    let names: Vec<&str> = fields.iter().map(|(field, _)| *field).collect();
    Err(fault::resource_facade_arguments(name, names.join(", ")))
}

/// What there is of it; without a resource around the stack nothing can be said.
fn facade(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let field = call.arguments.as_text().unwrap_or_default();
    let known = FIELDS.iter().chain(CLOUD_FORMATION_FIELDS);
    let mut known = known.filter(|(known, _)| *known == field);
    let Some(facade) = scope.facade else {
        let missed = known.next().map_or("t", |(_, missed)| *missed);
        return Err(fault::resource_facade_outside(missed));
    };
    let (value, nothing) = match field {
        "metadata" | "Metadata" => (&facade.metadata, Value::Map(Map::new())),
        "update_policy" | "UpdatePolicy" => (&facade.update_policy, Value::Map(Map::new())),
        _ => (
            &facade.deletion_policy,
            DeletionPolicy::default().name().into(),
        ),
    };
    Ok(Some(if value.is_null() {
        nothing
    } else {
        value.clone()
    }))
}
