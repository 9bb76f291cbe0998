//! `get_attr`: an attribute of a resource, or a part of it.

use heat_spec::{Fault, Value, fault};

use super::Function;
use super::get_att::GET_ATT;
use crate::expression::check::check_arguments;
use crate::expression::resolve::{resolve, resolve_all};
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::stack::attribute_path::AttributePath;
use crate::state::select;

/// `[RESOURCE, ATTRIBUTE, KEY…]`: the path is followed in the attribute's value.
pub(crate) static THEN_SELECT: Function = Function {
    accept: accept_attribute,
    check,
    refers_to: Some(resource_name),
    ..Function::new(then_select)
};

/// The same, but the resource is asked with the whole path.
pub(crate) static WITH_PATH: Function = Function {
    accept: accept_attribute,
    check: check_with_path,
    refers_to: Some(resource_name),
    ..Function::new(with_path)
};

/// The same; without an attribute it gives a map of all attributes but `show`.
pub(crate) static OR_ALL: Function = Function {
    accept: accept_attribute_or_all,
    check: check_or_all,
    refers_to: Some(resource_name),
    ..Function::new(or_all)
};

fn accept_attribute(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        None => Err(fault::argument_not_a_list(name)),
        Some([] | [_]) => Err(fault::get_attr_form(name)),
        Some(_) => Ok(()),
    }
}

fn accept_attribute_or_all(name: &str, arguments: &Expression) -> Result<(), Fault> {
    if arguments.is_empty() {
        return Err(fault::get_attr_forms(name));
    }
    let is_one_letter = arguments
        .as_text()
        .is_some_and(|text| text.chars().count() == 1);
    match arguments.as_list() {
        Some(_) => Ok(()),
        // A text of one letter passes for a list of one item.
        None if is_one_letter => Ok(()),
        None => Err(fault::argument_not_a_list(name)),
    }
}

/// Resource, attribute (none: all) and path, as they are written.
fn parts(call: &Call) -> (&Expression, Option<&Expression>, &[Expression]) {
    match call.arguments.as_list() {
        Some([resource, attribute, path @ ..]) => (resource, Some(attribute), path),
        Some([resource]) => (resource, None, &[]),
        _ => (&call.arguments, None, &[]),
    }
}

/// Resource and attribute with its path (none: all) of a call of this function, as far as they can be told.
pub(crate) fn target(call: &Call, scope: &Scope<'_>) -> Option<(String, Option<AttributePath>)> {
    let is_this = [&THEN_SELECT, &WITH_PATH, &OR_ALL, &GET_ATT]
        .into_iter()
        .any(|function| std::ptr::eq(function, call.function));
    if !is_this {
        return None;
    }
    let resource = resource_name(call, scope).ok()?.as_str()?.to_owned();
    if is_all(call) {
        return Some((resource, None));
    }
    let (_, attribute, path) = parts(call);
    let attribute = resolve(attribute?, scope).ok()?.as_str()?.to_owned();
    let path = resolve_all(path, scope).unwrap_or_default();
    Some((resource, Some(AttributePath { attribute, path })))
}

fn resource_name(call: &Call, scope: &Scope<'_>) -> Result<Value, Fault> {
    resolve(parts(call).0, scope)
}

/// The same where the resource is asked with the whole path: an attribute whose path cannot be
/// worked out counts as one that the resource does not have.
fn check_with_path(call: &Call, scope: &Scope<'_>) -> Result<(), Fault> {
    let (_, attribute, path) = parts(call);
    let path = resolve_all(path, scope);
    if path
        .as_ref()
        .is_ok_and(|path| path.iter().any(is_unhashable))
    {
        return Err(fault::bad_request());
    }
    check(call, scope)?;
    match (path, attribute) {
        (Err(_), Some(attribute)) => {
            let resource = resource_name(call, scope)?;
            let attribute = resolve(attribute, scope)?;
            Err(fault::template_attribute(
                resource.python_str(),
                attribute.python_str(),
            ))
        }
        _ => Ok(()),
    }
}

