//! Validating a stack, in Heat's order.

use std::sync::Arc;

use heat_spec::{Fault, Key, Map, Value, fault};
use indexmap::IndexMap;

use super::definition::StackDefinition;
use super::identity::StackIdentity;
use super::read::conditions;
use crate::Files;
use crate::condition::check_kind;
use crate::constraint::inquiry::{Answers, Inquiry, Question};
use crate::environment::Environment;
use crate::expression::Expression;
use crate::expression::budget::Budget;
use crate::expression::check::check;
use crate::expression::path::Path;
use crate::expression::references::references;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::nested::validate::validate as nested;
use crate::parameter::parameters::Parameters;
use crate::parameter::{groups, validate as parameter_checks};
use crate::properties::Properties;
use crate::properties::given::Given;
use crate::properties::read::{check_names, read};
use crate::python::exception::uncaught;
use crate::resource::definition::{ResourceDefinition, Written};
use crate::resource::policy::DeletionPolicy;
use crate::schema::resource::ResourceSchema;
use crate::state::Initial;
use crate::template::Template;
use crate::types::ResourceTypes;
use crate::words::{self, Words};

/// How much is validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Everything: creating, updating and previewing a stack.
    Full,
    /// What a template says whatever its parameters are: `POST /validate`.
    TemplateOnly,
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<T> {
    /// It is right.
    Done(T),
    /// Answers are missing: answer these questions and check again.
    Needs(Vec<Question>),
}

impl StackDefinition {
    /// Validates parameters, groups, conditions, types, names, graph, resources, outputs.
    ///
    /// The sections and the number of resources come before this
    /// ([`Template::check_sections`](crate::Template::check_sections)). A question that comes up
    /// hides every later fault until it is answered.
    pub fn validate(
        &self,
        strictness: Strictness,
        types: &dyn ResourceTypes,
        answers: &Answers,
    ) -> Result<Outcome<()>, Fault> {
        let inquiry = Inquiry::new(answers);
        let result = self.validate_with(strictness, types, &inquiry);
        outcome(inquiry, result)
    }

    /// The same as a part of another inquiry.
    pub(crate) fn validate_with(
        &self,
        strictness: Strictness,
        types: &dyn ResourceTypes,
        inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        let pass = Pass {
            stack: self,
            scope: self.scope(&Initial),
            strictness,
            types,
            inquiry,
        };
        pass.run()
    }

    /// Reads and validates a template as `POST /validate` does, which looks at parameters, groups
    /// and conditions before it reads resources.
    pub fn of_template(
        template: Template,
        environment: Environment,
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
        let answers = Answers::new();
        let inquiry = Inquiry::new(&answers);
        let lent = types.lent();
        parameter_checks::validate(&parameters, false, &inquiry)?;
        groups::validate(template.parameter_groups(), template.parameter_schemas())?;
        let scope = Scope {
            parameters: &parameters,
            mappings: template.mappings(),
            files: &files,
            conditions: None,
            resources: None,
            state: &Initial,
            has_compute: true,
            lent: &lent,
            facade: None,
            budget: Budget::new(),
        };
        for (name, condition) in &conditions(&template, &parameters, &files, &lent)? {
            check_kind(name, condition)?;
            check(condition, &scope, &Path::Root(""))?;
        }
        let stack = Self::new(template, environment, files, identity, types)?;
        stack.validate(Strictness::TemplateOnly, types, &answers)?;
        Ok(stack)
    }
}

/// A fault counts only if no question was left open before it.
fn outcome<T>(inquiry: Inquiry<'_>, result: Result<T, Fault>) -> Result<Outcome<T>, Fault> {
    if inquiry.is_open() {
        return Ok(Outcome::Needs(inquiry.into_questions()));
    }
    result.map(Outcome::Done)
}

