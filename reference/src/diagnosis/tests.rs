//! Templates with mistakes, and where they are found.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::*;

/// A folder with files, of which the first is the template; those with names that begin with `env`
/// are environments. What is found: file, line, column, the text there, and what is wrong.
fn found(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for (name, text) in files {
        std::fs::create_dir_all(path(name).parent().unwrap()).unwrap();
        std::fs::write(path(name), text).unwrap();
    }
    let names = files.iter().map(|(name, _)| *name);
    let environments: Vec<PathBuf> = names
        .filter(|name| name.starts_with("env"))
        .map(path)
        .collect();
    let diagnosis = diagnose(&path(files[0].0), &environments).unwrap();
    let mut text = String::new();
    for finding in &diagnosis.findings {
        let source = diagnosis.sources[&finding.path].text();
        let before = &source[..finding.span.start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        let name = finding.path.strip_prefix(folder.path()).unwrap();
        let message = finding.message.replace(folder.path().to_str().unwrap(), "");
        let _ = writeln!(
            text,
            "{}:{line}:{column} [{}] {}: {message}",
            name.display(),
            &source[finding.span.clone()],
            finding.error_type
        );
    }
    if !diagnosis.unset_parameters.is_empty() {
        let _ = writeln!(text, "unset: {}", diagnosis.unset_parameters.join(", "));
    }
    text
}

#[test]
fn every_fault_is_found_where_it_is() {
    let template = "\
heat_template_version: 2021-04-16
parameters:
  size: {type: number, default: 1}
  wrong: {type: text}
conditions:
  odd: {equals: [1]}
resources:
  word:
    type: OS::Heat::RandomString
    properties:
      length: {get_param: size}
      lenght: 3
      salt: [a]
      character_classes:
      - {class: digits, min: many}
  unknown: {type: OS::Nope}
  broken:
    type: OS::Heat::Value
    properties:
      value: {get_param: sise}
      type: strings
  other:
    type: OS::Heat::Value
    depends_on: nothing
    properties: {value: {get_attr: [word, letters]}}
outputs:
  word: {value: {get_attr: [word, valeu]}}
  none: {description: a}
";
    insta::assert_snapshot!(found(&[("web.yaml", template)]), @r#"
    web.yaml:4:11 [type] InvalidSchemaError: Invalid type (text)
    web.yaml:6:9 [equals] StackValidationFailed: conditions.odd.equals: Arguments to "equals" must be of the form: [value_1, value_2]
    web.yaml:12:7 [lenght] StackValidationFailed: Property error: resources.word.properties: Unknown Property lenght
    web.yaml:13:7 [salt] StackValidationFailed: Property error: resources.word.properties.salt: Value must be a string; got ['a']
    web.yaml:15:25 [min] StackValidationFailed: Property error: resources.word.properties.character_classes[0].min: Value 'many' is not an integer
    web.yaml:16:13 [type] StackValidationFailed: The Resource Type (OS::Nope) could not be found.
    web.yaml:20:15 [get_param] StackValidationFailed: Property error: resources.broken.properties.value: The Parameter (sise) was not provided.
    web.yaml:21:7 [type] StackValidationFailed: Property error: resources.broken.properties.type: "strings" is not an allowed value ["string", "number", "comma_delimited_list", "json", "boolean"]
    web.yaml:24:5 [depends_on] InvalidTemplateReference: The specified reference "nothing" (in other) is incorrect.
    web.yaml:27:29 [word] StackValidationFailed: outputs.word.value.get_attr: The Referenced Attribute (word valeu) is incorrect.
    web.yaml:28:3 [none] StackValidationFailed: Output validation error: outputs.none: Each output definition must contain a value key.
    "#);
}

#[test]
fn a_clean_template_has_no_faults() {
    let template = "\
heat_template_version: 2021-04-16
parameters: {a: {type: string}}
resources:
  v: {type: OS::Heat::Value, properties: {value: {get_param: a}}}
";
    assert_eq!(found(&[("web.yaml", template)]), "unset: a\n");
    let environment = "parameters: {a: b}\n";
    assert_eq!(
        found(&[("web.yaml", template), ("env.yaml", environment)]),
        ""
    );
}

#[test]
fn text_that_is_no_template_says_so() {
    insta::assert_snapshot!(found(&[("web.yaml", "a: [\nb: c")]), @"web.yaml:2:5 [] HTTPBadRequest: Template not in valid format: Error parsing template [root stack] while parsing a flow sequence; expected ',' or ']', but got '<stream end>'");
    insta::assert_snapshot!(found(&[("web.yaml", "resources: {}")]), @"web.yaml:1:1 [] HTTPBadRequest: Template not in valid format: Template format version not found.");
}

#[test]
fn files_are_read_from_beside_the_template() {
    let template = "\
heat_template_version: 2021-04-16
resources:
  group: {type: parts/group.yaml, properties: {colour: red}}
  more: {type: My::Type}
  text: {type: OS::Heat::Value, properties: {value: {get_file: missing.txt}}}
";
    let group = "\
heat_template_version: 2021-04-16
parameters: {color: {type: string, default: red}}
resources:
  v: {type: OS::Heat::Value, properties: {value: {get_file: beside.txt}, vaule: 1}}
";
    let environment = "\
parameters: {nobody: 1}
resource_registry: {My::Type: parts/group.yaml, Other: parts/none.yaml}
";
    insta::assert_snapshot!(found(&[
        ("web.yaml", template),
        ("parts/group.yaml", group),
        ("parts/beside.txt", "hello"),
        ("env.yaml", environment),
        ("env2.yaml", "nonsense: 1\n"),
    ]), @r#"
    web.yaml:3:48 [colour] StackValidationFailed: Property error: resources.group.properties: Unknown Property colour
    web.yaml:5:54 [get_file] HTTPBadRequest: cannot read the file missing.txt: No such file or directory (os error 2)
    env.yaml:1:14 [nobody] UnknownUserParameter: The Parameter (nobody) was not defined in template.
    env.yaml:2:49 [Other] HTTPBadRequest: cannot read the file parts/none.yaml: No such file or directory (os error 2)
    env2.yaml:1:1 [nonsense] HTTPBadRequest: Environment not in valid format: environment has wrong section "nonsense"
    parts/group.yaml:4:74 [vaule] StackValidationFailed: Property error: resources.more<file:///parts/group.yaml>.resources.v.properties: Unknown Property vaule
    "#);
}