/// Calls `found` for every call with a path that Python cannot look up, where the resource is asked
/// with the path.
pub(crate) fn odd_paths(expression: &Expression, scope: &Scope<'_>, found: &mut dyn FnMut()) {
    match expression {
        Expression::Call(call) => {
            let takes_path = [&WITH_PATH, &OR_ALL]
                .into_iter()
                .any(|function| std::ptr::eq(function, call.function));
            if takes_path
                && resolve_all(parts(call).2, scope)
                    .is_ok_and(|path| path.iter().any(is_unhashable))
            {
                found();
            }
            odd_paths(&call.arguments, scope, found);
        }
        Expression::Map(map) => map.values().for_each(|item| odd_paths(item, scope, found)),
        Expression::List(items) => items.iter().for_each(|item| odd_paths(item, scope, found)),
        Expression::Scalar(_) | Expression::Absent => {}
    }
}

/// Whether Python cannot look a value up.
fn is_unhashable(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Map(_))
}

fn check(call: &Call, scope: &Scope<'_>) -> Result<(), Fault> {
    check_arguments(call, scope)?;
    let name = resource_name(call, scope)?;
    let resource = scope.resource(&name, || "unknown".to_owned())?;
    let attribute = match parts(call).1 {
        Some(attribute) => resolve(attribute, scope)?,
        None => Value::Null,
    };
    match attribute.as_str() {
        Some(attribute) if resource.has_attribute(attribute) => Ok(()),
        Some(attribute) => Err(fault::template_attribute(&resource.name, attribute)),
        None => Err(fault::bad_request()),
    }
}

fn check_or_all(call: &Call, scope: &Scope<'_>) -> Result<(), Fault> {
    if !is_all(call) {
        return check_with_path(call, scope);
    }
    check_arguments(call, scope)?;
    let name = resource_name(call, scope)?;
    scope.resource(&name, || "unknown".to_owned()).map(drop)
}

/// Whether no attribute is named.
fn is_all(call: &Call) -> bool {
    matches!(parts(call).1, None | Some(Expression::Scalar(Value::Null)))
}

fn then_select(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let (_, attribute, path) = parts(call);
    let name = attribute.map_or(Ok(Value::Null), |attribute| resolve(attribute, scope))?;
    // What is in a stack inside is asked with the whole path, here as well.
    if name
        .as_str()
        .is_some_and(|name| name.starts_with("resource."))
    {
        return with_path(call, scope);
    }
    let value = value_of(call, attribute, &[], scope)?;
    if value.is_null() {
        return Ok(Some(value));
    }
    let part = select(&value, &resolve_all(path, scope)?);
    scope.budget.spend_value(&part)?;
    Ok(Some(part))
}

fn with_path(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let (_, attribute, path) = parts(call);
    let path = resolve_all(path, scope)?;
    let value = value_of(call, attribute, &path, scope)?;
    scope.budget.spend_value(&value)?;
    Ok(Some(value))
}

fn or_all(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    if !is_all(call) {
        return with_path(call, scope);
    }
    let name = resource_name(call, scope)?;
    let resource = scope.resource(&name, || "unknown".to_owned())?;
    let value = scope.state.attributes(&resource.name)?;
    scope.budget.spend_value(&value)?;
    Ok(Some(value))
}

fn value_of(
    call: &Call,
    attribute: Option<&Expression>,
    path: &[Value],
    scope: &Scope<'_>,
) -> Result<Value, Fault> {
    let attribute = attribute.map_or(Ok(Value::Null), |attribute| resolve(attribute, scope))?;
    let name = resource_name(call, scope)?;
    let resource = scope.resource(&name, || "unknown".to_owned())?;
    match attribute.as_str() {
        Some(attribute) => scope.state.attribute(&resource.name, attribute, path),
        None => Err(fault::bad_request()),
    }
}
