//! Stacks inside of resources: templates in the place of types, and what is inside of them.

use std::sync::Arc;

use heat_spec::{Fault, Value, value};
use heat_template::{
    Answers, Environment, Files, FrozenDefinition, Initial, Nested, Outcome, Properties, Purpose,
    ResourceDefinition, ResourceSchema, ResourceTypes, StackDefinition, StackIdentity, Strictness,
    Template,
};

use crate::support::TYPES;

/// The types of the tables, with what a service adds to them.
struct Service {
    max_depth: usize,
    hidden: Vec<(String, String)>,
    /// What resources of this name are made of.
    made_up: Option<Value>,
    looks_up_types: bool,
}

impl Default for Service {
    fn default() -> Self {
        Self {
            max_depth: 5,
            hidden: Vec::new(),
            made_up: None,
            looks_up_types: false,
        }
    }
}

impl ResourceTypes for Service {
    fn find(&self, resource_type: &str) -> Option<Arc<ResourceSchema>> {
        TYPES.find(resource_type)
    }

    fn aliases(&self) -> &[(&str, &str)] {
        &[
            ("Old::Thing", "OS::Heat::Value"),
            ("Older::*", "OS::Heat::*"),
        ]
    }

    fn max_depth(&self) -> usize {
        self.max_depth
    }

    fn hidden_dependencies(&self, _: &StackDefinition) -> Vec<(String, String)> {
        self.hidden.clone()
    }

    fn nested(
        &self,
        stack: &StackDefinition,
        resource: &ResourceDefinition,
        properties: &Properties,
        purpose: Purpose,
    ) -> Result<Option<Nested>, Fault> {
        match &self.made_up {
            Some(document) if resource.name == "made-up" => Ok(Some(Nested {
                looks_up_types: self.looks_up_types,
                ..Nested::made_up(document.clone())?
            })),
            _ => TYPES.nested(stack, resource, properties, purpose),
        }
    }
}

const CHILD: &str = r"
heat_template_version: 2021-04-16
parameters:
  words: { type: comma_delimited_list }
  size: { type: number, default: 1 }
  preset: { type: string }
  map: { type: json, default: {} }
resources:
  inner:
    type: OS::Heat::Value
    properties: { value: { get_param: words } }
    metadata: { around: { resource_facade: metadata } }
outputs:
  words: { value: { get_param: words } }
  metadata: { value: { resource_facade: metadata } }
  deletion_policy: { value: { resource_facade: deletion_policy } }
  update_policy: { value: { resource_facade: update_policy } }
";

fn around() -> Value {
    value!({
        "heat_template_version": "2021-04-16",
        "resources": {
            "r": {
                "type": "child.yaml",
                "properties": { "words": ["a", "b"], "map": { "k": [1] } },
                "metadata": { "m": { "list_join": ["-", ["1", "2"]] } },
                "deletion_policy": "Retain",
            },
        },
        "outputs": {
            "words": { "value": { "get_attr": ["r", "words"] } },
            "any": { "value": { "get_attr": ["r", "nothing-of-the-kind"] } },
        },
    })
}

fn identity(name: &str) -> StackIdentity {
    StackIdentity {
        name: name.to_owned(),
        id: None,
        project_id: "project".to_owned(),
    }
}

fn read(
    template: Value,
    files: &[(&str, &str)],
    types: &Service,
) -> Result<StackDefinition, Fault> {
    let environment = Environment::new(&value!({ "parameter_defaults": { "preset": "p" } }))?;
    let files: Files = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    StackDefinition::new(
        Template::new(template)?,
        environment,
        files,
        identity("probe"),
        types,
    )
}

/// The fault of a template, with its path.
fn refusal(template: Value, files: &[(&str, &str)], types: &Service) -> Option<String> {
    let validated = read(template, files, types)
        .and_then(|stack| stack.validate(Strictness::Full, types, &Answers::new()));
    match validated {
        Ok(Outcome::Done(())) => None,
        Ok(Outcome::Needs(questions)) => panic!("{questions:?}"),
        Err(fault) => Some(fault.to_string()),
    }
}

/// A template with one resource.
fn with(name: &str, resource: Value) -> Value {
    let resources: Value = [(name, resource)].into_iter().collect();
    value!({ "heat_template_version": "2021-04-16", "resources": resources })
}

