//! Reading all properties of a resource.

use std::borrow::Cow;

use heat_spec::{Fault, Map, Rendering, Value, fault};
use indexmap::IndexMap;

use super::Properties;
use super::convert::convert;
use super::given::Given;
use crate::constraint::inquiry::Inquiry;
use crate::data_type::DataType;
use crate::schema::property::PropertySchema;

/// The heading of faults in properties.
pub(crate) const HEADING: &str = "Property error";

/// Schemas by name.
pub(crate) type Schemas = IndexMap<String, PropertySchema>;

/// Reads and checks properties; `description` is the resource's, which stands in for a property of
/// that name.
///
/// A fault has the heading and a path below the properties.
pub(crate) fn read(
    schemas: &Schemas,
    given: Given<'_>,
    description: &str,
    inquiry: &Inquiry<'_>,
) -> Result<Properties, Fault> {
    read_all(schemas, given, Some(description), true, inquiry)
        .map(|values| Properties { values })
        .map_err(|fault| fault.headed(HEADING))
}

/// Checks only that all names are known, and implemented.
pub(crate) fn check_names(schemas: &Schemas, given: Given<'_>) -> Result<(), Fault> {
    unknown(schemas, given)
        .and_then(|()| {
            let mut schemas = schemas.iter();
            schemas.try_for_each(|(name, schema)| check_implemented(name, schema, given))
        })
        .map_err(|fault| fault.headed(HEADING))
}

/// Everything that is wrong: unknown names, then the first fault of each property.
pub(crate) fn faults(
    schemas: &Schemas,
    given: Given<'_>,
    description: &str,
    inquiry: &Inquiry<'_>,
) -> Vec<Fault> {
    let names = given.names().into_iter();
    let unknown = names.filter(|name| !schemas.contains_key(name));
    let mut faults: Vec<Fault> = unknown.map(fault::property_unknown).collect();
    for (name, schema) in schemas {
        if is_replaced(name, schemas) {
            continue;
        }
        let read = read_one(name, schema, given, Some(description), true, inquiry);
        let checked = read.and_then(|_| check_implemented(name, schema, given));
        faults.extend(checked.err());
    }
    let faults = faults.into_iter();
    faults.map(|fault| fault.headed(HEADING)).collect()
}

/// Reads properties for display: what cannot be read is `null`.
pub(crate) fn read_leniently(
    schemas: &Schemas,
    given: Given<'_>,
    description: &str,
    inquiry: &Inquiry<'_>,
) -> Properties {
    let values = schemas
        .iter()
        .map(|(name, schema)| {
            let value = if is_replaced(name, schemas) {
                Ok(Value::Null)
            } else {
                read_one(name, schema, given, Some(description), false, inquiry)
            };
            (name.as_str().into(), value.unwrap_or_default())
        })
        .collect();
    Properties { values }
}

/// Reads the properties in the order of the schemas; faults have a path but no heading.
pub(crate) fn read_all(
    schemas: &Schemas,
    given: Given<'_>,
    description: Option<&str>,
    is_checked: bool,
    inquiry: &Inquiry<'_>,
) -> Result<Map, Fault> {
    if is_checked {
        unknown(schemas, given)?;
    }
    schemas
        .iter()
        .map(|(name, schema)| {
            let value = if is_replaced(name, schemas) {
                Value::Null
            } else {
                let value = read_one(name, schema, given, description, is_checked, inquiry)?;
                if is_checked {
                    check_implemented(name, schema, given)?;
                }
                value
            };
            Ok((name.as_str().into(), value))
        })
        .collect()
}

/// Whether another property has taken the place of this one, and its value.
fn is_replaced(name: &str, schemas: &Schemas) -> bool {
    schemas
        .values()
        .any(|schema| schema.former_name() == Some(name))
}

fn check_implemented(name: &str, schema: &PropertySchema, given: Given<'_>) -> Result<(), Fault> {
    if schema.is_unimplemented && given.has(name) {
        return Err(fault::property_not_implemented(name));
    }
    Ok(())
}

fn unknown(schemas: &Schemas, given: Given<'_>) -> Result<(), Fault> {
    match given
        .names()
        .into_iter()
        .find(|name| !schemas.contains_key(name))
    {
        Some(name) => Err(fault::property_unknown(name)),
        None => Ok(()),
    }
}

fn read_one(
    name: &str,
    schema: &PropertySchema,
    given: Given<'_>,
    description: Option<&str>,
    is_checked: bool,
    inquiry: &Inquiry<'_>,
) -> Result<Value, Fault> {
    let schema = &*typed(schema, given);
    let value = given
        .get(name)
        .map_err(|fault| as_told(&fault).under(&[name]))?;
    if let Some(former) = former_value(name, schema, given)? {
        if value.is_some_and(|given| given.value.is_truthy()) && former.is_truthy() {
            return Err(under_two_names(name, schema).under(&[name]));
        }
        // As upstream has it, constraints do not apply to what is given under the former name.
        return convert(schema, &former, false, inquiry).map_err(|fault| fault.under(&[name]));
    }
    if let Some(given) = value {
        let is_checked = is_checked && !given.is_preliminary;
        return convert(schema, &given.value, is_checked, inquiry)
            .map_err(|fault| fault.under(&[name]));
    }
    if schema.default.is_some() {
        return convert(schema, &Value::Null, is_checked, inquiry)
            .map_err(|fault| fault.under(&[name]));
    }
    if schema.is_required {
        let fault = fault::property_not_assigned(name);
        return Err(if given.has(name) {
            fault.under(&[name])
        } else {
            fault
        });
    }
    match description {
        Some(description) if name == "description" && schema.is_update_allowed => {
            Ok(if description.is_empty() {
                Value::Null
            } else {
                description.into()
            })
        }
        _ => Ok(Value::Null),
    }
}

