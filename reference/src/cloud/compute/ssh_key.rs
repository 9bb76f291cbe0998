//! Keys as OpenSSH writes them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use sha2::{Digest as _, Sha256};

const KIND: &[u8] = b"ssh-ed25519";
const COMMENT: &str = "Generated-by-Nova";

/// A fresh pair of keys.
pub(super) struct Pair {
    pub(super) public_key: String,
    pub(super) private_key: String,
}

/// Makes a pair of Ed25519 keys; nothing if the system has no random numbers.
///
/// Nova makes RSA keys.
pub(super) fn generate() -> Option<Pair> {
    let random = SystemRandom::new();
    let mut seed = [0; 32];
    random.fill(&mut seed).ok()?;
    let pair = Ed25519KeyPair::from_seed_unchecked(&seed).ok()?;
    let public: &[u8] = pair.public_key().as_ref();
    let mut check = [0; 4];
    random.fill(&mut check).ok()?;

    let mut blob = Vec::new();
    put(&mut blob, KIND);
    put(&mut blob, public);

    let mut secret = Vec::new();
    secret.extend(check);
    secret.extend(check);
    put(&mut secret, KIND);
    put(&mut secret, public);
    put(&mut secret, &[&seed[..], public].concat());
    put(&mut secret, COMMENT.as_bytes());
    let padding = (8 - secret.len() % 8) % 8;
    secret.extend((1..=8).take(padding));

    let mut file = b"openssh-key-v1\0".to_vec();
    put(&mut file, b"none"); // cipher
    put(&mut file, b"none"); // key derivation
    put(&mut file, b"");
    file.extend(1_u32.to_be_bytes());
    put(&mut file, &blob);
    put(&mut file, &secret);

    Some(Pair {
        public_key: format!("ssh-ed25519 {} {COMMENT}\n", STANDARD.encode(blob)),
        private_key: armour(&file),
    })
}

/// Whether the text has the form of a public key: a kind, and the key in Base64.
pub(super) fn is_public(text: &str) -> bool {
    let mut words = text.split_whitespace();
    match (words.next(), words.next()) {
        (Some(_), Some(blob)) => STANDARD.decode(blob).is_ok_and(|blob| !blob.is_empty()),
        _ => false,
    }
}

/// The fingerprint, in the notation of MD5 ones; the digest is the start of the key's SHA-256.
pub(super) fn fingerprint(public_key: &str) -> String {
    let blob = public_key.split_whitespace().nth(1).unwrap_or(public_key);
    let blob = STANDARD
        .decode(blob)
        .unwrap_or_else(|_| blob.as_bytes().to_vec());
    let bytes: Vec<String> = Sha256::digest(blob)
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    bytes.join(":")
}

/// Appends a string with its length in front.
fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend(bytes);
}

fn armour(file: &[u8]) -> String {
    let mut text = "-----BEGIN OPENSSH PRIVATE KEY-----\n".to_owned();
    for (index, character) in STANDARD.encode(file).chars().enumerate() {
        if index > 0 && index % 70 == 0 {
            text.push('\n');
        }
        text.push(character);
    }
    text.push_str("\n-----END OPENSSH PRIVATE KEY-----\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_keys_are_well_formed() {
        let pair = generate().unwrap();
        assert!(is_public(&pair.public_key));
        let lines: Vec<&str> = pair.private_key.lines().collect();
        let body = lines[1..lines.len() - 1].concat();
        let file = STANDARD.decode(body).unwrap();
        assert!(file.starts_with(b"openssh-key-v1\0"));
        // The file ends with the secret part, whose length is a multiple of the block size.
        assert_eq!(file.len() % 8, (15 + 8 + 8 + 4 + 4 + 4 + 51 + 4) % 8);
        assert_eq!(fingerprint(&pair.public_key).len(), 47);
    }

    #[test]
    fn text_that_is_no_key_is_told_apart() {
        for text in ["", "ssh-rsa", "ssh-rsa ???", "ssh-rsa = x"] {
            assert!(!is_public(text), "{text}");
        }
        assert!(is_public("ssh-rsa AAAAB3NzaC1yc2E= someone@somewhere"));
    }
}
