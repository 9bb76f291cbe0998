//! The template that an expression stands in: what its functions refer to.

use serde_json::{Value, json};

use crate::expressions::Case;

/// A preview with the expression as its one output.
pub(crate) fn preview(case: &Case) -> Value {
    json!({
        "stack_name": "probe",
        "template": template(case),
        "files": { "f": "content" },
    })
}

fn template(case: &Case) -> Value {
    match case.version {
        "2010-09-09" => {
            let mut template = cloud_formation(case);
            template["AWSTemplateFormatVersion"] = case.version.into();
            let yes = json!({ "Fn::Equals": [1, 1] });
            template["Conditions"] = json!({ "yes": yes, "no": { "Fn::Not": [yes] } });
            template
        }
        "2012-12-12" => {
            let mut template = cloud_formation(case);
            template["HeatTemplateFormatVersion"] = case.version.into();
            template
        }
        _ => hot(case),
    }
}

fn cloud_formation(case: &Case) -> Value {
    json!({
        "Parameters": {
            "s": { "Type": "String", "Default": "abc" },
            "n": { "Type": "Number", "Default": "5" },
            "l": { "Type": "CommaDelimitedList", "Default": "x,y,z" },
            "j": { "Type": "Json", "Default": { "a": [1, { "b": "x" }], "k": "v" } },
            "b": { "Type": "Boolean", "Default": "true" },
        },
        "Mappings": { "M": { "k": { "a": 1, "b": ["x", "y"] } } },
        "Resources": { "q": { "Type": "OS::Heat::RandomString" } },
        "Outputs": { "o": { "Value": case.expression } },
    })
}

fn hot(case: &Case) -> Value {
    let mut template = json!({
        "heat_template_version": case.version,
        "parameters": {
            "s": { "type": "string", "default": "abc" },
            "n": { "type": "number", "default": 5 },
            "l": { "type": "comma_delimited_list", "default": "x,y,z" },
            "j": { "type": "json", "default": { "a": [1, { "b": "x" }], "k": "v" } },
            "b": { "type": "boolean", "default": true },
        },
        "resources": { "q": { "type": "OS::Heat::RandomString" } },
        "outputs": { "o": { "value": case.expression } },
    });
    if case.version >= "2016-10-14" {
        template["conditions"] = json!({ "yes": true, "no": { "not": "yes" } });
    }
    template
}