#[test]
fn a_template_in_the_place_of_a_type_tells_what_it_takes_and_gives() {
    let types = Service::default();
    let stack = read(around(), &[("child.yaml", CHILD)], &types).unwrap();
    let provider = stack.resources()["r"].provider().unwrap();
    assert_eq!(provider.template().resource_count(), 1);
    let schema = provider.schema();
    assert_eq!(schema.name, "child.yaml");
    assert_eq!(schema.class_name, "TemplateResource");
    assert_eq!(schema.support_status, "SUPPORTED");
    assert!(schema.has_any_attribute);
    let attributes: Vec<&str> = schema.attributes.keys().map(String::as_str).collect();
    let outputs = [
        "words",
        "metadata",
        "deletion_policy",
        "update_policy",
        "show",
    ];
    assert_eq!(attributes, outputs);
    let required = |name: &str| schema.properties[name].is_required();
    assert!(required("words"));
    assert!(!required("size") && !required("preset") && !required("map"));
    assert!(schema.properties["size"].is_update_allowed());
    let properties = stack.shown_properties("r", &Initial);
    assert_eq!(
        Value::Map(provider.parameters(&properties)),
        value!({ "words": "a,b", "map": { "k": [1] } })
    );
}

#[test]
fn the_stack_inside_sees_the_resource_that_it_is_inside_of() {
    let types = Service::default();
    let stack = read(around(), &[("child.yaml", CHILD)], &types).unwrap();
    assert_eq!(stack.depth(), 0);
    assert!(stack.facade().is_none());
    let resource = &stack.resources()["r"];
    let properties = stack.shown_properties("r", &Initial);
    let nested = types
        .nested(&stack, resource, &properties, Purpose::Whole)
        .unwrap()
        .unwrap();
    assert_eq!(nested.source, "child.yaml");
    let inside = stack.child_identity("r");
    assert_eq!(
        (inside.name.as_str(), inside.project_id.as_str()),
        ("probe-r", "project")
    );
    let child = stack
        .child(resource, nested.clone(), inside.clone(), &types)
        .unwrap();
    assert_eq!(child.depth(), 1);
    assert_eq!(child.identity().name, "probe-r");
    assert_eq!(child.files().len(), 1);
    let output = |stack: &StackDefinition, name: &str| stack.output(name, &Initial).unwrap();
    assert_eq!(output(&child, "words"), value!(["a", "b"]));
    assert_eq!(output(&child, "metadata"), value!({ "m": "1-2" }));
    assert_eq!(output(&child, "deletion_policy"), value!("Retain"));
    assert_eq!(output(&child, "update_policy"), value!({}));
    let metadata = child.metadata("inner", &Initial).unwrap();
    assert_eq!(Value::Map(metadata), value!({ "around": { "m": "1-2" } }));
    // Of a resource that exists, it is what that one is.
    let facade = FrozenDefinition::from_value(&value!({
        "type": "child.yaml", "metadata": { "n": 1 }, "update_policy": { "u": 1 },
    }));
    let child = child.behind(facade);
    assert_eq!(
        child.facade().map(|facade| &facade.metadata),
        Some(&value!({ "n": 1 }))
    );
    assert_eq!(output(&child, "metadata"), value!({ "n": 1 }));
    assert_eq!(output(&child, "update_policy"), value!({ "u": 1 }));
    assert_eq!(output(&child, "deletion_policy"), value!("Delete"));
    let grandchild = child.child(resource, nested, inside, &types).unwrap();
    assert_eq!(grandchild.depth(), 2);
}

#[test]
fn update_policies_are_seen_inside() {
    let group = value!({
        "type": "OS::Heat::None",
        "update_policy": { "RollingUpdate": { "MaxBatchSize": { "list_join": ["", ["2"]] } } },
    });
    let types = Service::default();
    let stack = read(with("g", group), &[], &types).unwrap();
    let inside = value!({
        "heat_template_version": "2021-04-16",
        "outputs": { "o": { "value": { "resource_facade": "update_policy" } } },
    });
    let nested = Nested::made_up(inside).unwrap();
    let child = stack
        .child(&stack.resources()["g"], nested, identity("x"), &types)
        .unwrap();
    let seen = child.output("o", &Initial).unwrap();
    assert_eq!(seen, value!({ "RollingUpdate": { "MaxBatchSize": "2" } }));
}

