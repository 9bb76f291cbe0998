//! Escapes in quoted texts.

use std::iter::Peekable;
use std::str::Chars;

/// The text that is meant by what stands between quotes.
///
/// What is no escape stays as it is, with its backslash. Fails with Python's words for numbers
/// that are no character. Names of characters (`\N{…}`) are not known.
pub(crate) fn unescaped(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        let Some(kind) = rest.peek().copied() else {
            out.push('\\');
            break;
        };
        match kind {
            'U' => push_code(&mut out, &mut rest, 8)?,
            'u' => push_code(&mut out, &mut rest, 4)?,
            'x' => push_code(&mut out, &mut rest, 2)?,
            '0'..='7' => push_octal(&mut out, &mut rest),
            'N' if named(&rest) => return Err("names of characters are not supported".to_owned()),
            _ => match simple(kind) {
                Some(meant) => {
                    rest.next();
                    out.push(meant);
                }
                None => out.push('\\'),
            },
        }
    }
    Ok(out)
}

/// Texts between backticks know one escape: the backtick.
pub(crate) fn verbatim(text: &str) -> String {
    text.replace("\\`", "`")
}

fn simple(kind: char) -> Option<char> {
    Some(match kind {
        '\\' | '\'' | '"' => kind,
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        _ => return None,
    })
}

fn named(rest: &Peekable<Chars<'_>>) -> bool {
    let name: String = rest.clone().skip(1).collect();
    name.starts_with('{') && name.find('}').is_some_and(|end| end > 1)
}

fn push_code(
    out: &mut String,
    rest: &mut Peekable<Chars<'_>>,
    n_digits: usize,
) -> Result<(), String> {
    let digits: String = rest.clone().skip(1).take(n_digits).collect();
    if digits.chars().count() < n_digits || digits.contains('\n') {
        out.push('\\');
        return Ok(());
    }
    rest.nth(n_digits);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let character = u32::from_str_radix(&digits, 16)
        .ok()
        .filter(|_| is_number)
        .and_then(char::from_u32)
        .ok_or("illegal escape of a character")?;
    out.push(character);
    Ok(())
}

fn push_octal(out: &mut String, rest: &mut Peekable<Chars<'_>>) {
    let mut code = 0;
    for _ in 0..3 {
        let Some(digit) = rest.next_if(|next| ('0'..='7').contains(next)) else {
            break;
        };
        code = code * 8 + digit.to_digit(8).unwrap_or_default();
    }
    out.extend(char::from_u32(code));
}
