//! `OS::Heat::ResourceGroup`: so many resources that are alike but for a number in their
//! properties.

use std::collections::BTreeSet;

use async_trait::async_trait;
use heat_spec::{Fault, Key, Map, Value, fault, value};
use heat_template::{AttributePath, Nested, Properties, Purpose};

use super::member_output as output;
use crate::engine::Failure;
use crate::resources::Work;
use crate::resources::nested::rollout::{Policy, Sizes, Step};
use crate::resources::nested::succession::{Present, succession};
use crate::resources::nested::{self, Given, Member, StackType, members, present};

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
        let n_members = match given.purpose {
            Purpose::Validation if count(given.properties) > 0 => 1,
            Purpose::Validation => return Ok(None),
            Purpose::Parameters => return with_one_member(given).map(Some),
            Purpose::Whole => wanted(given.properties)?,
        };
        let names = names(given, n_members);
        let members: Map = names
            .iter()
            .map(|name| (Key::from(name.as_str()), defined(given, name)))
            .collect();
        group(given, &names, members).map(Some)
    }

    /// Members are made in batches, or replaced in batches if they are to be other ones.
    async fn steps(&self, work: &Work, changes: Option<&Map>) -> Result<Vec<Step>, Failure> {
        let policies = work.frozen().update_policy;
        let (policy, current) = match changes {
            None => (policies.get("batch_create"), 0),
            Some(changes) if changes.contains_key("resource_def") => {
                let skipped = skipped(&work.record.data);
                let present = present(work).await?;
                let is_counted =
                    |member: &&Present| !(member.is_well && skipped.contains(&member.name));
                let n_counted = present.iter().filter(is_counted).count();
                (policies.get("rolling_update"), n_counted)
            }
            Some(_) => return Ok(Vec::new()),
        };
        let wanted = wanted(&work.properties)?;
        match Policy::read(policy).filter(|_| wanted > 0 || current > 0) {
            Some(policy) => policy.steps(work, Sizes { wanted, current }, progress),
            None => Ok(Vec::new()),
        }
    }

    /// Members that have no place any more go first, then those of the highest numbers.
    fn nested_after(
        &self,
        given: Given<'_>,
        present: &[Present],
        step: Step,
    ) -> Result<Option<Nested>, Fault> {
        let skipped = skipped(given.data);
        let wanted = wanted(given.properties)?;
        let names = names(given, step.n_members);
        let is_kept = |member: &&Present| member.is_well && !skipped.contains(&member.name);
        let mut old: Vec<Present> = present.iter().filter(is_kept).cloned().collect();
        old.sort_by_key(
            |member| match names.iter().position(|name| *name == member.name) {
                None => 0,
                Some(index) if index < wanted => wanted - index,
                Some(_) => step.n_members.max(wanted),
            },
        );
        let known: BTreeSet<&str> = old.iter().map(|member| member.name.as_str()).collect();
        let mut new = names.iter().filter(|name| !known.contains(name.as_str()));
        let members = succession(
            &old,
            step,
            |name| defined(given, name),
            || new.next().cloned(),
        );
        let mut names = names.clone();
        names.retain(|name| members.contains_key(name.as_str()));
        group(given, &names, members).map(Some)
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
            let ids = nested::output(work, "refs_map").await?.unwrap_or_default();
            return ids
                .get(member)
                .cloned()
                .ok_or_else(|| fault::group_member_missing(member, &work.record.name).into());
        }
        if let Some(value) = nested::output(work, name).await? {
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

fn count(properties: &Properties) -> i64 {
    properties.get("count").as_i64().unwrap_or(0)
}

/// How many members the group is to have.
fn wanted(properties: &Properties) -> Result<usize, Fault> {
    match count(properties) {
        count if count > MAX_MEMBERS => Err(fault::too_many_resources()),
        count => Ok(usize::try_from(count).unwrap_or(0)),
    }
}

/// The names of that many members: numbers, but for those that are not to be used again.
fn names(given: Given<'_>, n_members: usize) -> Vec<String> {
    let mut skipped = skipped(given.data);
    if skipped.is_empty() {
        skipped.extend(removals(given.properties.get("removal_policies")).map(text));
    }
    (0_u64..)
        .map(|index| index.to_string())
        .filter(|name| !skipped.contains(name))
        .take(n_members)
        .collect()
}

/// How many members are up to date by a batch; those beyond any size do not stay.
fn progress(before: Sizes, n_members: usize, n_changed: usize) -> usize {
    let n_beyond = n_members.saturating_sub(before.current.max(before.wanted));
    n_changed.saturating_sub(n_beyond)
}

/// The stack of these members, with an output for whatever is asked of them.
fn group(given: Given<'_>, names: &[String], members: Map) -> Result<Nested, Fault> {
    let paths = given.stack.referenced_paths(&given.resource.name);
    let document = value!({
        "heat_template_version": "2015-04-30",
        "resources": Value::Map(members),
        "outputs": Value::Map(outputs(names, paths))
    });
    Ok(Nested {
        looks_up_types: true,
        ..Nested::made_up(document)?
    })
}

/// The stack of one member, whose properties may miss the values of parameters.
fn with_one_member(given: Given<'_>) -> Result<Nested, Fault> {
    given.readable("removal_policies")?;
    let group_name = &given.resource.name;
    let definition = given
        .stack
        .property_without_missing(group_name, "resource_def")?;
    let Some(declared_type) = definition.get("type") else {
        return Err(fault::value_error("Property type not assigned"));
    };
    let names = names(given, 1);
    let name = names.first().map_or("0", String::as_str);
    if !declared_type.is_truthy() {
        return Err(fault::resource_has_no_type(name));
    }
    let member = member(&definition, given.properties, name);
    let members = [(Key::from(name), member)].into_iter().collect();
    group(given, &names, members)
}

/// The definition of one member, as the properties have it.
fn defined(given: Given<'_>, name: &str) -> Value {
    member(given.properties.get("resource_def"), given.properties, name)
}

/// The definition of one member: that of all, with its name in the place of the variable.
fn member(definition: &Value, properties: &Properties, name: &str) -> Value {
    let variable = properties.get("index_var").as_str().unwrap_or("");
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
        // The ids of all members hold that of each.
        let is_reference = matches!(output::member(&path.attribute), Some((_, None)));
        if is_reference && path.path.is_empty() {
            continue;
        }
        if let Some(value) = output::value(names, path, OWN_ATTRIBUTES) {
            outputs.insert(path.name().as_str().into(), value!({ "value": value }));
        }
    }
    let ids = value!({ "value": output::references_by_name(names) });
    outputs.insert("refs_map".into(), ids);
    outputs
}
