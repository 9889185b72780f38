//! Where an agency is: its premises, its branches and its site.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::kernel::identity::{DomainName, Landline, PostalCode};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::country::CountryCode;

/// The place of establishment (محل استقرار), which decides the competent province (A7). For an
/// online agency it is the registered seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Premises {
    /// The province.
    pub province: Province,
    /// The city or county.
    pub city: ShortText,
    /// Street, alley and number.
    pub address: ShortText,
    /// The ten-digit postal code.
    pub postal_code: PostalCode,
    /// The telephone there.
    pub landline: Landline,
}

/// A place in another country, where a branch or a representation may be (A13.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignPlace {
    /// The country.
    pub country: CountryCode,
    /// The city.
    pub city: ShortText,
    /// Street and number, as they are written there.
    pub address: ShortText,
    /// The telephone there.
    pub telephone: Option<ShortText>,
}

/// A place inside or outside the country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "where")]
pub enum Place {
    /// In a province.
    Inside(Premises),
    /// In another country.
    Abroad(ForeignPlace),
}

impl Place {
    /// The province, if it is inside the country.
    pub const fn province(&self) -> Option<Province> {
        match self {
            Self::Inside(premises) => Some(premises.province),
            Self::Abroad(_) => None,
        }
    }

    /// City and address in one line.
    pub fn line(&self) -> String {
        match self {
            Self::Inside(premises) => format!("{}، {}", premises.city, premises.address),
            Self::Abroad(place) => format!("{}، {}", place.city, place.address),
        }
    }
}

/// The site of an agency that works electronically.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Website {
    /// Its domain.
    pub domain: DomainName,
    /// Its mark of trust (A8.10), if it has one already.
    pub enamad: Option<Enamad>,
}

/// The electronic mark of trust (نماد اعتماد الکترونیکی), issued for one domain and for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enamad {
    /// The domain that the mark was issued for.
    pub domain: DomainName,
    /// The id on the verification page.
    pub id: EnamadId,
    /// The code on the verification page.
    pub code: EnamadCode,
    /// The level.
    pub stars: Stars,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// The first day on which the mark is no longer valid.
    pub expires_on: NaiveDate,
}

impl Enamad {
    /// Whether the mark is valid on a day.
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.issued_on <= day && day < self.expires_on
    }
}

/// The id of an e-namad: one to twelve digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EnamadId(String);

/// The code of an e-namad: 20 to 32 Latin letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EnamadCode(String);

/// The level of an e-namad: none to two stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub struct Stars(u8);

impl EnamadId {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl EnamadCode {
    /// The letters and digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for EnamadId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.to_owned().try_into()
    }
}

impl TryFrom<String> for EnamadId {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if digits && (1..=12).contains(&text.len()) {
            Ok(Self(text))
        } else {
            Err(Invalid {
                code: "enamad-id",
                fa: "شناسه نماد اعتماد الکترونیکی از یک تا دوازده رقم است.",
                en: "The id of an e-namad has one to twelve digits.",
            })
        }
    }
}

impl From<EnamadId> for String {
    fn from(id: EnamadId) -> Self {
        id.0
    }
}

impl std::str::FromStr for EnamadCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.to_owned().try_into()
    }
}

impl TryFrom<String> for EnamadCode {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        let alphanumeric = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if alphanumeric && (20..=32).contains(&text.len()) {
            Ok(Self(text))
        } else {
            Err(Invalid {
                code: "enamad-code",
                fa: "کد نماد اعتماد الکترونیکی از ۲۰ تا ۳۲ حرف لاتین و رقم است.",
                en: "The code of an e-namad has 20 to 32 Latin letters and digits.",
            })
        }
    }
}

impl From<EnamadCode> for String {
    fn from(code: EnamadCode) -> Self {
        code.0
    }
}

impl TryFrom<u8> for Stars {
    type Error = Invalid;

    fn try_from(stars: u8) -> Result<Self, Invalid> {
        if stars <= 2 {
            Ok(Self(stars))
        } else {
            Err(Invalid {
                code: "enamad-stars",
                fa: "نماد اعتماد الکترونیکی حداکثر دو ستاره دارد.",
                en: "An e-namad has at most two stars.",
            })
        }
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> Self {
        stars.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Covers A8.10.
    #[test]
    fn what_the_verification_page_does_not_show_is_no_enamad() {
        for id in ["", "12a", "1234567890123", "۱۲۳", "-1"] {
            assert!(id.parse::<EnamadId>().is_err(), "{id}");
        }
        assert_eq!("123456".parse::<EnamadId>().unwrap().as_str(), "123456");
        let short = "a".repeat(19);
        let long = "a".repeat(33);
        for code in [short.as_str(), long.as_str(), "abcdefghijklmnopqrst-"] {
            assert!(code.parse::<EnamadCode>().is_err(), "{code}");
        }
        assert!("AbCdEfGhIjKlMnOpQr12".parse::<EnamadCode>().is_ok());
        assert!(Stars::try_from(3).is_err() && Stars::try_from(2).is_ok());
    }
}
