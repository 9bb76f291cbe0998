//! `template_versions.list`: the versions of the template languages, each with its aliases.

use heat_spec::{Value, value};
use heat_template::{Language, listed_versions};

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};

/// Lists the versions.
#[expect(clippy::unused_async, reason = "handlers are asynchronous")]
pub(in crate::api) async fn list(_call: Call) -> Answer {
    let versions = listed_versions().into_iter().map(|version| {
        let language = match version.language {
            Language::Hot => "hot",
            Language::CloudFormation => "cfn",
        };
        let aliases = version.aliases.into_iter().map(Value::from).collect();
        value!({
            "version": version.name,
            "type": language,
            "aliases": Value::List(aliases),
        })
    });
    Ok(Reply::ok(
        value!({ "template_versions": Value::List(versions.collect()) }),
    ))
}
