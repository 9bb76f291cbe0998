//! Resources that have a stack inside: what they have in common, and the types that are nothing
//! else.
//!
//! The stack inside is a stack like any other, with a worker of its own; its owner is the stack
//! around it. An action on the resource is the same action on that stack, and waits for its end.

pub(in crate::resources) mod action;
mod attribute;
mod cloud_formation_stack;
pub(in crate::resources) mod deployment_group;
pub(in crate::resources) mod instance_group;
mod members;
mod resource;
pub(in crate::resources) mod rollout;
mod stack_type;
pub(in crate::resources) mod succession;
mod template_resource;

pub(crate) use cloud_formation_stack::{CloudFormationStack, with_templates};
pub(crate) use resource::NestedResource;
pub(crate) use stack_type::{Given, StackType};
pub(crate) use template_resource::TemplateResource;

pub(in crate::resources) use attribute::{child, output, outputs};
pub(in crate::resources) use members::{Member, members, present};
pub(in crate::resources) use template_resource::member_attribute;
