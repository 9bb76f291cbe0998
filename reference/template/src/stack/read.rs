//! Reading the definition of a stack.

use std::sync::Arc;

use heat_spec::{Fault, Value, fault};
use indexmap::IndexMap;

use super::attribute_path::AttributePath;
use super::definition::{ReferencedAttributes, StackDefinition};
use super::identity::StackIdentity;
use crate::Files;
use crate::condition::Conditions;
use crate::dependencies::Dependencies;
use crate::environment::Environment;
use crate::environment::resolve::Resolution;
use crate::expression::Expression;
use crate::expression::attributes::attributes;
use crate::expression::budget::Budget;
use crate::expression::parse::{Parser, Place};
use crate::expression::path::Path;
use crate::expression::references::references;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::lent::Lent;
use crate::nested::provider::Provider;
use crate::output::read::outputs;
use crate::parameter::parameters::Parameters;
use crate::resource::definition::{ResolvedType, ResourceDefinition};
use crate::resource::read::resources;
use crate::state::Initial;
use crate::template::Template;
use crate::types::ResourceTypes;

impl StackDefinition {
    /// Reads conditions, resources, outputs and dependencies, in Heat's order.
    ///
    /// Fails with what is wrong in conditions and resources. Faults of types, of outputs and of
    /// the graph wait until they are asked for, because Heat finds parameters first.
    pub fn new(
        template: Template,
        mut environment: Environment,
        files: Files,
        identity: StackIdentity,
        types: &dyn ResourceTypes,
    ) -> Result<Self, Fault> {
        let parameters = Parameters::new(
            template.parameter_schemas(),
            environment.parameters(),
            environment.parameter_defaults(),
            &identity,
            template.version().language(),
        );
        let dialect = template.version().dialect();
        let lent = types.lent();
        let conditions = Conditions::new(conditions(&template, &parameters, &files, &lent)?);
        let scope = Scope {
            parameters: &parameters,
            mappings: template.mappings(),
            files: &files,
            conditions: Some(&conditions),
            resources: None,
            state: &Initial,
            has_compute: true,
            lent: &lent,
            facade: None,
            budget: Budget::new(),
        };
        let parser = Parser {
            dialect,
            // While resources are read, those that are switched off count as well.
            is_resource: &|name| template.has_resource(name),
            scope: &scope,
        };
        let defaults = environment.parameter_defaults().clone();
        let mut resolve_type = |declared: &str, resource: &str| match environment
            .registry_mut()
            .resolve(declared, resource, types)?
        {
            Resolution::Template(name) => Provider::read(&name, &files, &defaults)
                .map(|provider| ResolvedType::Template(Arc::new(provider))),
            Resolution::Type(name) => types
                .find(&name)
                .map(ResolvedType::Type)
                .ok_or_else(|| fault::resource_type_unknown(declared)),
        };
        let resources = resources(template.resources(), &parser, &mut resolve_type)?;
        let parser = Parser {
            is_resource: &|name| resources.contains_key(name),
            ..parser
        };
        let outputs = outputs(template.outputs(), &parser);
        let mut definition = Self {
            conditions: conditions.into_definitions(),
            dependencies: Ok(Dependencies::default()),
            attributes: ReferencedAttributes::default(),
            lent,
            depth: 0,
            has_compute: true,
            facade: None,
            fetched: Arc::default(),
            template,
            environment,
            files,
            identity,
            parameters,
            resources,
            outputs,
        };
        definition.dependencies = dependencies(&mut definition, types);
        definition.attributes = referenced_attributes(&definition);
        Ok(definition)
    }
}

/// The definitions of conditions, with their functions found.
pub(crate) fn conditions(
    template: &Template,
    parameters: &Parameters,
    files: &Files,
    lent: &Lent,
) -> Result<IndexMap<String, Expression>, Fault> {
    if !template.version().dialect().has_conditions() {
        return Ok(IndexMap::new());
    }
    let section = template.words().conditions;
    let map = match template.written_section(section) {
        None => return Ok(IndexMap::new()),
        Some(Value::Map(map)) => map,
        Some(other) => {
            let fault = fault::conditions_not_a_map(other.python_type());
            return Err(fault.headed("Conditions validation error"));
        }
    };
    let scope = Scope {
        parameters,
        mappings: template.mappings(),
        files,
        conditions: None,
        resources: None,
        state: &Initial,
        has_compute: true,
        lent,
        facade: None,
        budget: Budget::new(),
    };
    let parser = Parser {
        dialect: template.version().dialect(),
        is_resource: &|_| false,
        scope: &scope,
    };
    map.iter()
        .map(|(name, condition)| {
            let name = name.json_text();
            let root = Path::Root(section);
            let condition = parser.parse(condition, Place::Condition, &root.key(&name))?;
            Ok((name, condition))
        })
        .collect()
}

