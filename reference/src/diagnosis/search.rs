//! The search for every fault: what is at fault is put aside, and the rest is looked at again.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use heat_spec::{Fault, Rendering, Value};
use heat_template::{
    Answer, Answers, Environment, Files, Outcome, StackDefinition, StackIdentity, Strictness,
    Template, expiration_problem,
};
use indexmap::IndexMap;
use jiff::Timestamp;

use super::elements::{Element, bare, elements, without, without_property, without_section};
use super::source::SourceFile;
use super::{Finding, empty, place};
use crate::resources::registry;

/// How often the rest is looked at again.
const MAX_ROUNDS: usize = 1000;

/// A search in one template.
pub(super) struct Search {
    path: PathBuf,
    /// The template as it was read.
    whole: Value,
    /// What is left of it.
    rest: Value,
    /// The same, with the types of the resources that were put aside, so that their attributes are
    /// still known.
    types: Value,
    environment_files: Value,
    files: Files,
    strictness: Strictness,
    /// Properties that were taken away: resource and name.
    removed: HashSet<(String, String)>,
    /// What was found.
    pub(super) findings: Vec<Finding>,
    /// The parameters without values.
    pub(super) unset_parameters: Vec<String>,
}

/// The first fault of a template, and the stack that it defines, if it came so far.
struct First {
    fault: Fault,
    definition: Option<Box<StackDefinition>>,
}

impl Search {
    /// A search in a template, with the names of the files that are environments.
    pub(super) fn new(
        path: &Path,
        document: Value,
        environments: Vec<Value>,
        files: Files,
    ) -> Self {
        Self {
            path: path.to_owned(),
            rest: document.clone(),
            types: document.clone(),
            whole: document,
            environment_files: Value::List(environments),
            files,
            strictness: Strictness::Full,
            removed: HashSet::new(),
            findings: Vec::new(),
            unset_parameters: Vec::new(),
        }
    }

    /// Looks until nothing is wrong, or nothing can be put aside any more; then at what resources
    /// that were put aside had kept from sight.
    pub(super) fn run(&mut self, sources: &IndexMap<PathBuf, SourceFile>) {
        self.look(sources);
        self.strictness = Strictness::TemplateOnly;
        self.rest = self.types.clone();
        self.look(sources);
    }

    fn look(&mut self, sources: &IndexMap<PathBuf, SourceFile>) {
        for _ in 0..MAX_ROUNDS {
            let Some(first) = self.first(&self.rest) else {
                return;
            };
            if first.fault.id == "parameter_missing" && self.strictness == Strictness::Full {
                let definition = first.definition.as_ref();
                let unset = definition.map(|definition| definition.parameters().without_values());
                self.unset_parameters = unset.unwrap_or_default();
                if !self.unset_parameters.is_empty() {
                    self.strictness = Strictness::TemplateOnly;
                    continue;
                }
            }
            if first.fault.id == "parameter_unknown"
                && let Some(finding) = self.unknown_parameter(&first.fault, sources)
            {
                self.findings.push(finding);
                continue;
            }
            if !self.put_aside(first, sources) {
                return;
            }
        }
    }

    /// The first fault of a document.
    fn first(&self, document: &Value) -> Option<First> {
        let early = |fault| First {
            fault,
            definition: None,
        };
        let read = || {
            let template = Template::new(document.clone())?;
            let environment = Environment::of_request(
                empty(),
                Some(&self.environment_files),
                &self.files,
                &template,
            )?;
            template.check_sections()?;
            let identity = StackIdentity {
                name: "stack".to_owned(),
                id: None,
                project_id: String::new(),
            };
            StackDefinition::new(
                template,
                environment,
                self.files.clone(),
                identity,
                registry(),
            )
        };
        let definition = match read() {
            Ok(definition) => definition,
            Err(fault) => return Some(early(fault)),
        };
        let fault = self.validate(&definition).err()?;
        Some(First {
            fault,
            definition: Some(Box::new(definition)),
        })
    }

    /// Takes away a parameter that an environment sets and the template has not.
    fn unknown_parameter(
        &mut self,
        fault: &Fault,
        sources: &IndexMap<PathBuf, SourceFile>,
    ) -> Option<Finding> {
        let environments = self.environment_files.as_list().unwrap_or_default();
        for url in environments.iter().filter_map(Value::as_str) {
            let text = self.files.get_mut(url)?;
            let mut sections = heat_spec::json::read(text).ok()?;
            let path = ["parameters".to_owned()];
            let Some(name) = remove_named(&mut sections, &path[0], &fault.message) else {
                continue;
            };
            *text = sections.to_json();
            let mut sources = sources.iter();
            let (file, source) = sources.find(|(path, _)| super::files::url(path) == url)?;
            let [section] = path;
            return Some(Finding {
                is_fault: true,
                error_type: fault.error_type,
                message: fault.text(Rendering::Once),
                path: file.clone(),
                span: source.span(&[section, name]).unwrap_or_default(),
            });
        }
        None
    }

    fn validate(&self, definition: &StackDefinition) -> Result<(), Fault> {
        let mut answers = Answers::new();
        loop {
            match definition.validate(self.strictness, registry(), &answers)? {
                Outcome::Done(()) => return Ok(()),
                Outcome::Needs(questions) => {
                    for question in questions {
                        let problem = (question.constraint == "expiration")
                            .then(|| expiration_problem(&question.value, now()))
                            .flatten();
                        // What only a cloud knows is taken to be right.
                        let answer = problem.map_or(Answer::Valid, Answer::Invalid);
                        answers.give(&question, answer);
                    }
                }
            }
        }
    }

