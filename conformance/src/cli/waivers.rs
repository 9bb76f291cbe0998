//! The file of waivers: `--waivers FILE`.

use std::path::Path;

use heat_conformance::{Selection, Subject, Waivers};
use heat_spec::Catalogue;
use heat_spec::catalogue::{Aspect, GeneratedRequirement, Kind};
use heat_spec::yaml::{self, Limits};
use jiff::Zoned;
use serde_json::Value;

use super::{Failure, questions};

/// Reads the waivers that are about a target; none without a file.
pub(super) fn read(
    path: Option<&Path>,
    target: &str,
    catalogue: &Catalogue,
) -> Result<Waivers, Failure> {
    let Some(path) = path else {
        return Ok(Waivers::default());
    };
    let unreadable =
        |reason: &dyn std::fmt::Display| Failure::usage(&format!("{}: {reason}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
    let document = yaml::read(&text, &Limits::default()).map_err(|error| unreadable(&error))?;
    let generated: Vec<GeneratedRequirement> = catalogue.generated().collect();
    let is_known = |id: &str| {
        catalogue.requirement(id).is_some() || generated.iter().any(|generated| generated.id == id)
    };
    let mut list: Vec<Value> = Vec::new();
    match (&document.value).into() {
        Value::Array(waivers) => {
            for waiver in waivers {
                match waiver.get("id").and_then(Value::as_str) {
                    Some(id) if !is_known(id) && is_expression(id) => {
                        let ids = selected(id, catalogue, &generated)?;
                        if ids.is_empty() {
                            return Err(unreadable(&format!("`{id}` fits no requirement")));
                        }
                        list.extend(ids.into_iter().map(|id| {
                            let mut one = waiver.clone();
                            one["id"] = id.into();
                            one
                        }));
                    }
                    _ => list.push(waiver),
                }
            }
        }
        // A file that has nothing in it, or nothing yet.
        Value::Null => {}
        // What is no list is refused with a reason.
        other => list.push(other),
    }
    Waivers::of_document(Value::Array(list), target, Zoned::now().date(), is_known)
        .map_err(|error| unreadable(&error))
}

/// Whether a text is more than one id.
fn is_expression(text: &str) -> bool {
    text.contains([' ', ':', '*', '?', '('])
}

/// The requirements that an expression selects.
fn selected(
    expression: &str,
    catalogue: &Catalogue,
    generated: &[GeneratedRequirement],
) -> Result<Vec<String>, Failure> {
    let selection = Selection::parse(expression)
        .map_err(|error| Failure::usage(&format!("waivers: `{expression}`: {error}")))?;
    let selection = selection.resolved(&mut questions::answer)?;
    let written = catalogue.requirements.values().filter(|requirement| {
        selection.selects(&Subject {
            id: &requirement.id,
            operation: &requirement.operation,
            level: requirement.level,
            kind: requirement.kind,
            tags: &[],
            needs: &requirement.needs,
        })
    });
    let generated = generated.iter().filter(|generated| {
        selection.selects(&Subject {
            id: &generated.id,
            operation: &generated.operation,
            level: generated.level,
            kind: match generated.aspect {
                Aspect::Status => Kind::Status,
                Aspect::Headers => Kind::Header,
                Aspect::Body => Kind::Body,
            },
            tags: &[],
            needs: &[],
        })
    });
    let written = written.map(|requirement| requirement.id.clone());
    Ok(written.chain(generated.map(|one| one.id.clone())).collect())
}
