//! The technical managers (مدیر فنی) of a company that holds a licence, one after another (A9.n2).
//!
//! Who is in office follows from the facts of the licence: the first manager comes with the issue,
//! each other one with the acceptance that ended the term of the one before or the gap after it. A
//! company without one may not act; that is a hold and never a penalty.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::history::What;
use super::{
    Changed, Citation, DocumentReason, Fact, Licence, LicenceEvent, PlacementEvent, Refusal,
    Standing,
};
use crate::domain::kernel::text::{LongText, Name, joined_key};
use crate::domain::placement::application::Filing;
use crate::domain::placement::ban::{Party, Screening, Subject, SubjectRole};

const CITED: Citation = Citation::note(9, 2);

/// The time of one technical manager in office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The full name.
    pub name: Name,
    /// The manager by the national code. Personal data.
    pub party: Party,
    /// The application that brought the manager into office.
    pub application: Uuid,
    /// The first day in office.
    pub from: NaiveDate,
    /// The first day without this manager, once there is one.
    pub until_exclusive: Option<NaiveDate>,
}

impl Tenure {
    /// Whether the manager was in office on a day.
    pub fn covers(&self, on: NaiveDate) -> bool {
        self.from <= on && self.until_exclusive.is_none_or(|until| on < until)
    }

    fn meets(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.from <= to && self.until_exclusive.is_none_or(|until| from < until)
    }
}

/// How the registry heard that a manager left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToldBy {
    /// The operator of the licence said so.
    Operator,
    /// The office of the province found so (رأساً).
    Office,
}

/// A departure as it is reported.
#[derive(Clone, Debug)]
pub struct Departure {
    /// The first day without the manager.
    pub left_on: NaiveDate,
    /// Who says so.
    pub told_by: ToldBy,
    /// How it is known, for example by a letter of resignation.
    pub grounds: LongText,
}

/// Whoever takes office after an application for a change of manager.
#[derive(Clone, Debug)]
pub struct Successor {
    /// The application, ready for the licence.
    pub application: Uuid,
    /// The full name.
    pub name: Name,
    /// The successor by the national code.
    pub party: Party,
}

type Outcomes = Result<Changed<Licence, PlacementEvent>, Refusal>;

impl Licence {
    /// The technical managers of the company that holds it, the first one first; none if a person
    /// holds it.
    pub fn managers(&self) -> Vec<Tenure> {
        let (Some(name), Some(party)) = (
            self.grant().holder.technical_manager(),
            self.party(SubjectRole::TechnicalManager),
        ) else {
            return Vec::new();
        };
        let first = Tenure {
            name: name.clone(),
            party: party.clone(),
            application: self.grant().application,
            from: self.term.from,
            until_exclusive: None,
        };
        self.facts().iter().fold(vec![first], after)
    }

    /// The manager in office, as far as is known.
    pub fn manager(&self) -> Option<Tenure> {
        let mut managers = self.managers();
        managers.pop_if(|last| last.until_exclusive.is_none())
    }

    /// The manager in office on a day.
    pub fn manager_on(&self, day: NaiveDate) -> Option<Tenure> {
        self.manager_during(day, day)
    }

    /// The manager in office on the last of these days or, if there was none on it, the last one who
    /// was in office on any of them.
    pub fn manager_during(&self, from: NaiveDate, to: NaiveDate) -> Option<Tenure> {
        let mut managers = self.managers().into_iter();
        managers.rfind(|tenure| tenure.meets(from, to))
    }

    /// The holder, and the manager in office, by their numbers, as bans are looked for.
    pub fn subjects(&self) -> Vec<Subject> {
        self.answering(self.manager())
    }

    /// Whom a ban covers for what happened on these days: the holder, and the manager of that time
    /// (policy `ban.subjects`). Whoever left before, or came later, does not answer for it.
    pub fn subjects_during(&self, from: NaiveDate, to: NaiveDate) -> Vec<Subject> {
        self.answering(self.manager_during(from, to))
    }

    fn answering(&self, manager: Option<Tenure>) -> Vec<Subject> {
        let others = self.grant().parties.iter();
        let others = others.filter(|subject| subject.role != SubjectRole::TechnicalManager);
        let manager = manager.map(|tenure| Subject {
            role: SubjectRole::TechnicalManager,
            party: tenure.party,
        });
        others.cloned().chain(manager).collect()
    }

