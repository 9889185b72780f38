//! Reports of unlicensed offices (گزارش کاریابی غیرمجاز): somebody acts without a licence (A6.3).
//!
//! A report is received here and goes no further yet.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agency::Channel;
use super::ban::Party;
use super::complaint::MOST_EXHIBITS;
use super::docket::{Docket, DocketNumber};
use super::documents::{Exhibit, Sha256Hex};
use super::event::PlacementEvent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::identity::{DomainName, Mobile};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};

/// A report of an office that has no licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlicensedReport {
    id: Uuid,
    number: DocketNumber,
    secret: Sha256Hex,
    source: ReportSource,
    reporter: Option<Reporter>,
    office: UnlicensedOffice,
    facts: LongText,
    happened_on: NaiveDate,
    documents: Vec<Exhibit>,
    received_on: NaiveDate,
    state: UnlicensedState,
}

/// The office as the report describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlicensedOffice {
    /// What it calls itself.
    pub name: Name,
    /// The province in which it acts.
    pub province: Province,
    /// How it reaches people, which decides which police hears of it.
    pub channel: Channel,
    /// City, street and number.
    pub address: Option<ShortText>,
    /// A telephone, as it was told.
    pub phone: Option<ShortText>,
    /// The domain of a site.
    pub domain: Option<DomainName>,
    /// A name in a messenger or a social network.
    pub handle: Option<ShortText>,
}

/// Who reports. Personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reporter {
    /// The person or the company.
    pub party: Party,
    /// The full or registered name.
    pub name: Name,
    /// The mobile telephone.
    pub mobile: Mobile,
    /// The account, if the reporter has one.
    pub account: Option<Uuid>,
}

/// Where a report comes from (A6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportSource {
    /// بازرسی
    Inspection,
    /// انجمن
    Association,
    /// مردم
    Public,
    /// رسانه
    Media,
    /// پلیس
    Police,
}

impl ReportSource {
    /// The name in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Inspection => "بازرسی",
            Self::Association => "انجمن",
            Self::Public => "مردم",
            Self::Media => "رسانه",
            Self::Police => "پلیس",
        }
    }
}

/// Where a report stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum UnlicensedState {
    /// دریافت‌شده
    Received,
}

impl UnlicensedState {
    /// The name in snake case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Received => "received",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Received => "دریافت‌شده",
        }
    }
}

/// What is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The number under which it is followed.
    pub number: DocketNumber,
    /// The SHA-256 of the secret that is shown once.
    pub secret: Sha256Hex,
    /// Where it comes from.
    pub source: ReportSource,
    /// Who reports.
    pub reporter: Option<Reporter>,
    /// The office.
    pub office: UnlicensedOffice,
    /// What it does.
    pub facts: LongText,
    /// The day on which that happened, or began.
    pub happened_on: NaiveDate,
}

impl UnlicensedReport {
    /// Takes in a report of an office that can be looked for.
    pub fn receive(
        id: Uuid,
        reported: Reported,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let Reported {
            number,
            secret,
            source,
            reporter,
            office,
            facts,
            happened_on,
        } = reported;
        number.require(Docket::UnlicensedReport, office.province)?;
        let nowhere = office.address.is_none()
            && office.phone.is_none()
            && office.domain.is_none()
            && office.handle.is_none();
        if nowhere {
            return Err(Refusal::rule(
                "office-not-to-be-found",
                CITED,
                "برای پیگیری دست‌کم نشانی، تلفن، دامنه یا شناسه شبکه اجتماعی این دفتر لازم است.",
                "An address, a telephone, a domain or a handle is needed to look for the office.",
            ));
        }
        if happened_on > today {
            return Err(Refusal::rule(
                "facts-in-the-future",
                CITED,
                "تاریخ وقایع نمی‌تواند در آینده باشد.",
                "Facts cannot lie in the future.",
            ));
        }
        let event = UnlicensedEvent::UnlicensedReported {
            number: number.clone(),
            source,
            province: office.province,
            channel: office.channel,
        };
        let report = Self {
            id,
            number,
            secret,
            source,
            reporter,
            office,
            facts,
            happened_on,
            documents: Vec::new(),
            received_on: today,
            state: UnlicensedState::Received,
        };
        Ok(Changed::new(report, event))
    }

