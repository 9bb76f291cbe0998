//! What upstream documents of every resource type, whether or not this server can make it: the one
//! place that schemas stand in.
//!
//! `schemas/resource_types.jsonl` has a line for each type, in the order in which upstream lists
//! them. A line is what the API answers for the type, without descriptions and without flags that
//! are false, and with a few keys more: see [`DocumentedType`].

mod property;

use std::sync::{Arc, LazyLock, OnceLock};

use heat_spec::{Map, Value};
use heat_template::ResourceSchema;
use indexmap::IndexMap;
use serde::Deserialize;

pub(crate) use property::DocumentedProperty;

const LINES: &str = include_str!("../../../schemas/resource_types.jsonl");

/// What every line begins with, so that a type is found without its line being read.
const START: &str = "{\"resource_type\":\"";

/// Names that the operator maps to others, as upstream's packaged environment does.
pub(crate) const ALIASES: &[(&str, &str)] = &[
    ("OS::Quantum*", "OS::Neutron*"),
    ("OS::Metering::Alarm", "OS::Aodh::Alarm"),
    ("OS::Ceilometer::Alarm", "OS::Aodh::Alarm"),
    (
        "OS::Ceilometer::GnocchiResourcesAlarm",
        "OS::Aodh::GnocchiResourcesAlarm",
    ),
    (
        "OS::Ceilometer::GnocchiAggregationByMetricsAlarm",
        "OS::Aodh::GnocchiAggregationByMetricsAlarm",
    ),
    (
        "OS::Ceilometer::GnocchiAggregationByResourcesAlarm",
        "OS::Aodh::GnocchiAggregationByResourcesAlarm",
    ),
    (
        "OS::Ceilometer::CombinationAlarm",
        "OS::Aodh::CombinationAlarm",
    ),
];

/// A resource type as it is documented.
#[derive(Debug, Deserialize)]
pub(crate) struct DocumentedType {
    /// The type: `OS::Heat::None`.
    pub(crate) resource_type: String,
    /// The name of upstream's class: `NoneResource`.
    pub(crate) class_name: String,
    /// The service that the type is of, by the name of its client: `nova`.
    #[serde(default)]
    pub(crate) service: Option<String>,
    /// The extensions that the service must have.
    #[serde(default)]
    pub(crate) extensions: Vec<String>,
    /// Whether the type stands for a template that is not there: it is listed and nothing more.
    #[serde(default)]
    pub(crate) undefined: bool,
    /// How well it is supported, and since when.
    pub(crate) support_status: SupportStatus,
    /// The properties, hidden ones included.
    pub(crate) properties: IndexMap<String, DocumentedProperty>,
    /// The attributes with their types, as far as those are known.
    pub(crate) attributes: IndexMap<String, DocumentedAttribute>,
}

/// How well something is supported.
#[derive(Debug, Deserialize)]
pub(crate) struct SupportStatus {
    /// `SUPPORTED`, `DEPRECATED`, `UNSUPPORTED` or `HIDDEN`.
    pub(crate) status: String,
    /// What to do about that.
    pub(crate) message: Option<String>,
    /// The release that it is so since.
    pub(crate) version: Option<String>,
    /// How it was before.
    pub(crate) previous_status: Option<Box<SupportStatus>>,
}

/// An attribute.
#[derive(Debug, Deserialize)]
pub(crate) struct DocumentedAttribute {
    /// Its type, if that is known.
    #[serde(default, rename = "type")]
    pub(crate) data_type: Option<String>,
}

impl DocumentedType {
    /// Whether it is kept from clients, although templates may have it.
    pub(crate) fn is_hidden(&self) -> bool {
        self.support_status.status == "HIDDEN"
    }

    /// The properties that clients are told of.
    pub(crate) fn shown_properties(&self) -> impl Iterator<Item = (&str, &DocumentedProperty)> {
        let properties = self.properties.iter();
        properties
            .filter(|(_, property)| !property.hidden)
            .map(|(name, property)| (name.as_str(), property))
    }
}

