//! Rules of load balancing.

use heat_spec::{Fault, Value, fault};

use super::subject::{Subject, is_truthy, refuse};

pub(super) fn l7_policy(subject: &Subject<'_>) -> Result<(), Fault> {
    let (pool, url) = ("redirect_pool", "redirect_url");
    let (to_pool, to_url) = ("REDIRECT_TO_POOL", "REDIRECT_TO_URL");
    if subject.is("action", "REJECT") && (subject.has(pool) || subject.has(url)) {
        return refuse(format_args!(
            "Properties {pool} and {url} are not required when action type is set to REJECT."
        ));
    }
    for (action, wanted, other, other_action) in
        [(to_pool, pool, url, to_url), (to_url, url, pool, to_pool)]
    {
        if !subject.is("action", action) {
            continue;
        }
        if subject.has(other) {
            return Err(fault::property_value_dependency(
                other,
                "action",
                other_action,
            ));
        }
        if !subject.has(wanted) {
            return refuse(format_args!(
                "Property {wanted} is required when action type is set to {action}."
            ));
        }
    }
    Ok(())
}

pub(super) fn l7_rule(subject: &Subject<'_>) -> Result<(), Fault> {
    if subject.is_one_of("type", &["HEADER", "COOKIE"]) && !subject.has("key") {
        return refuse(
            "Property key is missing. This property should be specified for rules of HEADER and \
             COOKIE types.",
        );
    }
    Ok(())
}

pub(super) fn listener(subject: &Subject<'_>) -> Result<(), Fault> {
    let container = "default_tls_container_ref";
    if subject.is("protocol", "TERMINATED_HTTPS") && !subject.has(container) {
        return refuse(format_args!(
            "Property {container} required when protocol is TERMINATED_HTTPS."
        ));
    }
    Ok(())
}

pub(super) fn pool(subject: &Subject<'_>) -> Result<(), Fault> {
    if !subject.has("listener") && !subject.has("loadbalancer") {
        return Err(fault::property_unspecified("listener, loadbalancer"));
    }
    let persistence = subject.get("session_persistence");
    let has_cookie = is_truthy(persistence, "cookie_name");
    match persistence.get("type").and_then(Value::as_str) {
        Some("APP_COOKIE") if !has_cookie => refuse(
            "Property cookie_name is required when session_persistence type is set to APP_COOKIE.",
        ),
        Some("SOURCE_IP") if has_cookie => refuse(
            "Property cookie_name must NOT be specified when session_persistence type is set to \
             SOURCE_IP.",
        ),
        _ => Ok(()),
    }
}
