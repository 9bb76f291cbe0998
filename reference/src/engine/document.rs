//! The document that holds a whole stack, for snapshots.

use heat_spec::{Value, value};

use crate::store::stacks::StackRecord;
use crate::store::templates::TemplateRecord;

/// The stack as it is now, with these resources.
pub(crate) fn document(stack: &StackRecord, template: TemplateRecord, resources: Value) -> Value {
    let mut environment = template.environment;
    if let Value::Map(sections) = &mut environment {
        sections.shift_remove("encrypted_param_names");
    }
    value!({
        "name": &stack.name,
        "id": &stack.id,
        "action": &stack.action,
        "environment": environment,
        "files": template.files,
        "status": &stack.status,
        "template": template.document,
        "resources": resources,
        "project_id": &stack.project_id,
        "stack_user_project_id": stack.stack_user_project_id.as_deref(),
        "tags": stack.tags.clone(),
    })
}
