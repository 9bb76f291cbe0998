//! `templates.validate`: what a template asks for, or what is wrong with it.

use heat_spec::{Fault, Map, Rendering, Value, fault};
use heat_template::{StackDefinition, StackIdentity};

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::request_data::{self, boolean_text, check_resource_count};
use crate::resources::Types;

/// The name of the stack that a template is validated for.
const STACK_NAME: &str = "dummy";

/// The code of the error that a resource's service is not there.
const UNAVAILABLE: &str = "99001";

/// Validates a template; values of parameters and properties are not looked at.
pub(in crate::api) async fn validate(call: Call) -> Answer {
    let body = request_data::body(call.body.as_ref())?;
    let data = request_data::template_data(body, &call.app.config).await?;
    if let Some(text) = call.query("show_nested") {
        boolean_text(text, "show_nested")?;
    }
    let (template, environment) = data.parse()?;
    template.check_sections().map_err(as_result)?;
    check_resource_count(&call, &template).map_err(as_result)?;
    let identity = StackIdentity {
        name: STACK_NAME.to_owned(),
        id: None,
        project_id: call.identity.project_id.clone(),
    };
    let ignored = call.query("ignore_errors").unwrap_or_default();
    let types = Types::new(&call.app.cloud)
        .overlooking_unavailable(ignored.split(',').any(|code| code == UNAVAILABLE));
    let definition =
        StackDefinition::of_template(template, environment, data.files, identity, &types);
    match definition {
        Ok(definition) => Ok(Reply::ok(view(&definition))),
        Err(fault) if fault.error_type == "StackValidationFailed" => Err(as_result(fault).into()),
        Err(fault) => Err(fault.into()),
    }
}

/// What validation finds comes back as a result, not as a fault of its own type.
#[expect(clippy::needless_pass_by_value, reason = "it is mapped over errors")]
fn as_result(fault: Fault) -> Fault {
    fault::invalid_template(fault.text(Rendering::Once))
}

fn view(definition: &StackDefinition) -> Value {
    let mut view = Map::new();
    let mut insert = |key: &str, value: Value| view.insert(key.into(), value);
    insert("Description", definition.template().description());
    insert(
        "Parameters",
        Value::Map(definition.parameters().described()),
    );
    if let Some(groups) = definition.template().parameter_groups() {
        insert("ParameterGroups", groups.clone());
    }
    insert("Environment", definition.environment().shown());
    Value::Map(view)
}
