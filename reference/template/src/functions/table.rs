//! Which version has which function, in which variant.

use super::{
    Function, base64, condition_and, condition_equals, condition_not, condition_or, contains,
    digest, filter, find_in_map, get_att, get_attr, get_azs, get_file, get_param, get_resource,
    list_concat, list_join, make_url, map_merge, map_replace, member_list_to_map, reference,
    repeat, replace, resource_facade, select, split, str_replace, str_split, yaql,
};
use crate::dialect::Dialect;
use crate::expression::parse::Place;
use crate::version::Release::{
    self, Icehouse, Juno, Kilo, Liberty, Mitaka, Newton, Ocata, Pike, Wallaby,
};
use Entry::{Call, If, OutOfPlace, Ref, Removed};

/// What a name stands for in one version and place.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Entry {
    /// A function.
    Call(&'static Function),
    /// The choice between alternatives, which decides what is read at all.
    If {
        /// Whether the second alternative may be left out.
        may_omit_else: bool,
    },
    /// A reference to what the name belongs to: a resource, or else a parameter.
    Ref,
    /// A function that earlier versions had.
    Removed,
    /// A function that templates have and conditions have not.
    OutOfPlace,
}

type Row = (&'static str, &'static [(Release, Entry)]);

/// The functions of templates in HOT: each name with its variants, oldest first.
///
/// Source: the table of functions by version in the template guide, and upstream's classes.
const TEMPLATE: &[Row] = &[
    ("get_param", &[(Icehouse, Call(&get_param::GET_PARAM))]),
    (
        "get_resource",
        &[(Icehouse, Call(&get_resource::GET_RESOURCE))],
    ),
    (
        "get_attr",
        &[
            (Icehouse, Call(&get_attr::THEN_SELECT)),
            (Juno, Call(&get_attr::WITH_PATH)),
            (Liberty, Call(&get_attr::OR_ALL)),
        ],
    ),
    ("get_file", &[(Icehouse, Call(&get_file::GET_FILE))]),
    (
        "str_replace",
        &[
            (Icehouse, Call(&str_replace::SCALARS)),
            (Liberty, Call(&str_replace::ANY)),
        ],
    ),
    ("str_replace_strict", &[(Ocata, Call(&str_replace::STRICT))]),
    (
        "str_replace_vstrict",
        &[(Pike, Call(&str_replace::VERY_STRICT))],
    ),
    (
        "list_join",
        &[
            (Icehouse, Call(&list_join::ONE_LIST)),
            (Liberty, Call(&list_join::SEVERAL_LISTS)),
        ],
    ),
    ("str_split", &[(Liberty, Call(&str_split::STR_SPLIT))]),
    (
        "repeat",
        &[
            (Kilo, Call(&repeat::OVER_LISTS)),
            (Newton, Call(&repeat::OVER_MAPS)),
            (Pike, Call(&repeat::WITH_PERMUTATIONS)),
        ],
    ),
    ("digest", &[(Kilo, Call(&digest::DIGEST))]),
    ("map_merge", &[(Mitaka, Call(&map_merge::MAP_MERGE))]),
    ("map_replace", &[(Newton, Call(&map_replace::MAP_REPLACE))]),
    (
        "if",
        &[
            (
                Newton,
                If {
                    may_omit_else: false,
                },
            ),
            (
                Wallaby,
                If {
                    may_omit_else: true,
                },
            ),
        ],
    ),
    ("yaql", &[(Newton, Call(&yaql::YAQL))]),
    ("filter", &[(Ocata, Call(&filter::FILTER))]),
    ("make_url", &[(Pike, Call(&make_url::MAKE_URL))]),
    ("list_concat", &[(Pike, Call(&list_concat::LIST_CONCAT))]),
    ("list_concat_unique", &[(Pike, Call(&list_concat::UNIQUE))]),
    ("contains", &[(Pike, Call(&contains::CONTAINS))]),
    (
        "resource_facade",
        &[(Icehouse, Call(&resource_facade::RESOURCE_FACADE))],
    ),
    (
        "Fn::Select",
        &[(Icehouse, Call(&select::SELECT)), (Liberty, Removed)],
    ),
    ("Ref", &[(Icehouse, Ref), (Juno, Removed)]),
    (
        "Fn::Base64",
        &[(Icehouse, Call(&base64::BASE64)), (Juno, Removed)],
    ),
    (
        "Fn::GetAZs",
        &[(Icehouse, Call(&get_azs::GET_AZS)), (Juno, Removed)],
    ),
    (
        "Fn::Join",
        &[(Icehouse, Call(&list_join::ONE_LIST)), (Juno, Removed)],
    ),
    (
        "Fn::MemberListToMap",
        &[
            (Icehouse, Call(&member_list_to_map::MEMBER_LIST_TO_MAP)),
            (Juno, Removed),
        ],
    ),
    (
        "Fn::Replace",
        &[(Icehouse, Call(&replace::REPLACE)), (Juno, Removed)],
    ),
    (
        "Fn::ResourceFacade",
        &[
            (Icehouse, Call(&resource_facade::OF_CLOUD_FORMATION)),
            (Juno, Removed),
        ],
    ),
    (
        "Fn::Split",
        &[(Icehouse, Call(&split::SPLIT)), (Juno, Removed)],
    ),
];

