//! Which version has which function, in which variant.

use super::{
    Function, condition_and, condition_equals, condition_not, condition_or, contains, digest,
    filter, get_attr, get_file, get_param, get_resource, list_concat, list_join, make_url,
    map_merge, map_replace, repeat, resource_facade, str_replace, str_split, yaql,
};
use crate::expression::parse::Place;
use crate::version::Release::{
    self, Icehouse, Juno, Kilo, Liberty, Mitaka, Newton, Ocata, Pike, Wallaby,
};
use Entry::{Call, If, NotSupported, OutOfPlace, Removed};

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
    /// A function that earlier versions had.
    Removed,
    /// A function that this server does not evaluate yet.
    NotSupported,
    /// A function that templates have and conditions have not.
    OutOfPlace,
}

type Row = (&'static str, &'static [(Release, Entry)]);

/// The functions of templates: each name with its variants, oldest first.
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
        &[(Icehouse, NotSupported), (Liberty, Removed)],
    ),
    ("Ref", REMOVED_IN_JUNO),
    ("Fn::Base64", REMOVED_IN_JUNO),
    ("Fn::GetAZs", REMOVED_IN_JUNO),
    ("Fn::Join", REMOVED_IN_JUNO),
    ("Fn::MemberListToMap", REMOVED_IN_JUNO),
    ("Fn::Replace", REMOVED_IN_JUNO),
    ("Fn::ResourceFacade", REMOVED_IN_JUNO),
    ("Fn::Split", REMOVED_IN_JUNO),
];

const REMOVED_IN_JUNO: &[(Release, Entry)] = &[(Icehouse, NotSupported), (Juno, Removed)];

/// The functions of conditions, likewise.
const CONDITION: &[Row] = &[
    ("get_param", &[(Newton, Call(&get_param::GET_PARAM))]),
    ("equals", &[(Newton, Call(&condition_equals::EQUALS))]),
    ("not", &[(Newton, Call(&condition_not::NOT))]),
    ("and", &[(Newton, Call(&condition_and::AND))]),
    ("or", &[(Newton, Call(&condition_or::OR))]),
    ("contains", &[(Pike, Call(&contains::CONTAINS))]),
    ("yaql", &[(Pike, Call(&yaql::YAQL))]),
];

/// What `name` stands for, with the name as the table has it; nothing if it is plain data.
pub(crate) fn find(release: Release, place: Place, name: &str) -> Option<(&'static str, Entry)> {
    match place {
        Place::Template => look_up(TEMPLATE, release, name),
        Place::Condition => look_up(CONDITION, release, name).or_else(|| {
            let (name, entry) = look_up(TEMPLATE, release, name)?;
            // Functions that were removed are told so in conditions too.
            match entry {
                Removed => Some((name, Removed)),
                _ => Some((name, OutOfPlace)),
            }
        }),
    }
}

fn look_up(table: &[Row], release: Release, name: &str) -> Option<(&'static str, Entry)> {
    let (name, variants) = table.iter().find(|(known, _)| *known == name)?;
    variants
        .iter()
        .rev()
        .find(|(since, _)| *since <= release)
        .map(|(_, entry)| (*name, *entry))
}
