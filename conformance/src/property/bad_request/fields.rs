//! The fields of a request's body, as the catalogue's schemas have them.

use heat_spec::Catalogue;
use serde_json::Value;

/// The names of the fields that a schema knows, those of the schemas that it builds on included.
pub(super) fn fields(catalogue: &Catalogue, schema: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = catalogue.schemas.get(schema);
    while let Some(schema) = next {
        let properties = schema["properties"].as_object();
        names.extend(properties.into_iter().flat_map(|map| map.keys().cloned()));
        next = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|name| catalogue.schemas.get(name));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_has_the_fields_of_those_that_it_builds_on() {
        let catalogue = Catalogue::load("upstream").unwrap();
        insta::assert_snapshot!(fields(&catalogue, "stack_update_request").join(" "), @"clear_parameters converge existing timeout_mins disable_rollback tags template template_url environment environment_files files files_container parameters");
    }
}
