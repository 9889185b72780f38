//! argon2id, off the threads that serve requests and never more than a few at once.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash as Phc};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::account::PasswordHash;
use crate::error::Error;

/// Each hash takes 19 MiB, so that many at once would be a way to exhaust the machine.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Compared with when a login is unknown, so that the time tells nothing.
static NOBODYS: LazyLock<String> =
    LazyLock::new(|| hash_now("nobody's password").unwrap_or_default());

/// The shortest password in characters and the longest in bytes.
const LENGTHS: (usize, usize) = (10, 200);

/// A password that is long enough and not absurdly long.
pub fn check(password: &str) -> Result<(), Invalid> {
    let (shortest, longest) = LENGTHS;
    if password.chars().count() >= shortest && password.len() <= longest {
        Ok(())
    } else {
        Err(Invalid {
            code: "password",
            fa: "گذرواژه باید دست‌کم ۱۰ نویسه و حداکثر ۲۰۰ بایت باشد.",
            en: "A password has at least 10 characters and at most 200 bytes.",
        })
    }
}

/// A password that nobody can guess: 26 letters and digits, 130 bits.
pub fn make_up() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let random: [u8; 26] = rand::random();
    random
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect()
}

/// Hashes a password with a new salt.
pub async fn hash(password: String) -> Result<PasswordHash, Error> {
    let phc = blocking(move || hash_now(&password)).await??;
    Ok(PasswordHash::from_phc(phc))
}

/// Whether the password is the one behind the hash; without a hash it takes as long and is not.
pub async fn matches(password: String, hash: Option<PasswordHash>) -> Result<bool, Error> {
    let known = hash.is_some();
    let right = blocking(move || {
        let phc = hash.as_ref().map_or(NOBODYS.as_str(), PasswordHash::phc);
        Phc::new(phc).is_ok_and(|phc| hasher().verify_password(password.as_bytes(), &phc).is_ok())
    })
    .await?;
    Ok(right && known)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let doing = "hashing a password";
    let _permit = AT_ONCE
        .acquire()
        .await
        .map_err(|error| Error::internal(doing, error))?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal(doing, error))
}

fn hash_now(password: &str) -> Result<String, Error> {
    hasher()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::internal("hashing a password", error.to_string()))
}

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_opens_and_an_unknown_login_never_does() {
        let hash = hash("دوازده نویسه".into()).await.unwrap();
        assert!(hash.phc().starts_with("$argon2id$v=19$m=19456"));
        assert!(
            matches("دوازده نویسه".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!matches("دوازده نویسهٔ".into(), Some(hash)).await.unwrap());
        assert!(!matches("nobody's password".into(), None).await.unwrap());
    }

    #[test]
    fn short_and_absurdly_long_passwords_are_refused() {
        assert!(check("123456789").is_err());
        assert!(check("1234567890").is_ok());
        assert!(check(&"x".repeat(201)).is_err());
    }
}
