//! Licences granted before the bylaw, and the six months in which they conform to it (A17).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::history::{Held, What};
use super::{
    Changed, DocumentReason, Grant, HoldKind, Licence, LicenceDocument, LicenceEvent,
    LicenceNumber, Name, PlacementEvent, Refusal,
};
use crate::domain::kernel::calendar::{SolarHijri, Term, add_months};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::policies::{Policies, PolicyKey};

const TRANSITION: Citation = Citation::article(17);

/// The months of article 17.
const MONTHS: i32 = 6;
/// The same in days, at thirty days each (article 443 of the Civil Procedure Code).
const DAYS: u64 = 180;

/// The day on which the bylaw was communicated (ابلاغ), 1401/11/24.
pub const fn communicated_on() -> NaiveDate {
    match NaiveDate::from_ymd_opt(2023, 2, 13) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// The last day on which an old licence may conform before it is prevented (policy `a17.unit`). As a
/// term of substance it does not move over closed days.
pub fn transition_last_day(policies: &Policies<'_>) -> NaiveDate {
    let months = add_months(communicated_on(), MONTHS);
    let days = communicated_on() + Days::new(DAYS);
    if policies.is(PolicyKey::A17Unit, "six_months") {
        months
    } else if policies.is(PolicyKey::A17Unit, "days_180") {
        days
    } else {
        months.max(days)
    }
}

/// What is known of a licence that was granted before the bylaw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Legacy {
    /// Its number on the old paper.
    pub old_number: ShortText,
    /// The day on which it was granted.
    pub granted_on: NaiveDate,
    /// The day on which it came into this registry.
    pub entered_on: NaiveDate,
    /// The first day on which it is prevented, unless it conforms before.
    pub prevented_from: NaiveDate,
}

/// A licence as its old paper says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldLicence {
    /// Its number there.
    pub number: ShortText,
    /// The day on which it was granted.
    pub granted_on: NaiveDate,
    /// The last day on which it is valid.
    pub last_day: NaiveDate,
    /// Whose name stands below it.
    pub signed_by: Name,
}

impl Licence {
    /// Enters a licence that was granted before the bylaw. It has no application here, so that of the
    /// grant becomes its own identity. Its number is of the series of the Solar Hijri year in which
    /// it was granted.
    ///
    /// It conforms within the transition, or else is prevented from the day after, which is no
    /// sanction: no board, no ban, and over as soon as it conforms.
    pub fn legacy(
        id: Uuid,
        number: LicenceNumber,
        grant: Grant,
        old: OldLicence,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        super::require_fitting_number(&number, &grant, old.granted_on)?;
        if old.granted_on > communicated_on() {
            return Err(Refusal::rule(
                "granted-under-the-bylaw",
                TRANSITION,
                "مجوزی که پس از ابلاغ آیین‌نامه صادر شده است با درخواست و بررسی شرایط ثبت می‌شود.",
                "A licence granted after the bylaw was communicated is issued on an application.",
            ));
        }
        let term = match Term::between(old.granted_on, old.last_day + Days::new(1)) {
            Ok(term) if term.from < term.until_exclusive => term,
            _ => {
                return Err(Refusal::rule(
                    "term-order",
                    TRANSITION,
                    "پایان مدت مجوز پیش از صدور آن است.",
                    "The licence ends before it was granted.",
                ));
            }
        };
        let grant = Grant {
            application: id,
            ..grant
        };
        let legacy = Legacy {
            old_number: old.number,
            granted_on: old.granted_on,
            entered_on: today,
            prevented_from: transition_last_day(policies) + Days::new(1),
        };
        let event = LicenceEvent::LegacyLicenceEntered {
            number: number.clone(),
            old_number: legacy.old_number.clone(),
            agency: grant.agency.clone(),
            kind: grant.kind,
            channel: grant.channel,
            province: grant.premises.province,
            from: term.from,
            until_exclusive: term.until_exclusive,
            prevented_from: legacy.prevented_from,
        };
        let licence = Self {
            id,
            number,
            grant,
            term,
            documents: vec![LicenceDocument {
                version: 1,
                issued_on: old.granted_on,
                signed_by: old.signed_by,
                because: DocumentReason::OldPaper,
            }],
            facts: Vec::new(),
            legacy: Some(legacy),
        };
        Ok(Changed::new(licence, event))
    }

