//! Credentials of printed rulings.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::docket::DocketNumber;
use crate::domain::placement::ruling::credential::{
    ContentFingerprint, LENGTH, NOT_A_CREDENTIAL, RulingCredential, VERIFICATION_PATH,
};
use crate::domain::placement::ruling::{Issue, Ruling};
use crate::store::evidence::canonical;
use crate::store::keys::{self, Keys};

/// The address under which anybody who has its code verifies a ruling.
pub fn address(public_url: &str, number: &DocketNumber) -> String {
    format!(
        "{}{VERIFICATION_PATH}{number}",
        public_url.trim_end_matches('/')
    )
}

/// The same address with the signed credential.
pub fn signed_address(keys: &Keys, public_url: &str, ruling: &Ruling, issue: &Issue) -> String {
    let credential = of(ruling, issue);
    let signature = keys.sign_bytes(&credential.message());
    let signed = [&credential.to_bytes()[..], &signature].concat();
    let address = address(public_url, &issue.number);
    format!("{address}?c={}", URL_SAFE_NO_PAD.encode(signed))
}

/// What an address or a scanned code says, if the holder of the public key (base64) signed it.
///
/// It needs no connection. Which host the address names makes no difference.
pub fn verify(public_key: &str, text: &str) -> Result<RulingCredential, Invalid> {
    read(public_key, text).ok_or(NOT_A_CREDENTIAL)
}

/// What a code says, if it was signed for this number.
pub fn verify_code(
    public_key: &str,
    number: &DocketNumber,
    code: &str,
) -> Result<RulingCredential, Invalid> {
    read_code(public_key, number.clone(), code).ok_or(NOT_A_CREDENTIAL)
}

/// The credential of an issued ruling.
pub fn of(ruling: &Ruling, issue: &Issue) -> RulingCredential {
    RulingCredential {
        number: issue.number.clone(),
        issued_on: issue.on,
        content: fingerprint(ruling, issue),
    }
}

/// Of what a ruling says and who voted and signed, which nothing changes once it is issued.
fn fingerprint(ruling: &Ruling, issue: &Issue) -> ContentFingerprint {
    let said = json!({
        "case": ruling.case(),
        "respondent": ruling.respondent(),
        "content": ruling.content(),
        "issue": issue,
    });
    let hash = Sha256::digest(canonical::json(&said));
    let mut first = [0; 12];
    first.copy_from_slice(&hash[..12]);
    ContentFingerprint(first)
}

fn read(public_key: &str, text: &str) -> Option<RulingCredential> {
    let (address, query) = text.trim().split_once('?')?;
    let (_, number) = address.rsplit_once(VERIFICATION_PATH)?;
    let code = query.split('&').find_map(|it| it.strip_prefix("c="))?;
    read_code(public_key, number.parse().ok()?, code)
}

fn read_code(public_key: &str, number: DocketNumber, code: &str) -> Option<RulingCredential> {
    let signed = URL_SAFE_NO_PAD.decode(code).ok()?;
    let (bytes, signature) = signed.split_at_checked(LENGTH)?;
    let credential = RulingCredential::read(number, bytes).ok()?;
    let signature = canonical::base64(signature);
    keys::is_signed_by(public_key, &credential.message(), &signature).then_some(credential)
}
