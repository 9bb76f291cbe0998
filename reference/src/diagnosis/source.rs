//! A file that was read: its text, and where in it things are.

use std::ops::Range;

use heat_spec::Value;
use heat_spec::yaml::{self, Document, Limits, Position};

/// A text with the places of its nodes.
#[derive(Debug)]
pub struct SourceFile {
    text: String,
    document: Result<Document, Position>,
    /// Where each line begins, in bytes.
    lines: Vec<usize>,
}

impl SourceFile {
    pub(super) fn new(text: String) -> Self {
        let document = yaml::read(&text, &Limits::of_any_length()).map_err(|error| Position {
            line: error.line,
            column: error.column,
        });
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Self {
            text,
            document,
            lines,
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The document, if the text is YAML.
    pub(super) fn value(&self) -> Option<&Value> {
        self.document.as_ref().ok().map(|document| &document.value)
    }

    /// Where the text stops being YAML.
    pub(super) fn span_of_yaml_error(&self) -> Option<Range<usize>> {
        let position = self.document.as_ref().err()?;
        Some(self.word_at(*position))
    }

    /// The key or scalar that the longest beginning of a path leads to.
    pub(super) fn span(&self, path: &[String]) -> Option<Range<usize>> {
        let document = self.document.as_ref().ok()?;
        let lengths = (0..=path.len()).rev();
        let mut positions = lengths.filter_map(|length| {
            let tokens = path[..length].iter();
            let tokens = tokens.map(|token| token.replace('~', "~0").replace('/', "~1"));
            let mut pointer = String::new();
            for token in tokens {
                pointer.push('/');
                pointer.push_str(&token);
            }
            document.position(&pointer)
        });
        positions.next().map(|position| self.word_at(position))
    }

    /// Keys that their maps have twice, with the places of the later ones.
    pub(super) fn duplicates(&self) -> impl Iterator<Item = (String, Range<usize>)> {
        let duplicates = self
            .document
            .iter()
            .flat_map(|document| &document.duplicates);
        duplicates.map(|duplicate| {
            let name = duplicate.pointer.rsplit('/').next().unwrap_or_default();
            let name = name.replace("~1", "/").replace("~0", "~");
            (name, self.word_at(duplicate.position))
        })
    }

    /// From a place to the end of the word there: of the key, or of the line.
    fn word_at(&self, position: Position) -> Range<usize> {
        let end = self.text.len();
        let start_of_line = self.lines.get(position.line - 1).copied().unwrap_or(end);
        let line = self.text[start_of_line..]
            .lines()
            .next()
            .unwrap_or_default();
        let mut columns = line.char_indices().map(|(index, _)| index);
        let column = columns.nth(position.column - 1).unwrap_or(line.len());
        let rest = &line[column..];
        let length = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map(|end| end + 2),
            // In brackets a word ends earlier than in a line of its own.
            _ => [": ", ", ", " #", "]", "}"]
                .iter()
                .filter_map(|end| rest.find(end))
                .min()
                .or_else(|| rest.strip_suffix(':').map(str::len)),
        };
        let length = length.unwrap_or_else(|| rest.trim_end().len());
        start_of_line + column..start_of_line + column + length
    }
}
