//! `OS::Heat::ScalingPolicy`: a signal to it changes the size of a group.

use async_trait::async_trait;
use heat_spec::{Fault, Value, value};
use heat_template::{Inquiry, Properties};

use super::auto_scaling_group::{self, AutoScalingGroup};
use super::{adjustment, cooldown};
use crate::engine::{Failure, UNFINISHED_SIGNAL};
use crate::resources::heat::signed_url::{self, SignedFor};
use crate::resources::heat::stack_user;
use crate::resources::nested::{NestedResource, StackType as _};
use crate::resources::{ResourceType, Signalled, Work, registry, rules, stored_properties};
use crate::store::resources::{self, ResourceRecord};
use crate::store::{StoreError, resource_data};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct ScalingPolicy;

#[async_trait]
impl ResourceType for ScalingPolicy {
    fn name(&self) -> &'static str {
        "OS::Heat::ScalingPolicy"
    }

    fn class_name(&self) -> &'static str {
        "AutoScalingPolicy"
    }

    fn validate(
        &self,
        resource_name: &str,
        properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        rules::check(self.name(), resource_name, properties)
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        signed_url::make_key(work).await?;
        stack_user::make_as_resource(work, false).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        stack_user::remove(work).await
    }

    async fn suspend(&self, work: &mut Work) -> Result<(), Failure> {
        stack_user::enable(work, false).await
    }

    async fn resume(&self, work: &mut Work) -> Result<(), Failure> {
        stack_user::enable(work, true).await
    }

    fn takes_signals(&self) -> bool {
        true
    }

    /// Decides on a size and notes it.
    async fn signal(&self, work: &mut Work, details: &Value) -> Result<Signalled, Failure> {
        let group = group_of(work).await?;
        let current = auto_scaling_group::n_well(&group).await?;
        let wanted = adjustment::new_size(&work.properties, &group.properties, current);
        let n_members = auto_scaling_group::size(wanted)?;
        let is_begun = n_members != current && begin(work, &group, n_members, details).await?;
        Ok(if is_begun {
            Signalled::Begun
        } else {
            Signalled::Ignored
        })
    }

    /// Changes the size of the group, and waits until it has changed.
    async fn finish_signal(&self, work: &mut Work) -> Result<Signalled, Failure> {
        let Some(n_members) = begun(work).await? else {
            return Ok(Signalled::Ignored);
        };
        let mut group = group_of(work).await?;
        let step = auto_scaling_group::resize(n_members);
        let resized = NestedResource(AutoScalingGroup)
            .take(&mut group, step)
            .await;
        finish(work, &group, resized.is_ok()).await?;
        resized.map(|()| Signalled::Taken)
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        Ok(match name {
            "signal_url" if work.physical_id().is_some() => {
                stack_user::endpoint(work, &work.project_id).into()
            }
            "alarm_url" if work.physical_id().is_some() => {
                Value::from(signed_url::url(work, SignedFor::Signal, None))
            }
            _ => Value::Null,
        })
    }
}

/// Work on the group that the property refers to.
async fn group_of(work: &Work) -> Result<Work, Failure> {
    let (row, wanted) = (
        work.record.stack_row,
        work.property("auto_scaling_group_id"),
    );
    let records = work.app.store.call(move |tx| resources::of_stack(tx, row));
    let group = records.await?.into_iter().rev().find(|record| {
        registry()
            .get(&record.resolved_type)
            .filter(|resource_type| resource_type.name() == AutoScalingGroup.name())
            .is_some_and(|resource_type| resource_type.reference_id(record) == *wanted)
    });
    let Some(group) = group else {
        let (name, wanted) = (&work.record.name, wanted.python_str());
        let message = format!("Alarm {name} could not find scaling group named \"{wanted}\"");
        return Err(Failure::new("NotFound", message));
    };
    let properties = stored_properties(&NestedResource(AutoScalingGroup), &group.definition);
    let (app, stack) = (&work.app, &work.stack);
    Ok(Work::new(app, stack, &work.definition, group, properties))
}

/// Notes the size that the group is to have, unless it is to be left alone. Whether it is noted.
async fn begin(
    work: &Work,
    group: &Work,
    n_members: usize,
    details: &Value,
) -> Result<bool, Failure> {
    let begun = value!({ "details": details.clone(), "n_members": n_members });
    let (id, group_id, now) = (work.record.id, group.record.id, work.app.clock.now());
    let is_begun = work.app.store.call(move |tx| {
        let is_at_rest = |record: ResourceRecord| {
            record.status == "COMPLETE" && !matches!(record.action.as_str(), "DELETE" | "SUSPEND")
        };
        let may_scale = resources::get(tx, group_id)?.is_some_and(is_at_rest)
            && cooldown::begin(tx, group_id, now)?;
        if may_scale {
            resource_data::set(tx, id, UNFINISHED_SIGNAL, &begun)?;
        }
        Ok::<_, StoreError>(may_scale)
    });
    Ok(is_begun.await?)
}

/// The size that was noted.
async fn begun(work: &Work) -> Result<Option<usize>, Failure> {
    let id = work.record.id;
    let record = work.app.store.call(move |tx| resources::get(tx, id));
    let begun = record
        .await?
        .and_then(|record| record.data.get(UNFINISHED_SIGNAL).cloned());
    let n_members = begun.and_then(|begun| begun.get("n_members")?.as_i64());
    Ok(n_members.and_then(|n_members| usize::try_from(n_members).ok()))
}

/// Notes that the size has changed, or could not be changed.
async fn finish(work: &Work, group: &Work, is_resized: bool) -> Result<(), Failure> {
    let seconds = match work.property("cooldown") {
        Value::Null => group.property("cooldown"),
        seconds => seconds,
    };
    let end = cooldown::end(work.app.clock.now(), seconds);
    let kind = work.property("adjustment_type").python_str();
    let adjustment = work.property("scaling_adjustment").python_str();
    let reason = format!("{kind} : {adjustment}");
    let (id, group_id) = (work.record.id, group.record.id);
    let finished = work.app.store.call(move |tx| {
        let end = is_resized.then_some((end.as_str(), reason.as_str()));
        cooldown::finish(tx, group_id, end)?;
        resource_data::set(tx, id, UNFINISHED_SIGNAL, &Value::Null)
    });
    Ok(finished.await?)
}
