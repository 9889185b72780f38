//! Complaints (شکایت) of job seekers and employers about agencies (A5.4, A6.6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ban::Party;
use super::docket::{Docket, DocketNumber};
use super::documents::{Exhibit, Sha256Hex};
use super::event::PlacementEvent;
use super::respondent::{Answerable, Respondent};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::identity::Mobile;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};

mod disclosure;
mod event;
mod evidence;
mod opinion;
mod proceedings;
mod state;

pub use disclosure::Disclosure;
pub use event::ComplaintEvent;
pub use evidence::MOST_EXHIBITS;
pub use opinion::{Advice, Opinion, OpinionRequest};
pub use proceedings::ComplaintOutcome;
pub use state::{ComplaintDecision, ComplaintState, Consultation};

/// A complaint about a licensed agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    id: Uuid,
    number: DocketNumber,
    secret: Sha256Hex,
    complainant: Complainant,
    respondent: Respondent,
    grievance: Grievance,
    filed_on: NaiveDate,
    #[serde(default)]
    disclosures: Vec<Disclosure>,
    state: ComplaintState,
}

/// Who complains. Personal data: the association receives none of it but the role (A6.6).
///
/// There is no anonymous complaint; an anonymous tip can be the reason of an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complainant {
    /// As what.
    pub role: ComplainantRole,
    /// The person or the company.
    pub party: Party,
    /// The full or registered name.
    pub name: Name,
    /// The mobile telephone.
    pub mobile: Mobile,
    /// The account, if the complainant has one.
    pub account: Option<Uuid>,
}

/// As what somebody complains (A5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplainantRole {
    /// کارجو
    JobSeeker,
    /// کارفرما
    Employer,
}

impl ComplainantRole {
    /// Both.
    pub const ALL: [Self; 2] = [Self::JobSeeker, Self::Employer];

    /// The name in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::JobSeeker => "کارجو",
            Self::Employer => "کارفرما",
        }
    }
}

/// What the complaint is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grievance {
    /// What happened.
    pub facts: LongText,
    /// The day on which it happened, or began.
    pub happened_on: NaiveDate,
    /// What the complainant wants.
    pub demand: Option<ShortText>,
    /// What the complainant submits.
    pub documents: Vec<Exhibit>,
}

/// What a complainant files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplaintFiling {
    /// The number under which it is followed (کد رهگیری).
    pub number: DocketNumber,
    /// The SHA-256 of the secret that is shown once, at filing.
    pub secret: Sha256Hex,
    /// Who complains.
    pub complainant: Complainant,
    /// About what.
    pub grievance: Grievance,
}

/// The licensed agency that somebody complains about, with everybody who is that agency.
#[derive(Clone, Copy, Debug)]
pub struct Accused<'a> {
    /// The agency.
    pub respondent: &'a Respondent,
    /// Its holder and manager now.
    pub answerable: &'a Answerable,
    /// The accounts that act for it.
    pub operators: &'a [Uuid],
}

impl Complaint {
    /// Files a complaint. One about somebody who never had a licence is no matter for the board: it
    /// belongs to the intake of unlicensed offices (A6.3).
    pub fn file(
        id: Uuid,
        filing: ComplaintFiling,
        accused: Option<&Accused<'_>>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let Some(accused) = accused else {
            return Err(Refusal::rule(
                "unlicensed-intake",
                Citation::clause(6, 3),
                "این شخص یا محل مجوز کاریابی ندارد؛ گزارش آن در بخش کاریابی‌های غیرمجاز ثبت می‌شود.",
                "There is no licence: this is reported as an unlicensed office, not as a complaint.",
            ));
        };
        let ComplaintFiling {
            number,
            secret,
            complainant,
            grievance,
        } = filing;
        let respondent = accused.respondent.clone();
        number.require(Docket::Complaint, respondent.province)?;
        let acts_for_it = complainant
            .account
            .is_some_and(|account| accused.operators.contains(&account));
        if acts_for_it || accused.answerable.includes(&complainant.party) {
            return Err(Refusal::rule(
                "self-complaint",
                Citation::clause(5, 4),
                "دارنده، مدیر یا کاربر کاریابی نمی‌تواند از همان کاریابی شکایت کند.",
                "The holder, manager or operator of an agency cannot complain about it.",
            ));
        }
        if grievance.happened_on > today {
            return Err(Refusal::rule(
                "facts-in-the-future",
                Citation::clause(5, 4),
                "تاریخ وقایع نمی‌تواند در آینده باشد.",
                "Facts cannot lie in the future.",
            ));
        }
        let event = ComplaintEvent::ComplaintFiled {
            number: number.clone(),
            licence: respondent.licence,
            province: respondent.province,
            role: complainant.role,
            happened_on: grievance.happened_on,
        };
        let complaint = Self {
            id,
            number,
            secret,
            complainant,
            respondent,
            grievance,
            filed_on: today,
            disclosures: Vec::new(),
            state: ComplaintState::Filed,
        };
        Ok(Changed::new(complaint, event))
    }

    /// Whether this hash of a secret lets its bearer follow the complaint.
    pub fn opens_with(&self, secret: &Sha256Hex) -> bool {
        self.secret.matches(secret)
    }

    /// The number under which it is followed.
    pub fn number(&self) -> &DocketNumber {
        &self.number
    }

    /// Who complains. Personal data.
    pub fn complainant(&self) -> &Complainant {
        &self.complainant
    }

    /// The agency.
    pub fn respondent(&self) -> &Respondent {
        &self.respondent
    }

    /// What it is about.
    pub fn grievance(&self) -> &Grievance {
        &self.grievance
    }

    /// The day of filing.
    pub fn filed_on(&self) -> NaiveDate {
        self.filed_on
    }

    /// Whether the complainant took it back.
    pub fn is_withdrawn(&self) -> bool {
        matches!(self.state, ComplaintState::Withdrawn { .. })
    }

    /// Where it stands.
    pub fn complaint_state(&self) -> &ComplaintState {
        &self.state
    }

    fn illegal(&self) -> Refusal {
        Refusal::state(self.state(), self.state.next(), Citation::clause(6, 6))
    }
}

impl Aggregate for Complaint {
    type Event = PlacementEvent;

    const NOUN: &'static str = "complaint";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        self.state.name()
    }
}

#[cfg(test)]
mod tests;