#[test]
fn faults_inside_are_told_with_the_way_to_them() {
    let types = Service::default();
    let child = |text: &str| {
        refusal(
            with("r", value!({ "type": "c.yaml" })),
            &[("c.yaml", text)],
            &types,
        )
    };
    assert_eq!(child("heat_template_version: 2021-04-16"), None);
    insta::assert_snapshot!(child("heat_template_version: 2021-04-16\nresources: { i: { type: No::Such } }").unwrap(), @"resources.r<c.yaml>: The Resource Type (No::Such) could not be found.");
    insta::assert_snapshot!(child("heat_template_version: 2021-04-16\nresources: { i: { type: OS::Heat::Value, properties: { x: 1 } } }").unwrap(), @"Property error: resources.r<c.yaml>.resources.i.properties: Unknown Property x");
    insta::assert_snapshot!(child("heat_template_version: 2021-04-16\nnonsense: 1").unwrap(), @"resources.r<c.yaml>: The template section is invalid: nonsense");
    insta::assert_snapshot!(child("heat_template_version: 2021-04-16\nparameters: { p: { type: string } }").unwrap(), @"Property error: resources.r.properties: Property p not assigned");
    let made_up = |looks_up_types, document: Value| {
        let types = Service {
            made_up: Some(document),
            looks_up_types,
            ..Service::default()
        };
        let resource = value!({ "type": "OS::Heat::Value", "properties": { "value": 1 } });
        refusal(with("made-up", resource), &[], &types).unwrap()
    };
    let unknown = || with("i", value!({ "type": "No::Such" }));
    insta::assert_snapshot!(made_up(false, unknown()), @"resources.made-up<nested_stack>: The Resource Type (No::Such) could not be found.");
    insta::assert_snapshot!(made_up(true, unknown()), @"The Resource Type (No::Such) could not be found.");
    let wrong = with(
        "i",
        value!({ "type": "OS::Heat::Value", "properties": { "x": 1 } }),
    );
    insta::assert_snapshot!(made_up(true, wrong), @"Property error: resources.made-up<nested_stack>.resources.i.properties: Unknown Property x");
}

#[test]
fn stacks_inside_of_each_other_and_their_resources_are_limited() {
    let leaf = "heat_template_version: 2021-04-16";
    let branch = "heat_template_version: 2021-04-16\nresources: { b: { type: leaf.yaml } }";
    let files = [("leaf.yaml", leaf), ("branch.yaml", branch)];
    let told = |max_depth| {
        let types = Service {
            max_depth,
            ..Service::default()
        };
        refusal(with("a", value!({ "type": "branch.yaml" })), &files, &types)
    };
    assert_eq!(told(2), None);
    insta::assert_snapshot!(told(1).unwrap(), @"RequestLimitExceeded: resources.a<branch.yaml>.resources.b<leaf.yaml>: Request limit exceeded: Recursion depth exceeds 1.");
    insta::assert_snapshot!(told(0).unwrap(), @"RequestLimitExceeded: resources.a<branch.yaml>: Request limit exceeded: Recursion depth exceeds 0.");
    // Stacks that have many stacks inside, which have many resources.
    let members = |n: usize, resource: &str| -> String {
        let members: Vec<String> = (0..n)
            .map(|i| format!("m{i}: {{ type: {resource} }}"))
            .collect();
        format!(
            "heat_template_version: 2021-04-16\nresources: {{ {} }}",
            members.join(", ")
        )
    };
    let told = |n: usize| {
        let (many, few) = (members(n, "few.yaml"), members(99, "OS::Heat::None"));
        let files = [("many.yaml", many.as_str()), ("few.yaml", few.as_str())];
        refusal(
            with("a", value!({ "type": "many.yaml" })),
            &files,
            &Service::default(),
        )
    };
    // 100 * 99 + 100 are 10,000.
    assert_eq!(told(100), None);
    assert!(told(101).unwrap().contains("resources"), "{:?}", told(101));
}

#[test]
fn a_service_may_know_of_more_dependencies() {
    let template = value!({
        "heat_template_version": "2021-04-16",
        "resources": {
            "a": { "type": "OS::Heat::None" },
            "b": { "type": "OS::Heat::None" },
        },
    });
    let pair = |requirer: &str, required: &str| (requirer.to_owned(), required.to_owned());
    let order = |hidden: Vec<(String, String)>| {
        let types = Service {
            hidden,
            ..Service::default()
        };
        let stack = read(template.clone(), &[], &types).unwrap();
        let order = stack.dependencies().unwrap().order();
        order.map(str::to_owned).collect::<Vec<_>>()
    };
    let plain = order(Vec::new());
    let reversed = order(vec![pair(&plain[0], &plain[1])]);
    assert_eq!(reversed, [plain[1].as_str(), plain[0].as_str()]);
    assert_eq!(order(vec![pair(&plain[0], "gone")]), plain);
    let stack = read(template.clone(), &[], &Service::default()).unwrap();
    assert_eq!(TYPES.hidden_dependencies(&stack), []);
}

