//! What the QR code of a certificate says beside the address, so that a reader who knows the
//! registry's public key can check the paper without a connection.

use chrono::{Datelike, NaiveDate};

use super::{Licence, LicenceNumber};
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::joined_key;
use crate::domain::placement::agency::Channel;

/// The statement that the registry signs. Province and kind are in the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The number of the licence.
    pub number: LicenceNumber,
    /// The version of the printed document.
    pub document: u16,
    /// The first day of the term.
    pub from: NaiveDate,
    /// The last day on which the licence is valid.
    pub last_day: NaiveDate,
    /// How the agency reaches people.
    pub channel: Channel,
    /// Of the holder's name.
    pub holder: Fingerprint,
}

/// The first bytes of the SHA-256 of [`holder_text`]: enough to tell whether the name on a paper is
/// the one that was signed, without saying the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(pub [u8; 12]);

/// The path below the public address under which a licence is verified, followed by its number.
pub const VERIFICATION_PATH: &str = "/v/";

/// How many bytes a credential takes beside its number and its signature.
pub const LENGTH: usize = 24;

/// The first byte: how the others are read.
const FORMAT: u8 = 1;

/// Keeps what is signed here apart from everything else that the same key signs.
const PURPOSE: &[u8] = b"parvaneh licence credential\0";

const NOT_A_CREDENTIAL: Invalid = Invalid {
    code: "licence-credential",
    fa: "رمزینه به شکل رمزینه‌های این سامانه نیست یا دستکاری شده است.",
    en: "This is not a credential of a licence, or it has been changed.",
};

/// The text whose fingerprint stands for a holder; spellings of one name have one.
pub fn holder_text(name: &str) -> String {
    joined_key(name)
}

impl Credential {
    /// The credential of the current document of a licence.
    pub fn of(licence: &Licence, holder: Fingerprint) -> Result<Self, Invalid> {
        let document = licence
            .current_document()
            .and_then(|document| u16::try_from(document.version).ok())
            .ok_or(NOT_A_CREDENTIAL)?;
        Ok(Self {
            number: licence.number().clone(),
            document,
            from: licence.term().from,
            last_day: licence.term().last_day(),
            channel: licence.grant().channel,
            holder,
        })
    }

    /// The bytes that are signed.
    pub fn message(&self) -> Vec<u8> {
        let number = self.number.to_string();
        [PURPOSE, number.as_bytes(), &[0], &self.to_bytes()].concat()
    }

    /// All but the number.
    pub fn to_bytes(&self) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        let fields: [&[u8]; 6] = [
            &[FORMAT],
            &self.document.to_be_bytes(),
            &self.from.num_days_from_ce().to_be_bytes(),
            &self.last_day.num_days_from_ce().to_be_bytes(),
            &[channel_byte(self.channel)],
            &self.holder.0,
        ];
        for (byte, field) in bytes.iter_mut().zip(fields.concat()) {
            *byte = field;
        }
        bytes
    }

    /// Reads what [`Credential::to_bytes`] wrote; the signature is checked elsewhere.
    pub fn read(number: LicenceNumber, bytes: &[u8]) -> Result<Self, Invalid> {
        Self::parse(number, bytes).ok_or(NOT_A_CREDENTIAL)
    }

    fn parse(number: LicenceNumber, bytes: &[u8]) -> Option<Self> {
        let [format, rest @ ..] = bytes else {
            return None;
        };
        let (document, rest) = rest.split_first_chunk::<2>()?;
        let (from, rest) = rest.split_first_chunk::<4>()?;
        let (last_day, rest) = rest.split_first_chunk::<4>()?;
        let (channel, holder) = rest.split_first()?;
        let day = |days: &[u8; 4]| NaiveDate::from_num_days_from_ce_opt(i32::from_be_bytes(*days));
        (*format == FORMAT).then_some(())?;
        Some(Self {
            number,
            document: u16::from_be_bytes(*document),
            from: day(from)?,
            last_day: day(last_day)?,
            channel: Channel::ALL
                .into_iter()
                .find(|it| channel_byte(*it) == *channel)?,
            holder: Fingerprint(holder.try_into().ok()?),
        })
    }
}

/// What is not a credential at all, or not one that the registry signed.
pub const fn not_a_credential() -> Invalid {
    NOT_A_CREDENTIAL
}

const fn channel_byte(channel: Channel) -> u8 {
    match channel {
        Channel::Physical => 1,
        Channel::Electronic => 2,
        Channel::Both => 3,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number() -> LicenceNumber {
        use super::super::Series;
        use crate::domain::kernel::province::Province;
        use crate::domain::placement::agency::AgencyKind;
        let series = Series {
            demo: true,
            province: Province::Tehran,
            kind: AgencyKind::Foreign,
            year: 1405,
        };
        LicenceNumber::new(series, 12).unwrap()
    }

    proptest! {
        #[test]
        fn a_credential_is_read_back_as_it_was_written(
            document: u16,
            from in 0_i32..1_000_000,
            days in 0_i32..10_000,
            channel in 0_usize..3,
            holder: [u8; 12],
        ) {
            let day = |days| NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let credential = Credential {
                number: number(),
                document,
                from: day(from),
                last_day: day(from + days),
                channel: Channel::ALL[channel],
                holder: Fingerprint(holder),
            };
            let read = Credential::read(number(), &credential.to_bytes());
            prop_assert_eq!(read, Ok(credential));
        }

        #[test]
        fn other_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let read = Credential::read(number(), &bytes);
            prop_assert!(read.is_err() || bytes.len() == LENGTH && bytes[0] == FORMAT);
        }
    }

    #[test]
    fn spellings_of_one_name_have_one_text() {
        assert_eq!(holder_text("راه‌گشای كار"), holder_text("راهگشای کار"));
        assert_ne!(holder_text("راه‌گشای کار"), holder_text("راه‌گشای کارا"));
    }
}