    /// Notes a fault and puts aside what is at fault; whether there was something.
    fn put_aside(&mut self, first: First, sources: &IndexMap<PathBuf, SourceFile>) -> bool {
        let First { fault, definition } = first;
        let path = place::path(&self.rest, &fault.path);
        let element = self.element_at(&path).or_else(|| self.culprit(&fault));
        let Some(element) = element else {
            self.note(&fault, path, sources);
            return self.put_section_aside(&fault);
        };
        let place = if path.is_empty() {
            vec![element.section.clone(), element.name.clone()]
        } else {
            path
        };
        if !matches!(element.section.as_str(), "resources" | "Resources") {
            self.note(&fault, place, sources);
            self.put_element_aside(&element);
            return true;
        }
        let of_properties = match &definition {
            Some(definition) if fault.heading == "Property error" => {
                definition.property_faults(&element.name, &Answers::new())
            }
            _ => Vec::new(),
        };
        if self.strictness == Strictness::Full && !of_properties.is_empty() {
            for fault in of_properties {
                if !self.is_consequence(&element.name, &fault) {
                    let path = place::path(&self.rest, &fault.path);
                    self.note(&fault, path, sources);
                }
            }
            self.put_element_aside(&element);
            return true;
        }
        if let Some(rest) = without_property(&self.rest, &place) {
            self.removed
                .insert((element.name.clone(), place[3].clone()));
            self.types =
                without_property(&self.types, &place).unwrap_or_else(|| self.types.clone());
            self.note(&fault, place, sources);
            self.rest = rest;
            return true;
        }
        let is_incomplete = self.removed.iter().any(|(name, _)| *name == element.name);
        let is_rule = fault.path.is_empty() && definition.is_some();
        let is_consequence = self.is_consequence(&element.name, &fault);
        if !(is_consequence || is_incomplete && is_rule) {
            self.note(&fault, place, sources);
        }
        self.put_element_aside(&element);
        true
    }

    fn put_element_aside(&mut self, element: &Element) {
        self.rest = without(&self.rest, element);
        self.types = match bare(&self.types, element) {
            Some(types) => types,
            None => without(&self.types, element),
        };
    }

    /// Whether a fault is that a property is missing which was taken away before.
    fn is_consequence(&self, resource: &str, fault: &Fault) -> bool {
        fault.id == "property_not_assigned"
            && self.removed.iter().any(|(name, property)| {
                name == resource && fault.message == format!("Property {property} not assigned")
            })
    }

    /// The element that a path leads to, unless it was put aside.
    fn element_at(&self, path: &[String]) -> Option<Element> {
        let [section, name, ..] = path else {
            return None;
        };
        let element = Element {
            section: section.clone(),
            name: name.clone(),
        };
        let is_there = elements(&self.rest).contains(&element);
        (is_there && without(&self.rest, &element) != self.rest).then_some(element)
    }

    /// The element without which the fault is not there.
    fn culprit(&self, fault: &Fault) -> Option<Element> {
        elements(&self.rest).into_iter().find(|element| {
            let rest = without(&self.rest, element);
            rest != self.rest && self.first(&rest).is_none_or(|first| first.fault != *fault)
        })
    }

    /// Puts aside the section without which the fault is not there; whether there is one.
    fn put_section_aside(&mut self, fault: &Fault) -> bool {
        let sections = self
            .rest
            .as_map()
            .into_iter()
            .flat_map(heat_spec::Map::keys);
        let names: Vec<String> = sections.map(heat_spec::Key::json_text).collect();
        let mut rests = names.into_iter().filter(|name| !name.contains("ersion"));
        let rest = rests.find_map(|name| {
            let rest = without_section(&self.rest, &name);
            let is_gone = self.first(&rest).is_none_or(|first| first.fault != *fault);
            is_gone.then_some((name, rest))
        });
        match rest {
            Some((name, rest)) => {
                self.types = without_section(&self.types, &name);
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn note(&mut self, fault: &Fault, path: Vec<String>, sources: &IndexMap<PathBuf, SourceFile>) {
        let (file, span) = if let Some(inside) = inside(fault, sources) {
            inside
        } else {
            let path = place::refine(&self.whole, path, fault);
            let source = sources.get(&self.path);
            let span = source.and_then(|source| source.span(&path));
            (self.path.clone(), span)
        };
        let finding = Finding {
            is_fault: true,
            error_type: fault.error_type,
            message: fault.text(Rendering::Once),
            path: file,
            span: span.unwrap_or_default(),
        };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

/// The place in a template that stands for a resource, if the fault is in there.
fn inside(
    fault: &Fault,
    sources: &IndexMap<PathBuf, SourceFile>,
) -> Option<(PathBuf, Option<std::ops::Range<usize>>)> {
    let mut found = None;
    let mut written = fault.path.as_str();
    while let Some((file, rest)) = place::inside(written) {
        found = Some((file, rest.trim_start_matches('.')));
        written = rest;
    }
    let (file, rest) = found?;
    let url = format!("file://{file}");
    let (path, source) = sources
        .iter()
        .find(|(path, _)| super::files::url(path) == url)?;
    let value = source.value()?;
    let path_in_file = place::refine(value, place::path(value, rest), fault);
    Some((path.clone(), source.span(&path_in_file)))
}

/// Removes the member of a section whose name the message has in parentheses.
fn remove_named(sections: &mut Value, section: &str, message: &str) -> Option<String> {
    let Value::Map(sections) = sections else {
        return None;
    };
    let Value::Map(members) = sections.get_mut(&heat_spec::Key::from(section))? else {
        return None;
    };
    let mut names = members.keys().map(heat_spec::Key::json_text);
    let name = names.find(|name| message.contains(&format!("({name})")))?;
    members.shift_remove(&heat_spec::Key::from(name.as_str()));
    Some(name)
}

fn now() -> i64 {
    Timestamp::now().as_second()
}
