//! A place in a text as PyYAML shows it: line, column, and the line around it.

use super::cursor::{Mark, is_break};

/// How many characters of a line are shown at most on either side of the mark.
const HALF: usize = 36;

/// Where a mark is, in PyYAML's form: name, line and column, and an excerpt of the line with a
/// caret under the character.
pub(super) fn describe(characters: &[char], mark: Mark) -> String {
    let (before, after) = characters.split_at(mark.index.min(characters.len()));
    let (before, head) = shorten(before.iter().rev().copied());
    let (after, tail) = shorten(after.iter().copied());
    let caret = head.len() + before.len();
    let excerpt = before.into_iter().rev().chain(after).collect::<String>();
    let (line, column) = (mark.line + 1, mark.column + 1);
    format!(
        "  in \"<unicode string>\", line {line}, column {column}:\n    {head}{excerpt}{tail}\n    {:caret$}^",
        ""
    )
}

/// The characters up to the next line break, and an ellipsis if they were too many.
fn shorten(characters: impl Iterator<Item = char>) -> (Vec<char>, &'static str) {
    let line = characters.take_while(|character| !is_break(*character));
    let mut kept: Vec<char> = line.take(HALF + 1).collect();
    if kept.len() <= HALF {
        return (kept, "");
    }
    // The ellipsis has five characters.
    kept.truncate(HALF + 1 - 5);
    (kept, " ... ")
}