fn dependencies(
    stack: &mut StackDefinition,
    types: &dyn ResourceTypes,
) -> Result<Dependencies, Fault> {
    stack.dependencies = Ok(Dependencies::new(written_edges(stack)?));
    let hidden = types.hidden_dependencies(stack);
    let mut hidden = hidden
        .iter()
        .filter(|(_, required)| stack.resources.contains_key(required))
        .map(|(requirer, required)| (requirer.as_str(), Some(required.as_str())))
        .peekable();
    if hidden.peek().is_none() {
        return std::mem::replace(&mut stack.dependencies, Ok(Dependencies::default()));
    }
    let mut edges = written_edges(stack)?;
    edges.extend(hidden);
    Ok(Dependencies::new(edges))
}

/// Who requires whom, if anyone.
type Edges<'s> = Vec<(&'s str, Option<&'s str>)>;

/// The edges that follow from what is written.
fn written_edges(stack: &StackDefinition) -> Result<Edges<'_>, Fault> {
    let scope = stack.scope(&Initial);
    let mut edges = Edges::new();
    for resource in stack.resources.values() {
        for required in required(resource, stack, &scope)? {
            edges.push((resource.name.as_str(), Some(required)));
        }
        edges.push((resource.name.as_str(), None));
    }
    Ok(edges)
}

fn referenced_attributes(stack: &StackDefinition) -> ReferencedAttributes {
    let scope = stack.scope(&Initial);
    let mut all = ReferencedAttributes::new();
    let mut found = |resource: String, target: Option<AttributePath>| {
        let Some(definition) = stack.resources.get(&resource) else {
            return;
        };
        let paths = all.entry(resource).or_insert_with(|| Vec::with_capacity(1));
        match (target, definition.schema()) {
            (Some(mut target), schema) => {
                let is_whole = target.path.is_empty()
                    || schema.is_ok_and(|schema| schema.has_path(&target.attribute));
                if !is_whole {
                    target.path.clear();
                }
                note(paths, target);
            }
            (None, Ok(schema)) => {
                let names = schema.attributes.keys().filter(|name| *name != "show");
                names.for_each(|name| note(paths, AttributePath::whole(name)));
            }
            (None, Err(_)) => {}
        }
    };
    for resource in stack.resources.values() {
        for expression in resource.properties.iter().chain(&resource.metadata) {
            attributes(expression, &scope, &mut found);
        }
    }
    for output in stack.outputs.iter().flat_map(IndexMap::values) {
        if let Some(value) = &output.value {
            attributes(value, &scope, &mut found);
        }
    }
    all
}

fn note(paths: &mut Vec<(String, AttributePath)>, path: AttributePath) {
    let name = path.name();
    if let Err(place) = paths.binary_search_by(|(known, _)| known.cmp(&name)) {
        paths.insert(place, (name, path));
    }
}

/// The names that a resource says it needs, then those that it refers to.
fn required<'s>(
    resource: &'s ResourceDefinition,
    stack: &StackDefinition,
    scope: &Scope<'s>,
) -> Result<Vec<&'s str>, Fault> {
    let explicit = resource.depends_on.as_deref().unwrap_or_default();
    let external_id = match &resource.external_id {
        Some(external_id) => resolve(external_id, scope)?,
        None => Value::Null,
    };
    if external_id.is_truthy() {
        if explicit.is_empty() {
            return Ok(Vec::new());
        }
        return Err(fault::external_resource_dependency(
            &resource.declared_type,
            external_id.python_str(),
        ));
    }
    let mut implicit = Vec::new();
    let root = Path::Root(&resource.name);
    for (section, expression) in [
        ("Properties", &resource.properties),
        ("Metadata", &resource.metadata),
    ] {
        if let Some(expression) = expression {
            references(expression, scope, &root.key(section), &mut |name| {
                implicit.push(name);
            })?;
        }
    }
    let mut names = Vec::new();
    for name in explicit {
        if stack.resources.contains_key(name) {
            names.push(name.as_str());
        } else if !stack.template.has_resource(name) {
            return Err(fault::template_reference(name, &resource.name));
        }
    }
    names.extend(implicit);
    Ok(names)
}
