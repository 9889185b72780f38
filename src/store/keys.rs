//! The registry's Ed25519 key: signs checkpoints, lists and certificates.

use std::fs;
use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};

use super::evidence::canonical;
use crate::error::Error;

/// The signing key of one registry.
#[derive(Clone)]
pub struct Keys {
    signing: SigningKey,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys")
            .field("public", &self.public())
            .finish_non_exhaustive()
    }
}

impl Keys {
    /// Reads the key file, or makes a new key there that only its owner may read.
    pub fn load_or_create(path: &Path) -> Result<Self, Error> {
        match fs::read_to_string(path) {
            Ok(text) => Self::from_text(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::create(path),
            Err(error) => Err(Error::internal("reading the registry's key", error)),
        }
    }

    fn from_text(text: &str) -> Result<Self, Error> {
        let bytes = STANDARD
            .decode(text.trim())
            .map_err(|error| Error::internal("reading the registry's key", error))?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| {
            Error::internal("reading the registry's key", "it is not 32 bytes long")
        })?;
        Ok(Self {
            signing: SigningKey::from_bytes(&bytes),
        })
    }

    fn create(path: &Path) -> Result<Self, Error> {
        let doing = "writing the registry's key";
        let secret: [u8; 32] = rand::random();
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| Error::internal(doing, error))?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options
            .open(path)
            .map_err(|error| Error::internal(doing, error))?;
        file.write_all(STANDARD.encode(secret).as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(|error| Error::internal(doing, error))?;
        Ok(Self {
            signing: SigningKey::from_bytes(&secret),
        })
    }

    /// The public key in base64.
    pub fn public(&self) -> String {
        canonical::base64(self.signing.verifying_key().as_bytes())
    }

    /// A hash of a text that only the holder of the key can make or try out, for one purpose.
    pub fn pseudonym(&self, purpose: &str, text: &str) -> String {
        let secret = [&self.signing.as_bytes()[..], purpose.as_bytes()].concat();
        let secret = canonical::hash(&secret);
        let text = canonical::hash(text.as_bytes());
        canonical::hash(format!("{secret} {text}").as_bytes())
    }

    /// The signature over a message, in base64.
    pub fn sign(&self, message: &[u8]) -> String {
        canonical::base64(&self.sign_bytes(message))
    }

    /// The signature over a message.
    pub fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }
}

/// Whether a base64 signature over a message is by the holder of a base64 public key.
pub fn is_signed_by(public_key: &str, message: &[u8], signature: &str) -> bool {
    let read = |text: &str| STANDARD.decode(text).ok();
    let key = read(public_key)
        .and_then(|it| <[u8; 32]>::try_from(it).ok())
        .and_then(|it| VerifyingKey::from_bytes(&it).ok());
    let signature = read(signature)
        .and_then(|it| <[u8; 64]>::try_from(it).ok())
        .map(|it| Signature::from_bytes(&it));
    match (key, signature) {
        (Some(key), Some(signature)) => key.verify(message, &signature).is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_read_again_and_only_its_signatures_hold() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/registry.key");
        let made = Keys::load_or_create(&path).unwrap();
        let read = Keys::load_or_create(&path).unwrap();
        assert_eq!(made.public(), read.public());
        let signature = made.sign(b"one");
        assert!(is_signed_by(&read.public(), b"one", &signature));
        assert!(!is_signed_by(&read.public(), b"two", &signature));
        let other = Keys::load_or_create(&folder.path().join("other")).unwrap();
        assert!(!is_signed_by(&other.public(), b"one", &signature));
    }
}
