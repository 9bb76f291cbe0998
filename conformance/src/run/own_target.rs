//! Targets for scenarios that need one of their own: with other settings, at another time, or with
//! services behind it that fail.

use std::rc::Rc;
use std::sync::Arc;

use heat_spec::Catalogue;
use heat_spec::catalogue::Kind;

use super::state::Run;
use crate::capability::needs_of;
use crate::features::Scenario;
use crate::target::ControlError;

/// What a scenario does to its target that others would notice.
const DISTURBING: [&str; 2] = ["injected-faults", "movable-clock"];

/// Whether a scenario is played on a target of its own, which only targets with controls can give.
pub(super) fn is_needed(run: &Run, catalogue: &Catalogue, scenario: &Scenario) -> bool {
    run.client.target().controls.is_some()
        && (!scenario.tags.settings.is_empty()
            || is_slow(catalogue, scenario)
            || needs_of(catalogue, scenario).any(|name| DISTURBING.contains(&name)))
}

/// Starts the scenario's own target; everything that the scenario sends goes there.
pub(super) async fn open(run: &Run, scenario: &Scenario) -> Result<(), ControlError> {
    if let Some(controls) = &run.client.target().controls {
        let target = controls.start_another(&scenario.tags.settings).await?;
        let client = run.client.for_target(Arc::new(target));
        run.own
            .borrow_mut()
            .insert(scenario.number, Rc::new(client));
    }
    Ok(())
}

/// Ends the scenario's own target, with everything that was made there.
pub(super) fn close(run: &Run, scenario: &Scenario) {
    drop(run.own.borrow_mut().remove(&scenario.number));
    for entry in run.ledger.of(scenario.number) {
        run.ledger.strike(&entry.thing);
    }
}

/// Whether time has to pass in a scenario.
fn is_slow(catalogue: &Catalogue, scenario: &Scenario) -> bool {
    let mut requirements = scenario.tags.requirements.iter();
    scenario.tags.is_slow
        || requirements.any(|id| {
            let requirement = catalogue.requirement(id);
            requirement.is_some_and(|requirement| requirement.kind == Kind::Slow)
        })
}
