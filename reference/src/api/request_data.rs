//! Bodies of create, preview, update and validate: what a stack is to be made of.
//!
//! The checks come in the order of Heat's API layer: time-out and tags, name, template,
//! environment. What is wrong inside of the template is the engine's to find.

use heat_spec::yaml::{self, TemplateError};
use heat_spec::{Fault, Key, Map, Value, fault};
use heat_template::{Environment, Files, Template};

use crate::api::call::Call;
use crate::config::Config;
use crate::template_url;

/// The template, environment and files of a request.
#[derive(Clone, Debug)]
pub(crate) struct TemplateData {
    /// The template's document; `null` where a PATCH leaves it to the stack.
    pub(crate) template: Value,
    /// The sections of the environment, the request's parameters among them.
    pub(crate) environment: Map,
    /// Names of files to use as environments, in order.
    pub(crate) environment_files: Option<Value>,
    /// Files by name.
    pub(crate) files: Files,
}

/// The other fields of a stack; `None` where the request does not have the field.
#[derive(Clone, Debug, Default)]
pub(crate) struct StackArguments {
    /// Minutes; zero counts as not given.
    pub(crate) timeout_mins: Option<i64>,
    /// Whether a failure leaves things as they are.
    pub(crate) disable_rollback: Option<bool>,
    /// Tags.
    pub(crate) tags: Option<Vec<String>>,
    /// Whether updates look at what the resources really are.
    pub(crate) converge: Option<bool>,
}

/// More minutes than this upstream cannot store.
const MAX_TIMEOUT_MINS: i64 = i32::MAX as i64;

/// The body of an operation that needs one.
pub(crate) fn body(body: Option<&Map>) -> Result<&Map, Fault> {
    body.ok_or_else(fault::bad_request)
}

/// The name in the body, of whatever kind it is.
pub(crate) fn stack_name(body: &Map) -> Result<&Value, Fault> {
    body.get("stack_name").ok_or_else(fault::no_stack_name)
}

/// The fields that the API layer checks before it looks at the template.
pub(crate) fn check_arguments(body: &Map, is_update: bool) -> Result<(), Fault> {
    if let Some(minutes) = body.get("timeout_mins")
        && let Some(large) = natural(minutes, "timeout_mins")?.filter(|n| *n > MAX_TIMEOUT_MINS)
    {
        return Err(fault::negative_integer(large, "timeout_mins"));
    }
    if let Some(tags) = body.get("tags").filter(|tags| !tags.is_null()) {
        split_tags(tags)?;
    }
    if !is_update && body.contains_key("converge") {
        return Err(fault::converge_on_create());
    }
    Ok(())
}

/// The fields that the engine checks, after [`check_arguments`].
pub(crate) fn arguments(body: &Map) -> Result<StackArguments, Fault> {
    let flag = |name: &str| body.get(name).map(|value| flag(value, name)).transpose();
    Ok(StackArguments {
        converge: flag("converge")?,
        timeout_mins: match body.get("timeout_mins") {
            Some(minutes) => natural(minutes, "timeout_mins")?.filter(|minutes| *minutes > 0),
            None => None,
        },
        disable_rollback: flag("disable_rollback")?,
        tags: match body.get("tags") {
            None | Some(Value::Null) => None,
            Some(tags) => Some(split_tags(tags)?),
        },
    })
}

/// The names of parameters that an update is to forget.
///
/// What is no list is taken as Python takes it: a text for its letters, a map for its keys.
pub(crate) fn cleared_parameters(body: &Map) -> Result<Vec<String>, Fault> {
    match body.get("clear_parameters") {
        None => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(text.chars().map(String::from).collect()),
        Some(Value::Map(map)) => Ok(map.keys().map(Key::json_text).collect()),
        Some(Value::List(items)) => items
            .iter()
            .map(|item| match item {
                Value::List(_) | Value::Map(_) => Err(fault::bad_request()),
                item => Ok(item.python_str()),
            })
            .collect(),
        Some(_) => Err(fault::bad_request()),
    }
}

/// Template, environment and files, all of which the request must hold.
pub(crate) async fn template_data(body: &Map, config: &Config) -> Result<TemplateData, Fault> {
    let template = template(body, config).await?;
    if template.is_null() {
        return Err(fault::no_template());
    }
    with_surroundings(template, body)
}

/// What a PATCH holds of template, environment and files.
pub(crate) async fn patch_data(body: &Map, config: &Config) -> Result<TemplateData, Fault> {
    with_surroundings(template(body, config).await?, body)
}

fn with_surroundings(template: Value, body: &Map) -> Result<TemplateData, Fault> {
    if let Some(container) = body.get("files_container").filter(|name| name.is_truthy()) {
        return Err(fault::files_container(container.python_str()));
    }
    let environment_files = body
        .get("environment_files")
        .filter(|files| files.is_truthy());
    let environment = Environment::sections_of_request(
        body.get("environment"),
        body.get("parameters"),
        environment_files.is_some(),
    )?;
    let environment_files = environment_files.cloned();
    Ok(TemplateData {
        template,
        environment,
        environment_files,
        files: files(body)?,
    })
}

impl TemplateData {
    /// Template and environment, each parsed; the environment merged with the files that it names.
    pub(crate) fn parse(&self) -> Result<(Template, Environment), Fault> {
        let (template, environment, _) = self.clone().into_parsed()?;
        Ok((template, environment))
    }

    /// The same with the files, for those who need nothing else any more.
    pub(crate) fn into_parsed(self) -> Result<(Template, Environment, Files), Fault> {
        let template = Template::new(self.template)?;
        let environment = Environment::of_request(
            self.environment,
            self.environment_files.as_ref(),
            &self.files,
            &template,
        )?;
        Ok((template, environment, self.files))
    }
}

