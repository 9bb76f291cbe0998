//! `OS::Heat::ResourceGroup`: so many resources that are alike but for a number in their
//! properties.

use std::collections::BTreeSet;

use async_trait::async_trait;
use heat_spec::{Fault, Key, Map, Value, fault, value};
use heat_template::{AttributePath, Nested, Purpose, Template};

use crate::engine::Failure;
use crate::resources::Work;
use crate::resources::nested::{Given, Member, StackType, members, output};

/// The key under which names that are not to be used again are kept, with commas in between.
const SKIPPED: &str = "name_blacklist";

/// More members than any limit on resources allows; the limit itself is applied when they are
/// made.
const MAX_MEMBERS: i64 = 10_000;

/// Attributes that are not those of members.
const OWN_ATTRIBUTES: &[&str] = &["refs", "refs_map", "attributes", "removed_rsrc_list"];

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct ResourceGroup;

#[async_trait]
impl StackType for ResourceGroup {
    fn name(&self) -> &'static str {
        "OS::Heat::ResourceGroup"
    }

    fn class_name(&self) -> &'static str {
        "ResourceGroup"
    }

    fn hidden_schema(&self) -> &'static str {
        include_str!("../../../schemas/os_heat_resourcegroup.hidden.json")
    }

    fn nested(&self, given: Given<'_>) -> Result<Option<Nested>, Fault> {
        let count = given.properties.get("count").as_i64().unwrap_or(0);
        let n_members = match given.purpose {
            Purpose::Validation if count > 0 => 1,
            Purpose::Validation => return Ok(None),
            Purpose::Whole if count > MAX_MEMBERS => return Err(fault::too_many_resources()),
            Purpose::Whole => usize::try_from(count).unwrap_or(0),
        };
        let mut skipped = skipped(given.data);
        if skipped.is_empty() {
            skipped.extend(removals(given.properties.get("removal_policies")).map(text));
        }
        let names: Vec<String> = (0_u64..)
            .map(|index| index.to_string())
            .filter(|name| !skipped.contains(name))
            .take(n_members)
            .collect();
        let index_variable = given.properties.get("index_var").as_str().unwrap_or("");
        let definition = given.properties.get("resource_def");
        let resources: Map = names
            .iter()
            .map(|name| {
                (
                    Key::from(name.as_str()),
                    member(definition, name, index_variable),
                )
            })
            .collect();
        let paths = given.stack.referenced_paths(&given.resource.name);
        let document = value!({
            "heat_template_version": "2015-04-30",
            "resources": Value::Map(resources),
            "outputs": Value::Map(outputs(&names, paths))
        });
        Ok(Some(Nested {
            template: Template::new(document)?,
            parameters: Map::new(),
            source: "nested_stack".to_owned(),
        }))
    }

    async fn prepare(&self, work: &mut Work) -> Result<(), Failure> {
        let current = skipped(&work.record.data);
        let mut all = match work.property("removal_policies_mode").as_str() {
            Some("update") => BTreeSet::new(),
            _ => current.clone(),
        };
        let is_new = work.physical_id().is_none();
        let members = members(work).await?;
        for item in removals(work.property("removal_policies")) {
            let name = text(item);
            let is_name = is_new
                || current.contains(&name)
                || members.iter().any(|member| member.name() == name);
            if is_name {
                all.insert(name);
            } else if item.as_str().is_some() {
                let found = members.iter().find(|member| member.reference_id() == *item);
                all.extend(found.map(|member| member.name().to_owned()));
            }
        }
        if all == current {
            return Ok(());
        }
        let names: Vec<String> = all.into_iter().collect();
        work.set_data(SKIPPED, names.join(",").into()).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        if name == "removed_rsrc_list" {
            let names = skipped(&work.record.data).into_iter().map(Value::from);
            return Ok(Value::List(names.collect()));
        }
        let member = name
            .strip_prefix("resource.")
            .filter(|member| !member.contains(['.', ',']));
        if let Some(member) = member {
            let ids = output(work, "refs_map").await?.unwrap_or_default();
            return ids.get(member).cloned().ok_or_else(|| {
                let group = &work.record.name;
                Failure::new(
                    "NotFound",
                    format!("Member '{member}' not found in group resource '{group}'."),
                )
            });
        }
        if let Some(value) = output(work, name).await? {
            return Ok(value);
        }
        match name {
            "refs" => {
                let members = members(work).await?;
                let members = members.iter().filter(|member| member.is_well());
                Ok(Value::List(members.map(Member::reference_id).collect()))
            }
            _ => Err(fault::template_attribute(&work.record.name, name).into()),
        }
    }

    async fn shown_attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        // Upstream shows no others.
        match name {
            "removed_rsrc_list" => self.attribute(work, name).await,
            _ => Ok(Value::Null),
        }
    }
}

