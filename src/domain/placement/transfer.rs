//! The transfer (انتقال) of an agency to another holder (A7.n4): by introduction, under the same name,
//! to somebody who meets all of article 8, with a licence of their own for the rest of the term.
//!
//! What stands in its way is looked at when it is begun, when it is filed, and on the day of issue.

use chrono::NaiveDate;

use super::application::{Application, Filing};
use super::ban::{Party, Screening};
use super::event::PlacementEvent;
use super::guarantee::Guarantee;
use super::introduction::{Introduction, not_introduced};
use super::licence::{FIRST_TERM_YEARS, Licence, Standing, not_in_force};
use super::policies::{Policies, PolicyKey};
use crate::domain::kernel::calendar::Term;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::joined_key;

pub mod signs;

const CITED: Citation = Citation::note(7, 4);

type Change<T> = Changed<T, PlacementEvent>;

/// The side that hands over, as it stands on a day.
#[derive(Clone, Copy, Debug)]
pub struct Transferor<'a> {
    /// The licence.
    pub licence: &'a Licence,
    /// What the manager of the agency said.
    pub introduction: &'a Introduction,
    /// Whether a violation case against the agency is open.
    pub case_open: bool,
    /// The search for bans on this side, of this very day.
    pub screening: &'a Screening,
    /// The policies of the day.
    pub policies: Policies<'a>,
}

impl Transferor<'_> {
    /// Refuses a transfer to whoever stands on a filing: without an introduction that stands, to
    /// somebody else, of another agency, or while something blocks it (policy `transfer.blocked_by`).
    pub fn clear_for(&self, filing: &Filing, today: NaiveDate) -> Result<(), Refusal> {
        self.introduction.require_standing()?;
        if self.introduction.licence() != self.licence.id() {
            return Err(not_introduced());
        }
        if filing.applicant.holder_party() != *self.introduction.transferee() {
            return Err(not_introduced());
        }
        self.same_agency(filing)?;
        self.not_blocked(today)?;
        self.screening.clear_on(today)
    }

    /// The same for an application, which has to be the one that answers the introduction.
    pub fn clear_for_file(&self, file: &Application, today: NaiveDate) -> Result<(), Refusal> {
        self.introduction.require_answered_by(file.id())?;
        if file.province() != self.licence.province() {
            return Err(other_province());
        }
        self.clear_for(file.filing(), today)
    }

    /// The agency goes on: its name, what it does, and where it is licensed.
    fn same_agency(&self, filing: &Filing) -> Result<(), Refusal> {
        let grant = self.licence.grant();
        let profile = &filing.profile;
        if joined_key(profile.name.as_str()) != joined_key(grant.agency.as_str()) {
            return Err(Refusal::rule(
                "transfer-changes-the-name",
                CITED,
                "در انتقال، نام دفتر کاریابی تغییر نمی‌کند.",
                "A transfer keeps the name of the agency.",
            ));
        }
        if profile.kind != grant.kind || profile.channel != grant.channel {
            return Err(Refusal::rule(
                "transfer-changes-the-agency",
                CITED,
                "در انتقال، نوع و شیوه فعالیت دفتر کاریابی تغییر نمی‌کند.",
                "A transfer keeps the kind and the channel of the agency.",
            ));
        }
        match &filing.premises {
            Some(premises) if premises.province != self.licence.province() => Err(other_province()),
            _ => Ok(()),
        }
    }

    fn not_blocked(&self, today: NaiveDate) -> Result<(), Refusal> {
        let policy = PolicyKey::TransferBlockedBy;
        match self.licence.standing(today) {
            Standing::Active => {}
            Standing::Suspended => {
                return Err(Refusal::rule(
                    "transfer-while-suspended",
                    policy.citation(),
                    "مجوز تعلیق‌شده تا پایان تعلیق منتقل نمی‌شود.",
                    "A suspended licence is not handed over.",
                ));
            }
            _ => return Err(not_in_force(CITED)),
        }
        if self.policies.is(policy, "suspension") {
            return Ok(());
        }
        if self.case_open {
            return Err(Refusal::rule(
                "transfer-while-case-open",
                policy.citation(),
                "تا مختومه شدن پرونده تخلف این دفتر کاریابی، مجوز آن منتقل نمی‌شود.",
                "The licence is not handed over while a violation case against the agency is open.",
            ));
        }
        if self.licence.operating_permitted(today) {
            return Ok(());
        }
        Err(Refusal::rule(
            "transfer-while-halted",
            policy.citation(),
            "تا زمانی که فعالیت این دفتر کاریابی متوقف است، مجوز آن منتقل نمی‌شود.",
            "The licence is not handed over while the agency is halted.",
        ))
    }
}

/// The term of the transferee's licence if it is issued today: the rest of the old one, so that a
/// transfer never grants time, or by policy `transfer.term` that of a first licence.
pub fn term(licence: &Licence, policies: &Policies<'_>, today: NaiveDate) -> Term {
    if policies.is(PolicyKey::TransferTerm, "fresh_two_years") {
        return Term::years(today, FIRST_TERM_YEARS);
    }
    let until_exclusive = licence.term().until_exclusive;
    Term::between(today, until_exclusive).unwrap_or(Term {
        from: today,
        until_exclusive: today,
    })
}

/// Everything that a transfer writes together, besides the application that is closed with it.
#[derive(Debug)]
#[must_use = "a transfer has no effect until the store saves all of it"]
pub struct CarriedOut {
    /// The licence that ends.
    pub ended: Change<Licence>,
    /// The introduction, carried out.
    pub introduction: Change<Introduction>,
    /// The guarantee behind the old licence, given back for that of the transferee.
    pub guarantee: Option<Change<Guarantee>>,
}

/// What a transfer ends.
#[derive(Debug)]
pub struct Ending<'a> {
    /// The licence that is handed over.
    pub licence: Licence,
    /// The introduction of the transferee.
    pub introduction: Introduction,
    /// The guarantee behind the old licence, if it has one.
    pub guarantee: Option<Guarantee>,
    /// The guarantee behind the new licence, if it has one.
    pub successor: Option<&'a Guarantee>,
}

/// Ends the old licence on the first day of the new one. No settlement follows: the agency goes on
/// (policy `a16.applies_to`).
pub fn carry_out(
    ending: Ending<'_>,
    new: &Licence,
    today: NaiveDate,
) -> Result<CarriedOut, Refusal> {
    let Ending {
        licence,
        introduction,
        guarantee,
        successor,
    } = ending;
    let application = new.grant().application;
    let guarantee = match (guarantee, successor) {
        (Some(old), Some(by)) => old.give_way(by, today)?,
        _ => None,
    };
    Ok(CarriedOut {
        introduction: introduction.carry_out(application, new.id(), today)?,
        ended: licence.hand_over(new, today)?,
        guarantee,
    })
}

fn other_province() -> Refusal {
    Refusal::rule(
        "transfer-to-another-province",
        Citation::article(7),
        "انتقال در همان استان مجوز انجام می‌شود؛ جابه‌جایی به استان دیگر جداگانه اعلام می‌شود.",
        "A transfer stays in the province of the licence; a move is notified on its own.",
    )
}

impl super::party::Applicant {
    /// Whoever would hold the licence, by the number.
    pub fn holder_party(&self) -> Party {
        match self.company() {
            Some(company) => Party::Company {
                company_id: company.company_id.clone(),
            },
            None => Party::Person {
                national_code: self.person().national_code.clone(),
            },
        }
    }
}

#[cfg(test)]
mod tests;
