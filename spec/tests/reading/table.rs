//! Tables of texts with what Python made of them, one JSON object a line.

use heat_spec::Value;
use serde_json::Value as Json;

/// Checks a reader against every row of a table and reports all rows that differ.
///
/// A row has `input` and either `value`, the `repr` of the value in Python, or `error`, the text
/// of the exception. Where the reader differs from Python by intent, `ours` stands beside them
/// with what it gives (a value's `repr` or an error's text), and `reason` says why.
pub(crate) fn check<E: ToString>(table: &str, read: impl Fn(&str) -> Result<Value, E>) -> usize {
    let mut n_rows = 0;
    let mut different = Vec::new();
    for line in table.lines() {
        let row: Json = serde_json::from_str(line).unwrap();
        n_rows += 1;
        let input = row["input"].as_str().unwrap();
        let (outcome, seen) = match read(input) {
            Ok(value) => ("value", value.python_repr()),
            Err(error) => ("error", error.to_string()),
        };
        let expected = match row.get("ours") {
            Some(ours) => {
                assert!(row.get("reason").is_some(), "a row without reason: {line}");
                ours.get(outcome)
            }
            None => row.get(outcome),
        };
        if expected.and_then(Json::as_str) != Some(&seen) {
            different.push(format!("{line}\n  {outcome}: {seen:?}"));
        }
    }
    assert!(
        different.is_empty(),
        "{} of {n_rows} rows differ:\n{}",
        different.len(),
        different.join("\n")
    );
    n_rows
}