/// The schema with the type that a sibling's value names, if there is such a sibling and value; a
/// value that names none is refused by the sibling's own constraints.
fn typed<'s>(schema: &'s PropertySchema, given: Given<'_>) -> Cow<'s, PropertySchema> {
    let sibling = schema.type_property.as_ref();
    let value = sibling.and_then(|sibling| given.get(sibling).ok().flatten());
    let named = value.and_then(|given| DataType::of_parameter(given.value.as_str()?));
    match named {
        Some(data_type) => Cow::Owned(PropertySchema {
            data_type,
            ..schema.clone()
        }),
        None => Cow::Borrowed(schema),
    }
}

/// The value under the name that the property had before, if there is one.
fn former_value(
    name: &str,
    schema: &PropertySchema,
    given: Given<'_>,
) -> Result<Option<Value>, Fault> {
    let Some(former_name) = schema.former_name() else {
        return Ok(None);
    };
    let value = given
        .get(former_name)
        .map_err(|fault| as_told(&fault).under(&[name]))?;
    Ok(value
        .map(|given| given.value)
        .filter(|value| !value.is_null()))
}

fn under_two_names(name: &str, schema: &PropertySchema) -> Fault {
    let formerly = schema.formerly.as_deref().unwrap_or_default();
    let path = match formerly.rsplit_once('.') {
        Some((parent, _)) => format!("{parent}.{name}"),
        None => name.to_owned(),
    };
    fault::property_under_two_names(format_args!("{path}, {formerly}"))
}

/// What a function says becomes a fault of the property.
fn as_told(fault: &Fault) -> Fault {
    Fault {
        error_type: "StackValidationFailed",
        heading: String::new(),
        path: String::new(),
        message: fault.text(Rendering::Once),
        ..fault.clone()
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;
    use serde_json::json;

    use super::*;
    use crate::constraint::inquiry::Answers;
    use crate::schema::resource::ResourceSchema;
    use crate::stack::outcome::Outcome;

    /// A property and one in a list, each with a former name.
    fn checked(given: &Value) -> Result<Properties, String> {
        let schema = ResourceSchema::from_json(&json!({
            "resource_type": "A::B",
            "properties": {
                "network": {
                    "type": "string", "required": true, "formerly": "network_id",
                    "constraints": [{ "length": { "max": 3 } }],
                },
                "network_id": { "type": "string" },
                "nics": {
                    "type": "list",
                    "schema": { "*": { "type": "map", "schema": {
                        "port": { "type": "string", "formerly": "nics.port_id" },
                        "port_id": { "type": "string" },
                    } } },
                },
            },
        }))
        .unwrap();
        let given = given.as_map().unwrap();
        match Properties::check(&schema, given, "", &["a"], &Answers::new()) {
            Ok(Outcome::Done(properties)) => Ok(properties),
            Ok(Outcome::Needs(questions)) => panic!("{questions:?}"),
            Err(fault) => Err(fault.to_string()),
        }
    }

    #[test]
    fn a_value_under_a_former_name_counts_as_it_is() {
        let found =
            checked(&value!({ "network_id": "long", "nics": [{ "port_id": "p" }] })).unwrap();
        assert_eq!(
            found.to_value(),
            value!({
                "network": "long",
                "network_id": null,
                "nics": [{ "port": "p", "port_id": null }]
            })
        );
    }

    #[test]
    fn a_property_may_have_the_type_that_another_names_or_none_yet() {
        let schema = ResourceSchema::from_json(&json!({
            "resource_type": "A::B",
            "properties": {
                "type": { "type": "string" },
                "value": { "type": "any", "type_property": "type" },
                "later": { "type": "string", "unimplemented": true },
            },
        }))
        .unwrap();
        let check = |given: Value| {
            let given = given.as_map().cloned().unwrap_or_default();
            let checked = Properties::check(&schema, &given, "", &["a"], &Answers::new());
            checked.map_err(|fault| fault.to_string())
        };
        let number = |given: Value| match check(given) {
            Ok(Outcome::Done(properties)) => properties.get("value").clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            number(value!({ "type": "number", "value": "7" })),
            value!(7)
        );
        assert_eq!(
            number(value!({ "type": "string", "value": 7 })),
            value!("7")
        );
        assert_eq!(number(value!({ "value": "7" })), value!("7"));
        insta::assert_snapshot!(check(value!({ "later": "x" })).unwrap_err(), @"Property error: a: Property later not implemented yet");
    }

    #[test]
    fn values_under_both_names_are_one_too_many() {
        let given = value!({ "network": "a", "network_id": "b" });
        insta::assert_snapshot!(checked(&given).unwrap_err(), @"Property error: a.network: Cannot define the following properties at the same time: network, network_id");
        for nothing in [value!(null), value!("")] {
            let given = value!({ "network": "a", "network_id": nothing });
            assert!(checked(&given).is_ok());
        }
        let given = value!({ "network": "", "network_id": "b" });
        assert_eq!(checked(&given).unwrap().get("network"), &value!("b"));
        let given = value!({ "network": "a", "nics": [{ "port": "a", "port_id": "b" }] });
        insta::assert_snapshot!(checked(&given).unwrap_err(), @"Property error: a.nics[0].port: Cannot define the following properties at the same time: nics.port, nics.port_id");
        insta::assert_snapshot!(checked(&value!({})).unwrap_err(), @"Property error: a: Property network not assigned");
    }
}
