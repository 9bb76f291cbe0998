//! `digest`: the checksum of a text, as hexadecimal digits.

use std::fmt::Write as _;

use heat_spec::{Fault, Value, fault};
use md5::Md5;
use sha1::Sha1;
use sha2::digest::Digest;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;

/// `[ALGORITHM, TEXT]`.
pub(crate) static DIGEST: Function = Function::new(digest);

type Algorithm = fn(&[u8]) -> String;

/// The documented algorithms, and those that cost nothing more.
const ALGORITHMS: &[(&str, Algorithm)] = &[
    ("md5", hexadecimal::<Md5>),
    ("sha1", hexadecimal::<Sha1>),
    ("sha224", hexadecimal::<Sha224>),
    ("sha256", hexadecimal::<Sha256>),
    ("sha384", hexadecimal::<Sha384>),
    ("sha512", hexadecimal::<Sha512>),
    ("sha512_224", hexadecimal::<Sha512_224>),
    ("sha512_256", hexadecimal::<Sha512_256>),
];

fn digest(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let arguments = resolve(&call.arguments, scope)?;
    let texts: Option<Vec<&str>> = arguments
        .as_list()
        .and_then(|items| items.iter().map(Value::as_str).collect());
    let Some(texts) = texts else {
        return Err(fault::digest_arguments(call.name));
    };
    let [algorithm, text] = texts.as_slice() else {
        return Err(fault::digest_usage(call.name));
    };
    let name = algorithm.to_lowercase();
    let Some((_, algorithm)) = ALGORITHMS.iter().find(|(known, _)| *known == name) else {
        let names: Vec<String> = ALGORITHMS
            .iter()
            .map(|(name, _)| format!("'{name}'"))
            .collect();
        return Err(fault::digest_algorithm(names.join(", ")));
    };
    Ok(Some(Value::from(algorithm(&latin_1(text)?))))
}

/// The bytes of a text, one per character.
fn latin_1(text: &str) -> Result<Vec<u8>, Fault> {
    text.chars()
        .enumerate()
        .map(|(position, character)| {
            u8::try_from(u32::from(character)).map_err(|_| {
                let code = u32::from(character);
                let shown = if code > 0xffff {
                    format!("\\U{code:08x}")
                } else {
                    format!("\\u{code:04x}")
                };
                fault::digest_encoding(shown, position)
            })
        })
        .collect()
}

fn hexadecimal<D: Digest>(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in D::digest(bytes) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
