//! `Fn::GetAtt`: an attribute of a resource.

use heat_spec::{Fault, fault};

use super::Function;
use super::get_attr::THEN_SELECT;
use super::unpack::cannot_unpack;
use crate::expression::Expression;

/// `[RESOURCE, ATTRIBUTE]`.
pub(crate) static GET_ATT: Function = Function {
    accept,
    is_unpacking: true,
    ..THEN_SELECT
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        Some([_, _]) => Ok(()),
        Some(_) => Err(fault::get_att_arguments(name)),
        None => Err(fault::function_argument(cannot_unpack(arguments))),
    }
}
