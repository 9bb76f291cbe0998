//! Tags: `!suffix`, `!handle!suffix`, `!<whole tag>`.

use std::string::FromUtf8Error;

use super::{Scanner, TokenKind, repr};
use crate::yaml::cursor::{Mark, is_blank_or_end, is_break_or_end, is_name};
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Problem;

impl Scanner<'_> {
    pub(super) fn fetch_tag(&mut self) -> Result<(), Problem> {
        self.save_possible_key()?;
        self.is_key_allowed = false;
        let start = self.cursor.mark();
        let (handle, suffix) = match self.cursor.peek_at(1) {
            '<' => (None, self.whole_tag(start)?),
            next if is_blank_or_end(next) => {
                self.cursor.skip();
                (None, "!".to_owned())
            }
            _ => self.short_tag(start)?,
        };
        let is_before_comma = self.dialect == Dialect::LibYaml && self.cursor.peek() == ',';
        if !is_before_comma && !self.is_at_separator() {
            return Err(self
                .expected("' '")
                .during_at("while scanning a tag", start));
        }
        self.push(TokenKind::Tag { handle, suffix }, start);
        Ok(())
    }

    fn whole_tag(&mut self, start: Mark) -> Result<String, Problem> {
        self.cursor.skip_many(2);
        let tag = self.uri("tag", true, start)?;
        if self.cursor.peek() != '>' {
            return Err(self.expected("'>'").during_at("while parsing a tag", start));
        }
        self.cursor.skip();
        Ok(tag)
    }

    fn short_tag(&mut self, start: Mark) -> Result<(Option<String>, String), Problem> {
        let is_in_name = match self.dialect {
            Dialect::LibYaml => is_name,
            Dialect::PyYaml => |c| !matches!(c, '!' | ' ') && !is_break_or_end(c),
        };
        let mut length = 1;
        while is_in_name(self.cursor.peek_at(length)) {
            length += 1;
        }
        let has_handle = self.cursor.peek_at(length) == '!';
        if has_handle {
            let handle = self.tag_handle("tag", start)?;
            return Ok((Some(handle), self.uri("tag", false, start)?));
        }
        self.cursor.skip();
        if self.dialect == Dialect::LibYaml && self.cursor.peek() == ',' {
            return Ok((None, "!".to_owned()));
        }
        Ok((Some("!".to_owned()), self.uri("tag", false, start)?))
    }

    /// Reads `!`, `!!` or `!name!`.
    pub(super) fn tag_handle(&mut self, what: &str, start: Mark) -> Result<String, Problem> {
        let context = format!("while scanning a {what}");
        if self.cursor.peek() != '!' {
            return Err(self.expected("'!'").during_at(context, start));
        }
        self.cursor.skip();
        let name = self.cursor.read_while(is_name);
        if name.is_empty() && self.is_space()(self.cursor.peek()) {
            return Ok("!".to_owned());
        }
        if self.cursor.peek() != '!' {
            return Err(self.expected("'!'").during_at(context, start));
        }
        self.cursor.skip();
        Ok(format!("!{name}!"))
    }

    /// Reads the characters of a URI. Only a whole tag and a prefix may have those of flow
    /// collections in C.
    pub(super) fn uri(
        &mut self,
        what: &str,
        is_whole: bool,
        start: Mark,
    ) -> Result<String, Problem> {
        let has_flow = is_whole || self.dialect == Dialect::PyYaml;
        let is_uri = |character: char| {
            is_name(character)
                || ";/?:@&=+$.!~*'()".contains(character)
                || has_flow && ",[]".contains(character)
        };
        let mut uri = String::new();
        loop {
            uri.push_str(&self.cursor.read_while(is_uri));
            if self.cursor.peek() != '%' {
                break;
            }
            uri.push_str(&self.uri_escapes(what, start)?);
        }
        if uri.is_empty() {
            let context = format!("while parsing a {what}");
            return Err(self.expected("URI").during_at(context, start));
        }
        Ok(uri)
    }

    /// Reads a run of `%XX`, which is text in UTF-8.
    fn uri_escapes(&mut self, what: &str, start: Mark) -> Result<String, Problem> {
        let context = || format!("while scanning a {what}");
        let mark = self.cursor.mark();
        let mut bytes = Vec::new();
        while self.cursor.peek() == '%' {
            self.cursor.skip();
            let mut byte = 0;
            for offset in 0..2 {
                let character = self.cursor.peek_at(offset);
                let Some(digit) = character.to_digit(16) else {
                    let found = repr(character);
                    let message = format!(
                        "expected URI escape sequence of 2 hexadecimal numbers, but found {found}"
                    );
                    let problem = Problem::syntax(message, self.cursor.mark());
                    return Err(problem.during_at(context(), start));
                };
                byte = byte * 16 + u8::try_from(digit).unwrap_or_default();
            }
            bytes.push(byte);
            self.cursor.skip_many(2);
        }
        String::from_utf8(bytes)
            .map_err(|error| Problem::syntax(not_utf8(&error), mark).during_at(context(), start))
    }
}

/// What Python says of bytes that are not UTF-8.
fn not_utf8(error: &FromUtf8Error) -> String {
    let first = error.utf8_error().valid_up_to();
    let bytes = &error.as_bytes()[first..];
    let length = error.utf8_error().error_len();
    let reason = match (length, bytes[0]) {
        (None, _) => "unexpected end of data",
        (_, 0xc2..=0xf4) => "invalid continuation byte",
        _ => "invalid start byte",
    };
    let place = match length.unwrap_or(bytes.len()) {
        1 => format!("byte 0x{:02x} in position {first}", bytes[0]),
        length => format!("bytes in position {first}-{}", first + length - 1),
    };
    format!("'utf-8' codec can't decode {place}: {reason}")
}
