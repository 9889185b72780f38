//! What people write about cases.

use chrono::NaiveDate;
use poem_openapi::{Enum, Object};
use uuid::Uuid;
use validator::Validate;

use super::view::NoticeMethodName;
use crate::api::request::{parses, read, read_option};
use crate::api::sessions::LegalBasisForm;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::case::{FactDates, Source};
use crate::domain::placement::violation::{Clause, Head};
use crate::error::Error;
use crate::use_cases::case::Charging;
use crate::use_cases::case::defend::Paper;

type Result<T> = std::result::Result<T, Error>;

/// A case as it is opened.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct CaseForm {
    /// The licence of the agency.
    pub(super) licence: Uuid,
    /// The first charge.
    #[validate(nested)]
    pub(super) charge: ChargeForm,
}

/// A charge.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ChargeForm {
    /// The clause of article 15, from 1 to 12; 0 for any other breach, which is to be named.
    clause: u8,
    /// The provision that was breached: an article of the bylaw, or a directive in force at that time.
    breached: Option<LegalBasisForm>,
    /// What happened.
    #[validate(custom(function = "parses::<LongText>"))]
    facts: String,
    /// The first day of the facts.
    from: NaiveDate,
    /// Their last day, if it is another one.
    to: Option<NaiveDate>,
    /// Where the charge comes from.
    #[validate(nested)]
    source: SourceForm,
    /// The text by which facts before the bylaw are judged, where policy accepts them.
    #[validate(custom(function = "parses::<LongText>"))]
    legacy_basis: Option<String>,
    /// The crime that the facts match, with the law that makes it one.
    #[validate(custom(function = "parses::<ShortText>"))]
    offence: Option<String>,
}

impl ChargeForm {
    pub(super) fn read(&self, at: &str) -> Result<Charging> {
        let clause = Clause::try_from(self.clause)
            .map_err(|reason| Error::invalid(format!("{at}/clause"), reason))?;
        let breached = self.breached.as_ref();
        let breached = breached
            .map(|it| it.read(&format!("{at}/breached")))
            .transpose()?;
        let dates = FactDates::new(self.from, self.to.unwrap_or(self.from))
            .map_err(|reason| Error::invalid(format!("{at}/to"), reason))?;
        Ok(Charging {
            facts: read(&format!("{at}/facts"), &self.facts)?,
            dates,
            source: self.source.read(&format!("{at}/source"))?,
            legacy_basis: read_option(&format!("{at}/legacy_basis"), self.legacy_basis.as_deref())?,
            offence: read_option(&format!("{at}/offence"), self.offence.as_deref())?,
            head: Head::new(clause, breached)?,
        })
    }
}

/// Where charges come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum SourceName {
    /// An inspection (A6.2)
    Inspection,
    /// A complaint (A6.6)
    Complaint,
    /// An evaluation (A6.1)
    Evaluation,
    /// A report of an officer, an association or another body
    Report,
    /// The media
    Media,
    /// Another province
    OtherProvince,
}

/// Where a charge comes from.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct SourceForm {
    /// What it is.
    kind: SourceName,
    /// The inspection or complaint.
    id: Option<Uuid>,
    /// Number and date of the evaluation, report or letter; where and when in the media.
    #[validate(custom(function = "parses::<ShortText>"))]
    reference: Option<String>,
    /// The other province.
    #[validate(custom(function = "parses::<Province>"))]
    province: Option<String>,
}

