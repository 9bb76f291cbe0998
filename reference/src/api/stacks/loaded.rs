//! A stack with what answers about its resources and outputs are made from.

use std::sync::Arc;

use heat_template::StackDefinition;

use crate::api::call::Call;
use crate::api::reply::Refusal;
use crate::store::resources::{self, ResourceRecord};
use crate::store::stacks::{self, StackRecord};
use crate::store::{StoreError, templates};

/// A stack, its template and its resources, all of one moment.
#[derive(Debug)]
pub(in crate::api) struct Loaded {
    /// The stack.
    pub(in crate::api) stack: StackRecord,
    /// Its template, parsed.
    pub(in crate::api) definition: Arc<StackDefinition>,
    /// Its resources, replaced ones among them.
    pub(in crate::api) records: Vec<ResourceRecord>,
}

impl Loaded {
    /// Loads what belongs to a stack that was found before.
    pub(in crate::api) async fn of(call: &Call, stack: StackRecord) -> Result<Self, Refusal> {
        let (stack, template, records) = call
            .app
            .store
            .call(move |tx| {
                let stack = stacks::by_row(tx, stack.row)?.unwrap_or(stack);
                let template = templates::get(tx, stack.template_id)?;
                let records = resources::of_stack(tx, stack.row)?;
                Ok::<_, StoreError>((stack, template, records))
            })
            .await?;
        let definition = call
            .app
            .definitions
            .get(&stack, stack.template_id, template)?;
        Ok(Self {
            stack,
            definition,
            records,
        })
    }

    /// The resource of that name that counts: a replacement comes after what it replaces.
    pub(in crate::api) fn record(&self, name: &str) -> Option<&ResourceRecord> {
        self.records.iter().rev().find(|record| record.name == name)
    }
}
