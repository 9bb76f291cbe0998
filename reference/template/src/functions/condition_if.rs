//! `if`: one of two alternatives. Which one is decided when the template is read.

use super::Function;
use crate::expression::resolve::resolve_present;

/// The alternative that was chosen, or nothing.
pub(crate) static IF: Function =
    Function::new(|call, scope| resolve_present(&call.arguments, scope));
