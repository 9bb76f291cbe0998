//! `digest`: the checksum of a text, as hexadecimal digits.

use std::fmt::Write as _;

use blake2::{Blake2b512, Blake2s256};
use heat_spec::{Fault, Value, fault};
use md5::Md5;
use ripemd::Ripemd160;
use sha1::Sha1;
use sha2::digest::Digest;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};
use sm3::Sm3;

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;

/// `[ALGORITHM, TEXT]`.
pub(crate) static DIGEST: Function = Function::new(digest);

/// What an algorithm does, by its name in lower case.
struct Algorithm {
    name: &'static str,
    /// Whether capital letters may be used: the check allows them for every name, but Python itself
    /// takes them only for what OpenSSL computes.
    takes_capitals: bool,
    digest: Option<fn(&[u8]) -> String>,
}

/// All that Python's `hashlib` has with OpenSSL. Those of variable length are known and cannot be
/// used, since no length can be given.
const ALGORITHMS: &[Algorithm] = &[
    of_openssl("md5", hexadecimal::<Md5>),
    of_openssl("sha1", hexadecimal::<Sha1>),
    of_openssl("sha224", hexadecimal::<Sha224>),
    of_openssl("sha256", hexadecimal::<Sha256>),
    of_openssl("sha384", hexadecimal::<Sha384>),
    of_openssl("sha512", hexadecimal::<Sha512>),
    of_openssl("sha512_224", hexadecimal::<Sha512_224>),
    of_openssl("sha512_256", hexadecimal::<Sha512_256>),
    of_openssl("md5-sha1", |bytes| {
        hexadecimal::<Md5>(bytes) + &hexadecimal::<Sha1>(bytes)
    }),
    of_openssl("ripemd160", hexadecimal::<Ripemd160>),
    of_openssl("sm3", hexadecimal::<Sm3>),
    of_python("sha3_224", Some(hexadecimal::<Sha3_224>)),
    of_python("sha3_256", Some(hexadecimal::<Sha3_256>)),
    of_python("sha3_384", Some(hexadecimal::<Sha3_384>)),
    of_python("sha3_512", Some(hexadecimal::<Sha3_512>)),
    of_python("blake2b", Some(hexadecimal::<Blake2b512>)),
    of_python("blake2s", Some(hexadecimal::<Blake2s256>)),
    of_python("shake_128", None),
    of_python("shake_256", None),
];

const fn of_openssl(name: &'static str, digest: fn(&[u8]) -> String) -> Algorithm {
    Algorithm {
        name,
        takes_capitals: true,
        digest: Some(digest),
    }
}

const fn of_python(name: &'static str, digest: Option<fn(&[u8]) -> String>) -> Algorithm {
    Algorithm {
        name,
        takes_capitals: false,
        digest,
    }
}

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
    let digest = find(algorithm)?;
    let bytes = latin_1(text)?;
    let digest = digest.ok_or_else(fault::digest_without_length)?;
    Ok(Some(Value::from(digest(&bytes))))
}

/// What the algorithm of that name does, unless it needs a length.
fn find(written: &str) -> Result<Option<fn(&[u8]) -> String>, Fault> {
    let name = written.to_lowercase();
    match ALGORITHMS.iter().find(|known| known.name == name) {
        Some(known) if known.takes_capitals || known.name == written => Ok(known.digest),
        Some(_) => Err(fault::digest_unsupported(written)),
        None => {
            let names = ALGORITHMS.iter().map(|known| format!("'{}'", known.name));
            let names: Vec<String> = names.collect();
            Err(fault::digest_algorithm(names.join(", ")))
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of_abc(name: &str) -> String {
        match find(name) {
            Ok(Some(digest)) => digest(b"abc"),
            Ok(None) => "needs a length".to_owned(),
            Err(fault) => fault.to_string(),
        }
    }

    #[test]
    fn capitals_are_for_what_openssl_computes() {
        insta::assert_snapshot!(of_abc("RIPEMD160"), @"8eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
        insta::assert_snapshot!(of_abc("SHA3_224"), @"unsupported hash type SHA3_224");
    }

    #[test]
    fn algorithms_give_what_they_give_elsewhere() {
        let digits = |name: &str| of_abc(name)[..16].to_owned();
        assert_eq!(digits("md5-sha1"), "900150983cd24fb0");
        assert_eq!(digits("sm3"), "66c7f0f462eeedd9");
        assert_eq!(digits("sha3_256"), "3a985da74fe225b2");
        assert_eq!(digits("sha3_512"), "b751850b1a57168a");
        assert_eq!(digits("blake2b"), "ba80a53f981c4d0d");
        assert_eq!(digits("blake2s"), "508c5e8c327c14e2");
        assert_eq!(of_abc("shake_128"), "needs a length");
    }
}
