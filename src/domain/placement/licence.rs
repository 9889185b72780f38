//! The licence (پروانه، مجوز): granted for two years at first (A7, A10).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agency::AgencyKind;
use super::ban::{Party, Screening, SubjectRole};
use super::event::PlacementEvent;
use super::guarantee::{Guarantee, Measure, guarantee_missing};
use super::premises::Premises;
use crate::domain::kernel::calendar::{SolarHijri, Term};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::Name;

mod articles;
pub mod credential;
mod document;
mod event;
mod grant;
mod history;
mod hold;
mod legacy;
mod manager;
mod number;
mod permission;
mod place;
mod renewal;
mod sanction;
mod standing;
mod status;
mod surrender;
mod term;
mod transferred;

pub use articles::{ArticlesDuty, ArticlesRegistration};
pub use document::{DocumentReason, LicenceDocument};
pub use event::LicenceEvent;
pub use grant::{Grant, Holder, NO_OPERATOR};
pub use history::{Fact, Held, PendingSanction, Sanction, What};
pub use hold::{Halt, HoldKind, INTERIM_MONTHS};
pub use legacy::{Legacy, OldLicence, communicated_on, transition_last_day};
pub(super) use manager::not_in_force;
pub use manager::{Departure, Successor, Tenure, ToldBy};
pub use number::{LicenceNumber, Series};
pub use permission::{Obstacle, ObstacleKind, OperatingPermission, PendingRenewal};
pub use renewal::{RENEWED_TERM_YEARS, RenewalGuards, RenewalWindow, renewed_term};
pub use standing::{LicenceState, Standing};
pub use status::{Cause, Status};

/// The length of a first licence in Solar Hijri years (A10).
pub const FIRST_TERM_YEARS: u8 = 2;

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    id: Uuid,
    number: LicenceNumber,
    grant: Grant,
    term: Term,
    documents: Vec<LicenceDocument>,
    #[serde(default)]
    facts: Vec<Fact>,
    /// What is known of the old licence, if it was granted before the bylaw (A17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    legacy: Option<Legacy>,
}

/// What is looked at again on the day of issue.
#[derive(Clone, Copy, Debug)]
pub struct IssueGuards<'a> {
    /// The search for bans of this very day (A15.n2).
    pub screening: &'a Screening,
    /// The licences that the holder has already.
    pub others: &'a [Licence],
    /// The guarantee of the application, if there is one.
    pub guarantee: Option<&'a Guarantee>,
    /// The directives and policies that the guarantee is measured against, and the term.
    pub measure: Measure<'a>,
}

impl Licence {
    /// The term that a first licence has when it is issued today.
    pub fn first_term(today: NaiveDate) -> Term {
        Term::years(today, FIRST_TERM_YEARS)
    }

    /// Issues a first licence.
    ///
    /// The file answers for article 8 through its own transition; bans and guarantee are looked at
    /// here once more.
    pub fn issue(
        id: Uuid,
        number: LicenceNumber,
        grant: Grant,
        signed_by: Name,
        guards: &IssueGuards<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let term = Self::first_term(today);
        Self::grant_for(term, id, number, grant, signed_by, guards, today)
    }

    /// Issues a licence for a term; all guards of an issue are here.
    fn grant_for(
        term: Term,
        id: Uuid,
        number: LicenceNumber,
        grant: Grant,
        signed_by: Name,
        guards: &IssueGuards<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        guards.screening.clear_on(today)?;
        require_fitting_number(&number, &grant, today)?;
        require_no_other(&grant, guards.others, today)?;
        if grant.channel.is_electronic() && grant.website.is_none() {
            return Err(Refusal::rule(
                "website-missing",
                Citation::clause(8, 10),
                "کاریابی مجازی بدون دامنه دارای نماد اعتماد مجوز نمی‌گیرد.",
                "An electronic agency is not licensed without its domain.",
            ));
        }
        let measure = Measure {
            term,
            ..guards.measure
        };
        let needed = match grant.kind {
            AgencyKind::Domestic => false,
            AgencyKind::Foreign => true,
            AgencyKind::Maritime => measure.policies.maritime_as_foreign(),
        };
        match guards.guarantee {
            Some(guarantee) if grant.guarantee == Some(guarantee.id()) => {
                guarantee.secures(grant.application, &measure, today)?;
            }
            None if !needed && grant.guarantee.is_none() => {}
            _ => return Err(guarantee_missing()),
        }
        let event = LicenceEvent::LicenceIssued {
            number: number.clone(),
            application: grant.application,
            agency: grant.agency.clone(),
            kind: grant.kind,
            channel: grant.channel,
            province: grant.premises.province,
            from: measure.term.from,
            until_exclusive: measure.term.until_exclusive,
        };
        let licence = Self {
            id,
            number,
            grant,
            term: measure.term,
            documents: vec![LicenceDocument {
                version: 1,
                issued_on: today,
                signed_by,
                because: DocumentReason::Issue,
            }],
            facts: Vec::new(),
            legacy: None,
        };
        Ok(Changed::new(licence, event))
    }

