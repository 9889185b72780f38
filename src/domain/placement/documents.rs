//! The documents of a file: what they are and which bytes they are, not the bytes themselves.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::kernel::refusal::Invalid;

/// A document attached to a file. It names its content by hash, so it can't be swapped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRef {
    /// Its identity in the file.
    pub id: Uuid,
    /// What it shows.
    pub kind: DocumentKind,
    /// The SHA-256 of its bytes.
    pub sha256: Sha256Hex,
    /// What its bytes are, found by content.
    pub media_type: MediaType,
    /// Its length in bytes.
    pub size: u64,
    /// When it arrived.
    pub uploaded_at: DateTime<Utc>,
    /// The account that brought it.
    pub by: Uuid,
}

/// A document that comes from outside, brought by somebody who may have no account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exhibit {
    /// Its identity in the file.
    pub id: Uuid,
    /// The SHA-256 of its bytes.
    pub sha256: Sha256Hex,
    /// What its bytes are, found by content.
    pub media_type: MediaType,
    /// Its length in bytes.
    pub size: u64,
    /// When it arrived.
    pub arrived_at: DateTime<Utc>,
}

/// What a document shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// کارت ملی or شناسنامه.
    IdentityCard,
    /// مدرک تحصیلی.
    Degree,
    /// کارت پایان خدمت or معافیت.
    ServiceCard,
    /// گواهی عدم سوء پیشینه.
    CriminalRecordCertificate,
    /// گواهی زبان.
    LanguageCertificate,
    /// گواهی اشتغال, of the employee who holds the language certificate.
    EmploymentProof,
    /// نماد اعتماد الکترونیکی.
    Enamad,
    /// سند or اجاره‌نامه of the premises.
    PremisesDeed,
    /// آگهی ثبت of a company.
    CompanyRegistration,
    /// عکس.
    Photo,
    /// ضمانت‌نامه بانکی.
    GuaranteeLetter,
    /// The answer of an authority (پاسخ استعلام).
    InquiryAnswer,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// The name in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::IdentityCard => "مدرک شناسایی",
            Self::Degree => "مدرک تحصیلی",
            Self::ServiceCard => "کارت پایان خدمت یا معافیت",
            Self::CriminalRecordCertificate => "گواهی عدم سوء پیشینه کیفری",
            Self::LanguageCertificate => "گواهی زبان خارجی",
            Self::EmploymentProof => "گواهی اشتغال",
            Self::Enamad => "نماد اعتماد الکترونیکی",
            Self::PremisesDeed => "سند یا اجاره‌نامه محل",
            Self::CompanyRegistration => "آگهی ثبت شرکت",
            Self::Photo => "عکس",
            Self::GuaranteeLetter => "ضمانت‌نامه بانکی",
            Self::InquiryAnswer => "پاسخ استعلام",
            Self::Other => "سایر مدارک",
        }
    }
}

/// The formats that are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MediaType {
    /// `application/pdf`
    #[serde(rename = "application/pdf")]
    Pdf,
    /// `image/jpeg`
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// `image/png`
    #[serde(rename = "image/png")]
    Png,
}

impl MediaType {
    /// The name that HTTP uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The file name extension, without a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// A SHA-256 in 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Sha256Hex(String);

impl Sha256Hex {
    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are the same, found in a time that tells nothing of how far they agree.
    pub fn matches(&self, other: &Self) -> bool {
        let pairs = self.0.bytes().zip(other.0.bytes());
        pairs.fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
    }
}

impl FromStr for Sha256Hex {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.to_owned().try_into()
    }
}

impl TryFrom<String> for Sha256Hex {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 64 && text.bytes().all(is_hex) {
            Ok(Self(text))
        } else {
            Err(Invalid {
                code: "sha256",
                fa: "چکیده SHA-256 از ۶۴ رقم شانزده‌شانزدهی کوچک است.",
                en: "A SHA-256 has 64 lower-case hexadecimal digits.",
            })
        }
    }
}

impl From<Sha256Hex> for String {
    fn from(hash: Sha256Hex) -> Self {
        hash.0
    }
}

impl fmt::Display for Sha256Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_64_lower_case_hexadecimal_digits() {
        let right = "0123456789abcdef".repeat(4);
        assert_eq!(right.parse::<Sha256Hex>().unwrap().as_str(), right);
        for wrong in [
            right.to_uppercase(),
            right.replace('a', "g"),
            right[1..].to_owned(),
        ] {
            assert!(wrong.parse::<Sha256Hex>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn hashes_match_only_in_every_digit() {
        let hash: Sha256Hex = "0123456789abcdef".repeat(4).parse().unwrap();
        assert!(hash.matches(&hash.clone()));
        for at in [0, 31, 63] {
            let mut digits = hash.as_str().to_owned();
            let other = if &digits[at..=at] == "7" { "8" } else { "7" };
            digits.replace_range(at..=at, other);
            assert!(!hash.matches(&digits.parse().unwrap()), "{at}");
        }
    }
}
