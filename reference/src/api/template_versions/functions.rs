//! `template_versions.functions`: the functions that templates of a version may use.

use heat_spec::{Value, fault, value};
use heat_template::listed_functions;

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::request_data::boolean_text;

/// Lists the functions of a version; those of conditions if they are asked for.
#[expect(clippy::unused_async, reason = "handlers are asynchronous")]
pub(in crate::api) async fn functions(call: Call) -> Answer {
    let with_conditions = match call.query("with_condition_func") {
        Some(text) => boolean_text(text, "with_condition_func")?,
        None => false,
    };
    let version = call.path("template_version");
    let functions = listed_functions(version, with_conditions)
        .ok_or_else(|| fault::template_version_not_found(version))?;
    let functions = functions
        .into_iter()
        .map(|(name, description)| value!({ "functions": name, "description": description }));
    Ok(Reply::ok(
        value!({ "template_functions": Value::List(functions.collect()) }),
    ))
}
