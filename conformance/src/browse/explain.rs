//! What a requirement or an operation promises, with its sources and its scenarios.

use std::fmt::Write as _;

use heat_spec::Catalogue;
use heat_spec::catalogue::{
    Aspect, BodyExpectation, Expectation, GeneratedRequirement, Header, HeaderExpectation, Matcher,
    Operation, Requirement, Source,
};
use heat_spec::fault;

use crate::features::{Features, Scenario};

/// Explains an id: of a requirement, a generated one, or an operation; nothing if it is none.
pub fn explain(catalogue: &Catalogue, features: &Features, id: &str) -> Option<String> {
    let mut text = String::new();
    if let Some(requirement) = catalogue.requirement(id) {
        explain_requirement(&mut text, catalogue, features, requirement);
    } else if let Some(operation) = catalogue.operation(id) {
        explain_operation(&mut text, catalogue, operation);
    } else {
        let generated = catalogue.generated().find(|generated| generated.id == id)?;
        explain_generated(&mut text, catalogue, &generated)?;
    }
    Some(text)
}

/// A label and what belongs to it; further lines stand below.
fn row(text: &mut String, label: &str, value: &str) {
    for (index, line) in value.lines().enumerate() {
        let label = if index == 0 { label } else { "" };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{label:13} {line}");
    }
}

fn explain_requirement(
    text: &mut String,
    catalogue: &Catalogue,
    features: &Features,
    requirement: &Requirement,
) {
    let _ = writeln!(text, "{}\n{}\n", requirement.id, requirement.statement);
    if let Some(operation) = catalogue.operation(&requirement.operation) {
        row(text, "operation", &address(operation));
    }
    row(text, "level", &word(&requirement.level));
    row(text, "kind", &word(&requirement.kind));
    row(text, "needs", &requirement.needs.join(", "));
    sources(text, catalogue, &requirement.sources);
    if let Some(expectation) = &requirement.expect {
        row(text, "expected", &expectation_text(expectation));
    }
    for alternative in &requirement.alternatives {
        row(text, "or", &expectation_text(alternative));
    }
    if let Some(disagreement) = &requirement.disagreement {
        row(text, "disagreement", disagreement);
    }
    let tagged = features
        .scenarios
        .iter()
        .filter(|scenario| scenario.tags.requirements.contains(&requirement.id));
    let places: Vec<String> = tagged.map(place).collect();
    if places.is_empty() {
        row(text, "scenarios", "none");
    }
    row(text, "scenarios", &places.join("\n"));
}

fn explain_operation(text: &mut String, catalogue: &Catalogue, operation: &Operation) {
    let _ = writeln!(text, "{}\n{}\n", operation.id, operation.title);
    row(text, "request", &address(operation));
    if let Some(policy) = &operation.policy {
        let roles = policy.roles.join(" or ");
        row(text, "policy", &format!("{} for {roles}", policy.rule));
    }
    for policy in operation.policies.values() {
        let roles = policy.roles.join(" or ");
        row(text, "policy", &format!("{} for {roles}", policy.rule));
    }
    sources(text, catalogue, &operation.sources);
    let parameters: Vec<String> = operation
        .query_parameters
        .iter()
        .map(|parameter| format!("{}: {}", parameter.name, parameter.description))
        .collect();
    row(text, "query", &parameters.join("\n"));
    let answers: Vec<String> = operation
        .responses
        .iter()
        .map(|(status, response)| format!("{status} {}", response.description))
        .collect();
    row(text, "answers", &answers.join("\n"));
    for disagreement in &operation.disagreements {
        let mut lines = vec![format!("{}:", disagreement.about)];
        for (document, says) in &disagreement.says {
            lines.push(format!("  {document} says {says}"));
        }
        lines.push(format!("  here: {}", disagreement.resolution));
        row(text, "disagreement", &lines.join("\n"));
    }
    let of_operation = catalogue
        .requirements
        .values()
        .filter(|requirement| requirement.operation == operation.id);
    let ids: Vec<&str> = of_operation
        .map(|requirement| requirement.id.as_str())
        .collect();
    row(text, "requirements", &ids.join("\n"));
}

