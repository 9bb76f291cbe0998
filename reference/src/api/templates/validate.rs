//! `templates.validate`: what a template asks for, or what is wrong with it.

use heat_spec::{Fault, Map, Rendering, Value, fault};
use heat_template::{
    Initial, Language, Purpose, ResourceTypes as _, StackDefinition, StackIdentity,
};

use crate::api::call::Call;
use crate::api::remote_types;
use crate::api::reply::{Answer, Reply};
use crate::api::request_data::{self, boolean_text, check_resource_count};
use crate::resources::{Types, registry, with_templates};

/// The name of the stack that a template is validated for.
const STACK_NAME: &str = "dummy";

/// How many stacks inside of others are shown.
const MAX_NESTED: usize = 10_000;

/// The code of the error that a resource's service is not there.
const UNAVAILABLE: &str = "99001";

/// Validates a template; values of parameters and properties are not looked at.
pub(in crate::api) async fn validate(call: Call) -> Answer {
    let body = request_data::body(call.body.as_ref())?;
    let data = request_data::template_data(body, &call.app.config).await?;
    let show_nested = match call.query("show_nested") {
        Some(text) => boolean_text(text, "show_nested")?,
        None => false,
    };
    let (template, environment, mut files) = data.into_parsed()?;
    remote_types::fetch(&template, &environment, &mut files, &call.app.config).await;
    template.check_sections().map_err(as_result)?;
    check_resource_count(&call, &template).map_err(as_result)?;
    let identity = StackIdentity {
        name: STACK_NAME.to_owned(),
        id: None,
        project_id: call.identity.project_id.clone(),
    };
    let ignored = call.query("ignore_errors").unwrap_or_default();
    let types = Types::new(&call.app.cloud, &call.app.config.limits)
        .overlooking_unavailable(ignored.split(',').any(|code| code == UNAVAILABLE));
    let definition = StackDefinition::of_template(template, environment, files, identity, &types);
    match definition {
        Ok(mut definition) => {
            if show_nested {
                definition = with_templates(definition, &call.app.config).await;
            }
            let max_depth = call.app.config.limits.max_nested_stack_depth;
            Ok(Reply::ok(view(
                &definition,
                show_nested.then_some(max_depth),
            )?))
        }
        Err(fault) if fault.error_type == "StackValidationFailed" => Err(as_result(fault).into()),
        Err(fault) => Err(fault.into()),
    }
}

/// What validation finds comes back as a result, not as a fault of its own type.
#[expect(clippy::needless_pass_by_value, reason = "it is mapped over errors")]
fn as_result(fault: Fault) -> Fault {
    fault::invalid_template(fault.text(Rendering::Once))
}

/// What the template asks for, and if a depth is given the same of the stacks inside down to it.
fn view(definition: &StackDefinition, max_depth: Option<u32>) -> Result<Value, Fault> {
    let language = definition.template().version().language();
    let mut view = parameters(definition, language)?;
    if let Some(max_depth) = max_depth {
        let mut limits = Limits {
            max_depth: usize::try_from(max_depth).unwrap_or(usize::MAX),
            n_left: MAX_NESTED,
        };
        let nested = nested_parameters(definition, language, &mut limits)?;
        if !nested.is_empty() {
            view.insert("NestedParameters".into(), Value::Map(nested));
        }
    }
    view.insert("Environment".into(), definition.environment().shown());
    Ok(Value::Map(view))
}

fn parameters(definition: &StackDefinition, language: Language) -> Result<Map, Fault> {
    let mut view = Map::new();
    let mut insert = |key: &str, value: Value| view.insert(key.into(), value);
    insert("Description", definition.template().description());
    insert(
        "Parameters",
        Value::Map(definition.parameters().described_within(language)?),
    );
    if let Some(groups) = definition.template().parameter_groups() {
        insert("ParameterGroups", groups.clone());
    }
    Ok(view)
}

/// What is left of the limits on stacks inside of stacks.
struct Limits {
    max_depth: usize,
    n_left: usize,
}

/// The same of the stacks inside, by resource, down to whatever depth there are stacks.
fn nested_parameters(
    definition: &StackDefinition,
    language: Language,
    limits: &mut Limits,
) -> Result<Map, Fault> {
    let mut all = Map::new();
    for resource in definition.resources().values() {
        resource.schema()?;
    }
    for resource in definition.resources().values() {
        let properties = definition.shown_properties(&resource.name, &Initial);
        let nested = registry().nested(definition, resource, &properties, Purpose::Parameters)?;
        let Some(nested) = nested else { continue };
        if definition.depth() >= limits.max_depth {
            let max_depth = limits.max_depth;
            return Err(fault::request_limit_exceeded(format_args!(
                "Recursion depth exceeds {max_depth}."
            )));
        }
        limits.n_left = limits
            .n_left
            .checked_sub(1)
            .ok_or_else(fault::too_many_resources)?;
        let identity = definition.child_identity(&resource.name);
        let child = definition.child(resource, nested, identity, registry())?;
        let mut view = Map::new();
        view.insert("Type".into(), resource.declared_type.as_str().into());
        view.extend(parameters(&child, language)?);
        let below = nested_parameters(&child, language, limits)?;
        if !below.is_empty() {
            view.insert("NestedParameters".into(), Value::Map(below));
        }
        all.insert(resource.name.as_str().into(), Value::Map(view));
    }
    Ok(all)
}