    /// Takes note that the technical manager left. From that day on the company may not act, unless a
    /// successor was accepted on it (policy `manager.halt`); no board is asked, and no penalty or ban
    /// follows.
    pub fn report_manager_left(mut self, departure: Departure, today: NaiveDate) -> Outcomes {
        let Departure {
            left_on,
            told_by,
            grounds,
        } = departure;
        self.require_company()?;
        self.require_not_ended()?;
        if left_on > today {
            return Err(Refusal::rule(
                "departure-in-the-future",
                CITED,
                "رفتن مدیر فنی از تاریخی پس از امروز ثبت نمی‌شود.",
                "A departure is recorded when it has happened.",
            ));
        }
        let managers = self.managers();
        let left = managers.iter().find(|tenure| {
            tenure.from < left_on && tenure.until_exclusive.is_none_or(|until| left_on < until)
        });
        let Some(left) = left else {
            return Err(Refusal::rule(
                "no-manager-to-leave",
                CITED,
                "در آن روز مدیر فنی دیگری در سمت نبوده است که رفتن او ثبت شود، یا جانشین او همان روز پذیرفته شده است.",
                "On that day no technical manager was in office who could leave, or the successor was accepted on it.",
            ));
        };
        let until_exclusive = left.until_exclusive;
        self.record(
            left_on,
            today,
            What::ManagerLeft {
                told_by,
                grounds: grounds.clone(),
                until_exclusive,
            },
        );
        let event = LicenceEvent::ManagerLeft {
            on: left_on,
            told_by,
            grounds,
            until_exclusive,
        };
        Ok(Changed::new(self, event))
    }

    /// Refuses a filing for a change of manager that says anything else about the company or the
    /// agency than the licence does, or that [`Licence::may_follow`] refuses.
    pub fn may_change_manager(&self, filing: &Filing, today: NaiveDate) -> Result<(), Refusal> {
        let successor = Party::Person {
            national_code: filing.applicant.person().national_code.clone(),
        };
        self.may_follow(&successor, today)?;
        let (grant, profile) = (self.grant(), &filing.profile);
        let same = self.holder_party() == Some(&filing.applicant.holder_party())
            && joined_key(profile.name.as_str()) == joined_key(grant.agency.as_str())
            && (profile.kind, profile.channel) == (grant.kind, grant.channel);
        if same {
            return Ok(());
        }
        Err(Refusal::rule(
            "manager-change-changes-more",
            CITED,
            "درخواست تغییر مدیر فنی، شرکت و دفتر کاریابی را تغییر نمی‌دهد.",
            "A change of manager changes neither the company nor the agency.",
        ))
    }

    /// Refuses a successor whom this licence does not allow: a person has no technical manager, an
    /// ended licence needs none, and nobody follows themselves.
    pub fn may_follow(&self, successor: &Party, today: NaiveDate) -> Result<(), Refusal> {
        self.require_company()?;
        if !matches!(self.standing(today), Standing::Active | Standing::Suspended) {
            return Err(not_in_force(CITED));
        }
        if self
            .manager()
            .is_some_and(|tenure| tenure.party == *successor)
        {
            return Err(Refusal::rule(
                "manager-in-office-already",
                CITED,
                "این شخص هم‌اکنون مدیر فنی همین شرکت است.",
                "This person is the technical manager of the company already.",
            ));
        }
        Ok(())
    }

    /// Puts the successor into office from today, by a new version of the certificate with the same
    /// end. Whoever was in office leaves on the same day; a halt for want of a manager ends, and every
    /// other hold stays.
    pub fn accept_manager(
        mut self,
        successor: Successor,
        screening: &Screening,
        signed_by: Name,
        today: NaiveDate,
    ) -> Outcomes {
        screening.clear_on(today)?;
        self.may_follow(&successor.party, today)?;
        let Successor {
            application,
            name,
            party,
        } = successor;
        let version = self.add_paper(DocumentReason::ManagerChange, signed_by, today);
        self.record(
            today,
            today,
            What::ManagerAccepted {
                application,
                name,
                party,
            },
        );
        let event = LicenceEvent::ManagerAccepted {
            application,
            on: today,
            document: version,
        };
        Ok(Changed::new(self, event))
    }

    fn require_company(&self) -> Result<(), Refusal> {
        if self.grant().holder.technical_manager().is_some() {
            return Ok(());
        }
        Err(Refusal::rule(
            "no-technical-manager",
            CITED,
            "دارنده این مجوز شخص حقیقی است و مدیر فنی ندارد؛ واگذاری مجوز او تنها با انتقال (تبصره ۴ ماده ۷) ممکن است.",
            "A person holds this licence and has no technical manager; it goes to another only by transfer (A7.n4).",
        ))
    }
}

/// The managers after one more fact, in the order in which facts were recorded.
fn after(mut managers: Vec<Tenure>, fact: &Fact) -> Vec<Tenure> {
    let day = fact.effective;
    match &fact.what {
        What::ManagerLeft { .. } => {
            for tenure in managers.iter_mut().filter(|it| it.covers(day)) {
                tenure.until_exclusive = Some(day);
            }
        }
        What::ManagerAccepted {
            application,
            name,
            party,
        } => {
            for tenure in managers.iter_mut().filter(|it| it.covers(day)) {
                tenure.until_exclusive = Some(day);
            }
            managers.push(Tenure {
                name: name.clone(),
                party: party.clone(),
                application: *application,
                from: day,
                until_exclusive: None,
            });
        }
        _ => {}
    }
    managers
}

/// The refusal to change or hand over a licence that is not in force.
pub(in crate::domain::placement) fn not_in_force(citation: Citation) -> Refusal {
    Refusal::rule(
        "licence-not-in-force",
        citation,
        "مدت این مجوز جاری نیست یا مجوز پایان یافته است.",
        "The licence is not in force: its term does not run, or it has ended.",
    )
}

#[cfg(test)]
mod tests;
