//! Faults of CloudFormation templates. The first argument is the function's name as it is written.
//!
//! Sources: upstream's functions and templates (`heat/engine/cfn`), and what the real service
//! answered.

use super::table::fault_rows;

fault_rows! {
    /// Resources that are no map.
    cloud_formation_resources_not_a_map(python_type) = StackValidationFailed, "'{python_type}' object has no attribute 'values'";
    /// A resource that is no map.
    cloud_formation_resource_not_a_map(python_type) = StackValidationFailed, "Resources must contain Resource. Found a [<class '{python_type}'>] instead";

    /// `Fn::Base64` of anything but a text.
    base64_argument(function) = StackValidationFailed, "\"{function}\" argument must be a string";
    /// `Fn::GetAtt` of anything but a resource and an attribute.
    get_att_arguments(function) = StackValidationFailed, "Arguments to \"{function}\" must be of the form [resource_name, attribute]";
    /// `Fn::Select` of anything but an index and a collection.
    select_arguments(function) = StackValidationFailed, "Arguments to \"{function}\" must be of the form [index, collection]";
    /// `Fn::Select` from a text that is no JSON.
    select_json(function, reason) = StackValidationFailed, "\"{function}\": {reason}";
    /// `Fn::Select` from a map by something else than a text.
    select_key(function) = StackValidationFailed, "Index to \"{function}\" must be a string";
    /// `Fn::Select` from a list by something else than a number.
    select_index(function) = StackValidationFailed, "Index to \"{function}\" must be an integer";
    /// `Fn::Select` from what is no collection.
    select_not_resolved(function) = StackValidationFailed, "Arguments to {function} not fully resolved";
    /// `Fn::Split` of anything but a delimiter and a text.
    split_arguments(function) = StackValidationFailed, "Incorrect arguments to \"{function}\" should be: \"{function}\" : [ \",\", \"str1,str2\"]]";
    /// `Fn::Split` with a delimiter that is not written as a text.
    split_delimiter(function) = StackValidationFailed, "Delimiter for {function} must be string";
    /// `Fn::Split` of something that is no text.
    split_text(python_type) = StackValidationFailed, "String to split must be string; got <class '{python_type}'>";
    /// `Fn::Replace` of anything but a map and a text.
    replace_arguments(function) = StackValidationFailed, "Incorrect arguments to \"{function}\" should be: {{\"{function}\": [ {{\"$var1\": \"foo\", \"%var2%\": \"bar\"}}, \"$var1 is %var2%\"]}}";
    /// `Fn::MemberListToMap` of anything but three arguments.
    member_list_arguments() = StackValidationFailed, "Wrong Arguments try: \"\n            {{'Fn::MemberListToMap': ['Name', 'Value',\n                                     ['.member.0.Name=key',\n                                      '.member.0.Value=door']]}}\n            \"";
    /// `Fn::MemberListToMap` with a name that is no text; `what` is `Key` or `Value`.
    member_list_name(function, what) = StackValidationFailed, "{function} {what} Name must be a string";
    /// `Fn::MemberListToMap` of something that is no list.
    member_list_operand() = StackValidationFailed, "Member list must be a list";
    /// `Fn::MemberListToMap` with an item that is no text.
    member_list_item() = StackValidationFailed, "Member list items must be strings";
    /// `Fn::Not` of anything but one condition in a list.
    not_list_arguments(function) = StackValidationFailed, "Arguments to \"{function}\" must be of the form: [condition]";
}
