//! What a resource type's functions have at hand, and where they put what must not be lost.

use std::sync::Arc;

use heat_spec::{Key, Map, Value, fault};
use heat_template::{FrozenDefinition, Properties, ResourceDefinition, StackDefinition};
use tokio::sync::Mutex;

use super::{ResourceType, registry};
use crate::app::App;
use crate::engine::{Failure, physical_name};
use crate::store::resources::{self, ResourceRecord};
use crate::store::stacks::StackRecord;

/// One action on one resource.
#[derive(Debug)]
pub(crate) struct Work {
    /// The server's parts: cloud, clock, store.
    pub(crate) app: App,
    /// The project that the stack belongs to.
    pub(crate) project_id: String,
    /// The stack's name.
    pub(crate) stack_name: String,
    /// The stack's id.
    pub(crate) stack_id: String,
    /// The stack, as it was when its action began.
    pub(crate) stack: StackRecord,
    /// The stack's definition.
    pub(crate) definition: Arc<StackDefinition>,
    /// The name of the real thing if the template gives none.
    pub(crate) physical_name: String,
    /// The resource as it is stored.
    pub(crate) record: ResourceRecord,
    /// Its properties: the new ones for `create` and `update`, the stored ones otherwise.
    pub(crate) properties: Properties,
    /// The properties that the real thing has; of interest to `update` only.
    pub(crate) before: Properties,
    /// The definition that it is to have, if that is not the stored one.
    pub(crate) wanted: Option<FrozenDefinition>,
    /// Whether a server that ended had begun the action; `create` has `find_unfinished` for that.
    pub(crate) is_interrupted: bool,
}

tokio::task_local! {
    /// Locked while something is done that must not be interrupted.
    static UNINTERRUPTED: Arc<Mutex<()>>;
}

/// Runs an action during which [`uninterrupted`] work locks `lock`: whoever wants to drop the
/// action takes the lock first.
pub(crate) async fn held<T>(lock: Arc<Mutex<()>>, action: impl Future<Output = T>) -> T {
    UNINTERRUPTED.scope(lock, action).await
}

/// Runs something to its end even if the action that it is part of is to be dropped: a call whose
/// result would otherwise be lost. Not to be nested.
pub(crate) async fn uninterrupted<T>(work: impl Future<Output = T>) -> T {
    match UNINTERRUPTED.try_with(Arc::clone) {
        Ok(lock) => {
            let _guard = lock.lock().await;
            work.await
        }
        // Nobody can interrupt it.
        Err(_) => work.await,
    }
}

impl Work {
    /// Work on a resource of that stack.
    pub(crate) fn new(
        app: &App,
        stack: &StackRecord,
        definition: &Arc<StackDefinition>,
        record: ResourceRecord,
        properties: Properties,
    ) -> Self {
        let limit = registry()
            .get(&record.resolved_type)
            .map_or(255, ResourceType::physical_name_limit);
        Self {
            app: app.clone(),
            project_id: stack.project_id.clone(),
            stack_name: stack.name.clone(),
            stack_id: stack.id.clone(),
            stack: stack.clone(),
            definition: definition.clone(),
            physical_name: physical_name(&stack.name, &record.name, &record.uuid, limit),
            wanted: None,
            record,
            properties,
            before: Properties::default(),
            is_interrupted: false,
        }
    }

    /// The resource as the stack's template has it.
    pub(crate) fn resource(&self) -> Result<&Arc<ResourceDefinition>, Failure> {
        let name = &self.record.name;
        let resource = self.definition.resources().get(name);
        resource.ok_or_else(|| fault::template_reference(name, "unknown").into())
    }

    /// Its definition, evaluated: the new one for `create` and `update`, the stored one otherwise.
    pub(crate) fn frozen(&self) -> FrozenDefinition {
        let stored = || FrozenDefinition::from_value(&self.record.definition);
        self.wanted.clone().unwrap_or_else(stored)
    }

    /// The id of the real thing, if it is known.
    pub(crate) fn physical_id(&self) -> Option<&str> {
        self.record.physical_resource_id.as_deref()
    }

    /// The resource as status reasons show it: `CLASS "name" [id] Stack "name" [id]`.
    pub(crate) fn shown(&self, class_name: &str) -> String {
        let physical = match self.physical_id() {
            Some(id) => format!(" [{id}]"),
            None => String::new(),
        };
        format!(
            "{class_name} \"{}\"{physical} Stack \"{}\" [{}]",
            self.record.name, self.stack_name, self.stack_id
        )
    }

    /// A property's value; `null` if it has none.
    pub(crate) fn property(&self, name: &str) -> &Value {
        self.properties.get(name)
    }

    /// Something that the type kept.
    pub(crate) fn data(&self, key: &str) -> Option<&Value> {
        self.record.data.get(key).filter(|value| !value.is_null())
    }

    /// Stores the id of the real thing, before anything else is done with it.
    pub(crate) async fn set_physical_id(&mut self, id: &str) -> Result<(), Failure> {
        self.record.physical_resource_id = Some(id.to_owned());
        self.save().await
    }

    /// Keeps something for the type's later actions and its attributes; `null` forgets it.
    pub(crate) async fn set_data(&mut self, key: &str, value: Value) -> Result<(), Failure> {
        if let Value::Map(data) = &mut self.record.data {
            data.insert(Key::from(key), value);
        }
        self.save().await
    }

    /// Takes over what an exported stack has of the resource: the id, what the type keeps, and the
    /// metadata.
    pub(crate) fn take(&mut self, exported: &Value) -> Result<(), Failure> {
        let id = exported.get("resource_id").filter(|id| id.is_truthy());
        let id = id.ok_or_else(|| Failure::new("Exception", "Resource ID was not provided."))?;
        self.record.physical_resource_id = Some(id.python_str());
        if let (Value::Map(data), Some(Value::Map(more))) =
            (&mut self.record.data, exported.get("resource_data"))
        {
            data.extend(more.clone());
        }
        if let Some(metadata @ Value::Map(_)) = exported.get("metadata") {
            self.record.set_metadata(metadata.clone());
        }
        Ok(())
    }

    /// Notes the attributes that the template refers to, as far as they are known.
    pub(crate) async fn set_attributes(&mut self, attributes: Map) -> Result<(), Failure> {
        self.record.attributes = Value::Map(attributes);
        self.save().await
    }

    async fn save(&self) -> Result<(), Failure> {
        let record = self.record.clone();
        self.app
            .store
            .call(move |tx| resources::update(tx, &record))
            .await?;
        Ok(())
    }
}
