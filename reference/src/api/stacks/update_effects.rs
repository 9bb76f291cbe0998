//! What an update would do with each resource, those of stacks inside included.

use std::collections::HashMap;
use std::sync::Arc;

use heat_spec::{Map, Value, fault};
use heat_template::{Initial, Purpose, ResourceTypes as _, StackDefinition};

use super::loaded::Loaded;
use super::proposed_update::ProposedUpdate;
use super::resource_view;
use super::view::insert;
use crate::api::call::Call;
use crate::api::reply::Refusal;
use crate::engine::preview::{Effect, effect};
use crate::resources::{StackType, registry};
use crate::store::resources::ResourceRecord;
use crate::store::stacks::{self, StackRecord};

/// More resources than a preview shows, those of stacks inside of each other together.
const MAX_RESOURCES: usize = 10_000;

/// What stands for the id of a stack that there is not.
const NO_ID: &str = "None";

/// A stack as it would be.
#[derive(Clone, Debug)]
struct Wanted {
    stack: StackRecord,
    definition: Arc<StackDefinition>,
}

/// What was found out so far.
struct Effects<'c> {
    call: &'c Call,
    n_left: usize,
    found: Vec<(Effect, Value)>,
}

/// What would become of each resource, and how it is shown: as it is if it would be changed in
/// place or deleted, otherwise as something that nothing was done with.
pub(super) async fn effects(
    call: &Call,
    proposed: &ProposedUpdate,
    show_nested: bool,
) -> Result<Vec<(Effect, Value)>, Refusal> {
    let current = Loaded {
        definition: proposed.current.clone(),
        ..Loaded::of(call, proposed.stack.clone()).await?
    };
    let wanted = Wanted {
        stack: proposed.stack.clone(),
        definition: proposed.definition.clone(),
    };
    let mut effects = Effects {
        call,
        n_left: MAX_RESOURCES,
        found: Vec::new(),
    };
    effects
        .compare(&current, &wanted, None, show_nested)
        .await?;
    Ok(effects.found)
}

