//! The functions as they are listed to clients: names, order and a few words, by version.

use crate::dialect::Dialect;
use crate::version::{
    self,
    Release::{self, Icehouse, Juno, Kilo, Liberty, Mitaka, Newton, Ocata, Pike},
};

/// The functions of HOT since 2014-10-16: the first release that has each, and the first that has
/// it no more.
const HOT: &[(&str, Release, Option<Release>)] = &[
    ("get_attr", Juno, None),
    ("get_file", Juno, None),
    ("get_param", Juno, None),
    ("get_resource", Juno, None),
    ("list_join", Juno, None),
    ("repeat", Kilo, None),
    ("resource_facade", Juno, None),
    ("str_replace", Juno, None),
    ("Fn::Select", Juno, Some(Liberty)),
    ("digest", Kilo, None),
    ("str_split", Liberty, None),
    ("map_merge", Mitaka, None),
    ("yaql", Newton, None),
    ("map_replace", Newton, None),
    ("if", Newton, None),
    ("filter", Ocata, None),
    ("str_replace_strict", Ocata, None),
    ("make_url", Pike, None),
    ("list_concat", Pike, None),
    ("str_replace_vstrict", Pike, None),
    ("list_concat_unique", Pike, None),
    ("contains", Pike, None),
];

/// The functions of the oldest version of HOT, which still has those of CloudFormation.
const OLDEST_HOT: &[&str] = &[
    "Fn::GetAZs",
    "get_param",
    "get_resource",
    "Ref",
    "get_attr",
    "Fn::Select",
    "Fn::Join",
    "list_join",
    "Fn::Split",
    "str_replace",
    "Fn::Replace",
    "Fn::Base64",
    "Fn::MemberListToMap",
    "resource_facade",
    "Fn::ResourceFacade",
    "get_file",
];

/// The functions of CloudFormation.
const CLOUD_FORMATION: &[&str] = &[
    "Fn::FindInMap",
    "Fn::GetAZs",
    "Ref",
    "Fn::GetAtt",
    "Fn::Select",
    "Fn::Join",
    "Fn::Split",
    "Fn::Replace",
    "Fn::Base64",
    "Fn::MemberListToMap",
    "Fn::ResourceFacade",
];

/// The functions of conditions in HOT that templates do not have.
const HOT_CONDITIONS: &[&str] = &["equals", "not", "and", "or"];

/// The functions of conditions in CloudFormation that templates do not have.
const CLOUD_FORMATION_CONDITIONS: &[&str] = &["Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or"];

/// What each function does.
const DESCRIPTIONS: &[(&str, &str)] = &[
    ("Fn::And", "Whether all of the conditions hold."),
    (
        "Fn::Base64",
        "A text, which the service encodes where it has to.",
    ),
    ("Fn::Equals", "Whether two values are the same."),
    ("Fn::FindInMap", "A value of a mapping, by two keys."),
    ("Fn::GetAZs", "The availability zones."),
    ("Fn::GetAtt", "An attribute of a resource."),
    ("Fn::If", "One of two values, as a condition decides."),
    (
        "Fn::Join",
        "Texts put together, with a separator between them.",
    ),
    (
        "Fn::MemberListToMap",
        "A map out of a numbered list of names and values.",
    ),
    ("Fn::Not", "Whether a condition does not hold."),
    ("Fn::Or", "Whether one of the conditions holds."),
    ("Fn::Replace", "A text with parts of it replaced."),
    (
        "Fn::ResourceFacade",
        "What the resource says that the template stands for.",
    ),
    (
        "Fn::Select",
        "An item of a list by its number, or a value of a map by its key.",
    ),
    ("Fn::Split", "The parts of a text between separators."),
    (
        "Ref",
        "The value of a parameter, or the reference of a resource.",
    ),
    ("and", "Whether all of the conditions hold."),
    ("contains", "Whether a value is in a list, a map or a text."),
    ("digest", "The digest of a text by an algorithm."),
    ("equals", "Whether two values are the same."),
    ("filter", "A list without some values."),
    ("get_attr", "An attribute of a resource, or a part of it."),
    ("get_file", "The content of a file."),
    ("get_param", "The value of a parameter, or a part of it."),
    ("get_resource", "The reference of a resource."),
    ("if", "One of two values, as a condition decides."),
    ("list_concat", "Lists, one after the other."),
    (
        "list_concat_unique",
        "Lists, one after the other, each item once.",
    ),
    (
        "list_join",
        "Texts put together, with a separator between them.",
    ),
    ("make_url", "A URL out of its parts."),
    (
        "map_merge",
        "Maps put together; of two values for a key the later one counts.",
    ),
    ("map_replace", "A map with keys and values of it replaced."),
    ("not", "Whether a condition does not hold."),
    ("or", "Whether one of the conditions holds."),
    ("repeat", "A template, once for each item of lists."),
    (
        "resource_facade",
        "What the resource says that the template stands for.",
    ),
    ("str_replace", "A text with parts of it replaced."),
    (
        "str_replace_strict",
        "The same; every part has to be in the text.",
    ),
    (
        "str_replace_vstrict",
        "The same; and nothing may be replaced by nothing.",
    ),
    (
        "str_split",
        "The parts of a text between separators, or one of them.",
    ),
    ("yaql", "The result of a YAQL expression over some data."),
];