/// The exported stack that is to be adopted.
pub(crate) fn adopt_data(body: &Map) -> Result<Option<Value>, Fault> {
    match body.get("adopt_stack_data") {
        None => Ok(None),
        Some(Value::String(text)) => yaml::read_any_template(text, &yaml::Limits::of_any_length())
            .map(Some)
            .map_err(fault::adopt_data),
        Some(_) => Err(fault::bad_request()),
    }
}

async fn template(body: &Map, config: &Config) -> Result<Value, Fault> {
    let size = yaml::Limits {
        characters: config.limits.max_template_size,
        ..yaml::Limits::default()
    };
    if let Some(exported) = adopt_data(body)? {
        return exported_template(&exported, &size);
    }
    match body.get("template") {
        Some(document @ Value::Map(_)) => {
            yaml::check_template_size(document.python_repr().chars().count(), &size)
                .map_err(template_fault)?;
            Ok(document.clone())
        }
        Some(Value::String(text)) => yaml::read_template(text, &size).map_err(template_fault),
        Some(Value::Null) => Ok(Value::Null),
        Some(_) => Err(fault::bad_request()),
        None => match body.get("template_url") {
            None => Ok(Value::Null),
            Some(Value::String(url)) => {
                let text = template_url::fetch(url, config).await?;
                yaml::read_template(&text, &size).map_err(template_fault)
            }
            // What Python takes for nothing has no scheme either.
            Some(url) if !url.is_truthy() => Err(fault::template_url("Invalid URL scheme b''")),
            Some(_) => Err(fault::attribute_error("template_url must be text")),
        },
    }
}

fn exported_template(exported: &Value, size: &yaml::Limits) -> Result<Value, Fault> {
    match exported.get("template") {
        None => Err(fault::adopt_data("'template'")),
        Some(document @ Value::Map(_)) => {
            yaml::check_template_size(document.python_repr().chars().count(), size)
                .map_err(template_fault)?;
            Ok(document.clone())
        }
        Some(other) => Err(fault::attribute_error(format_args!(
            "'{}' object has no attribute 'get'",
            other.python_type()
        ))),
    }
}

fn template_fault(error: TemplateError) -> Fault {
    match error {
        TemplateError::TooLong { .. } => fault::request_limit_exceeded(error),
        error => fault::template_format(error),
    }
}

fn files(body: &Map) -> Result<Files, Fault> {
    match body.get("files") {
        None | Some(Value::Null) => Ok(Files::new()),
        Some(Value::Map(files)) => files
            .iter()
            .map(|(name, content)| match (name.as_str(), content.as_str()) {
                (Some(name), Some(content)) => Ok((name.to_owned(), content.to_owned())),
                _ => Err(fault::bad_request()),
            })
            .collect(),
        // Upstream makes a map of it: of a sequence it finds that its items are no pairs.
        Some(files) if files.is_truthy() && is_text_list_or_fraction(files) => {
            Err(fault::value_error("files must be a map"))
        }
        Some(_) => Err(fault::attribute_error("files must be a map")),
    }
}

fn is_text_list_or_fraction(value: &Value) -> bool {
    match value {
        Value::String(_) | Value::List(_) => true,
        Value::Number(number) => !number.is_integer(),
        _ => false,
    }
}

/// Refuses more resources than the limit.
pub(crate) fn check_resource_count(call: &Call, template: &Template) -> Result<(), Fault> {
    let limit = call.app.config.limits.max_resources_per_stack;
    if limit >= 0 && template.resource_count() as u64 > limit.unsigned_abs() {
        return Err(fault::request_limit_exceeded(
            "Maximum resources per stack exceeded.",
        ));
    }
    Ok(())
}

/// A number of zero or more, as number or text; `None` for `null`.
pub(crate) fn natural(value: &Value, name: &str) -> Result<Option<i64>, Fault> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_integer() => number.to_string(),
        _ => return Err(fault::not_an_integer(name)),
    };
    natural_text(&text, name).map(Some)
}

/// The same for text in a query.
pub(crate) fn natural_text(text: &str, name: &str) -> Result<i64, Fault> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
        && text != "-0";
    if !is_plain {
        return Err(fault::not_an_integer(name));
    }
    if digits != text {
        return Err(fault::negative_integer(text, name));
    }
    // Larger than any limit or time-out that makes a difference.
    Ok(text.parse().unwrap_or(i64::MAX))
}

/// A truth value in a query: `true` or `false` in any case.
pub(crate) fn boolean_text(text: &str, name: &str) -> Result<bool, Fault> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(fault::not_a_boolean(text, name)),
    }
}

fn flag(value: &Value, name: &str) -> Result<bool, Fault> {
    boolean_text(&value.python_str(), name).map_err(|fault| fault::value_error(fault.message))
}

/// Tags from text with commas; nothing is trimmed.
pub(crate) fn split_tags(value: &Value) -> Result<Vec<String>, Fault> {
    let Some(text) = value.as_str() else {
        return Err(fault::attribute_error("tags must be text"));
    };
    text.split(',')
        .map(|tag| {
            if tag.chars().count() > 80 {
                return Err(fault::tag_too_long(tag));
            }
            Ok(tag.to_owned())
        })
        .collect()
}

/// `COMPLETE`, or `CREATE_COMPLETE` with the action in front; any other text matches nothing.
pub(crate) fn split_status(text: &str) -> (Option<&str>, &str) {
    for status in ["COMPLETE", "FAILED", "IN_PROGRESS"] {
        if let Some(index) = text.rfind(status) {
            let before = &text[..index];
            let action = before
                .char_indices()
                .next_back()
                .map(|(end, _)| &before[..end]);
            return (action.filter(|action| !action.is_empty()), &text[index..]);
        }
    }
    (None, "")
}