    /// Adds a document of the reporter.
    pub fn submit(mut self, exhibit: Exhibit) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.may_submit()?;
        let event = UnlicensedEvent::UnlicensedDocumented {
            sha256: exhibit.sha256.clone(),
        };
        self.documents.push(exhibit);
        Ok(Changed::new(self, event))
    }

    /// Refuses where no document is taken in any more.
    pub fn may_submit(&self) -> Result<(), Refusal> {
        if self.documents.len() < MOST_EXHIBITS {
            return Ok(());
        }
        Err(Refusal::rule(
            "too-many-documents",
            CITED,
            "به هر گزارش حداکثر ۲۰ مدرک افزوده می‌شود.",
            "A report takes at most 20 documents.",
        ))
    }

    /// Whether this hash of a secret lets its bearer follow the report.
    pub fn opens_with(&self, secret: &Sha256Hex) -> bool {
        self.secret.matches(secret)
    }

    /// The number under which it is followed.
    pub fn number(&self) -> &DocketNumber {
        &self.number
    }

    /// Where it comes from.
    pub fn source(&self) -> ReportSource {
        self.source
    }

    /// Who reports. Personal data.
    pub fn reporter(&self) -> Option<&Reporter> {
        self.reporter.as_ref()
    }

    /// The office.
    pub fn office(&self) -> &UnlicensedOffice {
        &self.office
    }

    /// What it does.
    pub fn facts(&self) -> &LongText {
        &self.facts
    }

    /// The day on which that happened, or began.
    pub fn happened_on(&self) -> NaiveDate {
        self.happened_on
    }

    /// What the reporter submits.
    pub fn documents(&self) -> &[Exhibit] {
        &self.documents
    }

    /// The day on which it came in.
    pub fn received_on(&self) -> NaiveDate {
        self.received_on
    }

    /// Where it stands.
    pub fn report_state(&self) -> &UnlicensedState {
        &self.state
    }
}

const CITED: Citation = Citation::clause(6, 3);

impl Aggregate for UnlicensedReport {
    type Event = PlacementEvent;

    const NOUN: &'static str = "unlicensed_report";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        self.state.name()
    }
}

/// What happens to reports of unlicensed offices. Events name no person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum UnlicensedEvent {
    /// A report came in.
    UnlicensedReported {
        /// Its number.
        number: DocketNumber,
        /// Where it comes from.
        source: ReportSource,
        /// The province.
        province: Province,
        /// How the office reaches people.
        channel: Channel,
    },
    /// The reporter submitted a document.
    UnlicensedDocumented {
        /// Its hash.
        sha256: Sha256Hex,
    },
}

impl Event for UnlicensedEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::UnlicensedReported { .. } => "unlicensed-reported",
            Self::UnlicensedDocumented { .. } => "unlicensed-documented",
        }
    }

    fn citation(&self) -> Citation {
        CITED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(office: UnlicensedOffice) -> Reported {
        Reported {
            number: "U23-1405-000001".parse().unwrap(),
            secret: "0123456789abcdef".repeat(4).parse().unwrap(),
            source: ReportSource::Public,
            reporter: None,
            office,
            facts: "بدون مجوز کارجو می‌پذیرد".parse().unwrap(),
            happened_on: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(),
        }
    }

    fn office() -> UnlicensedOffice {
        UnlicensedOffice {
            name: "کار سریع".parse().unwrap(),
            province: Province::Tehran,
            channel: Channel::Electronic,
            address: None,
            phone: None,
            domain: None,
            handle: None,
        }
    }

    #[test]
    fn article_6_3_a_report_says_where_the_office_can_be_looked_for() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let told = "@karsari".parse().unwrap();
        let found = UnlicensedOffice {
            handle: Some(told),
            ..office()
        };
        let refused = UnlicensedReport::receive(Uuid::nil(), reported(office()), today);
        assert_eq!(refused.unwrap_err().code, "office-not-to-be-found");
        let received = UnlicensedReport::receive(Uuid::nil(), reported(found.clone()), today);
        let report = received.unwrap().into_parts().0;
        assert_eq!(report.state(), "received");
        let stored = serde_json::to_string(&report).unwrap();
        assert_eq!(
            serde_json::from_str::<UnlicensedReport>(&stored).unwrap(),
            report
        );
        let elsewhere = UnlicensedOffice {
            province: Province::Fars,
            ..found
        };
        let refused = UnlicensedReport::receive(Uuid::nil(), reported(elsewhere), today);
        assert_eq!(refused.unwrap_err().code, "number-of-another-series");
    }
}
