//! Every function, version by version: `data/functions.json`, `data/cloud_formation_functions.json`.

use heat_spec::{Map, Rendering, Value, value};
use heat_template::Initial;

use crate::support::{Operation, assert_rows, only, refused, request, rows};

#[test]
fn functions_give_what_heat_gives() {
    assert_rows(&rows(include_str!("../data/functions.json")), seen);
}

#[test]
fn functions_of_cloud_formation_give_what_heat_gives() {
    let table = include_str!("../data/cloud_formation_functions.json");
    assert_rows(&rows(table), |row| seen_in(cloud_formation(row)));
}

fn seen(row: &Value) -> Map {
    seen_in(template(row))
}

/// What the output of a template comes to.
fn seen_in(template: Value) -> Map {
    let body = value!({
        "template": template,
        "files": { "f": "content", "abc": "by parameter" },
    });
    match request(Operation::Preview, &body) {
        Err(fault) => only("refused", refused(Operation::Preview, &fault)),
        Ok(stack) => match stack.output("o", &Initial) {
            Ok(value) => only("is", value),
            Err(fault) => only("error", fault.text(Rendering::Once).into()),
        },
    }
}

/// The surroundings of every row: what its functions refer to.
fn template(row: &Value) -> Value {
    let version = row.get("in").and_then(Value::as_str).unwrap();
    let mut template = value!({
        "heat_template_version": version,
        "parameters": {
            "s": { "type": "string", "default": "abc" },
            "j": {
                "type": "json",
                "default": { "a": [1, { "b": "x" }], "t": "txt", "0": "zero" },
            },
            "l": { "type": "comma_delimited_list", "default": "x,y,z" },
            "n": { "type": "number", "default": 5 },
            "b": { "type": "boolean", "default": true },
        },
        "resources": {
            "r": { "type": "OS::Heat::TestResource" },
            "q": { "type": "OS::Heat::RandomString" },
            "any": { "type": "OS::Heat::None" },
        },
        "outputs": { "o": { "value": row.get("value").cloned() } },
    });
    if version >= "2016-10-14"
        && let Value::Map(sections) = &mut template
    {
        sections.insert(
            "conditions".into(),
            value!({ "yes": true, "no": { "not": "yes" } }),
        );
    }
    template
}

/// The same for CloudFormation templates.
fn cloud_formation(row: &Value) -> Value {
    let version = row.get("in").and_then(Value::as_str).unwrap();
    let mut template = value!({
        "Parameters": {
            "s": { "Type": "String", "Default": "abc" },
            "n": { "Type": "Number", "Default": "5" },
            "l": { "Type": "CommaDelimitedList", "Default": "x,y" },
        },
        "Resources": {
            "r": { "Type": "OS::Heat::TestResource" },
            "q": { "Type": "OS::Heat::RandomString" },
        },
        "Mappings": { "M": { "k": { "v": 1, "w": [1] } } },
        "Outputs": { "o": { "Value": row.get("value").cloned() } },
    });
    let Value::Map(sections) = &mut template else {
        return template;
    };
    if version == "2012-12-12" {
        sections.insert("HeatTemplateFormatVersion".into(), version.into());
    } else {
        sections.insert("AWSTemplateFormatVersion".into(), version.into());
        let yes = value!({ "Fn::Equals": [1, 1] });
        let conditions = value!({ "yes": yes.clone(), "no": { "Fn::Not": [yes] } });
        sections.insert("Conditions".into(), conditions);
    }
    template
}