fn skipped(data: &Value) -> BTreeSet<String> {
    let names = data
        .get(SKIPPED)
        .and_then(Value::as_str)
        .unwrap_or_default();
    let names = names.split(',').filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// What the policies name: names of members, or what they are referred to by.
fn removals(policies: &Value) -> impl Iterator<Item = &Value> {
    let policies = policies.as_list().unwrap_or_default().iter();
    policies.flat_map(|policy| {
        let names = policy.get("resource_list").and_then(Value::as_list);
        names.unwrap_or_default()
    })
}

fn text(value: &Value) -> String {
    value.python_str()
}

/// The definition of one member: that of all, with its name in the place of the variable.
fn member(definition: &Value, name: &str, variable: &str) -> Value {
    let mut member = Map::new();
    for key in ["type", "properties", "metadata"] {
        let Some(field) = definition.get(key).filter(|field| !field.is_null()) else {
            continue;
        };
        let field = match field {
            Value::Map(properties) if key == "properties" => {
                let given = properties.iter().filter(|(_, value)| !value.is_null());
                Value::Map(
                    given
                        .map(|(key, value)| (key.clone(), numbered(value, name, variable)))
                        .collect(),
                )
            }
            field => field.clone(),
        };
        member.insert(key.into(), field);
    }
    Value::Map(member)
}

/// A value with the name in the place of the variable, in texts at any depth.
fn numbered(value: &Value, name: &str, variable: &str) -> Value {
    match value {
        Value::String(text) if !variable.is_empty() => text.replace(variable, name).into(),
        Value::List(items) => {
            let items = items.iter().map(|item| numbered(item, name, variable));
            Value::List(items.collect())
        }
        Value::Map(map) => Value::Map(
            map.iter()
                .map(|(key, item)| (key.clone(), numbered(item, name, variable)))
                .collect(),
        ),
        other => other.clone(),
    }
}

/// An output for every attribute that something refers to, and the ids of all members.
fn outputs<'p>(names: &[String], paths: impl Iterator<Item = &'p AttributePath>) -> Map {
    let mut outputs = Map::new();
    for path in paths {
        if let Some(value) = output_value(names, path) {
            outputs.insert(path.name().as_str().into(), value!({ "value": value }));
        }
    }
    let ids: Map = names
        .iter()
        .map(|name| (Key::from(name.as_str()), value!({ "get_resource": name })))
        .collect();
    outputs.insert("refs_map".into(), value!({ "value": Value::Map(ids) }));
    outputs
}

fn output_value(names: &[String], path: &AttributePath) -> Option<Value> {
    let attribute = path.attribute.as_str();
    if let Some(rest) = attribute.strip_prefix("resource.") {
        let (name, first) = match rest.split_once('.') {
            Some((name, first)) => (name, Some(first)),
            None => (rest, None),
        };
        let below: Vec<Value> = first
            .map(Value::from)
            .into_iter()
            .chain(path.path.clone())
            .collect();
        let is_member = names.iter().any(|known| known == name);
        return (!below.is_empty() && is_member).then(|| get_attr(name, below));
    }
    match attribute {
        "refs" => Some(Value::List(
            names
                .iter()
                .map(|name| value!({ "get_resource": name }))
                .collect(),
        )),
        "attributes" if !path.path.is_empty() => Some(Value::Map(
            names
                .iter()
                .map(|name| (Key::from(name.as_str()), get_attr(name, path.path.clone())))
                .collect(),
        )),
        _ if OWN_ATTRIBUTES.contains(&attribute) => None,
        _ => Some(Value::List(
            names
                .iter()
                .map(|name| {
                    let below = [Value::from(attribute)]
                        .into_iter()
                        .chain(path.path.clone());
                    get_attr(name, below.collect())
                })
                .collect(),
        )),
    }
}

fn get_attr(name: &str, path: Vec<Value>) -> Value {
    let arguments = [Value::from(name)].into_iter().chain(path);
    value!({ "get_attr": Value::List(arguments.collect()) })
}
