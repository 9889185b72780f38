//! What officers send about closures.

use chrono::NaiveDate;
use poem_openapi::payload::PlainText;
use poem_openapi::{ApiRequest, Object};
use validator::Validate;

use super::view::WeekdayName;
use crate::api::request::parses;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::{Name, ShortText};

/// A table of closures.
#[derive(ApiRequest)]
pub(super) enum ClosuresTable {
    /// One closure a line, the columns named in the first.
    #[oai(content_type = "text/csv")]
    Csv(PlainText<String>),
}

/// A closed day.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ClosureForm {
    /// The day.
    pub(super) date: NaiveDate,
    /// The province by its ISO 3166-2 code; all provinces when absent.
    #[validate(custom(function = "parses::<Province>"))]
    pub(super) province: Option<String>,
    /// The occasion in Persian.
    #[validate(custom(function = "parses::<Name>"))]
    pub(super) name_fa: String,
    /// The occasion in English.
    #[validate(custom(function = "parses::<Name>"))]
    pub(super) name_en: String,
    /// Whether the day is an estimate that has not been announced yet.
    #[oai(default)]
    pub(super) provisional: bool,
}

/// A day of the week that is closed.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct WeeklyClosureForm {
    /// The day of the week.
    pub(super) weekday: WeekdayName,
    /// The province by its ISO 3166-2 code; all provinces when absent.
    #[validate(custom(function = "parses::<Province>"))]
    pub(super) province: Option<String>,
    /// The first day of the arrangement; it held always when absent.
    pub(super) from: Option<NaiveDate>,
    /// The last day of the arrangement; it has no end when absent.
    pub(super) to: Option<NaiveDate>,
}

/// An estimate that was not announced.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct WithdrawalForm {
    /// The day.
    pub(super) date: NaiveDate,
    /// The province by its ISO 3166-2 code; all provinces when absent.
    #[validate(custom(function = "parses::<Province>"))]
    pub(super) province: Option<String>,
    /// Why.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) reason: String,
}