impl Properties {
    /// Reads given values against the schema of a type, as is done before a resource is made or
    /// updated.
    ///
    /// `description` is the resource's. `place` is what a fault's path begins with: `Properties`
    /// in the reason of a resource, and the resource's name before that in the reason of the stack.
    /// Fails with `property_unknown`, `property_not_assigned` or `property_value`, headed
    /// `Property error`.
    pub fn check(
        schema: &ResourceSchema,
        given: &Map,
        description: &str,
        place: &[&str],
        answers: &Answers,
    ) -> Result<Outcome<Self>, Fault> {
        if schema.is_placeholder {
            return Ok(Outcome::Done(Self::default()));
        }
        let inquiry = Inquiry::new(answers);
        let result = read(
            &schema.properties,
            Given::Values(given),
            description,
            &inquiry,
        )
        .map_err(|fault| fault.under(place));
        outcome(inquiry, result)
    }
}

struct Pass<'p> {
    stack: &'p StackDefinition,
    scope: Scope<'p>,
    strictness: Strictness,
    types: &'p dyn ResourceTypes,
    inquiry: &'p Inquiry<'p>,
}

impl Pass<'_> {
    fn run(&self) -> Result<(), Fault> {
        let stack = self.stack;
        let is_full = self.strictness == Strictness::Full;
        parameter_checks::validate(&stack.parameters, is_full, self.inquiry)?;
        groups::validate(
            stack.template.parameter_groups(),
            stack.template.parameter_schemas(),
        )?;
        for (name, condition) in &stack.conditions {
            check_kind(name, condition)?;
            check(condition, &self.scope, &Path::Root(""))?;
        }
        self.types_and_names()?;
        let dependencies = stack.dependencies()?;
        // Upstream looks at the outputs once the first resource is known to need nothing.
        if dependencies.order().next().is_some() {
            stack.outputs()?;
            self.references_of_outputs()?;
        }
        dependencies.check_circles(|name| match stack.resources.get(name) {
            Some(resource) => resource.shown(),
            None => name.to_owned(),
        })?;
        for name in dependencies.order() {
            self.resource(stack.resource(name)?)?;
        }
        self.outputs()
    }

    fn types_and_names(&self) -> Result<(), Fault> {
        for resource in self.stack.resources.values() {
            if let Err(fault) = &resource.resolved {
                return Err(fault.clone());
            }
            if resource.name.contains('/') {
                return Err(fault::resource_name_with_slash());
            }
        }
        let mut twice: Vec<String> = self
            .stack
            .resources
            .keys()
            .filter(|name| self.stack.parameters.get(name).is_some())
            .map(|name| Value::from(name).python_repr())
            .collect();
        twice.sort();
        if twice.is_empty() {
            Ok(())
        } else {
            Err(fault::duplicate_names(format!("{{{}}}", twice.join(", "))))
        }
    }

    fn resource(&self, resource: &Arc<ResourceDefinition>) -> Result<(), Fault> {
        self.scope.budget.renew();
        let is_full = self.strictness == Strictness::Full;
        if let Some(external_id) = &resource.external_id {
            if is_full {
                let id = resolve(external_id, &self.scope)?;
                self.types.check_external(resource, &id, self.inquiry)?;
            }
            return Ok(());
        }
        let schema = resource.schema()?;
        if is_full && schema.is_placeholder {
            return Ok(());
        }
        if let Err(fault) = self.types.check_available(resource) {
            if self.types.overlooks_unavailable() {
                return Ok(());
            }
            return Err(fault);
        }
        self.functions(resource)?;
        let words = self.words();
        let place = |fault: Fault| fault.under(&[words.resources, &resource.name]);
        if resource.deletion_policy() == DeletionPolicy::Snapshot && !schema.has_snapshot_on_delete
        {
            let fault = fault::deletion_policy_not_supported(DeletionPolicy::Snapshot);
            return Err(place(fault.under(&[words.resource.deletion_policy])));
        }
        self.update_policy(resource, schema)?;
        self.properties(resource, schema)
    }

    fn functions(&self, resource: &ResourceDefinition) -> Result<(), Fault> {
        let words = self.words();
        for (section, expression) in [
            (words.resource.properties, &resource.properties),
            (words.resource.metadata, &resource.metadata),
            (words.resource.update_policy, &resource.update_policy),
        ] {
            if let Some(expression) = expression {
                check(expression, &self.scope, &Path::Root(section))
                    .map_err(|fault| relocated(fault, &[words.resources, &resource.name]))?;
            }
        }
        Ok(())
    }

    fn update_policy(
        &self,
        resource: &ResourceDefinition,
        schema: &ResourceSchema,
    ) -> Result<(), Fault> {
        let words = self.words();
        let map = self.written_map(resource, &resource.written_update_policy())?;
        read(
            &schema.update_policy,
            Given::Expressions(map, &self.scope),
            "",
            self.inquiry,
        )
        .map(drop)
        .map_err(|fault| {
            fault.under(&[
                words.resources,
                &resource.name,
                words.resource.update_policy,
            ])
        })
    }

    fn properties(
        &self,
        resource: &ResourceDefinition,
        schema: &ResourceSchema,
    ) -> Result<(), Fault> {
        let map = self.written_map(resource, &resource.written_properties())?;
        if schema.is_placeholder {
            return Ok(());
        }
        let given = Given::Expressions(map, &self.scope);
        let words = self.words();
        let place = |fault: Fault| {
            fault.under(&[words.resources, &resource.name, words.resource.properties])
        };
        if self.strictness == Strictness::TemplateOnly {
            check_names(&schema.properties, given).map_err(place)?;
            if self.stack.depth() > 0 {
                let properties = self.stack.shown_properties(&resource.name, &Initial);
                nested(self.stack, resource, &properties, self.types, self.inquiry)?;
            }
            return Ok(());
        }
        let properties = read(
            &schema.properties,
            given,
            &resource.description,
            self.inquiry,
        )
        .map_err(place)?;
        if self.inquiry.is_open() {
            return Ok(());
        }
        self.types
            .check_properties(resource, &properties, self.inquiry)?;
        // A stack that is inside of another was validated with that one.
        if self.stack.depth() == 0 && !self.inquiry.is_open() {
            nested(self.stack, resource, &properties, self.types, self.inquiry)?;
        }
        Ok(())
    }

    /// What outputs refer to has to be something that has a name at all; a name that no resource has
    /// makes an error of the output.
    fn references_of_outputs(&self) -> Result<(), Fault> {
        for output in self.stack.outputs()?.values() {
            let Some(value) = &output.value else { continue };
            match references(value, &self.scope, &Path::Root(""), &mut |_| {}) {
                Err(fault) if !matches!(fault.id, "template_reference" | "template_attribute") => {
                    return Err(uncaught(fault));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn outputs(&self) -> Result<(), Fault> {
        for (name, output) in self.stack.outputs()? {
            if let Some(value) = &output.value {
                // Upstream knows an item of a list by the words of CloudFormation only.
                let root = match value {
                    Expression::List(_) => words::CLOUD_FORMATION.output.value,
                    _ => self.words().output.value,
                };
                check(value, &self.scope, &Path::Root(root))
                    .map_err(|fault| relocated(fault, &[self.words().outputs, name]))?;
            }
        }
        Ok(())
    }

    fn written_map<'d>(
        &self,
        resource: &ResourceDefinition,
        written: &Written<'d>,
    ) -> Result<&'d IndexMap<Key, Expression>, Fault> {
        match written {
            Written::Map(map) => Ok(map),
            Written::Function(function) => Err(fault::properties_function(function)
                .under(&[self.words().resources, &resource.name])
                .headed("TypeError")),
        }
    }

    fn words(&self) -> &'static Words {
        self.stack.template.words()
    }
}

/// The fault with more in front of its place, unless it has none.
fn relocated(mut fault: Fault, place: &[&str]) -> Fault {
    if fault.path.is_empty() {
        return fault;
    }
    let below = std::mem::take(&mut fault.path);
    let mut fault = fault.under(place);
    fault.path = format!("{}.{below}", fault.path);
    fault
}
