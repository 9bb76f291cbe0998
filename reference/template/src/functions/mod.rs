//! The intrinsic functions: one per file, and the table of which version has which.

pub(crate) mod base64;
pub(crate) mod condition_and;
pub(crate) mod condition_equals;
pub(crate) mod condition_if;
pub(crate) mod condition_not;
pub(crate) mod condition_or;
pub(crate) mod contains;
pub(crate) mod digest;
pub(crate) mod filter;
pub(crate) mod find_in_map;
pub(crate) mod get_att;
pub(crate) mod get_attr;
pub(crate) mod get_azs;
pub(crate) mod get_file;
pub(crate) mod get_param;
pub(crate) mod get_resource;
pub(crate) mod list_concat;
pub(crate) mod list_join;
pub(crate) mod listing;
pub(crate) mod make_url;
pub(crate) mod map_merge;
pub(crate) mod map_replace;
pub(crate) mod member_list_to_map;
pub(crate) mod reference;
pub(crate) mod removed;
pub(crate) mod repeat;
pub(crate) mod replace;
pub(crate) mod resource_facade;
pub(crate) mod select;
pub(crate) mod split;
pub(crate) mod str_replace;
pub(crate) mod str_split;
pub(crate) mod table;
pub(crate) mod unpack;
pub(crate) mod yaql;

use std::fmt;

use heat_spec::{Fault, Value};

use crate::expression::check::check_arguments;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};

/// What a function does, in one of its variants.
pub(crate) struct Function {
    /// Looks at the arguments as they are written, when the template is read.
    pub(crate) accept: fn(name: &str, arguments: &Expression) -> Result<(), Fault>,
    /// Whether Python unpacks the arguments, whatever they are: the letters of a text and the keys of
    /// a map count as a list.
    pub(crate) is_unpacking: bool,
    /// Checks a call without evaluating it.
    pub(crate) check: fn(&Call, &Scope<'_>) -> Result<(), Fault>,
    /// Evaluates a call; nothing if the call is to be left out of what holds it.
    pub(crate) resolve: fn(&Call, &Scope<'_>) -> Result<Option<Value>, Fault>,
    /// The name of the resource that a call refers to.
    pub(crate) refers_to: Option<NameOf>,
}

/// Evaluates the name of the resource that a call refers to.
pub(crate) type NameOf = fn(&Call, &Scope<'_>) -> Result<Value, Fault>;

impl Function {
    /// A function that takes any arguments and refers to no resource.
    pub(crate) const fn new(
        resolve: fn(&Call, &Scope<'_>) -> Result<Option<Value>, Fault>,
    ) -> Self {
        Self {
            accept: |_, _| Ok(()),
            is_unpacking: false,
            check: check_arguments,
            resolve,
            refers_to: None,
        }
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Function")
    }
}
