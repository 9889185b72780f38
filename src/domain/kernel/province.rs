//! The provinces of Iran.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::refusal::Invalid;

/// A province (استان), known by its code in ISO 3166-2:IR as renumbered in 2020.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Province {
    /// مرکزی
    Markazi,
    /// گیلان
    Gilan,
    /// مازندران
    Mazandaran,
    /// آذربایجان شرقی
    EastAzerbaijan,
    /// آذربایجان غربی
    WestAzerbaijan,
    /// کرمانشاه
    Kermanshah,
    /// خوزستان
    Khuzestan,
    /// فارس
    Fars,
    /// کرمان
    Kerman,
    /// خراسان رضوی
    RazaviKhorasan,
    /// اصفهان
    Isfahan,
    /// سیستان و بلوچستان
    SistanAndBaluchestan,
    /// کردستان
    Kurdistan,
    /// همدان
    Hamadan,
    /// چهارمحال و بختیاری
    ChaharmahalAndBakhtiari,
    /// لرستان
    Lorestan,
    /// ایلام
    Ilam,
    /// کهگیلویه و بویراحمد
    KohgiluyehAndBoyerAhmad,
    /// بوشهر
    Bushehr,
    /// زنجان
    Zanjan,
    /// سمنان
    Semnan,
    /// یزد
    Yazd,
    /// هرمزگان
    Hormozgan,
    /// تهران
    Tehran,
    /// اردبیل
    Ardabil,
    /// قم
    Qom,
    /// قزوین
    Qazvin,
    /// گلستان
    Golestan,
    /// خراسان شمالی
    NorthKhorasan,
    /// خراسان جنوبی
    SouthKhorasan,
    /// البرز
    Alborz,
}

const NOT_A_PROVINCE: Invalid = Invalid {
    code: "province",
    fa: "کد استان باید یکی از کدهای IR-00 تا IR-30 باشد.",
    en: "A province is one of the codes IR-00 to IR-30.",
};

impl Province {
    /// All provinces in the order of their codes; lists for people are sorted by
    /// [`sort_key`](super::collation::sort_key) of the name.
    pub const ALL: [Self; 31] = [
        Self::Markazi,
        Self::Gilan,
        Self::Mazandaran,
        Self::EastAzerbaijan,
        Self::WestAzerbaijan,
        Self::Kermanshah,
        Self::Khuzestan,
        Self::Fars,
        Self::Kerman,
        Self::RazaviKhorasan,
        Self::Isfahan,
        Self::SistanAndBaluchestan,
        Self::Kurdistan,
        Self::Hamadan,
        Self::ChaharmahalAndBakhtiari,
        Self::Lorestan,
        Self::Ilam,
        Self::KohgiluyehAndBoyerAhmad,
        Self::Bushehr,
        Self::Zanjan,
        Self::Semnan,
        Self::Yazd,
        Self::Hormozgan,
        Self::Tehran,
        Self::Ardabil,
        Self::Qom,
        Self::Qazvin,
        Self::Golestan,
        Self::NorthKhorasan,
        Self::SouthKhorasan,
        Self::Alborz,
    ];

