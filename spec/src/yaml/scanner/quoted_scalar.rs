//! Scalars in single or double quotes.

use super::folding::folded;
use super::{Scanner, TokenKind, repr};
use crate::yaml::cursor::{Mark, is_blank, is_blank_or_end, is_break};
use crate::yaml::dialect::Dialect;
use crate::yaml::error::{Problem, YamlErrorKind};

impl Scanner<'_> {
    pub(super) fn fetch_quoted_scalar(&mut self) -> Result<(), Problem> {
        self.save_possible_key()?;
        self.is_key_allowed = false;
        let start = self.cursor.mark();
        let quote = self.cursor.peek();
        self.cursor.skip();
        let mut text = String::new();
        loop {
            self.quoted_word(quote, start, &mut text)?;
            if self.cursor.peek() == quote {
                break;
            }
            self.quoted_spaces(start, &mut text)?;
        }
        self.cursor.skip();
        let is_plain = false;
        self.push(TokenKind::Scalar { text, is_plain }, start);
        Ok(())
    }

    /// Reads up to the closing quote or the next blank.
    fn quoted_word(&mut self, quote: char, start: Mark, text: &mut String) -> Result<(), Problem> {
        loop {
            match self.cursor.peek() {
                '\'' if quote == '\'' && self.cursor.peek_at(1) == '\'' => {
                    text.push('\'');
                    self.cursor.skip_many(2);
                }
                '\\' if quote == '"' => self.escape(start, text)?,
                character if character == quote || is_blank_or_end(character) => return Ok(()),
                character => {
                    text.push(character);
                    self.cursor.skip();
                }
            }
        }
    }

    /// Reads the blanks and line breaks between two words.
    fn quoted_spaces(&mut self, start: Mark, text: &mut String) -> Result<(), Problem> {
        let spaces = self.cursor.read_while(is_blank);
        if self.cursor.peek() == '\0' {
            let problem = Problem::syntax("found unexpected end of stream", self.cursor.mark());
            return Err(problem.during_at("while scanning a quoted scalar", start));
        }
        match self.cursor.read_break() {
            None => text.push_str(&spaces),
            Some(first) => {
                let breaks = self.quoted_breaks(start)?;
                text.push_str(&folded(first, breaks));
            }
        }
        Ok(())
    }

    /// Reads empty lines and the blanks before the next word.
    fn quoted_breaks(&mut self, start: Mark) -> Result<String, Problem> {
        let mut breaks = String::new();
        loop {
            if self.cursor.is_at_document_mark() {
                let message = "found unexpected document separator";
                let problem = Problem::syntax(message, self.cursor.mark());
                return Err(problem.during_at("while scanning a quoted scalar", start));
            }
            self.cursor.skip_while(is_blank);
            match self.cursor.read_break() {
                Some(line_break) => breaks.push(line_break),
                None => return Ok(breaks),
            }
        }
    }

    /// Reads a backslash and what it stands for.
    fn escape(&mut self, start: Mark, text: &mut String) -> Result<(), Problem> {
        self.cursor.skip();
        let code = self.cursor.peek();
        let n_digits = match code {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ if is_break(code) => {
                self.cursor.read_break();
                text.push_str(&self.quoted_breaks(start)?);
                return Ok(());
            }
            _ => {
                let Some(character) = escaped(code) else {
                    let message = format!("found unknown escape character {}", repr(code));
                    return Err(self.bad_escape(message, start));
                };
                text.push(character);
                self.cursor.skip();
                return Ok(());
            }
        };
        self.cursor.skip();
        let mut number = self.hexadecimal(n_digits, start)?;
        if let 0xd800..0xdc00 = number
            && self.dialect == Dialect::PyYaml
            && self.cursor.starts_with("\\u")
        {
            // JSON writes a character beyond the first 65536 as a pair of escapes.
            self.cursor.skip_many(2);
            let second = self.hexadecimal(4, start)?;
            if let 0xdc00..0xe000 = second {
                number = 0x10000 + ((number - 0xd800) << 10) + (second - 0xdc00);
            } else {
                text.push(char::REPLACEMENT_CHARACTER);
                number = second;
            }
        }
        text.push(self.character(number)?);
        Ok(())
    }

    /// The character with a number. A surrogate without its partner, which is no character but
    /// which Python lets pass, is U+FFFD.
    fn character(&self, number: u32) -> Result<char, Problem> {
        match (char::from_u32(number), self.dialect) {
            (Some(character), _) => Ok(character),
            (None, Dialect::PyYaml) if number < 0x11_0000 => Ok(char::REPLACEMENT_CHARACTER),
            (None, Dialect::PyYaml) => {
                let message = "chr() arg not in range(0x110000)";
                Err(Problem::new(
                    YamlErrorKind::Scalar,
                    message,
                    self.cursor.mark(),
                ))
            }
            (None, Dialect::LibYaml) => {
                let message = "found invalid Unicode character escape code";
                Err(Problem::syntax(message, self.cursor.mark()))
            }
        }
    }

    /// Reads so many hexadecimal digits, at most eight.
    fn hexadecimal(&mut self, n_digits: usize, start: Mark) -> Result<u32, Problem> {
        let mut number = 0;
        for offset in 0..n_digits {
            let character = self.cursor.peek_at(offset);
            let Some(digit) = character.to_digit(16) else {
                let found = repr(character);
                let message = format!(
                    "expected escape sequence of {n_digits} hexadecimal numbers, but found {found}"
                );
                return Err(self.bad_escape(message, start));
            };
            number = number * 16 + digit;
        }
        self.cursor.skip_many(n_digits);
        Ok(number)
    }

    fn bad_escape(&self, message: String, start: Mark) -> Problem {
        Problem::syntax(message, self.cursor.mark())
            .during_at("while scanning a double-quoted scalar", start)
    }
}

/// The character that a backslash and a character stand for.
fn escaped(code: char) -> Option<char> {
    Some(match code {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' | '"' | '\\' | '/' => code,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}
