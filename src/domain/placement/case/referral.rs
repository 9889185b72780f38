//! Crimes are reported to the judiciary (A5.n3); nothing here moves the case or holds it up.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::charge::{CrimeFlag, Offence, Raised};
use super::{
    Case, CaseEvent, CaseState, Changed, Charge, Citation, DocumentRef, Name, PlacementEvent,
    Refusal, ShortText,
};

/// The report of a violation that matches a crime to the competent judicial authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudicialReferral {
    /// Its identity in the case.
    pub id: Uuid,
    /// The charges that it reports.
    pub charges: Vec<Uuid>,
    /// The crime, with the law that makes it one.
    pub offence: ShortText,
    /// The competent authority (مرجع قضایی صالح).
    pub authority: Name,
    /// Number and date of the letter.
    pub letter: ShortText,
    /// The day on which it went out.
    pub referred_on: NaiveDate,
    /// The letter and what proves its delivery.
    pub documents: Vec<DocumentRef>,
    /// The account that recorded it.
    pub recorded_by: Uuid,
}

impl Case {
    /// Flags a charge whose facts match a crime. A flag is never taken back: whether there was a
    /// crime is for the judiciary to say.
    pub fn flag_crime(
        mut self,
        charge: Uuid,
        offence: Offence,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state.is_ended() {
            return Err(self.illegal());
        }
        let flagged = self.charge_mut(charge)?;
        if flagged.crime.is_some() {
            return Err(Refusal::rule(
                "crime-already-flagged",
                CITED,
                "انطباق این مورد با جرم پیش‌تر ثبت شده است.",
                "This charge is already flagged as matching a crime.",
            ));
        }
        let event = CaseEvent::CrimeFlagged {
            charge,
            offence: offence.name.clone(),
        };
        flagged.crime = Some(CrimeFlag {
            raised: Raised::Person { offence },
            on: today,
        });
        Ok(Changed::new(self, event))
    }

    /// Records the report to the judiciary. It leaves the state as it is, whatever that is, and
    /// flags the charges that nobody flagged before.
    pub fn refer(
        mut self,
        referral: JudicialReferral,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if matches!(self.state, CaseState::Joined { .. }) {
            return Err(self.illegal());
        }
        if referral.charges.is_empty() {
            return Err(unknown_charge());
        }
        if referral.referred_on > today || referral.referred_on < self.opened_on {
            return Err(Refusal::rule(
                "referral-date",
                CITED,
                "تاریخ انعکاس به مرجع قضایی باید از روز تشکیل پرونده تا امروز باشد.",
                "A referral is dated between the opening of the case and today.",
            ));
        }
        for id in &referral.charges {
            let charge = self.charge_mut(*id)?;
            charge.crime.get_or_insert_with(|| CrimeFlag {
                raised: Raised::Person {
                    offence: Offence {
                        name: referral.offence.clone(),
                        seen_by: referral.recorded_by,
                    },
                },
                on: today,
            });
        }
        let event = CaseEvent::CaseReferred {
            referral: referral.id,
            charges: referral.charges.clone(),
            offence: referral.offence.clone(),
            authority: referral.authority.clone(),
            referred_on: referral.referred_on,
        };
        self.referrals.push(referral);
        Ok(Changed::new(self, event))
    }

    /// The reports to the judiciary.
    pub fn referrals(&self) -> &[JudicialReferral] {
        &self.referrals
    }

    /// Whether a charge matches a crime in other laws.
    pub fn crime_match(&self) -> bool {
        self.charges.iter().any(|charge| charge.crime().is_some())
    }

    /// The charges that match a crime and have not been reported.
    pub fn unreported(&self) -> impl Iterator<Item = &Charge> {
        self.charges.iter().filter(|charge| {
            charge.crime().is_some()
                && !self
                    .referrals
                    .iter()
                    .any(|referral| referral.charges.contains(&charge.id()))
        })
    }

    /// Whether a crime still has to be reported; a joined case reports it in the one that leads.
    pub fn awaits_referral(&self) -> bool {
        let joined = matches!(self.state, CaseState::Joined { .. });
        !joined && self.unreported().next().is_some()
    }

    pub(super) fn require_reported(&self) -> Result<(), Refusal> {
        if self.unreported().next().is_none() {
            return Ok(());
        }
        Err(Refusal::rule(
            "judicial-referral-missing",
            CITED,
            "تخلف منطبق با جرم باید پیش از مختومه شدن پرونده به مرجع قضایی صالح منعکس شود.",
            "A violation that matches a crime is reported to the judiciary before the case is closed.",
        ))
    }

    fn charge_mut(&mut self, id: Uuid) -> Result<&mut Charge, Refusal> {
        self.charges
            .iter_mut()
            .find(|charge| charge.id() == id)
            .ok_or_else(unknown_charge)
    }
}

const CITED: Citation = Citation::note(5, 3);

fn unknown_charge() -> Refusal {
    Refusal::rule(
        "charge-not-in-case",
        CITED,
        "این مورد در پرونده نیست.",
        "The charge is not part of this case.",
    )
}
