//! Amounts of money.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::digits;
use super::refusal::Invalid;

/// An amount in rial, never negative, and small enough that a JSON number carries it everywhere.
///
/// The registry knows no toman (ten rial); forms may not ask for it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(try_from = "i64", into = "i64")]
pub struct Rial(i64);

const NOT_AN_AMOUNT: Invalid = Invalid {
    code: "rial",
    fa: "مبلغ باید عددی صحیح به ریال میان ۰ و ۹٬۰۰۷٬۱۹۹٬۲۵۴٬۷۴۰٬۹۹۱ باشد.",
    en: "An amount is a whole number of rial from 0 to 9007199254740991.",
};

impl Rial {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The greatest amount, the last whole number that every JSON reader keeps exactly.
    pub const MAX: Self = Self(9_007_199_254_740_991);

    /// An amount of so many rial.
    pub fn new(amount: i64) -> Result<Self, Invalid> {
        if (0..=Self::MAX.0).contains(&amount) {
            Ok(Self(amount))
        } else {
            Err(NOT_AN_AMOUNT)
        }
    }

    /// The number of rial.
    pub fn get(self) -> i64 {
        self.0
    }

    /// The sum, if it is an amount.
    pub fn checked_add(self, other: Self) -> Result<Self, Invalid> {
        Self::new(self.0 + other.0)
    }

    /// The difference, if it is an amount.
    pub fn checked_sub(self, other: Self) -> Result<Self, Invalid> {
        Self::new(self.0 - other.0)
    }

    /// So many ten-thousandths of the amount (3000 is 30 %), halves rounded up.
    pub fn basis_points(self, points: u32) -> Result<Self, Invalid> {
        let share = (i128::from(self.0) * i128::from(points) + 5_000) / 10_000;
        i64::try_from(share)
            .map_err(|_| NOT_AN_AMOUNT)
            .and_then(Self::new)
    }

    /// The amount as letters write it: «۱٬۲۰۰٬۰۰۰ ریال».
    pub fn persian(self) -> String {
        format!("{} ریال", digits::grouped(self.0))
    }
}

impl fmt::Display for Rial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Rial {
    type Err = Invalid;

    /// Reads whole rial in any family of digits, with or without separators of thousands.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let plain: String = digits::to_ascii(text.trim())
            .chars()
            .filter(|c| !matches!(c, '٬' | ','))
            .collect();
        if plain.is_empty() || !plain.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NOT_AN_AMOUNT);
        }
        plain.parse().map_err(|_| NOT_AN_AMOUNT).and_then(Self::new)
    }
}

impl From<Rial> for i64 {
    fn from(amount: Rial) -> Self {
        amount.0
    }
}

impl TryFrom<i64> for Rial {
    type Error = Invalid;

    fn try_from(amount: i64) -> Result<Self, Invalid> {
        Self::new(amount)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rial(amount: i64) -> Rial {
        Rial::new(amount).unwrap()
    }

    #[test]
    fn an_amount_is_neither_negative_nor_greater_than_json_can_carry() {
        assert!(Rial::new(-1).is_err());
        assert!(Rial::new(9_007_199_254_740_992).is_err());
        assert_eq!(Rial::new(9_007_199_254_740_991), Ok(Rial::MAX));
        assert!(Rial::MAX.checked_add(rial(1)).is_err());
        assert!(Rial::ZERO.checked_sub(rial(1)).is_err());
        assert_eq!(rial(5).checked_add(rial(7)), Ok(rial(12)));
        assert_eq!(rial(7).checked_sub(rial(5)), Ok(rial(2)));
    }

    #[test]
    fn a_share_is_rounded_half_up() {
        let cases = [
            (100, 3_000, 30),
            (1, 5_000, 1),
            (1, 4_999, 0),
            (3, 5_000, 2),
            (12_345, 1, 1),
            (15_000, 1, 2),
            (14_999, 1, 1),
            (9_007_199_254_740_991, 10_000, 9_007_199_254_740_991),
        ];
        for (amount, points, share) in cases {
            assert_eq!(rial(amount).basis_points(points), Ok(rial(share)));
        }
        assert!(Rial::MAX.basis_points(10_001).is_err());
        assert!(Rial::MAX.basis_points(u32::MAX).is_err());
    }

    #[test]
    fn an_amount_is_shown_in_persian_and_read_as_it_is_typed() {
        assert_eq!(rial(1_200_000).persian(), "۱٬۲۰۰٬۰۰۰ ریال");
        for text in ["1200000", "۱٬۲۰۰٬۰۰۰", " 1,200,000 ", "١٢٠٠٠٠٠"] {
            assert_eq!(text.parse(), Ok(rial(1_200_000)), "{text}");
        }
        for text in ["", "-1", "1.5", "12e3", "+7", "ده", "99999999999999999999"] {
            assert_eq!(text.parse::<Rial>(), Err(NOT_AN_AMOUNT), "{text}");
        }
    }

    #[test]
    fn an_amount_is_an_integer_in_documents() {
        assert_eq!(serde_json::to_string(&rial(1_200_000)).unwrap(), "1200000");
        for bad in ["-1", "1.0", "\"12\"", "9007199254740992"] {
            assert!(serde_json::from_str::<Rial>(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_share_errs_by_no_more_than_half_a_rial(
            amount in 0..=9_007_199_254_740_991_i64,
            points in 0..=10_000_u32,
        ) {
            let share = rial(amount).basis_points(points).unwrap();
            let error = i128::from(share.get()) * 10_000 - i128::from(amount) * i128::from(points);
            prop_assert!((-5_000 < error) && (error <= 5_000));
        }
    }
}
