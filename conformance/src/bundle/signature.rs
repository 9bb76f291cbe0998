//! Signatures of bundles, with the keys that people have for SSH.
//!
//! They are those of `ssh-keygen -Y sign -n heat-conformance-bundle`, which can check them as well.

use std::fmt;
use std::path::Path;

use ssh_key::{Algorithm, Fingerprint, HashAlg, LineEnding, PrivateKey, PublicKey, SshSig};

/// What signatures are for, so that none of another kind can be passed off as one.
const NAMESPACE: &str = "heat-conformance-bundle";

/// Why a bundle cannot be signed, or a key cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The file has no key that can be used.
    #[error("{path} has no Ed25519 key: {reason}")]
    Key {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
    /// A passphrase protects the key.
    #[error("{path} is protected by a passphrase; use a key without one")]
    Protected {
        /// The file.
        path: String,
    },
    /// The key does not sign.
    #[error("cannot sign: {0}")]
    Unsigned(String),
}

/// A key that signs.
#[derive(Debug)]
pub struct BundleKey(PrivateKey);

/// A key whose signatures are trusted.
#[derive(Debug)]
pub struct BundleSigner(PublicKey);

impl BundleKey {
    /// Reads a private key as OpenSSH keeps it.
    ///
    /// # Errors
    ///
    /// If there is none, if it is not of the kind Ed25519, or if a passphrase protects it.
    pub fn read(path: &Path) -> Result<Self, SignatureError> {
        let key = PrivateKey::read_openssh_file(path).map_err(|error| unusable(path, &error))?;
        if key.is_encrypted() {
            let path = path.display().to_string();
            return Err(SignatureError::Protected { path });
        }
        if key.algorithm() != Algorithm::Ed25519 {
            let path = path.display().to_string();
            let reason = format!("it has one of the kind {}", key.algorithm());
            return Err(SignatureError::Key { path, reason });
        }
        Ok(Self(key))
    }

    pub(super) fn sign(&self, manifest: &[u8]) -> Result<String, SignatureError> {
        let signature = self.0.sign(NAMESPACE, HashAlg::Sha512, manifest);
        let signature = signature.and_then(|signature| signature.to_pem(LineEnding::LF));
        signature.map_err(|error| SignatureError::Unsigned(error.to_string()))
    }
}

impl BundleSigner {
    /// Reads a public key as OpenSSH keeps it.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn read(path: &Path) -> Result<Self, SignatureError> {
        let key = PublicKey::read_openssh_file(path).map_err(|error| unusable(path, &error))?;
        Ok(Self(key))
    }
}

/// Who signed something: the key, by its fingerprint.
#[derive(Debug)]
pub(super) struct Signed {
    key: PublicKey,
}

impl Signed {
    /// Who signed these bytes; a reason if nobody did.
    pub(super) fn of(manifest: &[u8], signature: &[u8]) -> Result<Self, String> {
        let signature = SshSig::from_pem(signature).map_err(|error| error.to_string())?;
        let key = PublicKey::from(signature.public_key().clone());
        key.verify(NAMESPACE, manifest, &signature)
            .map_err(|_| "it is of something else, or for another purpose".to_owned())?;
        Ok(Self { key })
    }

    pub(super) fn is_one_of(&self, signers: &[BundleSigner]) -> bool {
        let mut signers = signers.iter();
        signers.any(|signer| signer.0.key_data() == self.key.key_data())
    }

    fn fingerprint(&self) -> Fingerprint {
        self.key.fingerprint(HashAlg::Sha256)
    }
}

impl fmt::Display for Signed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.fingerprint())
    }
}

fn unusable(path: &Path, error: &ssh_key::Error) -> SignatureError {
    SignatureError::Key {
        path: path.display().to_string(),
        reason: error.to_string(),
    }
}
