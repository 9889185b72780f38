//! The job seekers of a file: who is added, paid, settled and referred (A6.4, A16).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    AGENCY, Changed, Duty, OFFICE, Payer, Payment, PlacementEvent, Refusal, Remainder, SeekerClaim,
    SeekerLine, SeekerOutcome, SettlementEvent, SettlementFile, SettlementState,
};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::money::Rial;
use crate::domain::placement::licence::Licence;

impl SettlementFile {
    /// Adds job seekers of the office, each with a line of its own. Duties that were ticked and no
    /// longer cover everybody are open again: the documents, and the moneys if money is owed.
    pub fn add_seekers(
        mut self,
        seekers: Vec<SeekerClaim>,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        let mut known: BTreeSet<Uuid> = self.lines.iter().map(SeekerLine::id).collect();
        if seekers.is_empty() || !seekers.iter().all(|seeker| known.insert(seeker.line)) {
            return Err(Refusal::rule(
                "line-exists",
                OFFICE,
                "این کارجو در پرونده تسویه هست.",
                "The job seeker is in the file already.",
            ));
        }
        let owed = |line: &SeekerClaim| line.owed;
        let total = (self.lines.iter().map(SeekerLine::owed))
            .chain(seekers.iter().map(owed))
            .try_fold(Rial::ZERO, Rial::checked_add);
        if total.is_err() {
            return Err(Refusal::rule(
                "sum-too-great",
                AGENCY,
                "جمع مطالبات کارجویان از بزرگ‌ترین مبلغ قابل ثبت بیشتر است.",
                "What all job seekers are owed is more than the registry can add up.",
            ));
        }
        let money = seekers.iter().any(|seeker| seeker.owed != Rial::ZERO);
        let reopened: Vec<Duty> = [(Duty::Money, money), (Duty::Documents, true)]
            .into_iter()
            .filter(|(duty, concerned)| *concerned && self.checklist.of(*duty).is_some())
            .map(|(duty, _)| duty)
            .collect();
        for duty in &reopened {
            *self.checklist.of_mut(*duty) = None;
        }
        let lines: BTreeMap<_, _> = seekers.iter().map(|it| (it.line, it.owed)).collect();
        let event = SettlementEvent::SeekersAdded { lines, reopened };
        self.lines.extend(seekers.into_iter().map(SeekerLine::of));
        Ok(Changed::new(self, event))
    }

    /// Records money that the agency paid to a job seeker.
    pub fn pay(
        self,
        line: Uuid,
        payment: Payment,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if payment.by != Payer::Agency {
            return Err(Refusal::rule(
                "not-paid-by-the-agency",
                AGENCY,
                "پرداخت از محل ضمانت‌نامه همراه با خود ضمانت‌نامه ثبت می‌شود.",
                "Money from a guarantee is recorded together with the guarantee.",
            ));
        }
        self.paid(line, payment, today)
    }

    pub(super) fn paid(
        mut self,
        line: Uuid,
        payment: Payment,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        payment.evidence.require_between(NaiveDate::MIN, today)?;
        let event = SettlementEvent::SeekerPaid {
            line,
            amount: payment.amount,
            by: payment.by,
        };
        self.line_mut(line)?.pay(payment)?;
        Ok(Changed::new(self, event))
    }

    /// Records what became of a job seeker, through the association (A6.4). An office that receives
    /// the person is of the same kind and may act today.
    pub fn settle(
        mut self,
        line: Uuid,
        outcome: SeekerOutcome,
        receiving: Option<&Licence>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !matches!(self.state, SettlementState::HandedToAssociation { .. }) {
            return Err(self.illegal(OFFICE));
        }
        if let SeekerOutcome::Transferred { licence, .. } = &outcome {
            self.require_fit(*licence, receiving, today)?;
        }
        let event = SettlementEvent::SeekerSettled {
            line,
            outcome: outcome.name(),
            licence: outcome.licence(),
        };
        self.line_mut(line)?.settle(outcome, today)?;
        Ok(Changed::new(self, event))
    }

    /// Records where a job seeker goes for what neither the agency nor a guarantee paid.
    pub fn refer_remainder(
        mut self,
        line: Uuid,
        remainder: Remainder,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        let event = SettlementEvent::RemainderReferred {
            line,
            to: remainder.name(),
        };
        self.line_mut(line)?.refer(remainder)?;
        Ok(Changed::new(self, event))
    }

    fn require_fit(
        &self,
        named: Uuid,
        receiving: Option<&Licence>,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        let fits = |licence: &Licence| {
            licence.id() == named
                && licence.id() != self.office.licence
                && licence.grant().kind == self.office.kind
                && licence.operating_permitted(today)
        };
        if receiving.is_some_and(fits) {
            return Ok(());
        }
        Err(Refusal::rule(
            "receiving-office-unfit",
            OFFICE,
            "کارجو تنها به کاریابی دیگری از همان نوع که امروز مجوز معتبر و اجازه فعالیت دارد منتقل می‌شود.",
            "A job seeker goes to another office of the same kind that may act today.",
        ))
    }

    pub(super) fn line_mut(&mut self, id: Uuid) -> Result<&mut SeekerLine, Refusal> {
        self.lines
            .iter_mut()
            .find(|line| line.id() == id)
            .ok_or_else(|| {
                Refusal::rule(
                    "no-such-line",
                    OFFICE,
                    "چنین کارجویی در پرونده تسویه نیست.",
                    "The file has no such line.",
                )
            })
    }
}
