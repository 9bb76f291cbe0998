//! The class of Python's exceptions that a fault of a function is upstream.

use heat_spec::{Fault, fault};

/// The rows that are a `ValueError`; `function_argument` is left aside, as it is of either class.
const VALUE_ERRORS: &[&str] = &[
    "condition_unknown",
    "get_param_arguments",
    "get_file_missing",
    "str_replace_empty_placeholder",
    "str_replace_unused",
    "str_replace_empty_value",
    "str_split_arguments",
    "str_split_index",
    "str_split_range",
    "map_replace_input_collision",
    "map_replace_output_collision",
    "repeat_empty",
    "repeat_lengths",
    "digest_usage",
    "digest_algorithm",
    "digest_encoding",
    "make_url_keys",
    "make_url_port",
    "make_url_port_range",
    "make_url_scheme",
    "select_json",
    "yaql_bad_expression",
];

/// The rows that are an `AttributeError`.
const ATTRIBUTE_ERRORS: &[&str] = &["resource_facade_outside"];

/// What a fault of a function becomes where upstream does not catch it: wrong values and missing
/// attributes are told by their class, everything else makes the request as a whole wrong.
pub(crate) fn uncaught(fault: Fault) -> Fault {
    if fault.error_type != "StackValidationFailed" {
        fault
    } else if VALUE_ERRORS.contains(&fault.id) {
        fault::value_error(fault.message)
    } else if ATTRIBUTE_ERRORS.contains(&fault.id) {
        fault::attribute_error(fault.message)
    } else {
        fault::bad_request()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_one_of_the_table() {
        for id in VALUE_ERRORS.iter().chain(ATTRIBUTE_ERRORS) {
            assert!(fault::row(id).is_some(), "{id}");
        }
    }

    #[test]
    fn faults_are_told_by_their_class() {
        assert_eq!(uncaught(fault::digest_usage("f")).error_type, "ValueError");
        let outside = fault::resource_facade_outside("t");
        assert_eq!(uncaught(outside).error_type, "AttributeError");
        assert_eq!(uncaught(fault::list_join_operand("f")).id, "bad_request");
        assert_eq!(
            uncaught(fault::parameter_missing("p")).id,
            "parameter_missing"
        );
    }
}
