//! Credentials of licences: signed, written into an address, and checked again.

pub mod rulings;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::evidence::canonical;
use super::keys::{self, Keys};
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::licence::credential::{
    Credential, Fingerprint, LENGTH, VERIFICATION_PATH, holder_text, not_a_credential,
};
use crate::domain::placement::licence::{Licence, LicenceNumber};

/// The address under which anybody verifies a licence, as a person types it.
pub fn address(public_url: &str, number: &LicenceNumber) -> String {
    format!(
        "{}{VERIFICATION_PATH}{number}",
        public_url.trim_end_matches('/')
    )
}

/// The same address with the signed credential of the licence's current document.
pub fn signed_address(keys: &Keys, public_url: &str, licence: &Licence) -> Result<String, Invalid> {
    let holder = fingerprint(licence.grant().holder.name().as_str());
    let credential = Credential::of(licence, holder)?;
    let signature = keys.sign_bytes(&credential.message());
    let signed = [&credential.to_bytes()[..], &signature].concat();
    let address = address(public_url, licence.number());
    Ok(format!("{address}?c={}", URL_SAFE_NO_PAD.encode(signed)))
}

/// What an address or a scanned code says, if the holder of the public key (base64) signed it.
///
/// It needs no connection. Which host the address names makes no difference.
pub fn verify(public_key: &str, text: &str) -> Result<Credential, Invalid> {
    read(public_key, text).ok_or(not_a_credential())
}

/// Of a holder's name, as credentials carry it.
pub fn fingerprint(holder: &str) -> Fingerprint {
    let hash = Sha256::digest(holder_text(holder));
    let mut first = [0; 12];
    first.copy_from_slice(&hash[..12]);
    Fingerprint(first)
}

fn read(public_key: &str, text: &str) -> Option<Credential> {
    let (address, query) = text.trim().split_once('?')?;
    let (_, number) = address.rsplit_once(VERIFICATION_PATH)?;
    let signed = query.split('&').find_map(|it| it.strip_prefix("c="))?;
    let signed = URL_SAFE_NO_PAD.decode(signed).ok()?;
    let (bytes, signature) = signed.split_at_checked(LENGTH)?;
    let credential = Credential::read(number.parse().ok()?, bytes).ok()?;
    let signature = canonical::base64(signature);
    keys::is_signed_by(public_key, &credential.message(), &signature).then_some(credential)
}
