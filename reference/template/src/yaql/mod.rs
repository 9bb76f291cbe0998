//! YAQL, the query language of the template function `yaql`: a parser and an evaluator.
//!
//! [`parse`] makes a tree of an expression and [`evaluate`] its value for some data. A call is
//! resolved as the language does it ([`call`]): all functions of the name whose parameters take
//! the arguments as written, then as evaluated, and of these the most specific. The functions are
//! tables, one file for each group ([`functions`]); their types are Python's, since that is what
//! messages and results depend on.
//!
//! What an expression may take is limited: by Heat's limits on collections and memory, and by the
//! budget of the evaluation as a whole ([`limits`]).
//!
//! Not covered: the names of characters in texts (`\N{…}`); named groups of regular expressions in
//! selectors; dates as text without a format in other forms than those of ISO 8601 and of mails. Sets
//! come out in the order of insertion, where Python's order is that of its hashes; the local time is
//! UTC. `tests/data/yaql_functions.json` has the names of all functions of the language.

mod call;
mod context;
mod cursor;
mod datum;
mod escape;
mod functions;
mod lambda;
mod lexer;
mod limits;
mod machine;
mod parser;
mod pattern;
mod problem;
mod stream;
mod syntax;
mod time_format;
mod tree;

use std::rc::Rc;

use heat_spec::{Fault, Value};

use self::context::Context;
use self::datum::input::input;
use self::datum::output::output;
use self::machine::Machine;
pub(crate) use self::parser::parse;
use self::problem::Problem;
use self::tree::Node;
use crate::expression::scope::Scope;

/// An expression that was parsed.
pub(crate) type Parsed = Rc<Node>;

/// The value of an expression that sees `data` as `$.data`.
pub(crate) fn evaluate(node: &Parsed, data: &Value, scope: &Scope<'_>) -> Result<Value, Fault> {
    evaluate_or_problem(node, data, scope).map_err(Problem::into_fault)
}

fn evaluate_or_problem(node: &Parsed, data: &Value, scope: &Scope<'_>) -> Result<Value, Problem> {
    let machine = Machine::new(&scope.budget, scope.lent);
    let whole: Value = [("data", data.clone())].into_iter().collect();
    let whole = input(&machine, &whole)?;
    let context = Rc::new(Context::default()).with_values(vec![("1".to_owned(), whole)])?;
    let result = machine.evaluate(node, &context)?;
    output(&machine, &result)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use heat_spec::{Value, json};

    use super::call::definition::{Definition, Manner};
    use super::functions::definitions;

    #[test]
    fn the_list_says_what_is_covered() {
        let listed = json::read(include_str!("../../tests/data/yaql_functions.json")).unwrap();
        let names = |key: &str| -> BTreeSet<String> {
            let names = listed.get(key).and_then(|names| names.as_list());
            names.unwrap().iter().map(Value::python_str).collect()
        };
        let shown: BTreeSet<String> = definitions().flat_map(shown).collect();
        assert_eq!(names("covered"), shown);
    }

    fn shown(definition: &Definition) -> Vec<String> {
        let (function, method) = (definition.name.to_owned(), format!(".{}", definition.name));
        match definition.manner {
            Manner::Function => vec![function],
            Manner::Method => vec![method],
            Manner::Both => vec![function, method],
        }
    }
}
