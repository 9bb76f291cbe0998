//! Every function, version by version: `data/functions.json`.

use heat_spec::{Map, Rendering, Value, value};
use heat_template::Initial;

use crate::support::{Operation, assert_rows, only, refused, request, rows};

#[test]
fn functions_give_what_heat_gives() {
    assert_rows(&rows(include_str!("../data/functions.json")), seen);
}

fn seen(row: &Value) -> Map {
    let body = value!({
        "template": template(row),
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
