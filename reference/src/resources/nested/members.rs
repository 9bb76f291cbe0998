//! The resources of the stack inside of a resource, one by one.

use heat_spec::Value;
use heat_template::Files;
use indexmap::IndexMap;

use super::attribute::{Inside, stack_of};
use super::succession::Present;
use crate::app::App;
use crate::engine::Failure;
use crate::resources::{Work, registry, stored_properties};
use crate::store::resources::ResourceRecord;

/// One of them.
#[derive(Debug)]
pub(in crate::resources) struct Member {
    work: Work,
}

/// The members of the stack inside: failed ones first, then by age and name, as groups have them.
pub(in crate::resources) async fn members(work: &Work) -> Result<Vec<Member>, Failure> {
    let Some(inside) = stack_of(work).await? else {
        return Ok(Vec::new());
    };
    Ok(records(&inside)
        .into_iter()
        .map(|record| member(&work.app, &inside, record))
        .collect())
}

/// The same with their definitions.
pub(in crate::resources) async fn present(work: &Work) -> Result<Vec<Present>, Failure> {
    let Some(inside) = stack_of(work).await? else {
        return Ok(Vec::new());
    };
    let document = inside.definition.template().document();
    let definitions = document.get("resources");
    Ok(records(&inside)
        .into_iter()
        .map(|record| Present {
            definition: definitions
                .and_then(|definitions| definitions.get(&record.name))
                .cloned()
                .unwrap_or_default(),
            is_well: record.status != "FAILED",
            name: record.name,
        })
        .collect())
}

/// The files that the stack inside was made with.
pub(super) async fn files_of(work: &Work) -> Result<Files, Failure> {
    let inside = stack_of(work).await?;
    Ok(inside.map_or_else(Files::new, |inside| inside.definition.files().clone()))
}

fn records(inside: &Inside) -> Vec<ResourceRecord> {
    // Of several of one name the last takes the place of the others.
    let by_name: IndexMap<&str, &ResourceRecord> = inside
        .records
        .iter()
        .filter(|record| inside.definition.resources().contains_key(&record.name))
        .map(|record| (record.name.as_str(), record))
        .collect();
    let mut records: Vec<ResourceRecord> = by_name.into_values().cloned().collect();
    records.sort_by(|a, b| {
        let key = |record: &ResourceRecord| (record.status != "FAILED", record.created_at);
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    records
}

fn member(app: &App, inside: &Inside, record: ResourceRecord) -> Member {
    let properties = registry()
        .get(&record.resolved_type)
        .map(|resource_type| stored_properties(resource_type, &record.definition));
    Member {
        work: Work::new(
            app,
            &inside.stack,
            &inside.definition,
            record,
            properties.unwrap_or_default(),
        ),
    }
}

impl Member {
    /// Its name.
    pub(in crate::resources) fn name(&self) -> &str {
        &self.work.record.name
    }

    /// Whether nothing failed with it.
    pub(in crate::resources) fn is_well(&self) -> bool {
        self.work.record.status != "FAILED"
    }

    /// What `get_resource` gives for it.
    pub(in crate::resources) fn reference_id(&self) -> Value {
        match registry().get(&self.work.record.resolved_type) {
            Some(resource_type) if self.work.record.action != "INIT" => {
                resource_type.reference_id(&self.work.record)
            }
            _ => self.name().into(),
        }
    }

    /// The value of one of its attributes.
    pub(in crate::resources) async fn attribute(&self, name: &str) -> Result<Value, Failure> {
        let resource_type = registry().require(&self.work.record.resolved_type)?;
        resource_type.attribute(&self.work, name).await
    }
}
