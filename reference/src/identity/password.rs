//! Passwords as they are stored: `pbkdf2-sha256$ROUNDS$SALT$HASH`, both in hexadecimal.

use std::num::NonZeroU32;

use ring::digest::SHA256_OUTPUT_LEN;
use ring::pbkdf2;
use uuid::Uuid;

const SCHEME: &str = "pbkdf2-sha256";
/// Few, because this is a stand-in for a cloud: its passwords guard nothing, and every start makes
/// its users anew.
const ROUNDS: NonZeroU32 = NonZeroU32::new(1_000).unwrap();

/// The stored form of a password, with a salt of its own.
pub(super) fn hash(password: &str) -> String {
    let salt = Uuid::new_v4();
    let mut hash = [0; SHA256_OUTPUT_LEN];
    pbkdf2::derive(
        pbkdf2::PBKDF2_HMAC_SHA256,
        ROUNDS,
        salt.as_bytes(),
        password.as_bytes(),
        &mut hash,
    );
    let (salt, hash) = (salt.simple(), hexadecimal(&hash));
    format!("{SCHEME}${ROUNDS}${salt}${hash}")
}

/// Whether the password is the one that was stored; takes as long either way.
pub(super) fn is_correct(password: &str, stored: &str) -> bool {
    let Some((rounds, salt, hash)) = parse(stored) else {
        return false;
    };
    let password = password.as_bytes();
    pbkdf2::verify(pbkdf2::PBKDF2_HMAC_SHA256, rounds, &salt, password, &hash).is_ok()
}

/// Rounds, salt and hash.
fn parse(stored: &str) -> Option<(NonZeroU32, Vec<u8>, Vec<u8>)> {
    let (rounds, rest) = stored
        .strip_prefix(SCHEME)?
        .strip_prefix('$')?
        .split_once('$')?;
    let (salt, hash) = rest.split_once('$')?;
    Some((rounds.parse().ok()?, bytes(salt)?, bytes(hash)?))
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes that hexadecimal digits stand for.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.as_bytes();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_is_correct() {
        let stored = hash("secret");
        assert!(is_correct("secret", &stored));
        assert!(!is_correct("Secret", &stored));
        assert!(!is_correct("", &stored));
        assert!(!stored.contains("secret"));
        assert_ne!(stored, hash("secret"), "the salt differs");
        for broken in [
            "",
            "secret",
            "pbkdf2-sha256$x$a$b",
            "pbkdf2-sha256$1$aa",
            "pbkdf2-sha256$0$aa$bb",
            "pbkdf2-sha256$1$$",
            "pbkdf2-sha256$1$é$bb",
        ] {
            assert!(!is_correct("secret", broken), "{broken}");
        }
    }
}