impl Effects<'_> {
    /// Compares a stack with what it would be, and on request those inside of it.
    async fn compare(
        &mut self,
        current: &Loaded,
        wanted: &Wanted,
        parent: Option<&str>,
        show_nested: bool,
    ) -> Result<(), Refusal> {
        let mut names: HashMap<Effect, Vec<&str>> = HashMap::new();
        for name in wanted.definition.resources().keys() {
            let record = record(current, name);
            let effect = match record {
                None => Effect::Added,
                Some(record) => {
                    effect(&self.call.app, &current.stack, &wanted.definition, record).await?
                }
            };
            match record.filter(|_| effect == Effect::Updated) {
                Some(record) => self.add_existing(effect, current, record, parent).await?,
                None => self.add_initial(effect, wanted, name, parent)?,
            }
            names.entry(effect).or_default().push(name);
        }
        for name in current.definition.resources().keys() {
            if let Some(record) = record(current, name)
                && !wanted.definition.resources().contains_key(name)
            {
                let effect = Effect::Deleted;
                self.add_existing(effect, current, record, parent).await?;
                names.entry(effect).or_default().push(name);
            }
        }
        if !show_nested {
            return Ok(());
        }
        let of = |effects: &[Effect]| -> Vec<&str> {
            let names = effects.iter().filter_map(|effect| names.get(effect));
            names.flatten().copied().collect()
        };
        for name in of(&[Effect::Deleted, Effect::Replaced]) {
            if let Some(inside) = existing_inside(self.call, current, name).await? {
                Box::pin(self.delete(&inside, name)).await?;
            }
        }
        for name in of(&[Effect::Added, Effect::Replaced]) {
            if let Some(inside) = self.wanted_inside(wanted, name)? {
                self.add(&inside, name)?;
            }
        }
        for name in of(&[Effect::Updated]) {
            let before = existing_inside(self.call, current, name).await?;
            if let (Some(before), Some(after)) = (before, self.wanted_inside(wanted, name)?) {
                Box::pin(self.compare(&before, &after, Some(name), true)).await?;
            }
        }
        Ok(())
    }

    /// All that is in a stack would be deleted.
    async fn delete(&mut self, current: &Loaded, parent: &str) -> Result<(), Refusal> {
        for name in current.definition.resources().keys() {
            let Some(record) = record(current, name) else {
                continue;
            };
            let effect = Effect::Deleted;
            self.add_existing(effect, current, record, Some(parent))
                .await?;
            if let Some(inside) = existing_inside(self.call, current, name).await? {
                Box::pin(self.delete(&inside, name)).await?;
            }
        }
        Ok(())
    }

    /// All that is in a stack would be made.
    fn add(&mut self, wanted: &Wanted, parent: &str) -> Result<(), Refusal> {
        for name in wanted.definition.resources().keys() {
            self.add_initial(Effect::Added, wanted, name, Some(parent))?;
            if let Some(inside) = self.wanted_inside(wanted, name)? {
                self.add(&inside, name)?;
            }
        }
        Ok(())
    }

    async fn add_existing(
        &mut self,
        effect: Effect,
        current: &Loaded,
        record: &ResourceRecord,
        parent: Option<&str>,
    ) -> Result<(), Refusal> {
        let (app, stack) = (&self.call.app, &current.stack);
        let view = resource_view::existing(app, stack, &current.definition, record).await?;
        match view {
            Value::Map(view) => self.note(effect, view, parent),
            _ => Ok(()),
        }
    }

    fn add_initial(
        &mut self,
        effect: Effect,
        wanted: &Wanted,
        name: &str,
        parent: Option<&str>,
    ) -> Result<(), Refusal> {
        let view = resource_view::initial(&wanted.stack, &wanted.definition, name)?;
        self.note(effect, view, parent)
    }

    fn note(&mut self, effect: Effect, mut view: Map, parent: Option<&str>) -> Result<(), Refusal> {
        self.n_left = self
            .n_left
            .checked_sub(1)
            .ok_or_else(fault::too_many_resources)?;
        if let Some(parent) = parent {
            insert(&mut view, "parent_resource", parent);
        }
        self.found.push((effect, Value::Map(view)));
        Ok(())
    }

    /// The stack that would be inside of a resource, if one would.
    fn wanted_inside(&self, wanted: &Wanted, name: &str) -> Result<Option<Wanted>, Refusal> {
        let definition = &wanted.definition;
        let Some(resource) = definition.resources().get(name) else {
            return Ok(None);
        };
        let properties = definition.shown_properties(name, &Initial);
        let nested = registry().nested(definition, resource, &properties, Purpose::Whole)?;
        let Some(nested) = nested else {
            return Ok(None);
        };
        if nested.template.resource_count() > self.n_left {
            return Err(fault::too_many_resources().into());
        }
        let identity = definition.child_identity(name);
        let stack = StackRecord {
            name: identity.name.clone(),
            id: NO_ID.to_owned(),
            ..wanted.stack.clone()
        };
        let definition = definition.child(resource, nested, identity, registry())?;
        Ok(Some(Wanted {
            stack,
            definition: Arc::new(definition),
        }))
    }
}

/// The resource that counts, if the stack's template has one of the name.
fn record<'l>(loaded: &'l Loaded, name: &str) -> Option<&'l ResourceRecord> {
    loaded
        .record(name)
        .filter(|_| loaded.definition.resources().contains_key(name))
}

/// The stack inside of a resource, if there is one.
async fn existing_inside(
    call: &Call,
    current: &Loaded,
    name: &str,
) -> Result<Option<Loaded>, Refusal> {
    let found = record(current, name);
    let found = found.filter(|record| stack_type(&record.resolved_type).is_some());
    let Some(id) = found.and_then(|record| record.physical_resource_id.clone()) else {
        return Ok(None);
    };
    let store = &call.app.store;
    let stack = store.call(move |tx| stacks::by_id(tx, None, &id)).await?;
    match stack.filter(|stack| !stack.is_deleted()) {
        Some(stack) => Loaded::of(call, stack).await.map(Some),
        None => Ok(None),
    }
}

fn stack_type(name: &str) -> Option<&'static dyn StackType> {
    registry().get(name)?.stack_type()
}
