//! The quotas and sizes that clients can run into, under upstream's names.

use serde::Deserialize;

/// Limits; -1 stands for none where upstream lets it.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Limits {
    /// Live stacks of one project, nested ones left out.
    pub max_stacks_per_tenant: i64,
    /// Resources of one stack with all that is nested in it.
    pub max_resources_per_stack: i64,
    /// Snapshots of one stack.
    pub max_snapshots_per_stack: i64,
    /// Software configurations of one project.
    pub max_software_configs_per_tenant: i64,
    /// Software deployments of one project.
    pub max_software_deployments_per_tenant: i64,
    /// Events that are kept of one stack: when an action ends with more, the oldest 200 are forgotten;
    /// 0 is no limit.
    pub max_events_per_stack: i64,
    /// How deep stacks may be nested.
    pub max_nested_stack_depth: u32,
    /// Characters of a template.
    pub max_template_size: usize,
    /// Bytes of a request's body.
    pub max_json_body_size: usize,
    /// Seconds that a stack's action may take unless its creator says otherwise.
    pub stack_action_timeout: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_stacks_per_tenant: 512,
            max_resources_per_stack: 1000,
            max_snapshots_per_stack: 32,
            max_software_configs_per_tenant: 4096,
            max_software_deployments_per_tenant: 4096,
            max_events_per_stack: 1000,
            max_nested_stack_depth: 5,
            max_template_size: 524_288,
            max_json_body_size: 1_048_576,
            stack_action_timeout: 3600,
        }
    }
}
