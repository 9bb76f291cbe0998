//! The stacks of a scenario: features call them `web`, the target knows them by unique names.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{NO_ID, Stop, World};
use crate::client::{Exchange, Request};
use crate::target::Role;

/// A stack of a scenario.
#[derive(Clone, Debug)]
pub(crate) struct Stack {
    /// Its name on the target.
    pub(crate) name: String,
    /// Its id, once the target told it.
    pub(crate) id: Option<String>,
    /// Who can show and delete it.
    pub(crate) role: Role,
    /// The body of the latest request about it that the target accepted.
    pub(crate) given: Value,
}

/// What a stack is made of unless the scenario says otherwise: the resource that every release of
/// Heat and every vendor has, and that needs no other service.
const PLAIN_TEMPLATE: &str = "\
heat_template_version: 2013-05-23
resources:
  secret:
    type: OS::Heat::RandomString
";

impl World {
    /// The unique name behind a name of the feature: `hc-RUN-17-web`, or the one that the target
    /// gave a stack inside of another.
    pub(crate) fn name_of(&self, alias: &str) -> String {
        if let Some(stack) = self.stacks.get(alias) {
            return stack.name.clone();
        }
        let attempt = match self.n_earlier {
            0 => String::new(),
            n => format!(".{}", n + 1),
        };
        format!("{}{}{attempt}-{alias}", self.run.prefix(), self.owner)
    }

    /// The stacks that were created, by the names that features use, in order of creation.
    pub(crate) fn stacks(&self) -> impl Iterator<Item = (&str, &Stack)> {
        let stacks = self.stacks.iter();
        stacks.map(|(alias, stack)| (alias.as_str(), stack))
    }

    /// A stack that was created before.
    pub(crate) fn stack(&self, alias: &str) -> Result<&Stack, Stop> {
        self.stacks
            .get(alias)
            .ok_or_else(|| Stop::Error(format!("no step before this one made a stack \"{alias}\"")))
    }

    /// The stack that was created last.
    pub(crate) fn latest_stack(&self) -> Result<&Stack, Stop> {
        let latest = self.stacks.values().last();
        latest.ok_or_else(|| Stop::Error("no step before this one made a stack".to_owned()))
    }

    /// The id of a stack that was created before.
    pub(crate) fn stack_id(&self, alias: &str) -> Result<&str, Stop> {
        let stack = self.stack(alias)?;
        stack
            .id
            .as_deref()
            .ok_or_else(|| Stop::Blocked(format!("the target told no id of the stack \"{alias}\"")))
    }

    /// Notes a stack that the target made inside of another.
    pub(crate) fn note_nested(&mut self, alias: &str, name: &str, id: &str, role: Role) {
        let stack = Stack {
            name: name.to_owned(),
            id: Some(id.to_owned()),
            role: role.keeper(),
            given: Value::Null,
        };
        self.stacks.insert(alias.to_owned(), stack);
    }

    /// Sets the template of stacks that are created from now on.
    pub(crate) fn set_template(&mut self, template: String) {
        self.template = Some(template);
    }

    /// The template of stacks that are created now, as text.
    pub(crate) fn template(&self) -> &str {
        self.template.as_deref().unwrap_or(PLAIN_TEMPLATE)
    }

    /// The body that creates a stack, with further fields; a null takes a field out.
    pub(crate) fn creation_of(&self, alias: &str, more: Map<String, Value>) -> Value {
        let body = json!({
            "stack_name": self.name_of(alias),
            "template": self.template(),
        });
        with_fields(body, more)
    }

    /// The body that updates a stack or validates a template, with further fields; a null takes a
    /// field out.
    pub(crate) fn template_with(&self, more: Map<String, Value>) -> Value {
        with_fields(json!({"template": self.template()}), more)
    }

    /// Asks for a stack to be created; the answer becomes the last one.
    pub(crate) async fn create(
        &mut self,
        role: Role,
        alias: &str,
        more: Map<String, Value>,
    ) -> Result<Arc<Exchange>, Stop> {
        let body = self.creation_of(alias, more);
        let request = self
            .request("stacks.create", role, None)?
            .with_json(body.clone());
        let exchange = self.send(request).await?;
        let id = exchange
            .json
            .as_ref()
            .and_then(|json| json.pointer("/stack/id")?.as_str());
        // A refusal to make a second stack of the name leaves the first as it is.
        if exchange.status < 300 || !self.stacks.contains_key(alias) {
            let stack = Stack {
                name: self.name_of(alias),
                id: id.map(str::to_owned),
                role: role.keeper(),
                given: body,
            };
            self.stacks.insert(alias.to_owned(), stack);
        }
        Ok(exchange)
    }

    /// Asks for a stack to be updated; the answer becomes the last one.
    pub(crate) async fn update(
        &mut self,
        role: Role,
        alias: &str,
        more: Map<String, Value>,
    ) -> Result<Arc<Exchange>, Stop> {
        let body = self.template_with(more);
        let request = self.request("stacks.update", role, Some(alias))?;
        let exchange = self.send(request.with_json(body.clone())).await?;
        if exchange.status < 300
            && let Some(stack) = self.stacks.get_mut(alias)
        {
            stack.given = body;
        }
        Ok(exchange)
    }

    /// A request of an operation, about a stack if one is given.
    ///
    /// A stack that was never created stands in the path by the name that it would have, and an
    /// id that nothing has. Other parameters of the path are what the scenario remembers under
    /// their names (`resource_name`, `output_key`), or else an id that nothing has.
    pub(crate) fn request(
        &self,
        operation: &str,
        role: Role,
        stack: Option<&str>,
    ) -> Result<Request, Stop> {
        let operation = self.operation(operation)?;
        let mut parameters = indexmap::IndexMap::new();
        for name in operation.path.parameters() {
            let text = self.remembered(name).unwrap_or(NO_ID);
            parameters.insert(name.to_owned(), text.to_owned());
        }
        let project_id = self.endpoint(role)?.project_id().to_owned();
        parameters.insert("project_id".to_owned(), project_id);
        if let Some(alias) = stack {
            let name = self.name_of(alias);
            let id = self.stacks.get(alias).and_then(|stack| stack.id.clone());
            let id = id.unwrap_or_else(|| NO_ID.to_owned());
            parameters.insert("stack_identity".to_owned(), name.clone());
            parameters.insert("stack_name".to_owned(), name);
            parameters.insert("stack_id".to_owned(), id);
        }
        Ok(Request::of(operation, role, &parameters))
    }
}

/// A body with further fields; a null takes a field out.
fn with_fields(mut body: Value, more: Map<String, Value>) -> Value {
    for (field, value) in more {
        match (value, body.as_object_mut()) {
            (Value::Null, Some(fields)) => drop(fields.shift_remove(&field)),
            (value, _) => body[field] = value,
        }
    }
    body
}