impl SourceForm {
    fn read(&self, at: &str) -> Result<Source> {
        let reference = || -> Result<ShortText> {
            let text = read_option(&format!("{at}/reference"), self.reference.as_deref())?;
            text.ok_or_else(|| Error::invalid(format!("{at}/reference"), NO_REFERENCE))
        };
        let id = || {
            self.id
                .ok_or_else(|| Error::invalid(format!("{at}/id"), NO_REFERENCE))
        };
        let province = || -> Result<Province> {
            let text = read_option(&format!("{at}/province"), self.province.as_deref())?;
            text.ok_or_else(|| Error::invalid(format!("{at}/province"), NO_REFERENCE))
        };
        let by_id = matches!(self.kind, SourceName::Inspection | SourceName::Complaint);
        let elsewhere = self.kind == SourceName::OtherProvince;
        for (name, given, wanted) in [
            ("id", self.id.is_some(), by_id),
            ("reference", self.reference.is_some(), !by_id),
            ("province", self.province.is_some(), elsewhere),
        ] {
            if given && !wanted {
                return Err(Error::invalid(format!("{at}/{name}"), NOT_OF_SOURCE));
            }
        }
        Ok(match self.kind {
            SourceName::Inspection => Source::Inspection { id: id()? },
            SourceName::Complaint => Source::Complaint { id: id()? },
            SourceName::Evaluation => Source::Evaluation {
                reference: reference()?,
            },
            SourceName::Report => Source::Report {
                reference: reference()?,
            },
            SourceName::Media => Source::Media {
                reference: reference()?,
            },
            SourceName::OtherProvince => Source::OtherProvince {
                province: province()?,
                reference: reference()?,
            },
        })
    }
}

const NO_REFERENCE: Invalid = Invalid {
    code: "source",
    fa: "برای بازرسی و شکایت شناسه آن، و برای منابع دیگر شماره و تاریخ نوشته می‌شود؛ برای استان دیگر نام استان نیز.",
    en: "An inspection or complaint is named by its id, other sources by number and date, another province also by its code.",
};

const NOT_OF_SOURCE: Invalid = Invalid {
    code: "not-of-this-source",
    fa: "این مقدار برای این منبع نیست.",
    en: "This value does not belong to such a source.",
};

/// How and when the charges were served.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ChargeServiceForm {
    /// The text of the charge.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) sheet: String,
    /// The way.
    pub(super) method: NoticeMethodName,
    /// The day.
    pub(super) served_on: NaiveDate,
    /// What proves it: the receipt, its number and date.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) proof: String,
}

/// A written defence.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct DefenceForm {
    /// What the agency says.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) text: String,
    /// What it submits: documents that the caller has uploaded to the case.
    #[oai(default, validator(max_items = 100))]
    pub(super) documents: Vec<Uuid>,
    /// How it came in, if on paper; the office alone says so.
    #[validate(nested)]
    pub(super) paper: Option<PaperForm>,
}

/// A defence that reached the office on paper.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct PaperForm {
    /// Number and date in the register of letters.
    #[validate(custom(function = "parses::<ShortText>"))]
    letter: String,
    /// The day of receipt, which counts for the term.
    received_on: NaiveDate,
}

impl PaperForm {
    pub(super) fn read(&self) -> Result<Paper> {
        Ok(Paper {
            letter: read("/paper/letter", &self.letter)?,
            received_on: self.received_on,
        })
    }
}

/// Which case is joined.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct JoinderForm {
    /// The case that ends in the other.
    pub(super) joined: Uuid,
}

/// A crime that somebody sees.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct OffenceForm {
    /// The crime, with the law that makes it one.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) offence: String,
}

/// A report to the judiciary.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct JudicialReferralForm {
    /// The charges that it reports.
    #[oai(validator(min_items = 1, max_items = 100))]
    pub(super) charges: Vec<Uuid>,
    /// The crime, with the law that makes it one.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) offence: String,
    /// The competent authority.
    #[validate(custom(function = "parses::<Name>"))]
    pub(super) authority: String,
    /// Number and date of the letter.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) letter: String,
    /// The day on which it went out.
    pub(super) referred_on: NaiveDate,
    /// The letter and what proves its delivery: documents that the caller has uploaded to the case.
    #[oai(default, validator(max_items = 100))]
    pub(super) documents: Vec<Uuid>,
}

/// On which agenda a case is put.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct SchedulingForm {
    /// The session.
    pub(super) session: Uuid,
}

/// A hearing.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct HearingForm {
    /// Whether the agency's manager or representative was present.
    pub(super) attended: bool,
    /// What was said.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) record: String,
}

/// To which province a case goes.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct HandoverForm {
    /// The province by its ISO 3166-2 code.
    #[validate(custom(function = "parses::<Province>"))]
    pub(super) to: String,
    /// Number and date of the letter.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) letter: String,
}