#[test]
fn a_stack_beside_another_has_its_environment_and_files() {
    let types = Service::default();
    let stack = read(around(), &[("child.yaml", CHILD)], &types).unwrap();
    let parameters = |value: Value| value.as_map().cloned().unwrap_or_default();
    let beside = |text: &str| {
        stack.beside(
            text,
            parameters(value!({ "words": "x" })),
            identity("b"),
            &types,
        )
    };
    let found = beside(CHILD).unwrap();
    assert_eq!(found.output("words", &Initial).unwrap(), value!(["x"]));
    assert_eq!(found.files().len(), 1);
    assert_eq!(beside("[").unwrap_err().id, "nested_template_format");
    let told = |text: &str, given: Value| stack.check_beside(text, parameters(given), &types).err();
    assert_eq!(told(CHILD, value!({ "words": "x" })), None);
    insta::assert_snapshot!(told("heat_template_version: 2021-04-16\nx: 1", value!({})).unwrap(), @"ERROR: The template section is invalid: x");
    insta::assert_snapshot!(told("resources: {}", value!({})).unwrap(), @"Template format version not found.");
}

#[test]
fn templates_at_addresses_are_read_from_what_was_fetched() {
    let text = "heat_template_version: 2021-04-16";
    let found = Ok(text.to_owned());
    let refused = Err("nobody there".to_owned());
    let fetched = [("http://a/", found.clone()), ("http://b/", refused.clone())];
    let fetched = fetched
        .map(|(url, text)| (url.to_owned(), text))
        .into_iter()
        .collect();
    let types = Service::default();
    let stack = read(around(), &[("child.yaml", CHILD)], &types)
        .unwrap()
        .with_fetched(fetched);
    assert_eq!(stack.fetched("http://a/"), Some(&found));
    assert_eq!(stack.fetched("http://b/"), Some(&refused));
    assert_eq!(stack.fetched("http://c/"), None);
    let parameters = value!({ "p": 1 }).as_map().cloned().unwrap_or_default();
    let nested = Nested::fetched(text, "http://a/", parameters.clone()).unwrap();
    assert_eq!(nested.parameters, parameters);
    let fault = Nested::fetched("a: [", "http://a/", parameters).unwrap_err();
    assert_eq!(fault.id, "value_error");
    assert!(fault.message.contains("http://a/"), "{}", fault.message);
}

#[test]
fn a_template_stands_for_its_type_around_it_only() {
    // The child has a resource of the type that it stands for, which means something else inside.
    let child = "heat_template_version: 2021-04-16\nresources: { i: { type: A::B } }";
    let told = |registry: Value| {
        let files = [("c.yaml".to_owned(), child.to_owned())];
        let environment = Environment::new(&value!({ "resource_registry": registry })).unwrap();
        let template = Template::new(with("r", value!({ "type": "A::B" }))).unwrap();
        let (files, types) = (files.into_iter().collect(), Service::default());
        StackDefinition::new(template, environment, files, identity("probe"), &types)
            .and_then(|stack| stack.validate(Strictness::Full, &types, &Answers::new()))
            .map_err(|fault| fault.to_string())
    };
    let unknown = "resources.r<c.yaml>: The Resource Type (A::B) could not be found.";
    for registry in [
        value!({ "A::B": "c.yaml" }),
        value!({ "A::B": "C::D", "C::D": "c.yaml" }),
        value!({ "resources": { "r": { "A::B": "c.yaml" } } }),
        value!({ "resources": { "r": { "A::B": "C::D" } }, "C::D": "c.yaml" }),
    ] {
        assert_eq!(
            told(registry.clone()),
            Err(unknown.to_owned()),
            "{}",
            registry.to_json()
        );
    }
    // Unless it still means something there.
    let other = value!({ "resources": { "r": { "A::B": "c.yaml" } }, "A::B": "OS::Heat::None" });
    assert_eq!(told(other), Ok(Outcome::Done(())));
}

#[test]
fn operators_may_give_types_other_names() {
    let told = |resource_type: &str| {
        let resource = value!({ "type": resource_type, "properties": { "value": 1 } });
        refusal(with("r", resource), &[], &Service::default())
    };
    for known in ["Old::Thing", "Older::Value", "OS::Heat::Value"] {
        assert_eq!(told(known), None, "{known}");
    }
    for unknown in ["Old::Value", "Older::Thing", "Old::Things"] {
        let fault = format!("The Resource Type ({unknown}) could not be found.");
        assert_eq!(told(unknown), Some(fault));
    }
}
