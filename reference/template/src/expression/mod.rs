//! Parts of a template with the functions in them found: parsed once, evaluated many times.

pub(crate) mod attributes;
pub(crate) mod budget;
pub(crate) mod check;
pub(crate) mod parse;
pub(crate) mod path;
pub(crate) mod references;
pub(crate) mod resolve;
pub(crate) mod scope;

use heat_spec::{Fault, Key, Value};
use indexmap::IndexMap;

use crate::functions::{Function, condition_if, get_attr, list_join, repeat, str_replace};

/// A value with function calls in it.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    /// A scalar.
    Scalar(Value),
    /// A sequence.
    List(Vec<Expression>),
    /// A mapping that is no call.
    Map(IndexMap<Key, Expression>),
    /// A call of a function.
    Call(Box<Call>),
    /// The alternative that an `if` leaves out: what holds it is as if not written.
    Absent,
}

/// The classes, upstream, of functions in their newest variants, which messages show.
const CLASSES: &[(&str, &str)] = &[
    ("Ref", "ParamRef"),
    ("Fn::FindInMap", "FindInMap"),
    ("Fn::GetAZs", "GetAZs"),
    ("Fn::GetAtt", "GetAtt"),
    ("Fn::Select", "Select"),
    ("Fn::Join", "Join"),
    ("Fn::Split", "Split"),
    ("Fn::Replace", "Replace"),
    ("Fn::Base64", "Base64"),
    ("Fn::MemberListToMap", "MemberListToMap"),
    ("Fn::ResourceFacade", "ResourceFacade"),
    ("Fn::If", "If"),
    ("contains", "Contains"),
    ("digest", "Digest"),
    ("filter", "Filter"),
    ("get_attr", "GetAttAllAttributes"),
    ("get_file", "GetFile"),
    ("get_param", "GetParam"),
    ("get_resource", "GetResource"),
    ("if", "IfNullable"),
    ("list_concat", "ListConcat"),
    ("list_concat_unique", "ListConcatUnique"),
    ("list_join", "JoinMultiple"),
    ("make_url", "MakeURL"),
    ("map_merge", "MapMerge"),
    ("map_replace", "MapReplace"),
    ("repeat", "RepeatWithNestedLoop"),
    ("resource_facade", "ResourceFacade"),
    ("str_replace", "ReplaceJson"),
    ("str_replace_strict", "ReplaceJsonStrict"),
    ("str_replace_vstrict", "ReplaceJsonVeryStrict"),
    ("str_split", "StrSplit"),
    ("yaql", "Yaql"),
];

/// The classes of functions in versions that have not the latest of them.
static OLDER_CLASSES: [(&Function, &str); 7] = [
    (&condition_if::WITH_ELSE, "If"),
    (&list_join::ONE_LIST, "Join"),
    (&str_replace::SCALARS, "Replace"),
    (&repeat::OVER_LISTS, "Repeat"),
    (&repeat::OVER_MAPS, "RepeatWithMap"),
    (&get_attr::THEN_SELECT, "GetAttThenSelect"),
    (&get_attr::WITH_PATH, "GetAtt"),
];

/// One call of a function.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The function, in the variant of the template's version.
    pub(crate) function: &'static Function,
    /// The name under which it was called.
    pub(crate) name: &'static str,
    /// The arguments; of an `if` the alternative that was chosen.
    pub(crate) arguments: Expression,
}

impl Call {
    /// The name of the class that the call is of upstream.
    pub(crate) fn class_name(&self) -> &'static str {
        if self.function.refers_to.is_some() && self.name == "Ref" {
            return "GetResource";
        }
        let mut older = OLDER_CLASSES.iter();
        if let Some((_, class)) = older.find(|(known, _)| std::ptr::eq(*known, self.function)) {
            return class;
        }
        let mut classes = CLASSES.iter();
        classes
            .find(|(name, _)| *name == self.name)
            .map_or("Function", |(_, class)| class)
    }

    /// Whether this is an `if`, whose arguments are the alternative that was chosen.
    fn is_choice(&self) -> bool {
        matches!(self.name, "if" | "Fn::If")
    }
}

impl Expression {
    /// The items, if this is a written list.
    pub(crate) fn as_list(&self) -> Option<&[Expression]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if this is a written map.
    pub(crate) fn as_map(&self) -> Option<&IndexMap<Key, Expression>> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The text, if this is written text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Scalar(value) => value.as_str(),
            _ => None,
        }
    }

    /// The expression as it was written, with the alternatives of `if` that were chosen.
    pub(crate) fn as_written(&self) -> Value {
        match self {
            Self::Scalar(value) => value.clone(),
            Self::List(items) => Value::List(items.iter().map(Self::as_written).collect()),
            Self::Map(map) => Value::Map(
                map.iter()
                    .map(|(key, item)| (key.clone(), item.as_written()))
                    .collect(),
            ),
            Self::Call(call) if call.is_choice() => call.arguments.as_written(),
            Self::Call(call) => [(call.name, call.arguments.as_written())]
                .into_iter()
                .collect(),
            Self::Absent => Value::Null,
        }
    }

    /// What Python calls the type of this.
    pub(crate) fn python_type(&self) -> &'static str {
        match self {
            Self::Scalar(value) => value.python_type(),
            Self::List(_) => "list",
            Self::Map(_) => "dict",
            Self::Call(call) => call.class_name(),
            Self::Absent => "ellipsis",
        }
    }

    /// Whether this is a function call.
    pub(crate) fn is_call(&self) -> bool {
        matches!(self, Self::Call(_))
    }

    /// Whether this is written and empty in Python's sense: `null`, `""`, `[]`, `{}`, `0`.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Scalar(value) => !value.is_truthy(),
            Self::List(items) => items.is_empty(),
            Self::Map(map) => map.is_empty(),
            Self::Call(_) | Self::Absent => false,
        }
    }
}

/// The fault with this place, unless it has a place or a type of its own.
pub(crate) fn located(mut fault: Fault, path: impl FnOnce() -> String) -> Fault {
    if is_unplaced(&fault) {
        fault.path = path();
    }
    fault
}

fn is_unplaced(fault: &Fault) -> bool {
    fault.error_type == "StackValidationFailed" && fault.path.is_empty() && fault.heading.is_empty()
}