impl SupportStatus {
    /// As the API shows it.
    pub(crate) fn view(&self) -> Value {
        let text = |text: &Option<String>| Value::from(text.as_deref());
        let previous = self.previous_status.as_ref();
        let mut view = Map::new();
        view.insert("status".into(), Value::from(&self.status));
        view.insert("message".into(), text(&self.message));
        view.insert("version".into(), text(&self.version));
        view.insert(
            "previous_status".into(),
            previous.map_or(Value::Null, |status| status.view()),
        );
        Value::Map(view)
    }
}

/// A line of the file.
#[derive(Debug)]
struct Entry {
    line: &'static str,
    read: OnceLock<Option<DocumentedType>>,
    schema: OnceLock<Option<Arc<ResourceSchema>>>,
}

static TYPES: LazyLock<IndexMap<&'static str, Entry>> = LazyLock::new(|| {
    let lines = LINES.lines().filter_map(|line| {
        let (name, _) = line.strip_prefix(START)?.split_once('"')?;
        let entry = Entry {
            line,
            read: OnceLock::new(),
            schema: OnceLock::new(),
        };
        Some((name, entry))
    });
    lines.collect()
});

/// Every type, in the order in which upstream lists them.
pub(crate) fn all() -> impl Iterator<Item = &'static DocumentedType> {
    TYPES.values().filter_map(Entry::read)
}

/// The type of that name, or of the one that the operator maps the name to.
pub(crate) fn find(name: &str) -> Option<&'static DocumentedType> {
    let known = TYPES.get(name);
    known
        .or_else(|| TYPES.get(target_of(name)?.as_str()))?
        .read()
}

/// The line of the type of that name: its schema as JSON text.
pub(crate) fn schema(name: &str) -> Option<&'static str> {
    TYPES.get(name).map(|entry| entry.line)
}

/// The schema of the type of that name as templates see it; nothing for a type that stands for a
/// template.
pub(crate) fn resource_schema(name: &str) -> Option<Arc<ResourceSchema>> {
    let entry = TYPES.get(name)?;
    let documented = entry.read().filter(|documented| !documented.undefined)?;
    let read = || {
        let json = serde_json::from_str(entry.line).ok()?;
        let schema = ResourceSchema::from_json(&json).ok()?;
        Some(Arc::new(ResourceSchema {
            // A type that upstream has given up takes and gives anything.
            has_any_attribute: schema.is_placeholder || schema.has_any_attribute,
            class_name: documented.class_name.clone(),
            ..schema
        }))
    };
    entry.schema.get_or_init(read).clone()
}

/// What the operator maps a name to.
fn target_of(name: &str) -> Option<String> {
    ALIASES.iter().find_map(|(from, to)| {
        if *from == name {
            return Some((*to).to_owned());
        }
        let (from, to) = (from.strip_suffix('*')?, to.strip_suffix('*')?);
        Some(format!("{to}{}", name.strip_prefix(from)?))
    })
}

impl Entry {
    /// The type; nothing if its line is wrong, which a test would have found.
    fn read(&'static self) -> Option<&'static DocumentedType> {
        let read = || {
            serde_json::from_str(self.line).map_err(|error| {
                tracing::error!(line = self.line, %error, "a resource type cannot be read");
            })
        };
        self.read.get_or_init(|| read().ok()).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_line_is_a_type_of_its_own() {
        let names: HashSet<_> = all().map(|known| &known.resource_type).collect();
        assert_eq!(names.len(), LINES.lines().count());
        for name in names {
            let documented = find(name).unwrap();
            assert_eq!(documented.resource_type, *name);
            assert_eq!(
                resource_schema(name).is_none(),
                documented.undefined,
                "{name}"
            );
        }
    }

    #[test]
    fn a_name_that_is_mapped_finds_the_type_behind_it() {
        assert_eq!(
            find("OS::Quantum::Net").unwrap().resource_type,
            "OS::Neutron::Net"
        );
        assert!(find("OS::Nope").is_none() && find("").is_none());
    }
}
