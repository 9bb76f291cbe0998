//! Parsed definitions of stacks, kept as long as they are asked for.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use heat_spec::{Fault, Value};
use heat_template::{Environment, FrozenDefinition, StackDefinition, StackIdentity, Template};
use lru::LruCache;

use crate::resources::registry;
use crate::store::StoreError;
use crate::store::stacks::StackRecord;
use crate::store::templates::TemplateRecord;

/// The definitions that were used last, by stored template.
#[derive(Clone, Debug)]
pub(crate) struct Definitions {
    cache: Arc<Mutex<LruCache<i64, Arc<StackDefinition>>>>,
    has_compute: bool,
}

impl Definitions {
    /// No definitions yet, of stacks in a cloud that may have a compute service.
    pub(crate) fn new(has_compute: bool) -> Self {
        const CAPACITY: NonZeroUsize = NonZeroUsize::new(64).unwrap();
        Self {
            cache: Arc::new(Mutex::new(LruCache::new(CAPACITY))),
            has_compute,
        }
    }

    /// The definition of a stack by a stored template.
    ///
    /// # Errors
    ///
    /// If the template, which was valid when it was stored, is not valid any more.
    pub(crate) fn get(
        &self,
        stack: &StackRecord,
        template_id: i64,
        template: TemplateRecord,
    ) -> Result<Arc<StackDefinition>, StoreError> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(definition) = cache.get(&template_id) {
            return Ok(definition.clone());
        }
        let identity = StackIdentity {
            name: stack.name.clone(),
            id: Some(stack.id.clone()),
            project_id: stack.project_id.clone(),
        };
        let definition = parse(template, identity).map_err(StoreError::Template)?;
        let definition = Arc::new(definition.with_compute(self.has_compute));
        cache.put(template_id, definition.clone());
        Ok(definition)
    }
}

fn parse(template: TemplateRecord, identity: StackIdentity) -> Result<StackDefinition, Fault> {
    let files = template.files();
    let facade = template.facade;
    let document = Template::new(template.document)?;
    let environment = Environment::new(&template.environment)?;
    let definition = StackDefinition::new(document, environment, files, identity, registry())?;
    Ok(match facade {
        Value::Null => definition,
        facade => definition.behind(FrozenDefinition::from_value(&facade)),
    })
}
