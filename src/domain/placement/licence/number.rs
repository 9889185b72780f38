//! The number of a licence: `23-D-1405-000123-K`, in a demo registry `D-23-D-1405-000123-X`.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::kernel::digits;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::agency::AgencyKind;

/// A number that is never given twice: province, kind, year of issue, serial, check character.
///
/// The check character follows ISO 7064 MOD 37,36 over all characters before it, the prefix of a
/// demo registry included, so that any one mistaken character is noticed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct LicenceNumber {
    series: Series,
    serial: u32,
}

/// The numbers that are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// Whether the registry is a demo, whose numbers begin with `D-`.
    pub demo: bool,
    /// The province whose office issues.
    pub province: Province,
    /// The kind of agency.
    pub kind: AgencyKind,
    /// The Solar Hijri year of issue, of four digits.
    pub year: u16,
}

const NOT_A_NUMBER: Invalid = Invalid {
    code: "licence-number",
    fa: "شماره مجوز به صورت 23-D-1405-000123-K است و یکی از نویسه‌های آن درست نیست.",
    en: "A licence number has the form 23-D-1405-000123-K; one of its characters is wrong.",
};

/// The greatest serial, of six digits.
const MAX_SERIAL: u32 = 999_999;

impl LicenceNumber {
    /// The number with this serial, from 1 to 999999, in its series.
    pub fn new(series: Series, serial: u32) -> Result<Self, Invalid> {
        if (1..=MAX_SERIAL).contains(&serial) && (1300..=1999).contains(&series.year) {
            Ok(Self { series, serial })
        } else {
            Err(NOT_A_NUMBER)
        }
    }

    /// The series in which it was counted.
    pub fn series(&self) -> Series {
        self.series
    }

    /// Its place in the series.
    pub fn serial(&self) -> u32 {
        self.serial
    }

    /// The number as one integer, different for every number and in the order of numbers.
    pub fn packed(&self) -> u64 {
        let Series {
            demo,
            province,
            kind,
            year,
        } = self.series;
        let parts = [
            (u64::from(demo), 1),
            (province as u64, 5),
            (kind as u64, 2),
            (u64::from(year), 11),
            (u64::from(self.serial), 20),
        ];
        parts
            .into_iter()
            .fold(0, |packed, (part, bits)| (packed << bits) | part)
    }

    /// Whether a demo registry gave it.
    pub fn is_demo(&self) -> bool {
        self.series.demo
    }

    /// The check character of all characters before it, hyphens not counted.
    fn check(&self) -> char {
        let Series {
            demo,
            province,
            kind,
            year,
        } = self.series;
        let characters = demo
            .then_some('D')
            .into_iter()
            .chain(place(province).chars())
            .chain([letter(kind)])
            .chain(decimal::<4>(year.into()))
            .chain(decimal::<6>(self.serial));
        check_character(characters)
    }
}

impl fmt::Display for LicenceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Series {
            demo,
            province,
            kind,
            year,
        } = self.series;
        f.write_str(if demo { "D-" } else { "" })?;
        f.write_str(place(province))?;
        let rest = ['-', letter(kind), '-']
            .into_iter()
            .chain(decimal::<4>(year.into()))
            .chain(['-'])
            .chain(decimal::<6>(self.serial))
            .chain(['-', self.check()]);
        for character in rest {
            f.write_char(character)?;
        }
        Ok(())
    }
}

impl FromStr for LicenceNumber {
    type Err = Invalid;

    /// Reads a number in any family of digits, in small letters, with spaces or without hyphens.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        if text.len() > 100 {
            return Err(NOT_A_NUMBER);
        }
        read(text).ok_or(NOT_A_NUMBER)
    }
}

fn read(text: &str) -> Option<LicenceNumber> {
    /// As many characters as a number of a demo registry has.
    const LONGEST: usize = 15;
    let mut plain = [0; LONGEST];
    let mut length = 0;
    for c in digits::identifying(text).filter(|c| !c.is_whitespace()) {
        let byte = u8::try_from(c).ok().filter(u8::is_ascii)?;
        *plain.get_mut(length)? = byte.to_ascii_uppercase();
        length += 1;
    }
    let plain = std::str::from_utf8(plain.get(..length)?).ok()?;
    let (demo, rest) = match plain.strip_prefix('D') {
        Some(rest) => (true, rest),
        None => (false, plain),
    };
    if rest.len() != 14 {
        return None;
    }
    let number = |range| {
        rest.get(range)
            .filter(|part: &&str| part.bytes().all(|b| b.is_ascii_digit()))
    };
    let series = Series {
        demo,
        province: province_at(number(0..2)?)?,
        kind: kind_of(rest.get(2..3)?)?,
        year: number(3..7)?.parse().ok()?,
    };
    let read = LicenceNumber::new(series, number(7..13)?.parse().ok()?).ok()?;
    rest.ends_with(read.check()).then_some(read)
}

