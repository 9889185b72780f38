//! The secrets by which people without an account follow what they filed.

use super::evidence::canonical;
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::tracking::TrackingSecret;
use crate::error::Error;

/// A new secret.
pub fn new_secret() -> TrackingSecret {
    TrackingSecret::of(rand::random())
}

/// The hash under which a secret is kept. It needs no salt: a secret is 120 random bits.
pub fn hash(secret: &TrackingSecret) -> Result<Sha256Hex, Error> {
    canonical::hash(secret.as_str().as_bytes())
        .parse()
        .map_err(|reason| Error::internal("hashing a secret", reason))
}
