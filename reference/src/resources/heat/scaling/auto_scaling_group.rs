//! `OS::Heat::AutoScalingGroup`: resources that are alike, as many as policies make of them.

use async_trait::async_trait;
use heat_spec::{Fault, Key, Map, Value, fault, value};
use heat_template::{AttributePath, Inquiry, Nested, Properties, Purpose, attribute_name, select};

use super::cooldown;
use crate::engine::{Failure, short_id};
use crate::resources::heat::member_output as output;
use crate::resources::nested::rollout::{Policy, Sizes, Step};
use crate::resources::nested::succession::{Present, succession};
use crate::resources::nested::{self, Given, Member, StackType, members, present};
use crate::resources::{Work, rules};

/// More members than any limit on resources allows; the limit itself is applied when they are
/// made.
const MAX_MEMBERS: i64 = 10_000;

/// What a definition of a resource consists of.
const DEFINITION: &[&str] = &[
    "type",
    "properties",
    "metadata",
    "depends_on",
    "deletion_policy",
    "update_policy",
];

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct AutoScalingGroup;

#[async_trait]
impl StackType for AutoScalingGroup {
    fn name(&self) -> &'static str {
        "OS::Heat::AutoScalingGroup"
    }

    fn class_name(&self) -> &'static str {
        "AutoScalingResourceGroup"
    }

    fn hidden_schema(&self) -> &'static str {
        r#"{ "attribute_paths": true }"#
    }

    fn validate(
        &self,
        resource_name: &str,
        properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        rules::check(self.name(), resource_name, properties)
    }

    fn nested(&self, given: Given<'_>) -> Result<Option<Nested>, Fault> {
        let wanted = wanted(given.properties).unwrap_or_else(|| least(given.properties));
        let n_members = match given.purpose {
            Purpose::Validation if wanted > 0 => 1,
            Purpose::Validation => return Ok(None),
            Purpose::Parameters => {
                given.required("resource")?;
                1
            }
            Purpose::Whole => size(wanted)?,
        };
        let names = (0..n_members).map(|_| Key::from(short_id()));
        let member = member(given.properties);
        group(given, names.map(|name| (name, member.clone())).collect())
    }

    /// Nothing else tells how members are called.
    fn adopted(&self, given: Given<'_>, exported: &Value) -> Result<Option<Nested>, Fault> {
        let exported = exported.get("resources").and_then(Value::as_map);
        let names = exported.into_iter().flat_map(Map::keys).cloned();
        let member = member(given.properties);
        group(given, names.map(|name| (name, member.clone())).collect())
    }

    /// Members that are to be other ones are replaced in batches, before the size changes.
    async fn steps(&self, work: &Work, changes: Option<&Map>) -> Result<Vec<Step>, Failure> {
        let Some(changes) = changes else {
            return Ok(Vec::new());
        };
        let present = present(work).await?;
        let n_well = present.iter().filter(|member| member.is_well).count();
        let properties = &work.properties;
        let mut steps = Vec::new();
        let mut current = n_well;
        if changes.contains_key("resource") {
            let policy = Policy::read(Some(properties.get("rolling_updates"))).unwrap_or_default();
            let wanted = wanted(properties).map(size).transpose()?;
            let wanted = wanted.unwrap_or(present.len()).min(present.len());
            let sizes = Sizes {
                wanted,
                current: present.len(),
            };
            steps = policy.steps(work, sizes, |_, _, n_changed| n_changed)?;
            current = wanted;
        }
        let current = i64::try_from(current).unwrap_or(MAX_MEMBERS);
        let last = size(within(properties, wanted(properties).unwrap_or(current)))?;
        steps.push(resize(last));
        Ok(steps)
    }

    fn nested_after(
        &self,
        given: Given<'_>,
        present: &[Present],
        step: Step,
    ) -> Result<Option<Nested>, Fault> {
        let definition = member(given.properties);
        let new_name = || Some(short_id());
        let members = succession(present, step, |_| definition.clone(), new_name);
        group(given, members)
    }

    /// A group that was just made or changed is left alone for a while.
    async fn note(&self, work: &mut Work) -> Result<(), Failure> {
        let n_members = n_well(work).await?;
        let reason = format!("ExactCapacity : {n_members}");
        let (id, cooldown) = (work.record.id, work.property("cooldown").clone());
        let end = cooldown::end(work.app.clock.now(), &cooldown);
        let store = &work.app.store;
        store
            .call(move |tx| cooldown::finish(tx, id, Some((&end, &reason))))
            .await?;
        Ok(())
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        let paths = work.definition.referenced_paths(&work.record.name);
        let path = paths.into_iter().find(|path| path.name() == name);
        let path = path.cloned().unwrap_or_else(|| AttributePath {
            attribute: name.to_owned(),
            path: Vec::new(),
        });
        match (path.attribute.as_str(), path.path.as_slice()) {
            ("current_size", _) => Ok(n_well(work).await?.into()),
            ("refs", _) => Ok(Value::List(references(work).await?.into_values().collect())),
            ("refs_map", rest) => Ok(select(&Value::Map(references(work).await?), rest)),
            ("outputs", [_, ..]) => Ok(Value::Map(outputs(work, &path.path).await?)),
            ("outputs_list", [_, ..]) => {
                let outputs = outputs(work, &path.path).await?;
                Ok(Value::List(outputs.into_values().collect()))
            }
            (attribute, rest) => match output::member(attribute) {
                Some((index, first)) => {
                    let first = first.map(Value::from).into_iter();
                    let below: Vec<Value> = first.chain(rest.iter().cloned()).collect();
                    let all = match below.as_slice() {
                        [] => references(work).await?,
                        _ => outputs(work, &below).await?,
                    };
                    at(&all, index)
                        .ok_or_else(|| fault::group_member_missing(index, &work.record.name).into())
                }
                None => Err(fault::template_attribute(&work.record.name, attribute).into()),
            },
        }
    }

    /// Upstream shows none.
    async fn shown_attribute(&self, _work: &Work, _name: &str) -> Result<Value, Failure> {
        Ok(Value::Null)
    }

    fn follows_signals(&self) -> bool {
        true
    }
}

