//! JSON reads as CPython reads it.

use heat_spec::json::{self, JsonErrorKind, MAX_DEPTH};
use heat_spec::{Value, value};

use crate::table;

#[test]
fn every_row_of_the_table_reads_as_in_cpython() {
    let n_rows = table::check(include_str!("json_cases.jsonl"), json::read);
    assert!(n_rows > 170, "{n_rows} rows");
}

#[test]
fn errors_know_their_place() {
    let error = json::read("{\"é\": 1,\n \"b\" 2}").unwrap_err();
    insta::assert_snapshot!(error, @"Expecting ':' delimiter: line 2 column 6 (char 14)");
    assert_eq!(error.kind, JsonErrorKind::Syntax);
    assert_eq!(error.message, "Expecting ':' delimiter");
    assert_eq!((error.line, error.column, error.character), (2, 6, 14));
}

#[test]
fn lone_surrogates_are_replaced() {
    let read = json::read(r#"["\ud800", "\udc00x", "\ud800\u0041", "\ud800\ud83d\ude00"]"#);
    assert_eq!(
        read.unwrap(),
        value!(["\u{fffd}", "\u{fffd}x", "\u{fffd}A", "\u{fffd}😀"])
    );
}

#[test]
fn keys_keep_the_place_of_their_first_and_the_value_of_their_last_occurrence() {
    let read = json::read(r#"{"a": 1, "b": 2, "a": 3}"#).unwrap();
    assert_eq!(read.to_json(), r#"{"a": 3, "b": 2}"#);
}

#[test]
fn nesting_beyond_the_limit_is_refused() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(matches!(json::read(&nested(MAX_DEPTH)), Ok(Value::List(_))));
    let error = json::read(&nested(MAX_DEPTH + 1)).unwrap_err();
    assert_eq!(error.kind, JsonErrorKind::Depth);
    insta::assert_snapshot!(
        error,
        @"JSON nested more than 250 levels deep: line 1 column 251 (char 250)"
    );
    let error = json::read(&r#"{"a":"#.repeat(200_000)).unwrap_err();
    assert_eq!(error.kind, JsonErrorKind::Depth);
}

#[test]
fn integers_beyond_cpythons_limit_are_an_error_without_a_place() {
    let error = json::read(&"1".repeat(5000)).unwrap_err();
    assert_eq!(error.kind, JsonErrorKind::Digits);
    insta::assert_snapshot!(
        error,
        @"Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit"
    );
}
