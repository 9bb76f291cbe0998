//! A position that moves through the characters of a text.

use super::dialect::Dialect;

/// A place in a text, all counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// How many characters come before.
    pub(super) index: usize,
    pub(super) line: usize,
    /// How many characters of the line come before.
    pub(super) column: usize,
}

/// A position in a text that only moves forward.
pub(super) struct Cursor<'a> {
    characters: &'a [char],
    dialect: Dialect,
    mark: Mark,
}

impl<'a> Cursor<'a> {
    /// The start of a text, behind its byte order mark.
    pub(super) fn new(characters: &'a [char], dialect: Dialect) -> Self {
        let mark = Mark {
            index: usize::from(characters.first() == Some(&'\u{feff}')),
            ..Mark::default()
        };
        Self {
            characters,
            dialect,
            mark,
        }
    }

    pub(super) fn mark(&self) -> Mark {
        self.mark
    }

    /// The next character; NUL, which no text contains, at the end.
    pub(super) fn peek(&self) -> char {
        self.peek_at(0)
    }

    /// The character so many characters ahead.
    pub(super) fn peek_at(&self, offset: usize) -> char {
        let index = self.mark.index + offset;
        self.characters.get(index).copied().unwrap_or('\0')
    }

    /// Whether these characters come next.
    pub(super) fn starts_with(&self, text: &str) -> bool {
        let mut characters = text.chars().enumerate();
        characters.all(|(offset, character)| self.peek_at(offset) == character)
    }

    /// Moves over the next character.
    pub(super) fn skip(&mut self) {
        let character = self.peek();
        self.mark.index += 1;
        match character {
            // The line ends after the pair.
            '\r' if self.peek() == '\n' => {}
            _ if is_break(character) => {
                self.mark.line += 1;
                self.mark.column = 0;
            }
            '\u{feff}' if self.dialect == Dialect::PyYaml => {}
            _ => self.mark.column += 1,
        }
    }

    /// Moves over so many characters.
    pub(super) fn skip_many(&mut self, n: usize) {
        for _ in 0..n {
            self.skip();
        }
    }

    /// Moves over all characters of a kind.
    pub(super) fn skip_while(&mut self, is_wanted: impl Fn(char) -> bool) {
        while is_wanted(self.peek()) {
            self.skip();
        }
    }

    /// Moves over all characters of a kind and gives them.
    pub(super) fn read_while(&mut self, is_wanted: impl Fn(char) -> bool) -> String {
        let rest = self.characters.get(self.mark.index..).unwrap_or_default();
        let wanted = rest.iter().take_while(|character| is_wanted(**character));
        let text: String = wanted.collect();
        // None of the kinds asked for includes line breaks.
        let n = text.chars().count();
        self.skip_many(n);
        text
    }

    /// Moves over a line break, if one comes next, and gives what it stands for.
    pub(super) fn read_break(&mut self) -> Option<char> {
        let character = self.peek();
        if !is_break(character) {
            return None;
        }
        if self.starts_with("\r\n") {
            self.skip();
        }
        self.skip();
        Some(match character {
            '\u{2028}' | '\u{2029}' => character,
            _ => '\n',
        })
    }

    /// Moves to the end of the line.
    pub(super) fn skip_line(&mut self) {
        self.skip_while(|character| !is_break_or_end(character));
    }

    /// Whether `---` or `...` is next, on its own or with a blank after it.
    pub(super) fn is_at_document_mark(&self) -> bool {
        self.mark.column == 0
            && (self.starts_with("---") || self.starts_with("..."))
            && is_blank_or_end(self.peek_at(3))
    }
}

/// What ends a line in YAML 1.1.
pub(super) fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A line break, or the end of the text.
pub(super) fn is_break_or_end(character: char) -> bool {
    is_break(character) || character == '\0'
}

/// A space or tab.
pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

/// A space, tab or line break, or the end of the text.
pub(super) fn is_blank_or_end(character: char) -> bool {
    is_blank(character) || is_break_or_end(character)
}

/// What names of anchors and directives and handles of tags consist of.
pub(super) fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}
