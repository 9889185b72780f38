//! The columns of a register, by the names that directorates give them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::cell::{Cell, Line};
use super::finding::Finding;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::joined_key;

/// How many lines, such as a title, may stand above the names of the columns.
pub const MOST_LINES_BEFORE_HEADER: usize = 10;

/// So many names that are known make a line the one that names the columns.
const FEWEST_KNOWN: usize = 4;

macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident($name:literal, $($heading:literal),+),)+) => {
        /// A column of a register.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Column {
            $($(#[$doc])* $column,)+
        }

        impl Column {
            /// All columns, in the order of the template.
            pub const ALL: &'static [Self] = &[$(Self::$column),+];

            /// The stable name in snake case.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$column => $name,)+
                }
            }

            /// What the column may be called, the name in the template first. Spaces, half-spaces,
            /// Arabic letters and punctuation make no difference.
            pub const fn headings(self) -> &'static [&'static str] {
                match self {
                    $(Self::$column => &[$($heading),+],)+
                }
            }
        }
    };
}

columns! {
    /// The place in the list; it is not taken over.
    RowNumber("row_number", "ردیف", "شماره ردیف"),
    /// The number of the licence in the old register.
    OldNumber("old_number", "شماره مجوز", "شماره پروانه", "شماره مجوز کاریابی",
        "شماره پروانه کاریابی", "شماره مجوز فعالیت", "شماره مجوز قدیم", "شماره قدیم", "ش مجوز"),
    /// The name of the agency.
    Agency("agency", "نام کاریابی", "عنوان کاریابی", "نام دفتر", "نام دفتر کاریابی",
        "نام مرکز کاریابی", "نام موسسه کاریابی", "نام موسسه", "کاریابی"),
    /// Domestic, foreign or maritime.
    Kind("kind", "نوع کاریابی", "نوع مجوز", "نوع پروانه", "نوع فعالیت", "نوع"),
    /// Physical, electronic or both; physical when it is empty.
    Channel("channel", "شیوه فعالیت", "نحوه فعالیت", "روش فعالیت", "بستر فعالیت"),
    /// The province by its Persian name, or by its ISO code of 2020.
    Province("province", "استان", "نام استان"),
    /// The province by its ISO code before 2020, in lists that are known to be that old.
    ProvinceBefore2020("province_before_2020", "کد استان پیش از ۲۰۲۰", "کد قدیم استان",
        "کد پیشین استان"),
    /// The city or county.
    City("city", "شهر", "شهرستان", "شهر/شهرستان", "نام شهر", "نام شهرستان"),
    /// Street, alley and number.
    Address("address", "نشانی", "آدرس", "نشانی دفتر", "آدرس دفتر", "نشانی کاریابی",
        "آدرس کاریابی", "نشانی محل", "محل استقرار"),
    /// The postal code of ten digits.
    PostalCode("postal_code", "کد پستی", "کد پستی ده رقمی"),
    /// The landline of the premises.
    Phone("phone", "تلفن", "تلفن ثابت", "شماره تلفن", "تلفن دفتر", "شماره تماس", "تلفن تماس"),
    /// The site of the agency.
    Website("website", "وبگاه", "وب سایت", "سایت", "تارنما", "دامنه", "نشانی اینترنتی",
        "آدرس اینترنتی", "آدرس سایت", "نشانی وبگاه"),
    /// The person who holds the licence: given and family name.
    FullName("full_name", "نام و نام خانوادگی", "نام و نام خانوادگی دارنده", "نام دارنده",
        "دارنده مجوز", "دارنده", "صاحب امتیاز", "نام صاحب امتیاز",
        "نام و نام خانوادگی صاحب امتیاز", "مدیر مسئول", "نام مدیر مسئول",
        "نام و نام خانوادگی مدیر مسئول", "مدیر کاریابی", "نام مدیر", "نام مدیر کاریابی"),
    /// The given name alone.
    GivenName("given_name", "نام"),
    /// The family name alone.
    FamilyName("family_name", "نام خانوادگی", "فامیلی", "شهرت"),
    /// The national code of that person.
    NationalCode("national_code", "کد ملی", "شماره ملی", "کد ملی دارنده", "کد ملی مدیر",
        "کد ملی مدیر مسئول", "کد ملی صاحب امتیاز"),
    /// The company that holds the licence.
    CompanyName("company_name", "نام شرکت", "عنوان شرکت", "نام شخص حقوقی"),
    /// Its national id.
    CompanyId("company_id", "شناسه ملی", "شناسه ملی شرکت", "شناسه ملی شخص حقوقی", "شناسه شرکت"),
    /// Its technical manager.
    ManagerName("manager_name", "مدیر فنی", "نام مدیر فنی", "نام و نام خانوادگی مدیر فنی"),
    /// The national code of the technical manager.
    ManagerCode("manager_code", "کد ملی مدیر فنی", "شماره ملی مدیر فنی"),
    /// The day of issue.
    IssuedOn("issued_on", "تاریخ صدور", "تاریخ صدور مجوز", "تاریخ صدور پروانه", "صدور"),
    /// The last day on which the licence is valid.
    ValidUntil("valid_until", "اعتبار تا", "تاریخ اعتبار", "معتبر تا", "پایان اعتبار",
        "تاریخ پایان اعتبار", "تاریخ پایان", "تاریخ انقضا", "تاریخ انقضاء", "انقضا", "تا تاریخ",
        "تاریخ انقضای مجوز", "تاریخ اعتبار مجوز"),
    /// Whose name stands below the licence; the director-general by office when it is empty.
    SignedBy("signed_by", "امضاکننده", "نام امضاکننده", "صادرکننده", "مدیرکل", "نام مدیرکل"),
    /// Whether the licence is in force.
    Status("status", "وضعیت", "وضعیت مجوز", "وضعیت پروانه", "وضعیت فعالیت"),
    /// Remarks, which stay in the old register.
    Remarks("remarks", "ملاحظات", "توضیحات", "توضیح", "شرح"),
}

