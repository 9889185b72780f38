//! What the agency owes within ten days: moneys, documents, the original licence (A16).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AGENCY, Changed, Evidence, PlacementEvent, Refusal, SeekerLine, SettlementEvent,
    SettlementFile, SettlementTerm,
};

/// The agency's three duties (A16), each ticked with evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// The moneys are paid.
    pub money: Option<Evidence>,
    /// All documents are back with their job seekers.
    pub documents: Option<Evidence>,
    /// The original licence is back at the office.
    pub original_licence: Option<Evidence>,
}

/// One of the three duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// پرداخت وجوه
    Money,
    /// استرداد مدارک
    Documents,
    /// استرداد اصل مجوز
    OriginalLicence,
}

impl Duty {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Money, Self::Documents, Self::OriginalLicence];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Documents => "documents",
            Self::OriginalLicence => "original_licence",
        }
    }

    /// The name in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Money => "پرداخت وجوه",
            Self::Documents => "استرداد مدارک",
            Self::OriginalLicence => "استرداد اصل مجوز",
        }
    }
}

impl Checklist {
    /// What shows that a duty is done, if it is.
    pub fn of(&self, duty: Duty) -> Option<&Evidence> {
        match duty {
            Duty::Money => self.money.as_ref(),
            Duty::Documents => self.documents.as_ref(),
            Duty::OriginalLicence => self.original_licence.as_ref(),
        }
    }

    /// The duties that are not done.
    pub fn open(&self) -> Vec<Duty> {
        let open = |duty: &Duty| self.of(*duty).is_none();
        Duty::ALL.into_iter().filter(open).collect()
    }

    pub(super) fn of_mut(&mut self, duty: Duty) -> &mut Option<Evidence> {
        match duty {
            Duty::Money => &mut self.money,
            Duty::Documents => &mut self.documents,
            Duty::OriginalLicence => &mut self.original_licence,
        }
    }
}

impl SettlementFile {
    /// Ticks one of the agency's three duties with evidence.
    pub fn tick(
        mut self,
        duty: Duty,
        evidence: Evidence,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        evidence.require_between(self.ended_on, today)?;
        let unpaid = self.lines.iter().any(|line| !line.is_paid());
        if duty == Duty::Money && unpaid {
            return Err(Refusal::rule(
                "moneys-outstanding",
                AGENCY,
                "هنوز وجوه همه کارجویان پرداخت نشده است.",
                "Some job seekers are still owed money.",
            ));
        }
        let place = self.checklist.of_mut(duty);
        if place.is_some() {
            return Err(Refusal::rule(
                "duty-ticked",
                AGENCY,
                "انجام این تکلیف پیش‌تر ثبت شده است.",
                "This duty is ticked already.",
            ));
        }
        let event = SettlementEvent::DutyTicked {
            duty,
            on: evidence.on,
            record: evidence.record.clone(),
        };
        *place = Some(evidence);
        Ok(Changed::new(self, event))
    }

    /// The duties that are late on a day, or were done late: what counts is the latest reading of the
    /// ten days.
    pub fn overdue(&self, on: NaiveDate) -> Vec<Duty> {
        let SettlementTerm::Running { due, .. } = &self.term else {
            return Vec::new();
        };
        Duty::ALL
            .into_iter()
            .filter(|duty| {
                let done = self.checklist.of(*duty);
                let counted = done.map_or(on, |evidence| evidence.on.min(on));
                due.has_run_out(counted)
            })
            .collect()
    }

    /// The job seekers who are still owed money though the ten days have run out.
    pub fn late_lines(&self, on: NaiveDate) -> Vec<&SeekerLine> {
        let run_out = match &self.term {
            SettlementTerm::AwaitsNotice => false,
            SettlementTerm::Running { due, .. } => due.has_run_out(on),
        };
        let late = |line: &&SeekerLine| run_out && !line.is_paid();
        self.lines.iter().filter(late).collect()
    }
}
