//! The reader: a loop with a stack of its own, so that no nesting can exhaust the thread's.

use super::number::{self, Scanned};
use super::{JsonError, JsonErrorKind, MAX_DEPTH, text};
use crate::value::too_many_digits;
use crate::{Key, Map, Value};

/// A position in a text.
pub(super) struct Reader<'a> {
    text: &'a str,
    offset: usize,
}

/// A list or map that is not closed yet.
enum Open {
    List(Vec<Value>),
    Map {
        map: Map,
        /// The key whose value is read next.
        key: Key,
    },
}

/// What stands where a value is expected.
enum Start {
    Whole(Value),
    Nested(Open),
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, offset: 0 }
    }

    /// Reads the whole text as one value.
    pub(super) fn document(mut self) -> Result<Value, JsonError> {
        if self.text.starts_with('\u{feff}') {
            return self.fail("Unexpected UTF-8 BOM (decode using utf-8-sig)");
        }
        self.skip_white_space();
        let value = self.value()?;
        self.skip_white_space();
        if self.peek().is_some() {
            return self.fail("Extra data");
        }
        Ok(value)
    }

    fn value(&mut self) -> Result<Value, JsonError> {
        let mut stack: Vec<Open> = Vec::new();
        loop {
            let mut value = match self.start(stack.len())? {
                Start::Whole(value) => value,
                Start::Nested(open) => {
                    stack.push(open);
                    continue;
                }
            };
            // Puts the value into what it belongs to, and closes that if it ends here.
            loop {
                let Some(open) = stack.pop() else {
                    return Ok(value);
                };
                match self.add(open, value)? {
                    Start::Whole(closed) => value = closed,
                    Start::Nested(open) => {
                        stack.push(open);
                        break;
                    }
                }
            }
        }
    }

    /// Reads a scalar, or the opening of a list or map up to its first value.
    fn start(&mut self, depth: usize) -> Result<Start, JsonError> {
        match self.peek() {
            Some(b'"') => Ok(Start::Whole(Value::String(self.string()?))),
            Some(bracket @ (b'[' | b'{')) => {
                if depth == MAX_DEPTH {
                    let message = format!("JSON nested more than {MAX_DEPTH} levels deep");
                    return Err(self.error(JsonErrorKind::Depth, message));
                }
                self.offset += 1;
                self.skip_white_space();
                if bracket == b'[' {
                    Ok(self.list_start())
                } else {
                    self.map_start()
                }
            }
            _ => self.literal().map(Start::Whole),
        }
    }

    fn list_start(&mut self) -> Start {
        if self.peek() == Some(b']') {
            self.offset += 1;
            return Start::Whole(Value::List(Vec::new()));
        }
        Start::Nested(Open::List(Vec::new()))
    }

    fn map_start(&mut self) -> Result<Start, JsonError> {
        if self.peek() == Some(b'}') {
            self.offset += 1;
            return Ok(Start::Whole(Value::Map(Map::new())));
        }
        let key = self.key()?;
        Ok(Start::Nested(Open::Map {
            map: Map::new(),
            key,
        }))
    }

    /// Puts a value into a list or map and reads the delimiter after it.
    fn add(&mut self, open: Open, value: Value) -> Result<Start, JsonError> {
        self.skip_white_space();
        let next = self.peek();
        match (open, next) {
            (Open::List(mut items), Some(b',' | b']')) => {
                self.offset += 1;
                items.push(value);
                if next == Some(b']') {
                    return Ok(Start::Whole(Value::List(items)));
                }
                self.skip_white_space();
                Ok(Start::Nested(Open::List(items)))
            }
            (Open::Map { mut map, key }, Some(b',' | b'}')) => {
                self.offset += 1;
                map.insert(key, value);
                if next == Some(b'}') {
                    // Maps of one entry have room for three; documents are full of them.
                    map.shrink_to_fit();
                    return Ok(Start::Whole(Value::Map(map)));
                }
                self.skip_white_space();
                let key = self.key()?;
                Ok(Start::Nested(Open::Map { map, key }))
            }
            _ => self.fail("Expecting ',' delimiter"),
        }
    }

    /// Reads a key and its colon.
    fn key(&mut self) -> Result<Key, JsonError> {
        if self.peek() != Some(b'"') {
            return self.fail("Expecting property name enclosed in double quotes");
        }
        let key = self.string()?;
        self.skip_white_space();
        if self.peek() != Some(b':') {
            return self.fail("Expecting ':' delimiter");
        }
        self.offset += 1;
        self.skip_white_space();
        Ok(Key::String(key))
    }

    fn string(&mut self) -> Result<String, JsonError> {
        let (string, end) = text::read(self.text, self.offset)?;
        self.offset = end;
        Ok(string)
    }

    /// Reads `null`, a truth value or a number.
    fn literal(&mut self) -> Result<Value, JsonError> {
        let rest = &self.text[self.offset..];
        match number::scan(rest) {
            Scanned::Number(number, length) => {
                self.offset += length;
                Ok(Value::Number(number))
            }
            Scanned::TooLong(n_digits) => {
                Err(self.error(JsonErrorKind::Digits, too_many_digits(n_digits)))
            }
            Scanned::Nothing => {
                let words = [
                    ("null", Value::Null),
                    ("true", Value::Bool(true)),
                    ("false", Value::Bool(false)),
                    ("NaN", Value::from(f64::NAN)),
                    ("Infinity", Value::from(f64::INFINITY)),
                    ("-Infinity", Value::from(f64::NEG_INFINITY)),
                ];
                let word = words.into_iter().find(|(word, _)| rest.starts_with(word));
                let Some((word, value)) = word else {
                    return self.fail("Expecting value");
                };
                self.offset += word.len();
                Ok(value)
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    fn skip_white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.offset += 1;
        }
    }

    fn fail<T>(&self, message: &str) -> Result<T, JsonError> {
        Err(self.error(JsonErrorKind::Syntax, message))
    }

    fn error(&self, kind: JsonErrorKind, message: impl Into<String>) -> JsonError {
        JsonError::new(kind, message, self.text, self.offset)
    }
}