/// What a generated requirement promises; nothing if its operation is unknown.
fn explain_generated(
    text: &mut String,
    catalogue: &Catalogue,
    generated: &GeneratedRequirement,
) -> Option<()> {
    let operation = catalogue.operation(&generated.operation)?;
    let response = operation.responses.get(&generated.status)?;
    let promise = match generated.aspect {
        Aspect::Status => response.description.clone(),
        Aspect::Headers => {
            let mut lines: Vec<String> = response.headers.iter().map(header_line).collect();
            if !response.media_types.is_empty() {
                let media_types = response.media_types.join(" or ");
                lines.push(format!("content-type {media_types}"));
            }
            lines.join("\n")
        }
        Aspect::Body => match (&response.schema, response.media_types.is_empty()) {
            (Some(schema), _) => format!("JSON that is valid by the schema `{schema}`"),
            (None, true) => "none".to_owned(),
            (None, false) => "anything".to_owned(),
        },
    };
    let _ = writeln!(text, "{}\n{}\n", generated.id, generated.statement());
    row(text, "generated", "every exchange checks it");
    row(text, "operation", &address(operation));
    row(text, "level", &word(&generated.level));
    sources(text, catalogue, &response.sources);
    row(text, &generated.aspect.to_string(), &promise);
    Some(())
}

fn header_line(header: &Header) -> String {
    let pattern = header.pattern.as_deref();
    let form = pattern.map_or_else(String::new, |form| format!(" of the form {form}"));
    let necessity = if header.required {
        ""
    } else {
        " (may be absent)"
    };
    format!("{}{form}{necessity}", header.name)
}

fn address(operation: &Operation) -> String {
    format!(
        "{} ({} {})",
        operation.id,
        operation.methods.join(", "),
        operation.path
    )
}

fn sources(text: &mut String, catalogue: &Catalogue, sources: &[Source]) {
    let lines: Vec<String> = sources
        .iter()
        .map(|source| {
            let document = catalogue.documents.get(&source.document);
            let title = document.map_or(source.document.as_str(), |document| &document.title);
            format!("{title}: {}", source.section)
        })
        .collect();
    row(text, "sources", &lines.join("\n"));
}

fn place(scenario: &Scenario) -> String {
    format!("{} ({}:{})", scenario.name, scenario.feature, scenario.line)
}

/// What an answer has to be, a line for each part of it.
pub(crate) fn expectation_text(expectation: &Expectation) -> String {
    let mut lines = vec![format!("status {}", expectation.status)];
    for (name, header) in &expectation.headers {
        lines.push(match header {
            HeaderExpectation::Equals(value) => format!("header {name} is {value}"),
            HeaderExpectation::Matches(pattern) => format!("header {name} matches {pattern}"),
            HeaderExpectation::Absent => format!("header {name} is not there"),
        });
    }
    if let Some(row) = expectation.fault.as_deref().and_then(fault::row) {
        let message = expectation.message.as_deref().unwrap_or(row.message);
        lines.push(format!("fault {}: {message}", row.error_type));
    }
    if expectation.empty {
        lines.push("no body".to_owned());
    }
    for BodyExpectation { at, is } in &expectation.body {
        let at = if at.is_empty() { "the body" } else { at };
        lines.push(match is {
            Matcher::Equals(value) => format!("{at} is {value}"),
            Matcher::Matches(pattern) => format!("{at} matches {pattern}"),
            Matcher::Contains(part) => format!("{at} holds {part:?}"),
            Matcher::Schema(schema) => format!("{at} is valid by {schema}"),
            Matcher::Present => format!("{at} is there"),
            Matcher::Absent => format!("{at} is not there"),
        });
    }
    lines.join("\n")
}

/// A word of the catalogue as its files write it.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