    /// How it stands on that day, by all decisions known now. A revocation or suspension counts
    /// from the day on which its ruling is final, written down or not.
    pub fn standing(&self, on: NaiveDate) -> Standing {
        self.lifecycle().standing(on)
    }

    /// Whether the agency may act on that day: active, and neither held nor halted.
    pub fn operating_permitted(&self, on: NaiveDate) -> bool {
        self.lifecycle().operating_permitted(on)
    }

    /// The holds on it on that day.
    pub fn holds(&self, on: NaiveDate) -> BTreeSet<HoldKind> {
        self.lifecycle().holds(on)
    }

    /// The last application that settled who stands behind it: of its issue, of a renewal, or of another
    /// technical manager.
    pub fn last_application(&self) -> Uuid {
        let settled = self.facts.iter().rev().find_map(|fact| match &fact.what {
            What::Renewed { application, .. } | What::ManagerAccepted { application, .. } => {
                Some(*application)
            }
            _ => None,
        });
        settled.unwrap_or(self.grant.application)
    }

    /// Whether a final revocation is written down.
    pub fn is_revoked(&self) -> bool {
        matches!(self.licence_state(), LicenceState::Revoked { .. })
    }

    /// What holds on a day, whether its consequences are written down or not: what lists publish.
    pub fn decision_on(&self, on: NaiveDate) -> LicenceState {
        self.lifecycle().derived(on)
    }

    /// Whether an end of it is written down: revoked, handed over or surrendered, for good.
    pub fn has_ended(&self) -> bool {
        self.licence_state().is_end()
    }

    /// Its number.
    pub fn number(&self) -> &LicenceNumber {
        &self.number
    }

    /// What is licensed to whom.
    pub fn grant(&self) -> &Grant {
        &self.grant
    }

    /// The holder by its number.
    pub fn holder_party(&self) -> Option<&Party> {
        self.party(SubjectRole::Holder)
    }

    /// The technical manager in office by the national code, if a company holds the licence and has
    /// one.
    pub fn manager_party(&self) -> Option<Party> {
        self.manager().map(|tenure| tenure.party)
    }

    fn party(&self, role: SubjectRole) -> Option<&Party> {
        let mut subjects = self.grant.parties.iter();
        subjects
            .find(|subject| subject.role == role)
            .map(|subject| &subject.party)
    }

    /// What has been written down about it.
    pub fn licence_state(&self) -> LicenceState {
        self.lifecycle().recorded()
    }
}

fn require_fitting_number(
    number: &LicenceNumber,
    grant: &Grant,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let series = number.series();
    if series.province != grant.premises.province
        || series.kind != grant.kind
        || i32::from(series.year) != SolarHijri::of(today).year()
    {
        return Err(Refusal::rule(
            "number-of-another-series",
            Citation::article(7),
            "شماره مجوز با استان، نوع کاریابی یا سال صدور سازگار نیست.",
            "The number does not fit the province, the kind of agency or the year of issue.",
        ));
    }
    Ok(())
}

/// One holder has one licence of a kind at one place at a time.
fn require_no_other(grant: &Grant, others: &[Licence], today: NaiveDate) -> Result<(), Refusal> {
    let same = |other: &&Licence| {
        other.grant.kind == grant.kind
            && other.premises().postal_code == grant.premises.postal_code
            && other.standing(today) != Standing::Expired
            && !other.standing(today).is_end()
    };
    match others.iter().find(same) {
        None => Ok(()),
        Some(other) => Err(Refusal::rule(
            "licensed-already",
            Citation::article(7),
            format!(
                "متقاضی برای همین نوع کاریابی در همین محل مجوز معتبر دارد (شماره {}).",
                other.number
            ),
            format!(
                "The applicant already holds licence {} of this kind at this place.",
                other.number
            ),
        )),
    }
}

impl Aggregate for Licence {
    type Event = PlacementEvent;

    const NOUN: &'static str = "licence";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.licence_state() {
            LicenceState::Granted => "granted",
            LicenceState::Suspended { .. } => "suspended",
            LicenceState::Revoked { .. } => "revoked",
            LicenceState::Transferred { .. } => "transferred",
            LicenceState::Surrendered { .. } => "surrendered",
        }
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(super) use tests::{sample, sample_of_a_company};
