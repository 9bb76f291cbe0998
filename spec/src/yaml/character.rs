//! Which characters a YAML text may contain.

use super::cursor::Cursor;
use super::dialect::Dialect;
use super::error::{Problem, YamlErrorKind};

/// Refuses control characters and the like, as PyYAML does before it reads anything.
pub(super) fn check(characters: &[char]) -> Result<(), Problem> {
    let Some(index) = characters.iter().position(|c| !is_allowed(*c)) else {
        return Ok(());
    };
    let message = format!(
        "unacceptable character #x{:04x}: special characters are not allowed",
        u32::from(characters[index])
    );
    let mut cursor = Cursor::new(characters, Dialect::PyYaml);
    while cursor.mark().index < index {
        cursor.skip();
    }
    Err(Problem::new(
        YamlErrorKind::Character,
        message,
        cursor.mark(),
    ))
}

fn is_allowed(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n'
            | '\r'
            | ' '..='~'
            | '\u{85}'
            | '\u{a0}'..='\u{fffd}'
            | '\u{10000}'..
    )
}
