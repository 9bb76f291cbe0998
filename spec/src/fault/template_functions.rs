//! Faults of functions in templates. The first argument is the function's name as it is written.
//!
//! They stand behind the path of the function when they are found while a template is read or
//! checked, behind the path of the property when a property is evaluated, and alone in
//! `output_error`. Some texts hold a quoted text with `\n` in it: Python shows a missing key so.
//!
//! Sources: upstream's functions (`heat/engine/hot/functions.py`), the template
//! guide, and what the real service answered.

use super::table::fault_rows;

fault_rows! {
    /// A function that the version has no more.
    function_removed(function) = StackValidationFailed, "The template version is invalid: The function {function} is not supported in this version of HOT.";
    /// A function in a condition that conditions have not.
    function_out_of_place(function) = StackValidationFailed, "The function \"{function}\" is invalid in this context";
    /// What Python says of an argument that a function cannot use at all.
    function_argument(reason) = StackValidationFailed, "{reason}";
    /// A result that is larger than this server computes.
    function_result_too_large(limit) = StackValidationFailed, "The value of this part of the template takes more than {limit} bytes.";
    /// An evaluation that takes more steps than this server takes.
    function_too_much_work() = StackValidationFailed, "The value of this part of the template takes too long to compute.";
    /// A value that is nested more deeply than this server passes on.
    function_value_too_deep(limit) = StackValidationFailed, "A value that the template refers to is nested more than {limit} levels deep.";

    /// `Fn::GetAZs` where no compute service knows any.
    no_endpoint(service) = StackValidationFailed, "public endpoint for {service} service in RegionOne region not found";

    /// `get_param` without name.
    get_param_arguments(function) = StackValidationFailed, "Function \"{function}\" must have arguments";
    /// `get_param` of neither text nor list.
    get_param_type(function) = StackValidationFailed, "Argument to \"{function}\" must be string or list";
    /// `get_param` with a name that is no text.
    get_param_name(function) = StackValidationFailed, "Parameter name in \"{function}\" must be string";
    /// Arguments that must be a list.
    argument_not_a_list(function) = StackValidationFailed, "Argument to \"{function}\" must be a list";
    /// `get_attr` without attribute.
    get_attr_form(function) = StackValidationFailed, "Arguments to \"{function}\" must be of the form [resource_name, attribute, (path), ...]";
    /// `get_attr` without resource, in the versions where the attribute may be left out.
    get_attr_forms(function) = StackValidationFailed, "Arguments to \"{function}\" can be of the next forms: [resource_name] or [resource_name, attribute, (path), ...]";
    /// `get_file` of no text.
    argument_not_text(function) = StackValidationFailed, "Argument to \"{function}\" must be a string";
    /// `get_file` of a file that was not sent.
    get_file_missing(function, file) = StackValidationFailed, "No content found in the \"files\" section for {function} path: {file}";

    /// `str_replace` of no map.
    arguments_not_a_map(function) = StackValidationFailed, "Arguments to \"{function}\" must be a map";
    /// `str_replace` without template or params.
    str_replace_syntax(function) = StackValidationFailed, "'\"{function}\" syntax should be {function}:\\n              template: This is var1 template var2\\n              params:\\n                var1: a\\n                var2: string'";
    /// `str_replace` with params that are written as something else than a map.
    str_replace_parameters(function) = StackValidationFailed, "\"{function}\" parameters must be a mapping";
    /// `str_replace` of a template that is no text.
    str_replace_template(function) = StackValidationFailed, "\"{function}\" template must be a string";
    /// `str_replace` with params that turn out to be no map.
    str_replace_params(function) = StackValidationFailed, "\"{function}\" params must be a map";
    /// `str_replace` with a list or a map as a value, in the versions that do not serialise it.
    str_replace_value(function, parameter) = StackValidationFailed, "\"{function}\" params must be strings or numbers, param {parameter} is not valid";
    /// `str_replace` with an empty placeholder.
    str_replace_empty_placeholder() = StackValidationFailed, "empty separator";
    /// Placeholders that the template does not have.
    str_replace_unused(parameters) = StackValidationFailed, "The following params were not found in the template: {parameters}";
    /// A value that is empty where that is not allowed.
    str_replace_empty_value(function, parameter) = StackValidationFailed, "{function} has an undefined or empty value for param {parameter}, must be a defined non-empty value";

    /// `list_join` of anything but a delimiter and a list.
    list_join_arguments(function) = StackValidationFailed, "Incorrect arguments to \"{function}\" should be: \"{function}\" : [ \" \", [ \"str1\", \"str2\"]]";
    /// The same, in the versions that take several lists.
    list_join_arguments_several(function) = StackValidationFailed, "Incorrect arguments to \"{function}\" should be: \"{function}\" : [ \" \", [ \"str1\", \"str2\"] ...]";
    /// `list_join` of something that is no list.
    list_join_operand(function) = StackValidationFailed, "\"{function}\" must operate on a list";
    /// `list_join` with a delimiter that is no text.
    list_join_delimiter(function) = StackValidationFailed, "\"{function}\" delimiter must be a string";
    /// An item that cannot be joined.
    list_join_item(item) = StackValidationFailed, "Items to join must be strings not {item}";
    /// The same, in the versions that serialise maps and lists.
    list_join_item_any(item) = StackValidationFailed, "Items to join must be string, map or list not {item}";

    /// `str_split` of anything but a delimiter and a text.
    str_split_arguments(function) = StackValidationFailed, "Incorrect arguments to \"{function}\" should be: \"{function}\" : [ \",\", \"apples,pears\", <index>]";
    /// `str_split` with an index that is no number.
    str_split_index(function) = StackValidationFailed, "Incorrect index to \"{function}\" should be: \"{function}\" : [ \",\", \"apples,pears\", <index>]";
    /// `str_split` with an index out of range.
    str_split_range(function, maximum) = StackValidationFailed, "Incorrect index to \"{function}\" should be between 0 and {maximum}";

    /// `map_merge` of no list.
    map_merge_arguments(function) = StackValidationFailed, "Incorrect arguments to \"{function}\" should be: \"{function}\" : [ {{ \"key1\": \"val1\" }}, {{ \"key2\": \"val2\" }} ]";
    /// `map_merge` of something that is no map.
    map_merge_item(item, python_type) = StackValidationFailed, "Incorrect arguments: Items to merge must be maps. {item} is type <class '{python_type}'> instead of a dict";
    /// `map_replace` of anything but a map and the replacements.
    map_replace_arguments(function) = StackValidationFailed, "Incorrect arguments to \"{function}\" should be: \"{function}\" : [ {{ \"key1\": \"val1\" }}, {{\"keys\": {{\"key1\": \"key2\"}}, \"values\": {{\"val1\": \"val2\"}}}}]";
    /// `map_replace` of something that is no map.
    map_replace_maps(function) = StackValidationFailed, "Incorrect arguments: to \"{function}\", arguments must be a list of maps. Example:  \"{function}\" : [ {{ \"key1\": \"val1\" }}, {{\"keys\": {{\"key1\": \"key2\"}}, \"values\": {{\"val1\": \"val2\"}}}}]";
    /// `map_replace` with a new key that the map already has.
    map_replace_input_collision(key) = StackValidationFailed, "key replacement {key} collides with a key in the input map";
    /// `map_replace` with one new key for two.
    map_replace_output_collision(key) = StackValidationFailed, "key replacement {key} collides with a key in the output map";

    /// `repeat` without template or `for_each`.
    repeat_syntax() = StackValidationFailed, "'\"repeat\" syntax should be repeat:\\n              template: This is %var%\\n              for_each:\\n                %var%: [\\'a\\', \\'b\\', \\'c\\']'";
    /// `repeat` with a `for_each` that is no map.
    repeat_for_each(function) = StackValidationFailed, "The \"for_each\" argument to \"{function}\" must contain a map";
    /// `repeat` over something that is no list.
    repeat_values(function) = StackValidationFailed, "The values of the \"for_each\" argument to \"{function}\" must be lists";
    /// The same, in the versions that take maps.
    repeat_values_or_maps(function) = StackValidationFailed, "The values of the \"for_each\" argument to \"{function}\" must be lists or maps";
    /// `repeat` over nothing.
    repeat_empty() = StackValidationFailed, "not enough values to unpack (expected 2, got 0)";
    /// `repeat` with an item that is no text.
    repeat_item(python_type) = StackValidationFailed, "replace() argument 2 must be str, not {python_type}";
    /// `permutations` that is no truth value.
    repeat_permutations(function) = StackValidationFailed, "\"permutations\" should be boolean type for {function} function.";
    /// Lists of different length, side by side.
    repeat_lengths(function) = StackValidationFailed, "For {function}, the length of for_each values should be equal if no nested loop.";

    /// `digest` of no texts.
    digest_arguments(function) = StackValidationFailed, "Argument to function \"{function}\" must be a list of strings";
    /// `digest` of other than two texts.
    digest_usage(function) = StackValidationFailed, "Function \"{function}\" usage: [\"<algorithm>\", \"<value>\"]";
    /// `digest` by an algorithm that is not known; the names are those of this server.
    digest_algorithm(algorithms) = StackValidationFailed, "Algorithm must be one of {{{algorithms}}}";
    /// `digest` by an algorithm whose name is written with other letters than Python's.
    digest_unsupported(algorithm) = StackValidationFailed, "unsupported hash type {algorithm}";
    /// `digest` by an algorithm that has to be told how long its result is.
    digest_without_length() = StackValidationFailed, "hexdigest() missing required argument 'length' (pos 1)";
    /// `digest` of a text that Latin-1 cannot write.
    digest_encoding(character, position) = StackValidationFailed, "'latin-1' codec can't encode character '{character}' in position {position}: ordinal not in range(256)";

    /// `resource_facade` of something else than the three names.
    resource_facade_arguments(function, names) = StackValidationFailed, "Incorrect arguments to \"{function}\" should be one of: {names}";
    /// `resource_facade` in a stack that no resource stands for.
    resource_facade_outside(method) = StackValidationFailed, "'NoneType' object has no attribute '{method}'";

    /// `if` of other than a condition and its alternatives.
    if_arguments(function) = StackValidationFailed, "Arguments to \"{function}\" must be of the form: [condition_name, value_if_true, value_if_false]";
    /// `equals` of other than two values.
    equals_arguments(function) = StackValidationFailed, "Arguments to \"{function}\" must be of the form: [value_1, value_2]";
    /// `not` of nothing.
    not_arguments(function) = StackValidationFailed, "Argument to \"{function}\" must be a condition";
    /// `and`, `or` of no list.
    condition_list(function) = StackValidationFailed, "Arguments to \"{function}\" must be a list of conditions";
    /// `and`, `or` of fewer than two conditions.
    condition_list_length(function) = StackValidationFailed, "The minimum number of condition arguments to \"{function}\" is 2.";

    /// `filter` of other than two arguments.
    filter_arguments(function, count) = StackValidationFailed, "\"{function}\" expected 2 arguments of the form [values, sequence] but got {count} arguments instead";
    /// `filter` of something that is no list.
    filter_sequence(function) = StackValidationFailed, "\"{function}\" only works with lists";
    /// `filter` by something that is no list.
    filter_values(function) = StackValidationFailed, "\"{function}\" filters a list of values";
    /// `contains` of no list.
    contains_arguments(function) = StackValidationFailed, "Incorrect arguments to \"{function}\" should be: \"{function}\" : [ \"value1\", [ \"value1\", \"value2\"]]";
    /// `contains` of other than two values.
    contains_form(function) = StackValidationFailed, "Arguments to \"{function}\" must be of the form: [value1, [value1, value2]]";
    /// `contains` in something that has no items.
    contains_sequence(function) = StackValidationFailed, "Second argument to \"{function}\" should be a sequence.";
    /// `contains` of something else than a text in a text.
    contains_in_text(python_type) = StackValidationFailed, "'in <string>' requires string as left operand, not {python_type}";

    /// `make_url` of no map.
    make_url_arguments(function) = StackValidationFailed, "The arguments to \"{function}\" must be a map";
    /// Arguments that `make_url` does not know.
    make_url_keys(function, keys) = StackValidationFailed, "Invalid arguments to \"{function}\": {keys}";
    /// An argument of the wrong type.
    make_url_argument(argument, function, expected) = StackValidationFailed, "The \"{argument}\" argument to \"{function}\" must be a {expected}";
    /// A port that is no number.
    make_url_port(port, function, arguments) = StackValidationFailed, "Invalid URL port \"{port}\" for {function} called with {arguments}";
    /// A port out of range.
    make_url_port_range(port) = StackValidationFailed, "Invalid URL port {port}, must be in range 1-65535";
    /// A scheme with a colon.
    make_url_scheme() = StackValidationFailed, "URL \"scheme\" should not contain ':'";

    /// `list_concat` of no list.
    list_concat_arguments(function) = StackValidationFailed, "Incorrect arguments to \"{function}\" should be: \"{function}\" : [ [ <value 1>, <value 2> ], [ <value 3>, <value 4> ] ]";
    /// `list_concat` of something that is no list; both as JSON.
    list_concat_item(arguments, item) = StackValidationFailed, "Incorrect arguments: Items to concat must be lists. {arguments} contains an item that is not a list: {item}";

    /// `yaql` of no map.
    yaql_arguments(function) = StackValidationFailed, "Arguments to \"{function}\" must be a map.";
    /// `yaql` without expression, or with more than expression and data.
    yaql_syntax(function) = StackValidationFailed, "'\"{function}\" syntax should be {function}:\\n              expression: $.data.var1.sum()\\n              data:\\n                var1: [3, 2, 1]'";
    /// `yaql` with an expression that is no text.
    yaql_expression(function) = StackValidationFailed, "The \"expression\" argument to {function} must contain a string.";
    /// `yaql` with an expression that cannot be parsed.
    yaql_bad_expression(reason) = StackValidationFailed, "Bad expression {reason}.";
    /// `yaql` with an expression that has no value for its data.
    yaql_failed(reason) = StackValidationFailed, "{reason}";
}