    /// The code, for example `IR-23`.
    pub fn code(self) -> &'static str {
        self.row().0
    }

    /// The Persian name, without the word استان.
    pub fn name_fa(self) -> &'static str {
        self.row().1
    }

    /// The English name.
    pub fn name_en(self) -> &'static str {
        self.row().2
    }

    /// The province that had this code before the renumbering of 2020.
    ///
    /// Old and new codes overlap, so this is for imports of lists that are known to be old.
    pub fn from_legacy(code: &str) -> Result<Self, Invalid> {
        Self::ALL
            .into_iter()
            .find(|province| province.row().3 == code)
            .ok_or(NOT_A_PROVINCE)
    }

    /// Code, Persian name, English name, code before 2020.
    #[rustfmt::skip]
    fn row(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::Markazi => ("IR-00", "مرکزی", "Markazi", "IR-22"),
            Self::Gilan => ("IR-01", "گیلان", "Gilan", "IR-19"),
            Self::Mazandaran => ("IR-02", "مازندران", "Mazandaran", "IR-21"),
            Self::EastAzerbaijan => ("IR-03", "آذربایجان شرقی", "East Azerbaijan", "IR-01"),
            Self::WestAzerbaijan => ("IR-04", "آذربایجان غربی", "West Azerbaijan", "IR-02"),
            Self::Kermanshah => ("IR-05", "کرمانشاه", "Kermanshah", "IR-17"),
            Self::Khuzestan => ("IR-06", "خوزستان", "Khuzestan", "IR-10"),
            Self::Fars => ("IR-07", "فارس", "Fars", "IR-14"),
            Self::Kerman => ("IR-08", "کرمان", "Kerman", "IR-15"),
            Self::RazaviKhorasan => ("IR-09", "خراسان رضوی", "Razavi Khorasan", "IR-30"),
            Self::Isfahan => ("IR-10", "اصفهان", "Isfahan", "IR-04"),
            Self::SistanAndBaluchestan => ("IR-11", "سیستان و بلوچستان", "Sistan and Baluchestan", "IR-13"),
            Self::Kurdistan => ("IR-12", "کردستان", "Kurdistan", "IR-16"),
            Self::Hamadan => ("IR-13", "همدان", "Hamadan", "IR-24"),
            Self::ChaharmahalAndBakhtiari => ("IR-14", "چهارمحال و بختیاری", "Chaharmahal and Bakhtiari", "IR-08"),
            Self::Lorestan => ("IR-15", "لرستان", "Lorestan", "IR-20"),
            Self::Ilam => ("IR-16", "ایلام", "Ilam", "IR-05"),
            Self::KohgiluyehAndBoyerAhmad => ("IR-17", "کهگیلویه و بویراحمد", "Kohgiluyeh and Boyer-Ahmad", "IR-18"),
            Self::Bushehr => ("IR-18", "بوشهر", "Bushehr", "IR-06"),
            Self::Zanjan => ("IR-19", "زنجان", "Zanjan", "IR-11"),
            Self::Semnan => ("IR-20", "سمنان", "Semnan", "IR-12"),
            Self::Yazd => ("IR-21", "یزد", "Yazd", "IR-25"),
            Self::Hormozgan => ("IR-22", "هرمزگان", "Hormozgan", "IR-23"),
            Self::Tehran => ("IR-23", "تهران", "Tehran", "IR-07"),
            Self::Ardabil => ("IR-24", "اردبیل", "Ardabil", "IR-03"),
            Self::Qom => ("IR-25", "قم", "Qom", "IR-26"),
            Self::Qazvin => ("IR-26", "قزوین", "Qazvin", "IR-28"),
            Self::Golestan => ("IR-27", "گلستان", "Golestan", "IR-27"),
            Self::NorthKhorasan => ("IR-28", "خراسان شمالی", "North Khorasan", "IR-31"),
            Self::SouthKhorasan => ("IR-29", "خراسان جنوبی", "South Khorasan", "IR-29"),
            Self::Alborz => ("IR-30", "البرز", "Alborz", "IR-32"),
        }
    }
}

impl fmt::Display for Province {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Province {
    type Err = Invalid;

    /// Reads a code of 2020; bare numbers and names are refused.
    fn from_str(code: &str) -> Result<Self, Invalid> {
        // The codes count the provinces from zero, in the order of the list.
        code.strip_prefix("IR-")
            .and_then(|number| number.parse::<usize>().ok())
            .and_then(|place| Self::ALL.get(place).copied())
            .filter(|province| province.code() == code)
            .ok_or(NOT_A_PROVINCE)
    }
}

impl From<Province> for String {
    fn from(province: Province) -> Self {
        province.code().to_owned()
    }
}

impl TryFrom<String> for Province {
    type Error = Invalid;

    fn try_from(code: String) -> Result<Self, Invalid> {
        code.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../assets/data/provinces.csv");

    #[test]
    fn the_provinces_are_those_of_the_published_table() {
        let rows: Vec<Vec<&str>> = TABLE
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect())
            .collect();
        assert_eq!(rows.len(), Province::ALL.len());
        for (row, province) in rows.iter().zip(Province::ALL) {
            let [code, name_fa, name_en, legacy] = row[..] else {
                panic!("a row has four fields: {row:?}");
            };
            assert_eq!(code.parse(), Ok(province));
            assert_eq!(province.code(), code);
            assert_eq!(province.name_fa(), name_fa);
            assert_eq!(province.name_en(), name_en);
            assert_eq!(Province::from_legacy(legacy), Ok(province));
        }
    }

    #[test]
    fn only_a_code_of_2020_names_a_province() {
        for text in [
            "",
            "23",
            "0",
            "IR-31",
            "IR-32",
            "IR-7",
            "ir-23",
            "IR23",
            " IR-23",
            "IR-۲۳",
            "تهران",
        ] {
            assert!(text.parse::<Province>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_old_code_means_what_it_meant_before_the_renumbering() {
        assert_eq!("IR-07".parse(), Ok(Province::Fars));
        assert_eq!(Province::from_legacy("IR-07"), Ok(Province::Tehran));
        assert!(Province::from_legacy("IR-00").is_err());
        assert!(Province::from_legacy("07").is_err());
    }

    #[test]
    fn a_province_is_its_code_in_documents() {
        assert_eq!(
            serde_json::to_string(&Province::Tehran).unwrap(),
            "\"IR-23\""
        );
        assert!(serde_json::from_str::<Province>("\"Tehran\"").is_err());
        assert!(serde_json::from_str::<Province>("23").is_err());
    }
}
