//! `resource_types.template`: a template with one resource of a type, made of its schema.

mod cfn;
mod hot;

use heat_spec::fault;

use super::named;
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};

/// Generates a template: each property a parameter, each attribute an output.
#[expect(clippy::unused_async, reason = "handlers are asynchronous")]
pub(in crate::api) async fn template(call: Call) -> Answer {
    let language = call.query("template_type").unwrap_or("cfn");
    let generate = match language.to_lowercase().as_str() {
        "cfn" => cfn::template,
        "hot" => hot::template,
        _ => return Err(fault::template_type_unknown(language).into()),
    };
    let documented = named(&call)?;
    Ok(Reply::ok(generate(documented, call.path("type_name"))))
}