impl Column {
    /// The name in the template.
    pub fn persian(self) -> &'static str {
        self.headings().first().copied().unwrap_or_default()
    }

    /// The column of this stable name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }

    /// Whether every line must have it.
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Self::OldNumber
                | Self::Agency
                | Self::Kind
                | Self::Province
                | Self::City
                | Self::Address
                | Self::PostalCode
                | Self::Phone
                | Self::NationalCode
                | Self::IssuedOn
                | Self::ValidUntil
        )
    }
}

/// Which column stands where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    places: HashMap<Column, usize>,
}

impl Columns {
    /// Whether a line names columns, and is not a title above them.
    pub fn are_named_on(line: &Line) -> bool {
        let headings = known();
        let names = line.cells.iter().filter(
            |cell| matches!(cell, Cell::Text(text) if headings.contains_key(key(text).as_str())),
        );
        names.count() >= FEWEST_KNOWN
    }

    /// Reads the names of the columns, with what is wrong with them.
    pub fn read(line: &Line) -> (Self, Vec<Finding>) {
        let headings = known();
        let mut columns = Self::default();
        let mut findings = Vec::new();
        for (place, cell) in line.cells.iter().enumerate() {
            let Cell::Text(text) = cell else { continue };
            let key = key(text);
            match headings.get(key.as_str()) {
                Some(column) if columns.places.contains_key(column) => {
                    findings.push(Finding::error(line.number, *column, NAMED_TWICE));
                }
                Some(column) => {
                    columns.places.insert(*column, place);
                }
                None if key.is_empty() => {}
                None => findings.push(Finding::warning(line.number, None, UNKNOWN)),
            }
        }
        for column in Column::ALL.iter().filter(|it| it.is_required()) {
            if !columns.have(*column) {
                findings.push(Finding::error(line.number, *column, MISSING));
            }
        }
        if !columns.name_persons() {
            findings.push(Finding::error(line.number, Column::FullName, MISSING));
        }
        (columns, findings)
    }

    /// What stands in a column of a line.
    pub(super) fn cell<'a>(&self, column: Column, line: &'a Line) -> Option<&'a Cell> {
        self.places
            .get(&column)
            .and_then(|place| line.cells.get(*place))
    }

    /// Whether there is such a column, or one that says the same.
    fn have(&self, column: Column) -> bool {
        let has = |column| self.places.contains_key(&column);
        match column {
            Column::Province => has(Column::Province) || has(Column::ProvinceBefore2020),
            Column::NationalCode => has(Column::NationalCode) || has(Column::ManagerCode),
            column => has(column),
        }
    }

    fn name_persons(&self) -> bool {
        let has = |column| self.places.contains_key(&column);
        has(Column::FullName)
            || has(Column::ManagerName)
            || (has(Column::GivenName) && has(Column::FamilyName))
    }
}

fn known() -> HashMap<String, Column> {
    let headings = Column::ALL.iter().flat_map(|column| {
        let names = column.headings().iter().copied().chain([column.name()]);
        names.map(|name| (key(name), *column)).collect::<Vec<_>>()
    });
    headings.collect()
}

/// The form under which spellings of one heading are equal.
fn key(heading: &str) -> String {
    joined_key(heading)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

const NAMED_TWICE: Invalid = Invalid {
    code: "column-twice",
    fa: "این ستون دو بار آمده است؛ تنها یکی باید بماند.",
    en: "There are two columns of this meaning; only one may stay.",
};

const UNKNOWN: Invalid = Invalid {
    code: "column-unknown",
    fa: "ستونی با نام ناشناخته در پرونده هست که خوانده نمی‌شود.",
    en: "The file has a column of an unknown name, which is not read.",
};

const MISSING: Invalid = Invalid {
    code: "column-missing",
    fa: "این ستون در پرونده نیست.",
    en: "The file has no such column.",
};
