//! Countries that workers are sent to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::kernel::refusal::Invalid;

/// A foreign country by its ISO 3166-1 alpha-2 code, for example `DE`. Iran is not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CountryCode([u8; 2]);

/// ISO 3166-1 alpha-2 without Iran.
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE \
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM \
    HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI \
    LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC \
    NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA \
    SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR \
    TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

const NOT_A_COUNTRY: Invalid = Invalid {
    code: "country-code",
    fa: "کشور هدف باید با کد دوحرفی ISO 3166 و غیر از ایران نوشته شود.",
    en: "A target country is written as its two-letter ISO 3166 code, and is not Iran.",
};

impl FromStr for CountryCode {
    type Err = Invalid;

    /// Reads a code in upper case.
    fn from_str(code: &str) -> Result<Self, Invalid> {
        COUNTRIES
            .split(' ')
            .find(|known| *known == code)
            .and_then(|known| known.as_bytes().try_into().ok())
            .map(Self)
            .ok_or(NOT_A_COUNTRY)
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

impl From<CountryCode> for String {
    fn from(code: CountryCode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for CountryCode {
    type Error = Invalid;

    fn try_from(code: String) -> Result<Self, Invalid> {
        code.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_foreign_countries_of_the_standard_are_target_countries() {
        for code in ["DE", "OM", "AD", "ZW", "IQ"] {
            assert_eq!(code.parse::<CountryCode>().unwrap().to_string(), code);
        }
        for code in ["IR", "de", "XX", "", "DEU", "D", " ", "AD AE"] {
            assert_eq!(code.parse::<CountryCode>(), Err(NOT_A_COUNTRY), "{code}");
        }
    }

    #[test]
    fn the_standard_names_249_countries_and_iran_is_one_of_them() {
        assert_eq!(COUNTRIES.split(' ').count(), 248);
    }
}