/// The step to another size.
pub(super) fn resize(n_members: usize) -> Step {
    Step {
        n_members,
        n_changed: 0,
        pause: std::time::Duration::ZERO,
    }
}

/// How many members there are with which nothing failed.
pub(super) async fn n_well(work: &Work) -> Result<usize, Failure> {
    let present = present(work).await?;
    Ok(present.iter().filter(|member| member.is_well).count())
}

/// A size as near to the wanted one as the group may have.
pub(super) fn within(properties: &Properties, wanted: i64) -> i64 {
    let most = properties.get("max_size").as_i64().unwrap_or(wanted);
    wanted.min(most).max(least(properties))
}

/// That size as a number of members, unless there can never be so many.
pub(super) fn size(wanted: i64) -> Result<usize, Fault> {
    if wanted > MAX_MEMBERS {
        return Err(fault::too_many_resources());
    }
    Ok(usize::try_from(wanted).unwrap_or(0))
}

fn wanted(properties: &Properties) -> Option<i64> {
    let wanted = properties.get("desired_capacity").as_i64();
    wanted.filter(|wanted| *wanted != 0)
}

fn least(properties: &Properties) -> i64 {
    properties.get("min_size").as_i64().unwrap_or(0)
}

/// The definition of a member; what is no part of one is overlooked.
fn member(properties: &Properties) -> Value {
    let Value::Map(definition) = properties.get("resource") else {
        return Value::Null;
    };
    let keys = DEFINITION.iter();
    let fields = keys.filter_map(|key| Some((Key::from(*key), definition.get(*key)?.clone())));
    Value::Map(fields.collect())
}

/// The stack of these members, with an output for whatever is asked of them.
fn group(given: Given<'_>, members: Map) -> Result<Option<Nested>, Fault> {
    let names: Vec<String> = members.keys().map(Key::json_text).collect();
    let mut outputs = Map::new();
    for path in given.stack.referenced_paths(&given.resource.name) {
        let below = match (path.attribute.as_str(), output::member(&path.attribute)) {
            ("outputs" | "outputs_list", _) => path.path.clone(),
            (_, Some((_, first))) => {
                let first = first.map(Value::from).into_iter();
                first.chain(path.path.clone()).collect()
            }
            _ => Vec::new(),
        };
        if !below.is_empty() {
            let value = output::by_name(&names, |name| output::get_attr(name, below.clone()));
            let name = attribute_name("outputs", &below);
            outputs.insert(name.into(), value!({ "value": value }));
        }
    }
    let ids = value!({ "value": output::references_by_name(&names) });
    outputs.insert("refs_map".into(), ids);
    let document = value!({
        "heat_template_version": "2015-04-30",
        "resources": Value::Map(members),
        "outputs": Value::Map(outputs)
    });
    Nested::made_up(document).map(Some)
}

/// What refers to the members with which nothing failed, by name and in their order.
async fn references(work: &Work) -> Result<Map, Failure> {
    let members = members(work).await?;
    let members = members.iter().filter(|member| member.is_well());
    Ok(members
        .map(|member| (Key::from(member.name()), member.reference_id()))
        .collect())
}

/// The values of an attribute of these members, or of a part of one.
async fn outputs(work: &Work, path: &[Value]) -> Result<Map, Failure> {
    let known = nested::output(work, &attribute_name("outputs", path)).await?;
    let mut values = Map::new();
    for member in members(work)
        .await?
        .iter()
        .filter(|member| member.is_well())
    {
        let value = match known.as_ref().and_then(|known| known.get(member.name())) {
            Some(value) => value.clone(),
            None => of_member(member, path).await?,
        };
        values.insert(Key::from(member.name()), value);
    }
    Ok(values)
}

async fn of_member(member: &Member, path: &[Value]) -> Result<Value, Failure> {
    match path {
        [] => Ok(Value::Null),
        [attribute, rest @ ..] => {
            let value = member.attribute(&attribute.python_str()).await?;
            Ok(select(&value, rest))
        }
    }
}

/// The value at an index, counted from the end if it is below zero.
fn at(values: &Map, index: &str) -> Option<Value> {
    let index: i64 = index.parse().ok()?;
    let from_start = if index < 0 {
        index.checked_add(i64::try_from(values.len()).ok()?)?
    } else {
        index
    };
    let value = values.values().nth(usize::try_from(from_start).ok()?);
    value.cloned()
}