/// The functions of a version by the name or alias that the list of versions has, each with a few
/// words; with those that only conditions have behind them if they are asked for.
///
/// Nothing if there is no such version.
pub fn listed_functions(
    version: &str,
    with_conditions: bool,
) -> Option<Vec<(&'static str, &'static str)>> {
    let dialect = version::find(version)?;
    let mut names: Vec<&'static str> = match dialect {
        Dialect::Heat => CLOUD_FORMATION.to_vec(),
        Dialect::Amazon => [CLOUD_FORMATION, &["Fn::If"]].concat(),
        Dialect::Hot(Icehouse) => OLDEST_HOT.to_vec(),
        Dialect::Hot(release) => HOT
            .iter()
            .filter(|(_, since, until)| {
                *since <= release && until.is_none_or(|until| release < until)
            })
            .map(|(name, _, _)| *name)
            .collect(),
    };
    if with_conditions && dialect.has_conditions() {
        names.extend(match dialect {
            Dialect::Amazon => CLOUD_FORMATION_CONDITIONS,
            _ => HOT_CONDITIONS,
        });
    }
    Some(names.into_iter().map(|name| (name, about(name))).collect())
}

fn about(name: &str) -> &'static str {
    let mut descriptions = DESCRIPTIONS.iter();
    descriptions
        .find(|(known, _)| *known == name)
        .map_or("", |(_, description)| description)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::parse::Place;
    use crate::functions::table;
    use crate::functions::table::Entry::{OutOfPlace, Removed};
    use crate::version::listed_versions;

    fn names(version: &str, with_conditions: bool) -> Vec<&'static str> {
        let functions = listed_functions(version, with_conditions).unwrap();
        functions.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn every_function_is_described() {
        for version in listed_versions() {
            for (name, description) in listed_functions(&version.name, true).unwrap() {
                assert!(!description.is_empty(), "{name} of {}", version.name);
                let own = DESCRIPTIONS.iter().find(|(known, _)| *known == name);
                assert_eq!(own.map(|(_, description)| *description), Some(description));
            }
        }
    }

    #[test]
    fn what_is_listed_is_what_templates_may_use() {
        for version in listed_versions() {
            let dialect = version::find(&version.name).unwrap();
            let listed = names(&version.name, false);
            for (name, _) in DESCRIPTIONS {
                let entry = table::find(dialect, Place::Template, name);
                let is_there = entry.is_some_and(|(_, entry)| !matches!(entry, Removed));
                assert_eq!(is_there, listed.contains(name), "{name}, {}", version.name);
            }
            for name in names(&version.name, true) {
                let entry = table::find(dialect, Place::Condition, name);
                let is_of_conditions =
                    entry.is_some_and(|(_, entry)| !matches!(entry, OutOfPlace | Removed));
                assert!(listed.contains(&name) || is_of_conditions, "{name}");
            }
        }
    }

    #[test]
    fn versions_are_found_by_key_and_name_or_alias() {
        assert_eq!(
            names("heat_template_version.wallaby", true),
            names("heat_template_version.2021-04-16", true)
        );
        for unknown in ["2021-04-16", "heat_template_version", "nope", "", "."] {
            assert_eq!(listed_functions(unknown, false), None);
        }
        assert!(names("AWSTemplateFormatVersion.2010-09-09", true).contains(&"Fn::Equals"));
        assert!(!names("HeatTemplateFormatVersion.2012-12-12", true).contains(&"Fn::If"));
    }
}