/// The last digits of a number, zeros before it.
fn decimal<const DIGITS: usize>(number: u32) -> [char; DIGITS] {
    let mut digits = ['0'; DIGITS];
    let mut rest = number;
    for digit in digits.iter_mut().rev() {
        *digit = char::from_digit(rest % 10, 10).unwrap_or('0');
        rest /= 10;
    }
    digits
}

fn province_at(digits: &str) -> Option<Province> {
    let mut all = Province::ALL.into_iter();
    all.find(|it| place(*it) == digits)
}

fn place(province: Province) -> &'static str {
    province.code().trim_start_matches("IR-")
}

const fn letter(kind: AgencyKind) -> char {
    match kind {
        AgencyKind::Domestic => 'D',
        AgencyKind::Foreign => 'F',
        AgencyKind::Maritime => 'M',
    }
}

fn kind_of(letter: &str) -> Option<AgencyKind> {
    match letter {
        "D" => Some(AgencyKind::Domestic),
        "F" => Some(AgencyKind::Foreign),
        "M" => Some(AgencyKind::Maritime),
        _ => None,
    }
}

/// ISO 7064 MOD 37,36: one of 0-9 and A-Z, for characters that are such themselves.
fn check_character(characters: impl Iterator<Item = char>) -> char {
    let mut product = 36;
    for value in characters.filter_map(|c| c.to_digit(36)) {
        let sum = (product + value) % 36;
        product = if sum == 0 { 36 } else { sum } * 2 % 37;
    }
    char::from_digit((37 - product) % 36, 36).map_or('0', |c| c.to_ascii_uppercase())
}

impl From<LicenceNumber> for String {
    fn from(number: LicenceNumber) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for LicenceNumber {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_check_character_is_that_of_the_standard() {
        // The example of ISO 7064 for MOD 37,36 that GRid and other standards quote.
        assert_eq!(check_character("A12425GABC1234002".chars()), 'M');
    }

    fn number(demo: bool, province: usize, kind: usize, year: u16, serial: u32) -> LicenceNumber {
        let series = Series {
            demo,
            province: Province::ALL[province],
            kind: AgencyKind::ALL[kind],
            year,
        };
        LicenceNumber::new(series, serial).unwrap()
    }

    #[test]
    fn a_number_is_read_as_people_type_it() {
        let plain = number(false, 23, 0, 1405, 123);
        let text = plain.to_string();
        assert!(text.starts_with("23-D-1405-000123-"), "{text}");
        let persian = digits::to_persian(&text);
        let spaced = format!(" {} ", text.replace('-', " "));
        let joined = text.replace('-', "");
        for typed in [&text, &text.to_lowercase(), &persian, &spaced, &joined] {
            assert_eq!(
                typed.parse::<LicenceNumber>().as_ref(),
                Ok(&plain),
                "{typed}"
            );
        }
        let demo = number(true, 23, 1, 1405, 123).to_string();
        assert!(demo.starts_with("D-23-F-1405-000123-"), "{demo}");
        for other in ["", "23", "-", "23-D-1405-000000-0", &text[1..], &text[..17]] {
            assert!(other.parse::<LicenceNumber>().is_err(), "{other}");
        }
    }

    proptest! {
        #[test]
        fn packed_numbers_are_ordered_like_the_numbers(
            one in (any::<bool>(), 0_usize..31, 0_usize..3, 1300_u16..2000, 1_u32..=999_999),
            other in (any::<bool>(), 0_usize..31, 0_usize..3, 1300_u16..2000, 1_u32..=999_999),
        ) {
            let one = number(one.0, one.1, one.2, one.3, one.4);
            let other = number(other.0, other.1, other.2, other.3, other.4);
            prop_assert_eq!(one.cmp(&other), one.packed().cmp(&other.packed()));
        }

        #[test]
        fn any_one_wrong_character_is_noticed(
            demo: bool,
            province in 0_usize..31,
            kind in 0_usize..3,
            year in 1400_u16..1500,
            serial in 1_u32..=999_999,
            at in 0_usize..20,
            wrong in "[0-9A-Z]",
        ) {
            let right = number(demo, province, kind, year, serial);
            let text = right.to_string();
            prop_assert_eq!(text.parse::<LicenceNumber>(), Ok(right));
            let at = at % text.len();
            if text[at..=at] != wrong {
                let mut mistaken = text;
                mistaken.replace_range(at..=at, &wrong);
                prop_assert!(mistaken.parse::<LicenceNumber>().is_err(), "{}", mistaken);
            }
        }
    }
}