/// The functions of conditions in HOT, likewise.
const CONDITION: &[Row] = &[
    ("get_param", &[(Newton, Call(&get_param::GET_PARAM))]),
    ("equals", &[(Newton, Call(&condition_equals::EQUALS))]),
    ("not", &[(Newton, Call(&condition_not::NOT))]),
    ("and", &[(Newton, Call(&condition_and::AND))]),
    ("or", &[(Newton, Call(&condition_or::OR))]),
    ("contains", &[(Pike, Call(&contains::CONTAINS))]),
    ("yaql", &[(Pike, Call(&yaql::YAQL))]),
];

/// The functions of CloudFormation templates; `Fn::If` comes with conditions.
///
/// Source: upstream's classes.
const CLOUD_FORMATION: &[(&str, Entry)] = &[
    ("Ref", Ref),
    ("Fn::FindInMap", Call(&find_in_map::FIND_IN_MAP)),
    ("Fn::GetAZs", Call(&get_azs::GET_AZS)),
    ("Fn::GetAtt", Call(&get_att::GET_ATT)),
    ("Fn::Select", Call(&select::SELECT)),
    ("Fn::Join", Call(&list_join::ONE_LIST)),
    ("Fn::Split", Call(&split::SPLIT)),
    ("Fn::Replace", Call(&replace::REPLACE)),
    ("Fn::Base64", Call(&base64::BASE64)),
    (
        "Fn::MemberListToMap",
        Call(&member_list_to_map::MEMBER_LIST_TO_MAP),
    ),
    (
        "Fn::ResourceFacade",
        Call(&resource_facade::OF_CLOUD_FORMATION),
    ),
    (
        "Fn::If",
        If {
            may_omit_else: false,
        },
    ),
];

/// The functions of their conditions.
const CLOUD_FORMATION_CONDITION: &[(&str, Entry)] = &[
    ("Fn::Equals", Call(&condition_equals::EQUALS)),
    ("Ref", Call(&reference::TO_PARAMETER)),
    ("Fn::FindInMap", Call(&find_in_map::FIND_IN_MAP)),
    ("Fn::Not", Call(&condition_not::NOT_OF_LIST)),
    ("Fn::And", Call(&condition_and::AND)),
    ("Fn::Or", Call(&condition_or::OR)),
];

/// What `name` stands for, with the name as the table has it; nothing if it is plain data.
pub(crate) fn find(dialect: Dialect, place: Place, name: &str) -> Option<(&'static str, Entry)> {
    if place == Place::Condition
        && let Some(found) = of_conditions(dialect, name)
    {
        return Some(found);
    }
    let (name, entry) = of_templates(dialect, name)?;
    match (place, entry) {
        // Functions that were removed are told so in conditions too.
        (Place::Template, entry) | (Place::Condition, entry @ Removed) => Some((name, entry)),
        (Place::Condition, _) => Some((name, OutOfPlace)),
    }
}

fn of_templates(dialect: Dialect, name: &str) -> Option<(&'static str, Entry)> {
    match dialect {
        Dialect::Hot(release) => variant(TEMPLATE, release, name),
        _ => entry(CLOUD_FORMATION, name)
            .filter(|(_, entry)| !matches!(entry, If { .. }) || dialect.has_conditions()),
    }
}

fn of_conditions(dialect: Dialect, name: &str) -> Option<(&'static str, Entry)> {
    match dialect {
        Dialect::Hot(release) => variant(CONDITION, release, name),
        Dialect::Amazon => entry(CLOUD_FORMATION_CONDITION, name),
        Dialect::Heat => None,
    }
}

fn entry(table: &[(&'static str, Entry)], name: &str) -> Option<(&'static str, Entry)> {
    table.iter().find(|(known, _)| *known == name).copied()
}

fn variant(table: &[Row], release: Release, name: &str) -> Option<(&'static str, Entry)> {
    let (name, variants) = table.iter().find(|(known, _)| *known == name)?;
    variants
        .iter()
        .rev()
        .find(|(since, _)| *since <= release)
        .map(|(_, entry)| (*name, *entry))
}
