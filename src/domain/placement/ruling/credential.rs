//! What the QR code of a printed ruling says beside its number, so that a reader who knows the
//! registry's public key can check the paper without a connection, and nobody can look rulings up
//! by counting their numbers.

use chrono::{Datelike, NaiveDate};

use super::DocketNumber;
use crate::domain::kernel::refusal::Invalid;

/// The statement that the registry signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulingCredential {
    /// The number of the ruling.
    pub number: DocketNumber,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// Of what it says.
    pub content: ContentFingerprint,
}

/// The first bytes of the SHA-256 of a ruling's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentFingerprint(pub [u8; 12]);

/// The path below the public address under which a ruling is verified, followed by its number.
pub const VERIFICATION_PATH: &str = "/r/";

/// How many bytes a credential takes beside its number and its signature.
pub const LENGTH: usize = 17;

/// The first byte: how the others are read.
const FORMAT: u8 = 1;

/// Keeps what is signed here apart from everything else that the same key signs.
const PURPOSE: &[u8] = b"parvaneh ruling credential\0";

/// What is not a credential at all, or not one that the registry signed.
pub const NOT_A_CREDENTIAL: Invalid = Invalid {
    code: "ruling-credential",
    fa: "رمزینه به شکل رمزینه‌های این سامانه نیست یا دستکاری شده است.",
    en: "This is not a credential of a ruling, or it has been changed.",
};

impl RulingCredential {
    /// The bytes that are signed.
    pub fn message(&self) -> Vec<u8> {
        [
            PURPOSE,
            self.number.as_str().as_bytes(),
            &[0],
            &self.to_bytes(),
        ]
        .concat()
    }

    /// All but the number.
    pub fn to_bytes(&self) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        let day = self.issued_on.num_days_from_ce().to_be_bytes();
        let fields: [&[u8]; 3] = [&[FORMAT], &day, &self.content.0];
        for (byte, field) in bytes.iter_mut().zip(fields.concat()) {
            *byte = field;
        }
        bytes
    }

    /// Reads what [`RulingCredential::to_bytes`] wrote; the signature is checked elsewhere.
    pub fn read(number: DocketNumber, bytes: &[u8]) -> Result<Self, Invalid> {
        Self::parse(number, bytes).ok_or(NOT_A_CREDENTIAL)
    }

    fn parse(number: DocketNumber, bytes: &[u8]) -> Option<Self> {
        let (format, rest) = bytes.split_first()?;
        let (day, content) = rest.split_first_chunk::<4>()?;
        (*format == FORMAT).then_some(())?;
        Some(Self {
            number,
            issued_on: NaiveDate::from_num_days_from_ce_opt(i32::from_be_bytes(*day))?,
            content: ContentFingerprint(content.try_into().ok()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number() -> DocketNumber {
        "R23-1405-000012".parse().unwrap()
    }

    proptest! {
        #[test]
        fn a_credential_is_read_back_as_it_was_written(days in 0_i32..1_000_000, content: [u8; 12]) {
            let credential = RulingCredential {
                number: number(),
                issued_on: NaiveDate::from_num_days_from_ce_opt(days).unwrap(),
                content: ContentFingerprint(content),
            };
            let read = RulingCredential::read(number(), &credential.to_bytes());
            prop_assert_eq!(read, Ok(credential));
        }

        #[test]
        fn other_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let read = RulingCredential::read(number(), &bytes);
            prop_assert!(read.is_err() || bytes.len() == LENGTH && bytes[0] == FORMAT);
        }
    }
}