    /// What is known of the old licence, if it was granted before the bylaw.
    pub fn old(&self) -> Option<&Legacy> {
        self.legacy.as_ref()
    }

    /// The application that it answers; one granted before the bylaw has none.
    pub fn application(&self) -> Option<Uuid> {
        self.legacy.is_none().then_some(self.grant.application)
    }

    /// The day since which the registry knows of it.
    pub fn known_since(&self) -> Option<NaiveDate> {
        match &self.legacy {
            Some(legacy) => Some(legacy.entered_on),
            None => self.documents.first().map(|it| it.issued_on),
        }
    }

    /// Whether it was granted under the bylaw, or conforms to it since.
    pub fn conforms(&self) -> bool {
        self.legacy.is_none() || self.conformed_on().is_some()
    }

    /// The first day on which it conforms, if it was granted before the bylaw.
    pub fn conformed_on(&self) -> Option<NaiveDate> {
        self.facts().iter().find_map(|fact| match fact.what {
            What::Conformed { .. } => Some(fact.effective),
            _ => None,
        })
    }

    /// From when it is prevented, while it does not conform.
    pub fn prevented_from(&self) -> Option<NaiveDate> {
        let legacy = self.legacy.as_ref()?;
        (!self.conforms()).then_some(legacy.prevented_from)
    }

    /// Finds that it conforms since a day, which an officer does who has looked at it: within the
    /// transition so that nothing happens, or later, and then the prevention is over from that day.
    ///
    /// `operator` is the account that runs the agency from now on, if it is known.
    pub fn conform(
        mut self,
        on: NaiveDate,
        record: ShortText,
        operator: Option<Uuid>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_not_ended()?;
        if self.legacy.is_none() {
            return Err(Refusal::rule(
                "granted-under-the-bylaw",
                TRANSITION,
                "این مجوز بر پایه همین آیین‌نامه صادر شده است.",
                "This licence was granted under the bylaw.",
            ));
        }
        if self.conforms() {
            return Err(Refusal::rule(
                "conforms-already",
                TRANSITION,
                "تطبیق این مجوز پیش‌تر ثبت شده است.",
                "This licence conforms already.",
            ));
        }
        if !(communicated_on()..=today).contains(&on) {
            return Err(Refusal::rule(
                "conformed-on-another-day",
                TRANSITION,
                "روز تطبیق پیش از ابلاغ آیین‌نامه یا پس از امروز نیست.",
                "A licence conforms no earlier than the bylaw was communicated and no later than today.",
            ));
        }
        if let Some(operator) = operator {
            self.grant.operator = operator;
        }
        let event = LicenceEvent::LicenceConformed {
            on,
            record: record.clone(),
            operator,
        };
        self.record(on, today, What::Conformed { record });
        Ok(Changed::new(self, event))
    }

    /// The prevention, which follows from the day of entry and that of conformity.
    pub(super) fn prevention(&self, conformed_on: Option<NaiveDate>) -> Option<Held> {
        let from = self.legacy.as_ref()?.prevented_from;
        if conformed_on.is_some_and(|day| day <= from) {
            return None;
        }
        Some(Held {
            kind: HoldKind::TransitionPrevention,
            from,
            until_exclusive: conformed_on,
        })
    }
}

/// The refusal of what wants a licence that conforms.
pub(super) fn not_conformed() -> Refusal {
    Refusal::rule(
        "not-conformed",
        TRANSITION,
        format!(
            "این مجوز پیش از ابلاغ آیین‌نامه ({}) صادر شده و تطبیق آن با آیین‌نامه هنوز احراز نشده است.",
            SolarHijri::of(communicated_on()).persian()
        ),
        "The licence was granted before the bylaw and is not found to conform to it yet.",
    )
}

#[cfg(test)]
mod tests;
